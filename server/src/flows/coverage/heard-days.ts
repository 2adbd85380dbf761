/**
 * Heard days — số lượt đã nghe theo ngày.
 *
 * Counts the ledger day by day, so that no question to the store is long. A day that is over is counted
 * once and kept; it is counted again when a later word of it has come, or when what is asked of it has
 * changed. So a figure is always that of a direct count.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';
import { addCounts, type HeardCount, NOTHING_PLANNED } from '../../core/coverage/known.js';
import { daysBetween, openFrom } from '../../core/reports/open-days.js';
import type { CountedDay, HeardSubject } from '../../ports/heard.js';
import type { HeardQuery } from '../../ports/registry.js';
import type { CoveragePorts } from './ports.js';

type DayCounts = CountedDay['counts'];

export type Heard = (id: DeviceId) => { readonly week: HeardCount; readonly month: HeardCount };

/** Which airings; all where nothing is named. */
export type HeardOf = Pick<HeardQuery, 'entryIds' | 'stretches'> & {
  readonly subject: HeardSubject;
};

export type HeardDays = {
  /** The 7 and the 30 days that end with `day`. */
  upTo(day: LocalDate, of: HeardOf): Promise<Heard>;
  /** Counts what is over and not counted between the two days, the newest first. @returns how many days */
  count(from: LocalDate, to: LocalDate, of: HeardOf, atMost: number): Promise<number>;
};

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;

export function createHeardDays(ports: CoveragePorts): HeardDays {
  const { clock, pause } = ports;
  return {
    async upTo(day, of) {
      const week = new Map<DeviceId, HeardCount>();
      const month = new Map<DeviceId, HeardCount>();
      const [from, weekFrom] = [addDays(day, 1 - MONTH_DAYS), addDays(day, 1 - WEEK_DAYS)];
      const kept = await keptIn(ports, of, { from, to: day });
      for (const one of begunOf(clock.now(), from, day)) {
        await pause();
        for (const [id, count] of (await kept.counts(one)) ?? (await counted(ports, one, of))) {
          add(month, id, count);
          if (one >= weekFrom) add(week, id, count);
        }
      }
      const countIn = (counts: DayCounts, id: DeviceId): HeardCount =>
        counts.get(id) ?? NOTHING_PLANNED;
      return (id) => ({ week: countIn(week, id), month: countIn(month, id) });
    },
    async count(from, to, of, atMost) {
      const kept = await keptIn(ports, of, { from, to });
      const open = openFrom(clock.now());
      const over = daysBetween(from, to).filter((day) => day < open && !kept.has(day));
      const due = over.reverse().slice(0, atMost);
      for (const day of due) {
        await pause();
        await counted(ports, day, of);
      }
      return due.length;
    },
  };
}

/** Nothing is known of a day that has not begun. */
function begunOf(now: Instant, from: LocalDate, to: LocalDate): LocalDate[] {
  const today = localDateOf(now);
  return daysBetween(from, to < today ? to : today);
}

const add = (counts: Map<DeviceId, HeardCount>, id: DeviceId, more: HeardCount): void =>
  void counts.set(id, addCounts(counts.get(id) ?? NOTHING_PLANNED, more));

type Kept = {
  has(day: LocalDate): boolean;
  /** Null: to be counted. */
  counts(day: LocalDate): Promise<DayCounts | null>;
};

/** What was counted before of exactly what is asked. */
async function keptIn(
  ports: CoveragePorts,
  of: HeardOf,
  span: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<Kept> {
  const { registry } = ports.store;
  const { subject } = of;
  const name = naming(ports, of);
  const found = new Map<LocalDate, string>();
  for (const [day, { lines, madeOf }] of await registry.countMarks(subject, span)) {
    if (name(lines) === madeOf) found.set(day, madeOf);
  }
  return {
    has: (day) => found.has(day),
    async counts(day) {
      const madeOf = found.get(day);
      return madeOf === undefined ? null : await registry.countOf({ day, subject, madeOf });
    },
  };
}

/** Counts a day, and keeps it where it is over. */
async function counted(ports: CoveragePorts, day: LocalDate, of: HeardOf): Promise<DayCounts> {
  const { store, clock, demo } = ports;
  const now = clock.now();
  const [fromAt, endAt] = [startOfDay(day), startOfDay(addDays(day, 1))];
  const { subject, ...which } = of;
  const query = { ...which, fromAt, toAt: Math.min(endAt, now), virtualToo: demo };
  if (day >= openFrom(now)) return await store.registry.heardIn(query);
  // Opened first: a word that comes while the day is counted makes the count useless at once.
  const words = await store.registry.openCount(day);
  const lines = subject === 'all' ? [] : await store.registry.linesPlanned(fromAt, endAt);
  const counts = await store.registry.heardIn(query);
  const madeOf = naming(ports, of)(lines);
  await store.registry.keepCount({ day, subject, words, lines, madeOf, counts });
  return counts;
}

/**
 * Names what is asked of a day on which these lines were planned: a bulletin that is voiced anew moves
 * its part of a programme, and only days on which that programme aired are counted again.
 */
function naming({ hashing, demo }: CoveragePorts, of: HeardOf) {
  const asked = new Map<EntryId, string>();
  for (const id of of.entryIds ?? []) asked.set(id, id);
  for (const stretch of of.stretches ?? []) {
    asked.set(stretch.entryId, `${asked.get(stretch.entryId) ?? ''}${JSON.stringify(stretch)}`);
  }
  return (lines: readonly EntryId[]): string =>
    hashing.sha256([String(demo), ...lines.flatMap((id) => asked.get(id) ?? [])].join('\n'));
}
