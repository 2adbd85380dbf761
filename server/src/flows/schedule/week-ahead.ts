/**
 * The week ahead — tuần tới sẽ phát gì ở đâu.
 *
 * Every airing of the next seven days on the boxes of a place, as the boxes will resolve it, with a
 * line that is not saved yet played in. Boxes that will sound the same are told together.
 */
import type { BulletinId, DeviceId, Sha256 } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { DAY_MS, type Interval, instant } from '@loaso/shared/time';
import type { WeekAhead, WeekAheadRequest } from '@loaso/shared/wire/http/week';
import { subtreeOf } from '../../core/access/scope.js';
import { aheadLines } from '../../core/plan/ahead-wishes.js';
import { hoursInWords, limitsAt, planningEnvelope } from '../../core/schedule/policy.js';
import { type ReachTarget, reaches } from '../../core/schedule/reach.js';
import { type AheadWish, weekAhead } from '../../core/schedule/week-ahead.js';
import type { StoredEntry } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import { policyNow } from '../policy-now.js';
import { draftEntry, type EntryDraft } from './draft-entry.js';
import { revise } from './edit-entry.js';
import { type LoadedSources, loadPlanSources } from './plan-sources.js';
import { type Placed, placedDevices, type SchedulePorts } from './ports.js';
import { draftWishes } from './preview-entry.js';

const DAYS = 7;
/** Groups of boxes in one answer; a province looks at one commune at a time. */
const GROUPS_MAX = 40;
/** Reports asked of the store at once. */
const PIECE = 500;

export async function lookAhead(
  ports: SchedulePorts,
  actor: Actor,
  request: WeekAheadRequest,
): ReturnType<ScheduleFlows['weekAhead']> {
  const scope = await scopeOf(ports, actor, 'see-entries');
  if (!scope.ok) return scope;
  const boxes = await boxesOf(ports, { scope: scope.value, actor }, request);
  if (!boxes.ok) return boxes;
  const drafted = await draftOf(ports, actor, request);
  if (!drafted.ok) return drafted;
  const now = ports.clock.now();
  const window = { startAt: now, endAt: instant(now + DAYS * DAY_MS) };
  const lines = await linesAhead(ports, window, drafted.value);
  const policy = await policyNow(ports);
  const groups = alike(boxes.value, lines, ({ path }) => limitsAt(policy, path));
  const missing = await missingFiles(ports, boxes.value);
  const nameOf = new Map(scope.value.areas.map(({ id, name }) => [id, name]));
  return ok({
    from: window.startAt,
    to: window.endAt,
    groupsLeft: Math.max(0, groups.length - GROUPS_MAX),
    groups: groups.slice(0, GROUPS_MAX).map(({ devices, wishes, limits }) => ({
      boxes: devices.map(({ id, name, areaId }) => ({
        id,
        name,
        areaName: nameOf.get(areaId) ?? areaId,
      })),
      hours: hoursInWords(limits),
      windows: [...limits.windows],
      minutesPerDayMax: limits.minutesPerDayMax,
      ...weekAhead(
        wishes,
        planningEnvelope(limits),
        devices.map(({ id }) => missing.get(id) ?? new Set()),
      ),
    })),
  } satisfies WeekAhead);
}

async function boxesOf(
  ports: SchedulePorts,
  { scope, actor }: { readonly scope: Scope; readonly actor: Actor },
  { areaId, deviceId }: WeekAheadRequest,
): Answer<Placed[]> {
  const { areas, within } = scope;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const inside = new Set(subtreeOf(areas, areaId ?? actor.areaId));
  const boxes = (await placedDevices(ports, areas)).filter((box) => inside.has(box.areaId));
  if (deviceId === undefined) return ok(boxes);
  const one = boxes.filter(({ id }) => id === deviceId);
  return one.length === 0 ? NOT_FOUND : ok(one);
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

export type Line = { readonly target: ReachTarget; readonly wishes: readonly AheadWish[] };

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
  }));
  return [...saved, { target: draft.entry.target, wishes }];
}

/** The airings of these lines in the window. */
export async function linesIn(
  ports: Pick<LinePorts, 'store'>,
  sources: LoadedSources,
  window: Interval,
): Promise<Line[]> {
  const titles = await titlesOf(ports, sources);
  return aheadLines(sources, window, (id) => titles.get(id) ?? id).map(({ entry, wishes }) => ({
    target: entry.target,
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
    const heard = numbered.filter(({ target }) => reaches(target, device.id, device.path));
    const key = `${heard.map(({ order }) => order).join(' ')} ${JSON.stringify(limits)}`;
    const known = groups.get(key);
    if (known === undefined) {
      const wishes = heard.flatMap((line) => line.wishes);
      groups.set(key, { devices: [device], wishes, limits });
    } else known.devices.push(device);
  }
  return [...groups.values()];
}

async function missingFiles(
  { store }: SchedulePorts,
  devices: readonly Placed[],
): Promise<ReadonlyMap<DeviceId, ReadonlySet<Sha256>>> {
  const found = new Map<DeviceId, ReadonlySet<Sha256>>();
  for (let from = 0; from < devices.length; from += PIECE) {
    const ids = devices.slice(from, from + PIECE).map(({ id }) => id);
    for (const { deviceId, status } of await store.fleet.reports(ids)) {
      if (status !== null) found.set(deviceId, new Set(status.cache.missing));
    }
  }
  return found;
}
