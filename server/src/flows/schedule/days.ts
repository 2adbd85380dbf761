/**
 * Day kinds of a place — ngày lễ, ngày nghỉ bù, ngày làm bù.
 *
 * The holidays of the law and what a place says over them. A change holds from tomorrow on, so that
 * nothing that has aired is counted otherwise; boxes whose lines ask for kinds of days get new plans.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { addDays, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { CalendarDay, DayChange } from '@loaso/shared/wire/http/week';
import { subtreeOf } from '../../core/access/scope.js';
import { dayKindsWith, holidaysOf } from '../../core/schedule/day-kinds.js';
import { areaPaths } from '../../core/schedule/reach.js';
import { dateInWords, dayKindInWords } from '../../core/schedule/rule-words.js';
import type { StoredArea, StoredDayChange } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import { placedDevices, reachedBy, type SchedulePorts } from './ports.js';
import { publish } from './saving.js';

/** Nobody knows further ahead which days the state will give; it also bounds what is stored. */
const AHEAD_DAYS_MAX = 1100;

type Query = Parameters<ScheduleFlows['days']>[1];

export async function listDays(
  ports: SchedulePorts,
  actor: Actor,
  { areaId, from, to }: Query,
): Answer<CalendarDay[]> {
  const scope = await scopeOf(ports, actor, 'see-calendar');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const place = areaId ?? actor.areaId;
  if (!within.has(place)) return NOT_FOUND;
  const path = areaPaths(areas).get(place) ?? [place];
  const changes = await ports.store.schedule.dayChanges(path);
  const farFirst = [...path].reverse();
  const said = farFirst.flatMap((id) => changes.filter((one) => one.areaId === id));
  const days = new Map(
    [...lawfulDays(from, to), ...said.map(shownDay)].map((day) => [day.date, day]),
  );
  return ok(
    [...days.values()]
      .filter(({ date }) => from <= date && date <= to)
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  );
}

function lawfulDays(from: LocalDate, to: LocalDate): CalendarDay[] {
  const first = Number(from.slice(0, 4));
  const years = Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, i) => first + i);
  return years
    .flatMap(holidaysOf)
    .map(({ date, name }) => ({ date, kind: 'holiday', name, areaId: null }));
}

const shownDay = ({ date, kind, name, areaId }: StoredDayChange): CalendarDay => ({
  date,
  kind,
  name: { vi: name, en: name },
  areaId,
});

export async function changeDay(
  ports: SchedulePorts,
  actor: Actor,
  { areaId, date, kind, name }: DayChange,
): Answer<CalendarDay> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (!within.has(areaId)) return NOT_FOUND;
  const { store, clock } = ports;
  const now = clock.now();
  const today = localDateOf(now);
  if (date <= today) return err({ code: 'day-gone' });
  if (date > addDays(today, AHEAD_DAYS_MAX)) return err({ code: 'day-too-far' });
  const words = kind === null ? 'theo luật' : dayKindInWords(kind);
  await store.audit.append({
    at: now,
    actor: actor.username,
    act: 'area.day',
    target: `area:${areaId}`,
    detail: `${dateInWords(date)}: ${words}${name === '' ? '' : ` (${name})`}`,
  });
  if (kind === null) await store.schedule.removeDayChange(areaId, date);
  else {
    const changedBy = actor.userId;
    await store.schedule.putDayChange({ areaId, date, kind, name, changedBy, changedAt: now });
  }
  const published = await republish(ports, areas, { areaId, why: `${actor.username} set a day` });
  if (!published.ok) return published;
  const held = await store.schedule.dayChanges(areaPaths(areas).get(areaId) ?? [areaId]);
  const said = held.find((one) => one.date === date);
  if (said !== undefined) return ok(shownDay(said));
  const law = holidaysOf(Number(date.slice(0, 4))).find((one) => one.date === date);
  return ok({
    date,
    kind: dayKindsWith()(date),
    name: law?.name ?? { vi: '', en: '' },
    areaId: null,
  });
}

/** Boxes of lines of the place, or below it, that ask for kinds of days. */
async function republish(
  ports: SchedulePorts,
  areas: readonly StoredArea[],
  { areaId, why }: { readonly areaId: AreaId; readonly why: string },
): Answer<null> {
  const entries = await ports.store.schedule.entries(subtreeOf(areas, areaId), 'active');
  const asking = entries.filter(({ rule }) => 'dayKinds' in rule);
  if (asking.length === 0) return ok(null);
  const devices = await placedDevices(ports, areas);
  const reached = new Set(asking.flatMap((entry) => reachedBy(entry, devices)));
  if (reached.size === 0) return ok(null);
  const published = await publish(ports, [...reached], why, null);
  return published.ok ? ok(null) : published;
}
