/**
 * Progress of a box — một cụm đã nhận thay đổi tới đâu.
 *
 * From the plan it was sent and its newest word: held back, on its way, stored, ready, refused. A box
 * that was faulty before the change is not held against it; one that dies of it is, though it looks
 * merely off line.
 */
import type { Ack } from '@loaso/shared/wire/ack';
import type { BoxProgress } from '@loaso/shared/wire/http/publications';
import type { Status } from '@loaso/shared/wire/status';
import { knowsTime } from './presence.js';
import type { BoxAnswer } from './rollout.js';

type Number = { readonly epoch: number; readonly num: number };

/** The newest word of a box; times in UTC milliseconds. */
export type BoxWords = {
  readonly online: boolean;
  readonly status: Status | null;
  readonly ack: Ack | null;
  readonly ackAt: number | null;
};

export type SentBox = {
  /** Was it well before the change? */
  readonly healthy: boolean;
  /** The plan that it was sent; null before that. */
  readonly mark: Number | null;
  readonly sentAt: number | null;
};

/** On line, with a sound output and a clock that it may play by. */
export const isHealthy = (words: BoxWords | null): boolean =>
  words?.online === true && words.status !== null && isWell(words.status);

const isWell = (status: Status): boolean => !isIll(status) && knowsTime(status);

/** A floor of the time is none of it: every box without a battery begins with one after a power cut. */
const isIll = ({ output, clock, diskFault }: Status): boolean =>
  !output.healthy || clock.trust === 'unknown' || diskFault !== undefined;

export function progressOf(
  { healthy, mark, sentAt }: SentBox,
  words: BoxWords | null,
): BoxProgress {
  if (mark === null || sentAt === null) return 'held';
  if (words === null) return 'waiting';
  const { status, ack } = words;
  if (status !== null && holds(status.plan, mark)) return holding(status, { healthy, sentAt });
  // A box tells its state at once after it has taken a plan: gone in between, it died of it.
  if (holds(ack?.plan ?? null, mark)) return healthy && !words.online ? 'troubled' : 'stored';
  if (refusedSince(words, sentAt)) return 'refused';
  return words.online ? 'sent' : 'waiting';
}

type Before = { readonly healthy: boolean; readonly sentAt: number };

function holding(status: Status, { healthy, sentAt }: Before): BoxProgress {
  if (healthy && (isIll(status) || crashedSince(status, sentAt))) return 'troubled';
  const complete = status.cache.have >= status.cache.needed;
  return complete && knowsTime(status) ? 'ready' : 'stored';
}

/** Its agent began anew since then, and not because anybody wanted it to. */
const crashedSince = ({ at, uptimeS, vitals }: Status, sentAt: number): boolean =>
  (vitals?.lastStart === 'crash' || vitals?.lastStart === 'watchdog') &&
  at - uptimeS * 1_000 > sentAt;

const refusedSince = ({ ack, ackAt }: BoxWords, sentAt: number): boolean =>
  ack?.what === 'plan' && ack.outcome === 'refused' && (ackAt ?? 0) >= sentAt;

/** This plan or a later one, which has the change in it too. */
const holds = (held: Number | null, mark: Number): boolean =>
  held !== null && (held.epoch > mark.epoch || (held.epoch === mark.epoch && held.num >= mark.num));

const ANSWERS: Readonly<Record<BoxProgress, BoxAnswer>> = {
  held: 'silent',
  waiting: 'offline',
  sent: 'silent',
  stored: 'well',
  ready: 'well',
  refused: 'refused',
  troubled: 'troubled',
};

export const answerOf = (progress: BoxProgress): BoxAnswer => ANSWERS[progress];
