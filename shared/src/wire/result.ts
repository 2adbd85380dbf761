/**
 * Result of a command — kết quả của một lệnh.
 *
 * What came of a command that does more than change the box: a chime, a measurement, a log. The ack
 * says that the command was taken, the result what was found. Sent once while the line is up and kept
 * for the next line until then; a box that restarts before that has forgotten it, and the server says
 * that no answer came.
 */
import { z } from 'zod';
import { DeviceId } from '../ids.js';
import { DurationMs, Instant } from '../time.js';

const common = {
  v: z.literal(1),
  dev: DeviceId,
  at: Instant,
  commandId: z.string().min(8).max(64),
};

export const CommandResult = z.discriminatedUnion('kind', [
  /** Taken and not done; `code` is a word of the box, `detail` English and short. */
  z.object({
    ...common,
    kind: z.literal('refused'),
    code: z.string().min(1).max(64),
    detail: z.string().max(300),
  }),
  /** The box made the sound; whether it was heard is for whoever stands there to say. */
  z.object({
    ...common,
    kind: z.literal('chime'),
    outcome: z.enum(['completed', 'interrupted']),
    startedAt: Instant,
    playedMs: DurationMs,
    volumePercent: z.int().min(0).max(100),
    /** True when the output was no real card. */
    virtual: z.boolean(),
  }),
]);
export type CommandResult = z.infer<typeof CommandResult>;
