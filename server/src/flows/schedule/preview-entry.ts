/**
 * Preview of a line — xem trước dòng lịch.
 *
 * What saving would do, on which boxes, with which conflicts and who loses: asked of the same
 * resolver that the boxes ask. Saves nothing.
 */
import { ok } from '@loaso/shared/result';
import { type Instant, type Interval, instant } from '@loaso/shared/time';
import type { EntryPreview, NewEntry } from '@loaso/shared/wire/http/schedule';
import { type Airable, airableOf } from '../../core/plan/airable.js';
import { horizonFrom } from '../../core/plan/build.js';
import { consequencesOf, type NamedWish, type SharedBoxes } from '../../core/schedule/conflicts.js';
import { limitsAt, planningEnvelope } from '../../core/schedule/policy.js';
import { reaches } from '../../core/schedule/reach.js';
import { occurrencesWithin } from '../../core/schedule/recurrence.js';
import type { StoredEntry } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { draftEntry, type EntryDraft } from './draft-entry.js';
import { loadPlanSources } from './plan-sources.js';
import type { Placed, SchedulePorts } from './ports.js';

const AIRINGS_SHOWN = 50;

export async function previewEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
): Answer<EntryPreview> {
  const draft = await draftEntry(ports, actor, request);
  if (!draft.ok) return draft;
  const { entry, programme, airings, reached } = draft.value;
  const horizon = horizonFrom(ports.clock.now());
  const wishes = airings
    .filter((startAt) => startAt < horizon.endAt)
    .map((startAt) => wishOf(entry, programme.durationMs, startAt));
  const groups = await sharedBoxes(ports, draft.value, horizon);
  return ok({
    durationMs: programme.durationMs,
    airings: airings.slice(0, AIRINGS_SHOWN),
    devices: reached.length,
    ...consequencesOf(wishes, groups),
  });
}

type Line = Pick<
  StoredEntry,
  'id' | 'title' | 'priority' | 'origin' | 'rank' | 'lateStart' | 'afterCut'
>;

const wishOf = (line: Line, durationMs: number, startAt: Instant): NamedWish => ({
  entryId: line.id,
  title: line.title,
  startAt,
  durationMs,
  priority: line.priority,
  origin: line.origin,
  rank: line.rank,
  lateStart: line.lateStart,
  afterCut: line.afterCut,
});

/** The reached boxes, put together where the same lines meet under the same limits. */
export async function sharedBoxes(
  ports: SchedulePorts,
  { reached }: Pick<EntryDraft, 'reached'>,
  horizon: Interval,
): Promise<SharedBoxes[]> {
  const lines = airableOf(await loadPlanSources(ports));
  const wishes = new Map(lines.map((line) => [line, wishesOf(line, horizon)]));
  const groups = new Map<string, SharedBoxes>();
  for (const device of reached) {
    const heard = lines.filter(({ entry }) => reaches(entry.target, device.id, device.path));
    const key = `${heard.map(({ order }) => order).join(' ')} ${limitsKey(ports, device)}`;
    if (groups.has(key)) continue;
    const envelope = planningEnvelope(limitsAt(ports.policy, device.path));
    groups.set(key, { envelope, others: heard.flatMap((line) => wishes.get(line) ?? []) });
  }
  return [...groups.values()];
}

const limitsKey = ({ policy }: SchedulePorts, { path }: Placed): string =>
  JSON.stringify(limitsAt(policy, path));

function wishesOf({ entry, programme }: Airable, horizon: Interval): NamedWish[] {
  const earliest = Math.max(0, entry.createdAt, horizon.startAt - programme.durationMs + 1);
  const window = { startAt: instant(earliest), endAt: horizon.endAt };
  return occurrencesWithin(entry.rule, window).map((startAt) =>
    wishOf(entry, programme.durationMs, startAt),
  );
}
