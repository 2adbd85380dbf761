/**
 * A room with a cloud — phòng thử giọng dịch vụ.
 *
 * What the tests of the service voices need: a folder, a cloud, the operator's files, the real
 * decoder, a quick patience, and espeak-ng in reserve.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCharacterBudget } from '#server/adapters/speech/character-budget';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { createHttpSpeech, type HttpSpeech } from '#server/adapters/speech/http-speech';
import { createLocalFallback } from '#server/adapters/speech/local-fallback';
import { createVoiceDecoder } from '#server/main/voice-decoder';
import type { FellBack, Speech } from '#server/ports/speech';
import { type Cloud, startCloud, templatesFor } from './cloud.js';

export const SECRET = 'khoa-bi-mat-4711';
const PROGRAMS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes: 2 };

export type CloudRoom = {
  readonly folder: string;
  readonly cloud: Cloud;
  /** Milliseconds; moved by hand. */
  clock: number;
  readonly falls: { readonly fellBack: FellBack; readonly sentences: number }[];
  /** The services of `changes` over the usual templates, without a reserve. */
  services(changes?: Changes): Promise<HttpSpeech>;
  /** The same with espeak-ng in reserve. */
  insured(changes?: Changes): Promise<Speech>;
  close(): Promise<void>;
};

export type Changes = { readonly all?: object; readonly allowPrivate?: boolean };

export async function openCloudRoom(): Promise<CloudRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'loaso-cloud-'));
  const cloud = await startCloud();
  const cache = { cacheDir: join(folder, 'cache'), cacheMaxBytes: 100_000_000 };
  const room: CloudRoom = {
    folder,
    cloud,
    clock: Date.UTC(2026, 10, 25),
    falls: [],
    services: async ({ all = {}, allowPrivate = true } = {}) => {
      const secretFile = join(folder, 'secret');
      await writeFile(secretFile, `${SECRET}\n`);
      const file = join(folder, 'voices.json');
      const templates = Object.values(templatesFor(cloud.host, secretFile));
      await writeFile(file, JSON.stringify(templates.map((voice) => ({ ...voice, ...all }))));
      const now = (): number => room.clock;
      const speech = createHttpSpeech({
        file,
        ...cache,
        tools: {
          budget: createCharacterBudget(join(folder, 'budget.json'), now),
          decode: createVoiceDecoder(PROGRAMS, join(folder, 'decode')),
          patience: { baseMs: 5, capMs: 20, random: () => 0.5 },
          allowPrivate,
        },
        now,
      });
      await speech.start();
      return speech;
    },
    insured: async (changes) => {
      const services = await room.services(changes);
      return createLocalFallback(services, createEspeakSpeech({ command: 'espeak-ng', ...cache }), {
        policyOf: services.fallbackOf,
        onFellBack: (_, fellBack, sentences) => room.falls.push({ fellBack, sentences }),
      });
    },
    close: async () => {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return room;
}
