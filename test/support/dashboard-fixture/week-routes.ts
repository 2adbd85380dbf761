/**
 * Week routes of the fixture — tuần tới, ngày lễ, sửa dòng lịch mẫu.
 *
 * The rest of the schedule's contract: the coming week as the real resolver tells it, holidays as the
 * real calendar has them, and edits that leave a trace in the list of lines.
 */
import { AreaId, EntryId } from '@loaso/shared/ids';
import { addDays, instant, instantAt, type LocalDate, localDateOf } from '@loaso/shared/time';
import { EntryEdit, EntryUndo } from '@loaso/shared/wire/http/schedule';
import { type CalendarDay, DayChange, WeekAheadRequest } from '@loaso/shared/wire/http/week';
import type { BoxAhead } from '#server/core/schedule/box-doubts';
import { holidaysOf } from '#server/core/schedule/day-kinds';
import { lineInstants } from '#server/core/schedule/line';
import { DEFAULT_POLICY, hoursInWords, planningEnvelope } from '#server/core/schedule/policy';
import { type AheadWish, weekAhead } from '#server/core/schedule/week-ahead';
import { COMMUNE_PUBLICATION, DAY_FORECAST } from './publications.js';
import type { Call, Reply } from './routes.js';
import { previewOf } from './schedule.js';
import type { World } from './world.js';

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

const ok = (json: unknown, status = 200): Reply => ({ status, json });
const missing = (): Reply => {
  const title = { vi: 'Lượt phát này đã bắt đầu hoặc không còn nữa', en: 'The airing is gone' };
  const next = { vi: 'Tải lại lịch và chọn một lượt sắp tới.', en: 'Load the schedule again.' };
  return ok({ code: 'airing-gone', title, next }, 409);
};

const wish = (title: string, startAt: number, more: Partial<AheadWish> = {}): AheadWish => ({
  entryId: EntryId.parse('sang-chieu'),
  title,
  startAt,
  durationMs: 1_912_000,
  priority: 'normal',
  origin: 'commune',
  rank: 100,
  lateStart: 'join',
  afterCut: 'join',
  sha256s: [],
  draft: false,
  unapproved: [],
  withheld: false,
  ...more,
});

/** Two airings a day, and what happens to airings: outranked, too late, not approved. */
function wishesOf(now: number): AheadWish[] {
  const today = localDateOf(instant(now));
  const at = (days: number, minute: number) => instantAt(addDays(today, days), minute);
  const daily = [1, 2, 3, 4, 5, 6].flatMap((days) => [
    wish('Bản tin pháp luật sáng, chiều', at(days, 300)),
    wish('Bản tin pháp luật sáng, chiều', at(days, 1020)),
  ]);
  const other = { durationMs: 600_000 };
  return [
    ...daily,
    wish('Tin bão của tỉnh', at(1, 1025), {
      ...other,
      entryId: EntryId.parse('tin-bao'),
      origin: 'province',
      priority: 'priority',
    }),
    wish('Thông báo họp thôn', at(2, 1020), { ...other, entryId: EntryId.parse('hop-thon') }),
    wish('Nhắc nộp quỹ', at(3, 1290), { ...other, entryId: EntryId.parse('nop-quy') }),
    wish('Luật Đất đai · kỳ 2/5', at(4, 690), {
      ...other,
      entryId: EntryId.parse('luat'),
      unapproved: ['Luật Đất đai (kỳ 2/5)'],
    }),
  ].filter(({ startAt }) => startAt > now);
}

/** A box as its page shows it; that it has no real horn is not the point here. */
const knownOf = (device: World['devices'][number], now: number): BoxAhead => ({
  name: device.name,
  patient: {
    state: device.state,
    online: device.lastSeenAt !== null && now - device.lastSeenAt < 60_000,
    lastSeenAt: device.lastSeenAt,
    status: device.status,
    statusAt: device.statusAt,
    desired: device.desired && { ...device.desired, publishedAt: now - 3_600_000 },
    envelopeNum: 3,
    ack: null,
  },
  ahead: false,
  waitsFor: new Set(),
  planned: null,
  hornless: false,
});

function aheadOf({ body, now }: Call, world: World): Reply {
  const { draft } = WeekAheadRequest.parse(body);
  const window = { startAt: instant(now), endAt: instant(now + 7 * 86_400_000) };
  const limits = DEFAULT_POLICY.default;
  const drafted =
    draft === undefined
      ? []
      : lineInstants({ rule: draft.rule, createdAt: now }, window).map((startAt) =>
          wish(draft.title, startAt, { draft: true, entryId: EntryId.parse('dong-moi') }),
        );
  const boxes = world.devices.map(({ id, name, areaName }) => ({ id, name, areaName }));
  const groups = [boxes.slice(0, 3), boxes.slice(3)].filter(({ length }) => length > 0);
  const known = new Map(world.devices.map((device) => [device.id, knownOf(device, now)]));
  return ok({
    from: window.startAt,
    to: window.endAt,
    groupsLeft: 0,
    groups: groups.map((some, index) => ({
      boxes: some,
      hours: hoursInWords(limits),
      windows: [...limits.windows],
      minutesPerDayMax: limits.minutesPerDayMax,
      ...weekAhead(
        index === 0 ? [...wishesOf(now), ...drafted] : wishesOf(now).slice(0, 4),
        planningEnvelope(limits),
        { boxes: some.flatMap(({ id }) => known.get(id) ?? []), now },
      ),
    })),
  });
}

function daysOf({ query }: Call, world: World): Reply {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const days = new Map<LocalDate, CalendarDay>();
  for (const year of new Set([from.slice(0, 4), to.slice(0, 4)])) {
    for (const { date, name } of holidaysOf(Number(year))) {
      days.set(date, { date, kind: 'holiday', name, areaId: null });
    }
  }
  for (const day of world.days) days.set(day.date, day);
  const within = [...days.values()].filter(({ date }) => from <= date && date <= to);
  return ok({ days: within.sort((a, b) => (a.date < b.date ? -1 : 1)) });
}

function changeDay({ body }: Call, world: World): Reply {
  const { date, kind, name, areaId } = DayChange.parse(body);
  world.days = world.days.filter((one) => one.date !== date);
  const day = { date, kind: kind ?? ('ordinary' as const), name: { vi: name, en: name }, areaId };
  if (kind !== null) world.days.push(day);
  return ok(day);
}

function editEntry({ body, now }: Call, world: World, [id]: readonly string[]): Reply {
  const entry = world.entries.find((one) => one.id === id);
  const { at, change, scope } = EntryEdit.parse(body);
  if (entry === undefined) return missing();
  const successor = { ...entry, id: EntryId.parse(`sua-${now}`), follows: entry.id };
  const exceptionAt = scope === 'this' ? at : null;
  const undo: EntryUndo = {
    entryId: entry.id,
    successorId: change === null ? null : successor.id,
    exceptionAt,
    endedAt: null,
  };
  const shown = change === null ? entry : { ...successor, title: change.title ?? entry.title };
  if (change !== null) world.entries.push(shown);
  const publish = { devices: 2, planned: 28, publicationId: COMMUNE_PUBLICATION };
  return ok({ entry: shown, publish, undo });
}

const previewEdit = ({ body, now }: Call): Reply => {
  const { change } = EntryEdit.parse(body);
  const { rule } = change ?? {};
  return ok(previewOf(rule === undefined || rule.kind === 'once' ? 1 : rule.minutes.length, now));
};

function undoEdit({ body }: Call, world: World): Reply {
  const { entryId, successorId } = EntryUndo.parse(body);
  const entry = world.entries.find(({ id }) => id === entryId);
  const made = world.entries.findIndex(({ id }) => id === successorId);
  if (made >= 0) world.entries.splice(made, 1);
  return entry === undefined ? missing() : ok({ entry });
}

const copyWeek = ({ now }: Call): Reply =>
  ok({
    lines: [
      {
        title: 'Thông báo họp thôn',
        airings: [instant(now + 7 * 86_400_000)],
        entryId: null,
        refusal: null,
      },
      {
        title: 'Nhắc nộp quỹ',
        airings: [instant(now + 8 * 86_400_000)],
        entryId: null,
        refusal: { vi: 'Ngoài khung giờ được phép phát', en: 'Outside the permitted hours' },
      },
    ],
  });

export const week: Readonly<Record<string, Handler>> = {
  'POST weeks/ahead': aheadOf,
  'POST weeks/copy': copyWeek,
  'GET days': daysOf,
  'POST days': changeDay,
  'POST days/preview': () => ok(DAY_FORECAST),
  'POST entries/*/preview': previewEdit,
  'PATCH entries/*': editEntry,
  'POST entries/undo': undoEdit,
};

/** A day the commune has said something of. */
export const daysOfCommune = (now: number): CalendarDay[] => [
  {
    date: addDays(localDateOf(instant(now)), 2),
    kind: 'holiday',
    name: { vi: 'Lễ hội cầu ngư', en: 'Fishing festival' },
    areaId: AreaId.parse('21583'),
  },
];
