/**
 * The week ahead — tuần tới sẽ phát gì ở đâu.
 *
 * Every airing of the next seven days on the boxes of a place, as the boxes will resolve it, with a
 * line that is not saved yet played in, and how many boxes it is known to reach. Boxes that will sound
 * the same are told together; those before which a change was halted go by the lines of before it.
 */
import type { AreaId, BulletinId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import {
  DAY_MS,
  daysTouching,
  type Interval,
  instant,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import { covers } from '@loaso/shared/trust/exemptions';
import { sessionsOf } from '@loaso/shared/trust/sound-limits';
import type { WeekAhead, WeekAheadRequest } from '@loaso/shared/wire/http/week';
import { subtreeOf } from '../../core/access/scope.js';
import { aheadLines } from '../../core/plan/ahead-wishes.js';
import { datesInWords } from '../../core/schedule/exemption-words.js';
import {
  type DatedLimits,
  datedLimitsAt,
  hoursInWords,
  planningEnvelope,
} from '../../core/schedule/policy.js';
import { type Reaching, reaches } from '../../core/schedule/reach.js';
import { type AheadWish, weekAhead } from '../../core/schedule/week-ahead.js';
import type { StoredEntry } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import { policyNow } from '../policy-now.js';
import { boxesAhead, changesWaiting, type Waiting } from './boxes-ahead.js';
import { draftEntry, type EntryDraft } from './draft-entry.js';
import { revise } from './edit-entry.js';
import { withinGroup } from './group-members.js';
import { type LoadedSources, loadPlanSources } from './plan-sources.js';
import { type Placed, placedDevices, type SchedulePorts } from './ports.js';
import { draftWishes } from './preview-entry.js';

const DAYS = 7;
/** Groups of boxes in one answer; a province looks at one commune at a time. */
const GROUPS_MAX = 40;

export async function lookAhead(
  ports: SchedulePorts,
  actor: Actor,
  request: WeekAheadRequest,
): ReturnType<ScheduleFlows['weekAhead']> {
  const scope = await scopeOf(ports, actor, 'see-entries');
  if (!scope.ok) return scope;
  const found = await boxesOf(ports, { scope: scope.value, actor }, request);
  if (!found.ok) return found;
  const drafted = await draftOf(ports, actor, request);
  if (!drafted.ok) return drafted;
  const { boxes, areaIds } = found.value;
  const now = ports.clock.now();
  // What sounded this morning has spent its minutes of today.
  const window = { startAt: startOfDay(localDateOf(now)), endAt: instant(now + DAYS * DAY_MS) };
  const waiting = await changesWaiting(ports);
  const groups = await groupsAhead(ports, boxes, { window, drafted: drafted.value, waiting });
  const shown = groups.slice(0, GROUPS_MAX);
  const listening = shown.flatMap(({ devices }) => devices);
  const known = await boxesAhead(ports, listening, { waiting, areaIds, window });
  const nameOf = new Map(scope.value.areas.map(({ id, name }) => [id, name]));
  return ok({
    from: now,
    to: window.endAt,
    groupsLeft: groups.length - shown.length,
    groups: shown.map(({ devices, wishes, limits }) => ({
      boxes: devices.map(({ id, name, areaId }) => ({
        id,
        name,
        areaName: nameOf.get(areaId) ?? areaId,
      })),
      hours: [hoursInWords(limits), ...hoursOfDays(limits, window)].join(' · '),
      windows: [...limits.windows],
      minutesPerDayMax: limits.minutesPerDayMax,
      ...sessionsOf(limits),
      ...weekAhead(wishes, planningEnvelope(limits), {
        boxes: devices.flatMap(({ id }) => known.get(id) ?? []),
        now,
      }),
    })),
  } satisfies WeekAhead);
}

/** '10/2/2027: 05:00–23:00' of each exempted stretch that the week touches. */
const hoursOfDays = ({ exemptions = [] }: DatedLimits, { startAt, endAt }: Interval): string[] => {
  const days = daysTouching({ startAt, endAt });
  return exemptions
    .filter((one) => days.some((day) => covers(one, day)))
    .map((one) => `${datesInWords(one)}: ${hoursInWords(one) || '–'}`);
};

type Ground = {
  readonly window: Interval;
  readonly drafted: Drafted;
  readonly waiting: (id: Placed['id']) => Waiting;
};

/** Boxes that will sound the same, by the lines that will be in their plans. */
async function groupsAhead(
  ports: SchedulePorts,
  boxes: readonly Placed[],
  { window, drafted, waiting }: Ground,
): Promise<Group<DatedLimits>[]> {
  const policy = await policyNow(ports);
  const limitsOf = (box: Placed): DatedLimits => datedLimitsAt(policy, box);
  const lines = await linesAhead(ports, window, drafted);
  const groups: Group<DatedLimits>[] = [];
  for (const some of Map.groupBy(boxes, ({ id }) => waiting(id).key).values()) {
    const [first] = some;
    const halted = first === undefined ? null : waiting(first.id).halted;
    const theirs = halted === null ? lines : await linesBefore(ports, { window, lines, halted });
    for (const group of alike(some, theirs, limitsOf)) groups.push(group);
  }
  return groups;
}

type Halted = {
  readonly window: Interval;
  readonly lines: readonly Line[];
  readonly halted: NonNullable<Waiting['halted']>;
};

/** The lines as they were before what was halted, and what was halted as silence. */
async function linesBefore(
  ports: SchedulePorts,
  { window, lines, halted }: Halted,
): Promise<Line[]> {
  const before = await linesIn(ports, await loadPlanSources(ports, halted), window);
  const drafts = lines.filter(({ wishes }) => wishes.some(({ draft }) => draft));
  const unheard = lines.flatMap(({ areaId, target, wishes }): Line[] => {
    const held = wishes.filter(
      ({ entryId, draft }) => !draft && halted.lines.has(entryId as EntryId),
    );
    const silent = held.map((wish) => ({ ...wish, withheld: true }));
    return silent.length === 0 ? [] : [{ areaId, target, wishes: silent }];
  });
  return [...before, ...drafts, ...unheard];
}

type Listening = { readonly boxes: readonly Placed[]; readonly areaIds: readonly AreaId[] };

async function boxesOf(
  ports: SchedulePorts,
  { scope, actor }: { readonly scope: Scope; readonly actor: Actor },
  { areaId, deviceId, groupId }: WeekAheadRequest,
): Answer<Listening> {
  const { areas, within } = scope;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const areaIds = subtreeOf(areas, areaId ?? actor.areaId);
  const inside = new Set(areaIds);
  const there = (await placedDevices(ports, areas)).filter((box) => inside.has(box.areaId));
  const boxes = await withinGroup(ports, scope, { devices: there, groupId });
  if (boxes === null) return NOT_FOUND;
  if (deviceId === undefined) return ok({ boxes, areaIds });
  const one = boxes.filter(({ id }) => id === deviceId);
  return one.length === 0 ? NOT_FOUND : ok({ boxes: one, areaIds });
}

type Drafted = { readonly draft: EntryDraft | null; readonly instead: StoredEntry | null };

/** What is not saved yet: a new line, or an edit of one. */
async function draftOf(
  ports: SchedulePorts,
  actor: Actor,
  { draft, edit }: WeekAheadRequest,
): Answer<Drafted> {
  if (edit !== undefined) {
    const revised = await revise(ports, actor, { id: edit.entryId, edit: edit.edit });
    if (!revised.ok) return err(revised.error);
    return ok({ draft: revised.value.draft, instead: revised.value.next });
  }
  if (draft === undefined) return ok({ draft: null, instead: null });
  const drafted = await draftEntry(ports, actor, draft);
  return drafted.ok ? ok({ draft: drafted.value, instead: null }) : drafted;
}

const whereOf = ({ areaId, target }: Reaching): Reaching => ({ areaId, target });

export type Line = Reaching & { readonly wishes: readonly AheadWish[] };

type LinePorts = Pick<SchedulePorts, 'store' | 'hashing' | 'clock'>;

/** Every line with its airings in the window; a draft played in, or an edit in place of its line. */
export async function linesAhead(
  ports: LinePorts,
  window: Interval,
  { draft, instead }: Drafted = { draft: null, instead: null },
): Promise<Line[]> {
  const sources = await loadPlanSources(ports);
  const entries = sources.entries.map((entry) =>
    entry.id === instead?.id ? { ...instead, days: entry.days } : entry,
  );
  const saved = await linesIn(ports, { ...sources, entries }, window);
  if (draft === null) return saved;
  const sha256s = draft.programme.parts.map(({ sha256 }) => sha256);
  const wishes = draftWishes(draft, window).map((wish) => ({
    ...wish,
    sha256s,
    draft: true,
    unapproved: [],
    withheld: false,
  }));
  return [...saved, { ...whereOf(draft.entry), wishes }];
}

/** The airings of these lines in the window. */
export async function linesIn(
  ports: Pick<LinePorts, 'store'>,
  sources: LoadedSources,
  window: Interval,
): Promise<Line[]> {
  const titles = await titlesOf(ports, sources);
  return aheadLines(sources, window, (id) => titles.get(id) ?? id).map(({ entry, wishes }) => ({
    ...whereOf(entry),
    wishes,
  }));
}

/** Names of the bulletins that may not sound. */
async function titlesOf(
  { store }: Pick<LinePorts, 'store'>,
  { programmes, approved }: LoadedSources,
): Promise<ReadonlyMap<BulletinId, string>> {
  const ids = new Set(programmes.flatMap(({ bulletinIds }) => bulletinIds));
  const titles = new Map<BulletinId, string>();
  for (const id of ids) {
    if (approved.has(id)) continue;
    titles.set(id, (await store.content.bulletin(id))?.title ?? id);
  }
  return titles;
}

/** Boxes that the same lines reach under the same limits. */
export type Group<L> = {
  readonly devices: Placed[];
  readonly wishes: readonly AheadWish[];
  readonly limits: L;
};

export function alike<L>(
  devices: readonly Placed[],
  lines: readonly Line[],
  limitsOf: (device: Placed) => L,
): Group<L>[] {
  const groups = new Map<string, Group<L>>();
  const numbered = lines.map((line, order) => ({ ...line, order }));
  for (const device of devices) {
    const limits = limitsOf(device);
    const heard = numbered.filter((line) => reaches(line, device.id, device.path));
    const key = `${heard.map(({ order }) => order).join(' ')} ${JSON.stringify(limits)}`;
    const known = groups.get(key);
    if (known === undefined) {
      const wishes = heard.flatMap((line) => line.wishes);
      groups.set(key, { devices: [device], wishes, limits });
    } else known.devices.push(device);
  }
  return [...groups.values()];
}
