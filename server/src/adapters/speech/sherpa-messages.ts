/**
 * Sherpa messages — tin nhắn với tiến trình giọng thần kinh.
 *
 * What the server and the worker that holds the add-on say to each other. Types and one schema.
 */
import { z } from 'zod';

/** What a worker is told at its start, as one argument. Paths are absolute. */
export type WorkerOrder = {
  /** Module that exports `OfflineTts`: a package folder, a file, or a bare name. */
  readonly addon: string;
  readonly model: string;
  readonly tokens: string;
  readonly dataDir: string;
  readonly lexicon: string;
  readonly noiseScale: number;
  readonly noiseScaleW: number;
  readonly threads: number;
};

export type WorkerRequest = {
  readonly id: number;
  readonly text: string;
  readonly speed: number;
  readonly speaker: number;
};

/** First answer of a worker (`id` 0) tells that the model is loaded; the body is always samples. */
export const WorkerAnswer = z.discriminatedUnion('ok', [
  z.object({
    id: z.int(),
    ok: z.literal(true),
    sampleRate: z.int().positive(),
    memoryBytes: z.number(),
  }),
  z.object({
    id: z.int(),
    ok: z.literal(false),
    code: z.enum(['addon-missing', 'model-refused', 'speech-failed']),
    message: z.string().max(2_000),
  }),
]);
export type WorkerAnswer = z.infer<typeof WorkerAnswer>;
