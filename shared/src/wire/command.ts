/**
 * Command and stop — lệnh và lệnh dừng.
 *
 * Not before, not after, once: a command that comes late or twice is refused by the box itself, so
 * no queue in between can bring one back at 03:15. A stop silences; it can never start a sound, so one
 * of an urgent message may wait for its box as long as the message does.
 */
import { z } from 'zod';
import { DeviceId, EntryId } from '../ids.js';
import { Instant } from '../time.js';
import { DataPlanWish } from './data-plan.js';
import { URGENT_ID_PREFIX, URGENT_VALIDITY_MS_MAX } from './urgent.js';

/** Longest life of a command. */
export const COMMAND_VALIDITY_MS_MAX = 10 * 60_000;

/** Loudest test chime that may be ordered, percent of full volume. */
export const CHIME_VOLUME_PERCENT_MAX = 30;

/**
 * How much of the permitted volume is left, percent; 100 for all. Not down to silence: what nobody hears
 * would be counted as aired. Warnings are never turned down.
 */
export const TrimPercent = z.int().min(10).max(100);

const common = {
  v: z.literal(1),
  dev: DeviceId,
  id: z.string().min(8).max(64),
  iat: Instant,
  nbf: Instant,
  exp: Instant,
  /** Who asked and why, for the record. */
  why: z.string().min(1).max(200),
};

export const Command = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('report') }),
  z.strictObject({ ...common, kind: z.literal('fetch-plan') }),
  z.strictObject({ ...common, kind: z.literal('restart-agent') }),
  /** A short chime, for whoever stands at the pole: inside the hours, at a low volume, on a free line. */
  z.strictObject({
    ...common,
    kind: z.literal('test-chime'),
    volumePercent: z.int().min(1).max(CHIME_VOLUME_PERCENT_MAX),
  }),
  /** Measures the line to the file server and to the broker, within a stated amount of data. */
  z.strictObject({ ...common, kind: z.literal('network-test') }),
  /** Hashes every cached file again, between the airings. */
  z.strictObject({ ...common, kind: z.literal('check-files') }),
  /** Forgets how loud this place usually sounds: somebody has turned its amplifier or its microphone. */
  z.strictObject({ ...common, kind: z.literal('learn-level') }),
  /** Turns what is planned down; it can never be louder than the signed hours allow. */
  z.strictObject({ ...common, kind: z.literal('set-volume'), volumePercent: TrimPercent }),
  /** Sets what its SIM may use a month; null for what its settings file says. */
  z.strictObject({ ...common, kind: z.literal('set-data'), data: DataPlanWish.nullable() }),
  /** Collects the log of the agent and what it knows of itself, without secrets. */
  z.strictObject({ ...common, kind: z.literal('collect-log') }),
  /** Starts the whole board anew, never while something sounds or is near. */
  z.strictObject({ ...common, kind: z.literal('restart-box') }),
]);
export type Command = z.infer<typeof Command>;

/** What a command can be, old boxes know the first three. */
export const CommandKind = z.enum([
  'report',
  'fetch-plan',
  'restart-agent',
  'test-chime',
  'network-test',
  'check-files',
  'set-volume',
  'collect-log',
  'restart-box',
  'learn-level',
  'set-data',
]);
export type CommandKind = z.infer<typeof CommandKind>;

/** Of a command whose kind a box does not know: enough to answer to it by its name. */
export const CommandHead = z.object({ v: z.literal(1), dev: DeviceId, id: common.id });

/** Silences what sounds now; with `entryId` only that airing, and it stays silent. */
export const Stop = z.strictObject({ ...common, entryId: EntryId.nullable() });
export type Stop = z.infer<typeof Stop>;

/** How long a stop may live: one that names an urgent message, which has its id for itself, as long as that. */
export const stopLifeMsMax = ({ entryId }: Pick<Stop, 'entryId'>): number =>
  entryId?.startsWith(URGENT_ID_PREFIX) === true ? URGENT_VALIDITY_MS_MAX : COMMAND_VALIDITY_MS_MAX;
