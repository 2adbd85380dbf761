/**
 * What a day changes — đổi loại ngày thì loa nào phát khác đi.
 *
 * Which lines begin or stop sounding on a day when a place says of what kind it is, and on which
 * boxes. Stores nothing.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, type Instant, type LocalDate, startOfDay } from '@loaso/shared/time';
import { subtreeOf } from '../../core/access/scope.js';
import { lineAirings } from '../../core/schedule/line.js';
import type { StoredArea, StoredDayChange } from '../../ports/store-records.js';
import { type DatedEntry, dated } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';

export type DayEffect = {
  /** What the place says now; null: nothing. */
  readonly before: StoredDayChange | null;
  readonly reached: readonly Placed[];
  /** Titles of lines. */
  readonly begins: readonly string[];
  readonly stops: readonly string[];
  readonly firstAt: Instant | null;
  /** Nothing begins by it. */
  readonly takesBack: boolean;
};

type Asked = {
  readonly areaId: AreaId;
  readonly date: LocalDate;
  readonly next: StoredDayChange | null;
};

export async function dayEffect(
  ports: SchedulePorts,
  areas: readonly StoredArea[],
  { areaId, date, next }: Asked,
): Promise<DayEffect> {
  const { schedule } = ports.store;
  const said = await schedule.dayChanges([areaId]);
  const before = said.find((one) => one.date === date) ?? null;
  const entries = await schedule.entries(subtreeOf(areas, areaId), 'active');
  const asking = entries.filter(({ rule }) => 'dayKinds' in rule);
  const now = await dated(ports, areas, asking);
  const then = await dated(ports, areas, asking, [{ areaId, date, before: next }]);
  const span = { startAt: startOfDay(date), endAt: startOfDay(addDays(date, 1)) };
  const airingsOn = (line: DatedEntry | undefined): Instant[] =>
    line === undefined
      ? []
      : lineAirings(line, span, { count: Number.MAX_SAFE_INTEGER }).map(({ startAt }) => startAt);
  const changed = now.flatMap((line, at) => {
    const [old, fresh] = [airingsOn(line), airingsOn(then[at])];
    const begins = fresh.filter((one) => !old.includes(one));
    const stops = old.filter((one) => !fresh.includes(one));
    return begins.length + stops.length === 0 ? [] : [{ line, begins, stops }];
  });
  const devices = await placedDevices(ports, areas);
  const times = changed.flatMap(({ begins, stops }) => [...begins, ...stops]);
  const titles = (of: 'begins' | 'stops'): string[] =>
    changed.filter((one) => one[of].length > 0).map(({ line }) => line.title);
  return {
    before,
    reached: [...new Set(changed.flatMap(({ line }) => reachedBy(line, devices)))],
    begins: titles('begins'),
    stops: titles('stops'),
    firstAt: times.length === 0 ? null : (Math.min(...times) as Instant),
    takesBack: changed.every(({ begins }) => begins.length === 0),
  };
}
