/**
 * Heard days — số lượt đã nghe theo ngày.
 *
 * Counts the ledger day by day, so that no question to the store is long, and remembers days that are
 * over: their counts change only by records that come late.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { addDays, type LocalDate, startOfDay } from '@loaso/shared/time';
import { addCounts, type HeardCount, NOTHING_PLANNED } from '../../core/coverage/known.js';
import type { HeardQuery } from '../../ports/registry.js';
import type { CoveragePorts } from './ports.js';

type DayCounts = ReadonlyMap<DeviceId, HeardCount>;

/** A day that is over by so much is remembered, for so long. */
const SETTLED_DAYS = 2;
const REMEMBER_MS = 600_000;
const REMEMBERED_MAX = 250;

export type Heard = (id: DeviceId) => { readonly week: HeardCount; readonly month: HeardCount };

/** Which airings; all where nothing is named. */
type HeardOf = Pick<HeardQuery, 'entryIds' | 'stretches'>;

export type HeardDays = {
  /** The 7 and the 30 days that end with `day`. */
  upTo(day: LocalDate, of: HeardOf): Promise<Heard>;
};

export function createHeardDays({ store, clock, pause, demo }: CoveragePorts): HeardDays {
  const known = new Map<string, { readonly at: number; readonly counts: DayCounts }>();

  async function countsOf(day: LocalDate, of: HeardOf): Promise<DayCounts> {
    const now = clock.now();
    const key = `${day} ${JSON.stringify(of)}`;
    const remembered = known.get(key);
    if (remembered !== undefined && now - remembered.at < REMEMBER_MS) return remembered.counts;
    const [fromAt, endAt] = [startOfDay(day), startOfDay(addDays(day, 1))];
    if (fromAt > now) return new Map();
    await pause();
    const counts = await store.registry.heardIn({
      fromAt,
      toAt: Math.min(endAt, now),
      ...of,
      virtualToo: demo,
    });
    known.delete(key);
    if (startOfDay(addDays(day, SETTLED_DAYS)) < now) known.set(key, { at: now, counts });
    const oldest = known.size > REMEMBERED_MAX ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return counts;
  }

  return {
    async upTo(day, of) {
      const week = new Map<DeviceId, HeardCount>();
      const month = new Map<DeviceId, HeardCount>();
      for (let back = 0; back < 30; back += 1) {
        for (const [id, count] of await countsOf(addDays(day, -back), of)) {
          add(month, id, count);
          if (back < 7) add(week, id, count);
        }
      }
      const counted = (counts: DayCounts, id: DeviceId): HeardCount =>
        counts.get(id) ?? NOTHING_PLANNED;
      return (id) => ({ week: counted(week, id), month: counted(month, id) });
    },
  };
}

const add = (counts: Map<DeviceId, HeardCount>, id: DeviceId, more: HeardCount): void =>
  void counts.set(id, addCounts(counts.get(id) ?? NOTHING_PLANNED, more));
