/**
 * Taking a recording — nhận và sửa tệp thu âm.
 *
 * From bytes that a person sends to a mastered clip with an account of what came and what was
 * repaired, or a refusal in their words. Whatever happens, nothing half-made stays.
 */
import { Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Clip } from '@loaso/shared/wire/http/content';
import {
  type LanguageCode,
  RECORDING_BYTES_MAX,
  RECORDING_DAY_BYTES_MAX,
  type Recording,
} from '@loaso/shared/wire/http/recordings';
import type { AudioFault, MasteredRecording } from '../../ports/audio.js';
import type { Received, Upload, UploadFault } from '../../ports/uploads.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import type { QuotaLimits } from '../upload-quota.js';
import { HORN_SETTINGS } from '../voice-script.js';
import type { Desk } from './ports.js';

export type Taking = {
  readonly upload: Upload;
  readonly language: LanguageCode;
  readonly fileName: string;
  readonly summary: string;
};

export type Taken = { readonly clip: Clip; readonly recording: Recording };

const TOO_LARGE: Refusal = { code: 'upload-too-large', limit: RECORDING_BYTES_MAX };

export const RECORDING_QUOTA: QuotaLimits = {
  fileBytes: RECORDING_BYTES_MAX,
  dayBytes: RECORDING_DAY_BYTES_MAX,
  tooLarge: TOO_LARGE,
};

/** Longest work on one recording. */
const WORK_MS_MAX = 900_000;

/** The clip is already in the store of audio files; it airs only as part of an approved bulletin. */
export async function takeRecording(desk: Desk, actor: Actor, taking: Taking): Answer<Taken> {
  const ticket = desk.quota.open(actor.userId, taking.upload.sizeBytes, desk.clock.now());
  if (!ticket.ok) return ticket;
  let receivedBytes = 0;
  try {
    const received = await desk.uploads.receive(taking.upload, RECORDING_BYTES_MAX);
    if (!received.ok) return err(uploadRefusal(received.error));
    receivedBytes = received.value.sizeBytes;
    try {
      return await master(desk, actor, { taking, received: received.value });
    } finally {
      await desk.uploads.discard(received.value.path);
    }
  } finally {
    ticket.value.close(receivedBytes);
  }
}

type Incoming = { readonly taking: Taking; readonly received: Received };

async function master(desk: Desk, actor: Actor, { taking, received }: Incoming): Answer<Taken> {
  const { upload, language } = taking;
  const made = await desk.mastering.masterRecording(
    {
      path: received.path,
      settings: { ...HORN_SETTINGS, ...desk.chimes, outDir: desk.clipDir },
    },
    () => undefined,
    AbortSignal.any([upload.signal, AbortSignal.timeout(WORK_MS_MAX)]),
  );
  if (!made.ok) return refused(desk, made.error);
  const { path, codec } = made.value;
  const sha256 = Sha256.parse(made.value.sha256);
  await desk.audioFiles.adopt(path, sha256, codec);
  const clip: Clip = {
    sha256,
    sizeBytes: made.value.sizeBytes,
    durationMs: made.value.durationMs,
    codec,
    loudnessLufs: made.value.loudnessLufs,
    truePeakDbtp: made.value.truePeakDbtp,
    voice: `recorded-${language}`,
  };
  const by = { by: actor.fullName, at: desk.clock.now() };
  return ok({ clip, recording: { ...reportOf(taking, received, made.value), ...by } });
}

function reportOf(
  { language, fileName, summary }: Taking,
  { sizeBytes, sha256 }: Received,
  { repairs, before, loudnessBeforeLufs, ...after }: MasteredRecording,
): Omit<Recording, 'by' | 'at'> {
  return {
    language,
    file: { name: fileName, sizeBytes, sha256 },
    summary,
    repairs: [...repairs],
    before: { ...before, loudnessLufs: loudnessBeforeLufs },
    after: {
      durationMs: after.durationMs,
      codec: after.codec,
      loudnessLufs: after.loudnessLufs,
      truePeakDbtp: after.truePeakDbtp,
    },
  };
}

function uploadRefusal({ code }: UploadFault): Refusal {
  if (code === 'too-large') return TOO_LARGE;
  if (code === 'empty') return { code: 'recording-empty' };
  return { code: 'upload-broken' };
}

/** What the sender can do about it decides the code. */
function refused(desk: Desk, { code, detail }: AudioFault): Result<never, Refusal> {
  switch (code) {
    case 'not-audio':
    case 'file-unreadable':
      return err({ code: 'recording-not-audio', detail });
    case 'file-empty':
      return err({ code: 'recording-empty' });
    case 'silent':
      return err({ code: 'recording-silent' });
    case 'too-short':
      return err({ code: 'recording-too-short', detail });
    case 'too-long':
    case 'file-too-big':
      return err({ code: 'recording-too-long', detail });
    case 'cancelled':
    case 'engine-timeout':
      return err({ code: 'upload-broken' });
    case 'engine-missing':
    case 'engine-failed':
    case 'loudness-missed':
    case 'peak-exceeded':
      desk.log.error('recording-fault', { code, detail });
      return err({ code: 'recording-failed', detail: code });
  }
}
