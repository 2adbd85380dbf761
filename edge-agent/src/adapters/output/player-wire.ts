/**
 * Wire of the player — lời giữa bộ điều khiển và trình phát.
 *
 * What agent and player say to each other over a socket between the two processes: one JSON object a
 * line, versioned by the first line each way, checked and bounded on arrival. It names files and
 * instants of the monotonic clock, which both share; it carries no key, no plan and no network login.
 */
import { Sha256 } from '@loaso/shared/ids';
import { Instant } from '@loaso/shared/time';
import { Relay } from '@loaso/shared/wire/relay';
import { Status } from '@loaso/shared/wire/status';
import { z } from 'zod';

/** Raised with every change of meaning: an update may put a newer player under a running agent. */
export const PLAYER_V = 2;
/** Longest line, UTF-16 units; the longest order has 64 parts of some 400. */
const LINE_MAX = 100_000;

const SoundId = z.int().nonnegative();
const MonoMs = z.number();
const Count = z.number().nonnegative();

const PartFile = z.object({
  sha256: Sha256,
  sizeBytes: Count,
  offsetMs: Count,
  durationMs: Count,
  path: z.string().max(4_096),
});
const Parts = z.array(PartFile).max(64).readonly();
const HeadFile = PartFile.pick({ sha256: true, sizeBytes: true, path: true });

/** Where the box may listen to itself: a program of the carrier's family, and its device. */
const MicrophoneSetting = z.object({ recorder: z.string(), device: z.string() });
export type MicrophoneSetting = z.infer<typeof MicrophoneSetting>;

export const CardSetting = z.object({
  /** How samples reach the card: ALSA's own player, or the sound server's. */
  carrier: z.enum(['alsa', 'pulse']),
  decoder: z.string(),
  player: z.string(),
  device: z.string(),
  statusFolder: z.string(),
  /** Null where there is none. */
  microphone: MicrophoneSetting.nullable(),
  /** Which streams it may relay. */
  reach: z.object({ allowPrivate: z.boolean() }),
});
export type CardSetting = z.infer<typeof CardSetting>;

/** From the agent. */
export const ToPlayer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), v: z.int(), setting: CardSetting }),
  z.object({
    type: z.literal('prepare'),
    soundId: SoundId,
    parts: Parts,
    fromMs: Count,
    relay: Relay.optional(),
  }),
  z.object({
    type: z.literal('play'),
    soundId: SoundId,
    playId: z.string().max(300),
    title: z.string(),
    parts: Parts,
    startMonoMs: MonoMs,
    fromMs: Count,
    untilMonoMs: MonoMs,
    startAt: Instant,
    gainDb: z.number(),
    volumePercent: Count,
    relay: Relay.optional(),
  }),
  z.object({ type: z.literal('keep-heads'), files: z.array(HeadFile).max(64).readonly() }),
  z.object({ type: z.literal('limit'), soundId: SoundId, untilMonoMs: MonoMs }),
  z.object({ type: z.literal('volume'), soundId: SoundId, volumePercent: Count }),
  z.object({ type: z.literal('stop-sound'), soundId: SoundId }),
  z.object({ type: z.literal('end') }),
]);
export type ToPlayer = z.infer<typeof ToPlayer>;
/** What concerns one sound. */
export type SoundOrder = Exclude<ToPlayer, { type: 'open' | 'keep-heads' | 'end' }>;

const Decibels = z.number();
/** Some forty seconds of three bands; two courses fit into a line. */
const Frames = z
  .array(z.tuple([Decibels, Decibels, Decibels]).readonly())
  .max(900)
  .readonly();

/** From the player; a beat says that it still turns. */
export const FromPlayer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    v: z.int(),
    priority: z.enum(['real-time', 'raised', 'normal']),
    output: Status.shape.output,
  }),
  z.object({ type: z.literal('beat'), monoMs: MonoMs }),
  z.object({
    type: z.literal('sound-started'),
    soundId: SoundId,
    startedMonoMs: MonoMs,
    fromMs: Count,
  }),
  z.object({
    type: z.literal('sound-ended'),
    soundId: SoundId,
    how: z.enum(['finished', 'limit', 'stopped', 'failed', 'file-absent', 'file-corrupt']),
    playedMs: Count,
    sha256: Sha256.exactOptional(),
    detail: z.string().exactOptional(),
  }),
  z.object({
    type: z.literal('relay-turned'),
    soundId: SoundId,
    to: z.enum(['stream', 'fallback', 'silence']),
    monoMs: MonoMs,
    detail: z.string(),
  }),
  z.object({
    type: z.literal('sound-heard'),
    playId: z.string().max(300),
    sent: Frames,
    heard: Frames,
    fault: z.string().max(300).nullable(),
  }),
  z.object({ type: z.literal('output-changed'), output: Status.shape.output }),
]);
export type FromPlayer = z.infer<typeof FromPlayer>;
export type Priority = Extract<FromPlayer, { type: 'opened' }>['priority'];

export const lineOf = (message: ToPlayer | FromPlayer): string => `${JSON.stringify(message)}\n`;

/**
 * Cuts what arrives into messages of `schema`.
 *
 * @param fault called once, when a line is too long or not of this protocol; nothing follows
 */
export function createReader<T>(
  schema: z.ZodType<T>,
  take: (message: T) => void,
  fault: (detail: string) => void,
): (text: string) => void {
  let rest = '';
  let ended = false;
  const end = (detail: string): void => {
    ended = true;
    fault(detail);
  };
  const takeLine = (line: string): void => {
    if (ended) return;
    const parsed = line.length > LINE_MAX ? null : schema.safeParse(jsonOf(line));
    if (parsed?.success) take(parsed.data);
    else end(`no line of protocol ${PLAYER_V}: ${line.slice(0, 80)}`);
  };
  return (text) => {
    if (ended) return;
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line);
    if (rest.length > LINE_MAX) end('a line without an end');
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // What is no JSON is no message either; the schema says so.
    return undefined;
  }
}
