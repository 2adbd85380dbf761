/**
 * Workshop — xưởng giọng đọc và âm thanh.
 *
 * Puts the voices, the mastering and the chimes together, for the server and the command line alike.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createMastering } from '../adapters/audio/mastering.js';
import { type Config, placesIn } from '../config.js';
import { masteringRules } from '../core/programme/mastering-rules.js';
import type { Mastering } from '../ports/audio.js';
import type { Speech } from '../ports/speech.js';
import type { Log } from '../ports/system.js';
import { createVoiceDecoder } from './voice-decoder.js';
import { createVoices, type VoiceSettings, type Voices } from './voices.js';

export type Workshop = {
  readonly speech: Speech;
  /** Finds and tests voices beside espeak-ng's; without it only those are listed. */
  readonly voices: Pick<Voices, 'start' | 'stop' | 'figures'>;
  readonly mastering: Mastering;
  readonly chimes: { readonly chimeIn: string; readonly chimeOut: string };
};

/** Repository or package root: two folders above `server/dist/main` and `server/src/main` alike. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The built browser client. */
export const DASHBOARD = join(ROOT, 'server', 'dashboard', 'dist');

const CACHE_BYTES_MAX = 2_000_000_000;

type Places = { readonly workDir: string; readonly cacheDir: string };

/** Settings of the voices as the configuration has them. */
export function voiceSettingsOf(config: Config): VoiceSettings {
  const { voices, voiceState: stateDir } = placesIn(config.dataDir);
  const { sherpaModule, voiceThreads, httpVoicesFile, voiceSpeed } = config;
  const voicesDir = config.voicesDir || voices;
  return { voicesDir, stateDir, sherpaModule, voiceThreads, httpVoicesFile, voiceSpeed };
}

/** Without a configuration espeak-ng's voices alone. */
export function createWorkshop(
  places: Places,
  settings: VoiceSettings | null = null,
  log: Log | null = null,
): Workshop {
  const processes = Math.max(1, Math.min(4, availableParallelism()));
  const programs = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes };
  const { speech, start, stop, figures } = createVoices(settings ?? onlyEspeak(places), {
    cacheDir: places.cacheDir,
    cacheMaxBytes: CACHE_BYTES_MAX,
    decode: createVoiceDecoder(programs, join(places.workDir, 'voice')),
    log,
  });
  return {
    speech,
    voices: { start, stop, figures },
    mastering: createMastering({
      ...programs,
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

const onlyEspeak = ({ workDir }: Places): VoiceSettings => ({
  voicesDir: join(workDir, 'voices'),
  stateDir: join(workDir, 'voice-state'),
  sherpaModule: 'sherpa-onnx-node',
  voiceThreads: 1,
  httpVoicesFile: '',
  voiceSpeed: 135,
});
