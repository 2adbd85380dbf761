/**
 * Stand-ins of the studio — giọng đọc, xưởng âm thanh và nơi nhận tệp giả để thử.
 *
 * A voice that a test can hold, release and break, a workshop whose clips are names, and uploads kept
 * in memory. They keep the promises of their ports and make no sound.
 */
import { Readable } from 'node:stream';
import type { Sha256 } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type {
  Mastered,
  MasteredRecording,
  Mastering,
  MasterSpeechRequest,
} from '#server/ports/audio';
import type { Speech } from '#server/ports/speech';
import type { Upload, Uploads } from '#server/ports/uploads';

export type Gate = {
  /** Voicing waits until it is opened; open at first. */
  hold(): void;
  open(): void;
  /** The next voicing fails so. */
  breakWith: 'speech-too-short' | 'throw' | null;
  wait(signal: AbortSignal): Promise<void>;
};

export function createGate(): Gate {
  let held = Promise.resolve();
  let release = (): void => undefined;
  return {
    breakWith: null,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    open: () => release(),
    wait: (signal) =>
      Promise.race([
        held,
        new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        }),
      ]),
  };
}

const pcm = { path: '', key: 'k', sampleRate: 22_050, durationMs: 1_000 };

export const fakeSpeech = (gate: Gate): Speech => ({
  voices: () => [
    {
      id: 'vi',
      label: 'Giọng Bắc',
      engine: 'espeak-ng',
      region: 'north',
      sampleRate: 22_050,
      licence: 'GPL-3.0-or-later',
    },
  ],
  synthesise: () => Promise.resolve(ok(pcm)),
  async *synthesiseAll(spoken, _options, signal) {
    for (const sentence of spoken) {
      await gate.wait(signal);
      if (signal.aborted) return yield err({ code: 'cancelled', detail: '' });
      if (gate.breakWith === 'throw') throw new Error('disk full');
      if (gate.breakWith !== null) return yield err({ code: gate.breakWith, detail: sentence });
      yield ok(pcm);
    }
  },
});

/** A clip named by how many segments it has and when it was made. */
/** @param lengthMs of what is read; a minute and a second for each sentence where absent */
export function fakeMastering(
  sha256: (text: string) => Sha256,
  lengthMs?: () => number,
): Mastering {
  let made = 0;
  return {
    masterSpeech: async (request: MasterSpeechRequest, onProgress, signal) => {
      let count = 0;
      for await (const _segment of request.segments) {
        count += 1;
        onProgress(count / request.segmentCount);
      }
      if (signal.aborted) return err({ code: 'cancelled', detail: '' });
      made += 1;
      return ok<Mastered>({
        path: `clip-${made}`,
        sha256: sha256(`clip ${made}`),
        sizeBytes: count * 6_000,
        durationMs: lengthMs?.() ?? count * 1_000 + 60_000,
        codec: 'mp3',
        loudnessLufs: -16,
        truePeakDbtp: -1.2,
        iterations: 1,
        segmentStartsMs: [],
      });
    },
    masterRecording: ({ path }) => {
      made += 1;
      return Promise.resolve(
        path.endsWith('.silent')
          ? err({ code: 'silent', detail: '' })
          : ok<MasteredRecording>(recordingOf(sha256(`recording ${made}`), made)),
      );
    },
    probe: () => Promise.resolve(err({ code: 'not-audio', detail: '' })),
  };
}

const recordingOf = (sha256: Sha256, made: number): MasteredRecording => ({
  path: `recording-${made}`,
  sha256,
  sizeBytes: 9_000,
  durationMs: 20_000,
  codec: 'mp3',
  loudnessLufs: -16.1,
  truePeakDbtp: -1.3,
  iterations: 1,
  segmentStartsMs: [],
  repairs: ['mixed-to-mono', 'resampled'],
  before: {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRate: 8_000,
    channels: 2,
    durationMs: 20_500,
  },
  loudnessBeforeLufs: -31.5,
});

/** Takes what comes into memory; a file named '.silent' will hold no sound. */
export const memoryUploads = (sha256: (text: string) => Sha256): Uploads => ({
  receive: async ({ bytes }, limitBytes) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    const all = Buffer.concat(pieces);
    if (all.byteLength > limitBytes) return err({ code: 'too-large' });
    if (all.byteLength === 0) return err({ code: 'empty' });
    const text = all.toString('utf8');
    const path = text === 'silence' ? 'x.silent' : 'x.upload';
    return ok({ path, sizeBytes: all.byteLength, sha256: sha256(text) });
  },
  discard: () => Promise.resolve(),
});

/** A file as a browser would send it. */
export const uploading = (text = 'a song'): Upload => ({
  bytes: Readable.from([Buffer.from(text)]),
  sizeBytes: Buffer.byteLength(text),
  signal: new AbortController().signal,
});
