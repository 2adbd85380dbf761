/**
 * Inspection of a file — nhận dạng tệp âm thanh.
 *
 * Finds what a file is by its content, whatever its name says. Only plain audio containers are
 * tried: a playlist or a script that would open other files is no audio here. Promises a typed
 * refusal for everything else. Changes nothing.
 */
import { stat } from 'node:fs/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import type { AudioFault, Probe } from '../../ports/audio.js';
import type { FfmpegRunner } from './ffmpeg-runner.js';

/** Largest file that is looked at (4 h of 48 kHz stereo 16-bit is 2.8 GB; such is refused). */
export const UPLOAD_MAX_BYTES = 1_500_000_000;

/** Containers that hold their own sound; none of them names another file. */
const CONTAINERS = 'wav,w64,aiff,caf,au,flac,mp3,aac,ac3,amr,ogg,mov,matroska,asf,avi,mpeg,mpegts';

const PROBE_TIMEOUT_MS = 15_000;

type Stream = {
  codec_type?: string;
  codec_name?: string;
  sample_rate?: string;
  channels?: number;
  duration?: string;
};
type Answer = { format?: { format_name?: string; duration?: string }; streams?: Stream[] };

/** What the first audio stream of the file is. */
export async function inspect(
  runner: FfmpegRunner,
  path: string,
  signal: AbortSignal,
): Promise<Result<Probe, AudioFault>> {
  const fault = await refuseBySize(path);
  if (fault) return err(fault);
  const answer = await runner.ffprobe({
    args: [
      ...['-v', 'error', '-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS],
      ...['-show_entries', 'format=format_name,duration'],
      ...['-show_entries', 'stream=codec_type,codec_name,sample_rate,channels,duration'],
      ...['-of', 'json', '-i', path],
    ],
    timeoutMs: PROBE_TIMEOUT_MS,
    signal,
  });
  if (!answer.ok) {
    return answer.error.code === 'engine-failed' ? err(notAudio(answer.error.detail)) : answer;
  }
  return readAnswer(answer.value);
}

async function refuseBySize(path: string): Promise<AudioFault | undefined> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) {
    return {
      code: 'file-unreadable',
      detail: `không đọc được tệp: ${found.code ?? found.message}`,
    };
  }
  if (!found.isFile()) return { code: 'file-unreadable', detail: 'không phải tệp thường' };
  if (found.size === 0) return { code: 'file-empty', detail: 'tệp rỗng' };
  if (found.size > UPLOAD_MAX_BYTES) {
    return { code: 'file-too-big', detail: `tệp lớn hơn ${UPLOAD_MAX_BYTES / 1e9} GB` };
  }
  return undefined;
}

function readAnswer(text: string): Result<Probe, AudioFault> {
  const json = text.slice(text.indexOf('{'));
  let answer: Answer;
  try {
    answer = JSON.parse(json) as Answer;
  } catch {
    // Not a swallowed error: an unreadable answer means an unreadable file.
    return err(notAudio(text.slice(0, 200)));
  }
  const stream = answer.streams?.find((s) => s.codec_type === 'audio');
  const container = answer.format?.format_name?.split(',')[0];
  const sampleRate = Number(stream?.sample_rate);
  if (!stream?.codec_name || !container || !(sampleRate > 0) || !stream.channels) {
    return err(notAudio('không có luồng âm thanh'));
  }
  const seconds = Number(answer.format?.duration ?? stream.duration ?? 0);
  return ok({
    container,
    codec: stream.codec_name,
    sampleRate,
    channels: stream.channels,
    durationMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
  });
}

function notAudio(detail: string): AudioFault {
  return { code: 'not-audio', detail: `không phải tệp âm thanh: ${detail}` };
}
