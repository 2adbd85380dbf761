/**
 * Voice decoder — giải mã tiếng của dịch vụ.
 *
 * Lends the voices ffmpeg, which belongs to the sound workshop: bytes of a stated kind become mono
 * samples, in the same fence as every other ffmpeg run. Services stream sound whose header does not
 * know its end, so damage is not refused here: whoever counts syllables notices what is missing.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok } from '@loaso/shared/result';
import {
  createFfmpegRunner,
  FENCED_INPUT,
  FENCED_OUTPUT,
  type FfmpegOptions,
} from '../adapters/audio/ffmpeg-runner.js';
import type { Decode } from '../adapters/speech/http-service.js';

const TIMEOUT_MS = 60_000;
/** Longest sound of one call to a service. */
const SOUND_MAX_S = 900;

export function createVoiceDecoder(options: FfmpegOptions, workDir: string): Decode {
  const runner = createFfmpegRunner(options);
  return async (bytes, { kind, sampleRate }, signal) => {
    await mkdir(workDir, { recursive: true });
    const source = join(workDir, `${randomUUID()}.voice`);
    const samples = `${source}.pcm`;
    try {
      await writeFile(source, bytes);
      const decoded = await runner.ffmpeg({
        args: [
          ...['-v', 'error', ...FENCED_INPUT, '-f', kind, '-i', source],
          ...['-map', '0:a:0', '-t', `${SOUND_MAX_S}`, '-ac', '1', '-ar', `${sampleRate}`],
          ...['-f', 's16le', ...FENCED_OUTPUT, samples],
        ],
        timeoutMs: TIMEOUT_MS,
        signal,
      });
      if (!decoded.ok) {
        // Names of our files mean nothing to whoever reads the words.
        const detail = decoded.error.detail.replaceAll(source, 'tiếng');
        return err({ ...decoded.error, detail });
      }
      const pcm = await readFile(samples);
      return ok(new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1));
    } finally {
      await rm(source, { force: true });
      await rm(samples, { force: true });
    }
  };
}
