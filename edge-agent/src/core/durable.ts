/**
 * Durable state — phần trạng thái không được mất.
 *
 * What a power cut must not take: the fold of the journal. The same functions change it while the
 * agent runs and when it starts, so what is remembered is what was written. No clock, no disk.
 */
import { EntryId, PlayId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { type Airing, airingsOf } from './airing.js';
import { type Answers, applyAnswer, NO_ANSWERS } from './answers.js';
import type { BatteryCheck } from './battery-clock.js';
import { type DataPlan, newerDataPlan } from './data-plan-entry.js';
import { applyHealth, type Health, NO_HEALTH } from './health.js';
import type { Anchor, Fate, JournalEntry } from './journal-entry.js';
import { type Judged, NO_ORDERS, type Orders, withOrder, withRun, withSpent } from './order.js';
import { addSessions, addSound, lastedMs, type SessionsByDay, type SoundedMs } from './sounded.js';
import { newerTrim, type Trim } from './trim-entry.js';

const DAY_MS = 86_400_000;
/** How long fates and stops outlive their airing: longer than any plan can name it. */
const MEMORY_MS = 36 * DAY_MS;
/** How long the id of an expired command is remembered. */
const ID_MEMORY_MS = 7 * DAY_MS;

/** Receipted records kept for a server that comes back from yesterday's copy. */
const RECEIPTED_KEPT = 200;

export type HeldPlan = {
  readonly raw: string;
  readonly plan: Plan;
  /** By ascending end. */
  readonly airings: readonly Airing[];
};

export type HeldEnvelope = { readonly raw: string; readonly envelope: SoundEnvelope };

/** A sound that had started and whose end is not known yet. */
export type Begun = {
  readonly playId: PlayId;
  readonly startedAt: Instant;
  readonly fromMs: number;
  readonly playedMs: number;
  readonly virtual: boolean;
  readonly free: boolean;
};

export type Durable = {
  readonly root: TrustRoot;
  /** Null while the root is the one of the enrolment. */
  readonly rootRaw: string | null;
  readonly plan: HeldPlan | null;
  /** Highest plan ever accepted; stays when the plan itself had to be dropped. */
  readonly mark: PlanMark | null;
  readonly envelope: HeldEnvelope | null;
  readonly envelopeNum: number;
  /** Airings of earlier plans whose time had come and of whose fate nothing is recorded yet. */
  readonly owed: readonly Airing[];
  readonly fates: ReadonlyMap<PlayId, Fate>;
  readonly begun: ReadonlyMap<PlayId, Begun>;
  /** Not receipted, and the last receipted ones (a server may lose a day); ascending. */
  readonly records: readonly PlayRecord[];
  readonly nextSeq: number;
  readonly receiptedSeq: number;
  readonly usedIds: ReadonlyMap<string, number>;
  readonly orders: Orders;
  readonly stopped: ReadonlySet<PlayId>;
  /** Normal and priority sound really made, per local day, milliseconds. */
  readonly soundedMs: SoundedMs;
  /** The sessions of those days. */
  readonly sessions: SessionsByDay;
  /** Newest signed time ever seen; the clock is never believed to be earlier. */
  readonly floorMs: number;
  readonly anchor: Anchor | null;
  /** Null while the battery clock was held against no known time. */
  readonly battery: BatteryCheck | null;
  readonly counterBelow: number;
  readonly health: Health;
  readonly answers: Answers;
  /** Null while nobody has turned the box down. */
  readonly trim: Trim | null;
  /** Null while the office has set none. */
  readonly dataPlan: DataPlan | null;
};

/** @param root what the enrolment gave */
export const emptyDurable = (root: TrustRoot): Durable => ({
  root,
  rootRaw: null,
  plan: null,
  mark: null,
  envelope: null,
  envelopeNum: 0,
  owed: [],
  fates: new Map(),
  begun: new Map(),
  records: [],
  nextSeq: 1,
  receiptedSeq: 0,
  usedIds: new Map(),
  orders: NO_ORDERS,
  stopped: new Set(),
  soundedMs: new Map(),
  sessions: new Map(),
  floorMs: 0,
  anchor: null,
  battery: null,
  counterBelow: 1,
  health: NO_HEALTH,
  answers: NO_ANSWERS,
  trim: null,
  dataPlan: null,
});

const startOf = (id: PlayId): number => Number(id.slice(id.lastIndexOf('.') + 1));

/**
 * Puts `plan` in place of the one before, whose passed and unrecorded airings stay owed: also those
 * that were under way and that `plan` no longer has, since the server expects a word on them.
 */
export function adoptPlan(before: Durable, raw: string, plan: Plan, mark: PlanMark): Durable {
  const keepFrom = plan.iat - MEMORY_MS;
  const fates = new Map([...before.fates].filter(([id]) => startOf(id) >= keepFrom));
  const airings = airingsOf(plan, plan.dev);
  const kept = new Set(airings.map(({ playId }) => playId));
  const passed = (before.plan?.airings ?? []).filter(
    ({ startAt, endAt, playId }) => endAt <= plan.iat || (startAt <= plan.iat && !kept.has(playId)),
  );
  const owed = [...before.owed, ...passed].filter(
    ({ playId, endAt }) => !fates.has(playId) && (endAt <= plan.iat || !kept.has(playId)),
  );
  return {
    ...before,
    plan: { raw, plan, airings },
    mark,
    owed,
    fates,
    stopped: new Set([...before.stopped].filter((id) => startOf(id) >= keepFrom)),
    usedIds: new Map([...before.usedIds].filter(([, until]) => until + ID_MEMORY_MS >= plan.iat)),
    floorMs: Math.max(before.floorMs, plan.iat),
  };
}

export const adoptEnvelope = (before: Durable, raw: string, envelope: SoundEnvelope): Durable => ({
  ...before,
  envelope: { raw, envelope },
  envelopeNum: envelope.num,
  floorMs: Math.max(before.floorMs, envelope.iat),
});

/** A judged urgent message joins the live ones; it is signed time, too. */
export function adoptUrgent(before: Durable, judged: Judged): Durable {
  const floorMs = Math.max(before.floorMs, judged.message.iat);
  return { ...before, orders: withOrder(before.orders, judged, floorMs), floorMs };
}

/** The entries that speak for themselves; sealed messages need a judge, see `journal-replay.ts`. */
export type PlainEntry = Exclude<JournalEntry, { k: 'root' | 'plan' | 'envelope' | 'urgent' }>;

export function applyEntry(before: Durable, entry: PlainEntry): Durable {
  switch (entry.k) {
    case 'record':
      return withRecord(before, entry.record, entry.free);
    case 'begun':
    case 'progress':
      return { ...before, begun: withBegun(before.begun, entry) };
    case 'receipt':
    case 'renumber':
    case 'seq':
      return { ...before, ...numbered(before, entry) };
    case 'clock':
      return {
        ...before,
        floorMs: Math.max(before.floorMs, entry.floorMs),
        anchor: entry.anchor ?? before.anchor,
        battery: entry.battery ?? before.battery,
      };
    case 'counter':
      return { ...before, counterBelow: Math.max(before.counterBelow, entry.below) };
    case 'held':
      return { ...before, mark: entry.mark, envelopeNum: entry.envelopeNum };
    case 'sounded':
      return {
        ...before,
        soundedMs: new Map(entry.days),
        // A journal of before knows no sessions.
        sessions: entry.sessions === undefined ? before.sessions : new Map(entry.sessions),
      };
    case 'owed':
      return { ...before, owed: entry.airings };
    case 'start':
    case 'ended':
    case 'mains':
    case 'data':
    case 'gains':
      return { ...before, health: applyHealth(before.health, entry) };
    case 'result':
    case 'result-taken':
    case 'reboot':
      return { ...before, answers: applyAnswer(before.answers, entry) };
    case 'trim':
      return { ...before, trim: newerTrim(before.trim, entry.trim) };
    case 'data-plan':
      return { ...before, dataPlan: newerDataPlan(before.dataPlan, entry.plan) };
    case 'urgent-play':
    case 'urgent-spent':
      return { ...before, orders: ordered(before.orders, entry) };
    default:
      return { ...before, ...remembered(before, entry) };
  }
}

function ordered(
  before: Orders,
  entry: Extract<PlainEntry, { k: 'urgent-play' | 'urgent-spent' }>,
): Orders {
  const id = EntryId.parse(entry.id);
  if (entry.k === 'urgent-play') {
    return withRun(before, id, { index: entry.index, start: entry.start });
  }
  return withSpent(before, id, { hash: entry.hash, until: entry.until });
}

function remembered(
  before: Durable,
  entry: Extract<PlainEntry, { k: 'used' | 'stopped' | 'fates' }>,
): Partial<Durable> {
  if (entry.k === 'used') return { usedIds: new Map(before.usedIds).set(entry.id, entry.until) };
  if (entry.k === 'stopped') {
    const ids = entry.playIds.map((id) => PlayId.parse(id));
    return { stopped: new Set([...before.stopped, ...ids]) };
  }
  // A newer agent that was rolled back may have left kinds of entries that this one does not know.
  if (entry.k !== 'fates') return {};
  return { fates: new Map(entry.fates.map(([id, fate]) => [PlayId.parse(id), fate])) };
}

function numbered(
  before: Durable,
  entry: Extract<PlainEntry, { k: 'receipt' | 'renumber' | 'seq' }>,
): Partial<Durable> {
  if (entry.k === 'receipt') {
    const records = before.records.filter(({ seq }) => seq > entry.upToSeq - RECEIPTED_KEPT);
    return { records, receiptedSeq: entry.upToSeq };
  }
  if (entry.k === 'seq') return { nextSeq: entry.nextSeq, receiptedSeq: entry.receiptedSeq };
  let nextSeq = entry.firstSeq;
  const records = before.records
    .filter(({ seq }) => seq >= entry.fromSeq)
    .map((record) => ({ ...record, seq: nextSeq++ }));
  return { records, nextSeq, receiptedSeq: entry.firstSeq - 1 };
}

function withBegun(
  before: Durable['begun'],
  entry: Extract<PlainEntry, { k: 'begun' | 'progress' }>,
): Durable['begun'] {
  const playId = PlayId.parse(entry.playId);
  if (entry.k === 'begun') {
    const { fromMs, virtual, free } = entry;
    const startedAt = entry.startedAt as Instant;
    return new Map(before).set(playId, { playId, startedAt, fromMs, playedMs: 0, virtual, free });
  }
  const begun = before.get(playId);
  if (begun === undefined) return before;
  return new Map(before).set(playId, { ...begun, playedMs: entry.playedMs });
}

function withRecord(before: Durable, record: PlayRecord, free: boolean): Durable {
  const begun = new Map(before.begun);
  begun.delete(record.playId);
  const fates = new Map(before.fates).set(record.playId, fateAfter(before, record));
  const spent =
    free || record.outcome === 'missed'
      ? {}
      : {
          soundedMs: addSound(before.soundedMs, record.startedAt, record.playedMs),
          sessions: addSessions(before.sessions, record.startedAt, lastedMs(record)),
        };
  return {
    ...before,
    ...spent,
    begun,
    fates,
    owed: before.owed.filter(({ playId }) => playId !== record.playId),
    records: [...before.records, record],
    nextSeq: record.seq + 1,
  };
}

function fateAfter(before: Durable, record: PlayRecord): Fate {
  if (record.outcome === 'interrupted') {
    return before.fates.get(record.playId) === 'completed' ? 'completed' : 'pieces';
  }
  return record.outcome;
}
