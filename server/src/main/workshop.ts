/**
 * Workshop — xưởng giọng đọc và âm thanh.
 *
 * Puts the voices, the mastering and the chimes together, for the server and the command line alike.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createMastering } from '../adapters/audio/mastering.js';
import { createEspeakSpeech } from '../adapters/speech/espeak-speech.js';
import { masteringRules } from '../core/programme/mastering-rules.js';
import type { Mastering } from '../ports/audio.js';
import type { Speech } from '../ports/speech.js';

export type Workshop = {
  readonly speech: Speech;
  readonly mastering: Mastering;
  readonly chimes: { readonly chimeIn: string; readonly chimeOut: string };
};

/** Repository or package root: two folders above `server/dist/main` and `server/src/main` alike. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The built browser client. */
export const DASHBOARD = join(ROOT, 'server', 'dashboard', 'dist');

const CACHE_BYTES_MAX = 2_000_000_000;

export function createWorkshop(places: { workDir: string; cacheDir: string }): Workshop {
  const processes = Math.max(1, Math.min(4, availableParallelism()));
  return {
    speech: createEspeakSpeech({
      command: 'espeak-ng',
      cacheDir: places.cacheDir,
      cacheMaxBytes: CACHE_BYTES_MAX,
    }),
    mastering: createMastering({
      ffmpeg: 'ffmpeg',
      ffprobe: 'ffprobe',
      processes,
      workDir: places.workDir,
      shelfMaxBytes: CACHE_BYTES_MAX,
      rules: masteringRules,
    }),
    chimes: {
      chimeIn: join(ROOT, 'audio-samples', 'chime-open.flac'),
      chimeOut: join(ROOT, 'audio-samples', 'chime-close.flac'),
    },
  };
}
