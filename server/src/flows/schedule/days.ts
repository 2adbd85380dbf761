/**
 * Day kinds of a place — ngày lễ, ngày nghỉ bù, ngày làm bù.
 *
 * The holidays of the law and what a place says over them. A change holds from tomorrow on, so that
 * nothing that has aired is counted otherwise; boxes whose lines sound otherwise on that day get new
 * plans, in groups where they are many.
 */
import { err, ok } from '@loaso/shared/result';
import { addDays, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import type { CalendarDay, DayChange } from '@loaso/shared/wire/http/week';
import { dayKindsWith, holidaysOf } from '../../core/schedule/day-kinds.js';
import { areaPaths } from '../../core/schedule/reach.js';
import { dateInWords, dayKindInWords } from '../../core/schedule/rule-words.js';
import type { StoredDayChange } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import type { ChangeDeed } from '../publication-flows.js';
import { type DayEffect, dayEffect } from './day-effect.js';
import type { SchedulePorts } from './ports.js';
import { publishForecast } from './publish-forecast.js';
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

type Judged = {
  readonly scope: Scope;
  /** Null: as the law has it. */
  readonly next: StoredDayChange | null;
  readonly effect: DayEffect;
};

async function judged(ports: SchedulePorts, actor: Actor, change: DayChange): Answer<Judged> {
  const scope = await scopeOf(ports, actor, 'write-days');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const { areaId, date, kind, name } = change;
  if (!within.has(areaId)) return NOT_FOUND;
  const now = ports.clock.now();
  const today = localDateOf(now);
  if (date <= today) return err({ code: 'day-gone' });
  if (date > addDays(today, AHEAD_DAYS_MAX)) return err({ code: 'day-too-far' });
  const next =
    kind === null ? null : { areaId, date, kind, name, changedBy: actor.userId, changedAt: now };
  const effect = await dayEffect(ports, areas, { areaId, date, next });
  return ok({ scope: scope.value, next, effect });
}

/** What saving would send, and what begins or stops sounding on that day. */
export async function previewDay(
  ports: SchedulePorts,
  actor: Actor,
  change: DayChange,
): Answer<PublishForecast> {
  const found = await judged(ports, actor, change);
  if (!found.ok) return found;
  const { reached, begins, stops, firstAt, takesBack } = found.value.effect;
  const told = { firstAt, takesBack, losing: [] };
  const effect = { begins, stops };
  return ok(
    await publishForecast(ports, { reached, change: told, airings: [], programmes: 0, effect }),
  );
}

export async function changeDay(
  ports: SchedulePorts,
  actor: Actor,
  change: DayChange,
): Answer<CalendarDay> {
  const found = await judged(ports, actor, change);
  if (!found.ok) return found;
  const stored = await store(ports, actor, { change, ...found.value });
  if (!stored.ok) return stored;
  const { areaId, date } = change;
  const { areas } = found.value.scope;
  const held = await ports.store.schedule.dayChanges(areaPaths(areas).get(areaId) ?? [areaId]);
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

/** Stored by who publishes, once it is on record which boxes wait; at once where none is concerned. */
async function store(
  ports: SchedulePorts,
  actor: Actor,
  { change, next, effect }: Judged & { readonly change: DayChange },
): Answer<null> {
  const { areaId, date } = change;
  const { reached, before, firstAt, takesBack } = effect;
  const deed: ChangeDeed = {
    async store() {
      await noted(ports, actor, change);
      await put(ports, { areaId, date, day: next });
      return ok(null);
    },
    undo: () => put(ports, { areaId, date, day: before }),
  };
  if (reached.length === 0) return await deed.store();
  const title = `${dateInWords(date)}: ${kindWords(change)}`;
  const published = await publish(ports, reached, `${actor.username} set a day`, {
    act: 'day',
    by: actor.username,
    ...{ areaId, title, firstAt, takesBack, deed },
    lines: [],
    losing: [],
    earlier: { days: [{ areaId, date, before }] },
  });
  return published.ok ? ok(null) : published;
}

const kindWords = ({ kind }: DayChange): string =>
  kind === null ? 'theo luật' : dayKindInWords(kind);

const noted = ({ store: { audit }, clock }: SchedulePorts, actor: Actor, change: DayChange) =>
  audit.append({
    at: clock.now(),
    actor: actor.username,
    act: 'area.day',
    target: `area:${change.areaId}`,
    detail: `${dateInWords(change.date)}: ${kindWords(change)}${change.name === '' ? '' : ` (${change.name})`}`,
  });

type Put = Pick<DayChange, 'areaId' | 'date'> & { readonly day: StoredDayChange | null };

async function put(
  { store: { schedule } }: SchedulePorts,
  { areaId, date, day }: Put,
): Promise<void> {
  if (day === null) await schedule.removeDayChange(areaId, date);
  else await schedule.putDayChange(day);
}
