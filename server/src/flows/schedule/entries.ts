/**
 * Lines of the schedule — thêm, bỏ, xem dòng lịch.
 *
 * Saving checks everything a preview shows and more: hours, and room in the plans. A line is saved
 * and published or not there at all; a line taken off leaves the boxes before the answer.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Instant } from '@loaso/shared/time';
import type { Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { PLAN_ITEMS_MAX } from '@loaso/shared/wire/plan';
import { subtreeOf } from '../../core/access/scope.js';
import { horizonFrom } from '../../core/plan/build.js';
import { hoursInWords, isPermitted, limitsAt } from '../../core/schedule/policy.js';
import type { StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { draftEntry, type EntryDraft } from './draft-entry.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';
import { sharedBoxes } from './preview-entry.js';

export async function addEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
): ReturnType<ScheduleFlows['addEntry']> {
  const draft = await draftEntry(ports, actor, request);
  if (!draft.ok) return draft;
  const refusal = hoursRefusal(ports, draft.value) ?? (await roomRefusal(ports, draft.value));
  if (refusal !== null) return err(refusal);
  const { entry, programme, reached } = draft.value;
  await audit(ports, actor, {
    act: 'add',
    id: entry.id,
    detail: `${entry.title} · ${JSON.stringify(entry.rule)}`.slice(0, 500),
  });
  await ports.store.schedule.addEntry(entry, programme);
  const published = await publish(ports, reached, `${actor.username} added ${entry.id}`);
  if (!published.ok) {
    // Nothing of it may stay, or trying again would make it sound twice.
    await ports.store.schedule.cancelEntry(entry.id);
    return published;
  }
  announce(ports, entry);
  return ok({ entry: await shown(ports, entry, programme), publish: published.value });
}

const publish = (
  { publish: publishPlans }: SchedulePorts,
  devices: readonly Placed[],
  why: string,
): Answer<{ devices: number; planned: number }> =>
  publishPlans(
    devices.map(({ id }) => id),
    why,
  );

/** The first airing that some reached box would not be allowed to sound whole. */
function hoursRefusal(
  { policy }: SchedulePorts,
  { airings, entry, programme, reached }: EntryDraft,
): Refusal | null {
  const kinds = new Map(
    reached.map(({ path }) => limitsAt(policy, path)).map((one) => [JSON.stringify(one), one]),
  );
  for (const limits of kinds.values()) {
    const at = airings.find((startAt) => {
      const span = { startAt, endAt: (startAt + programme.durationMs) as Instant };
      return !isPermitted(limits, entry.priority, span);
    });
    if (at !== undefined) return { code: 'outside-hours', at, allowed: hoursInWords(limits) };
  }
  return null;
}

/** A plan holds so many airings and no more; a full one would lose its far end. */
async function roomRefusal(ports: SchedulePorts, draft: EntryDraft): Promise<Refusal | null> {
  const horizon = horizonFrom(ports.clock.now());
  const own = draft.airings.filter((at) => at < horizon.endAt).length;
  const groups = await sharedBoxes(ports, draft, horizon);
  const count = own + Math.max(0, ...groups.map(({ others }) => others.length));
  return count > PLAN_ITEMS_MAX ? { code: 'too-many-airings', count, limit: PLAN_ITEMS_MAX } : null;
}

export async function cancelEntry(ports: SchedulePorts, actor: Actor, id: EntryId): Answer<Entry> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const entry = await ports.store.schedule.entry(id);
  if (entry === null || !scope.value.within.has(entry.areaId)) return NOT_FOUND;
  const programme = await ports.store.schedule.programme(entry.programmeId);
  if (entry.state === 'cancelled') return ok(await shown(ports, entry, programme));
  await audit(ports, actor, { act: 'cancel', id, detail: entry.title });
  await ports.store.schedule.cancelEntry(id);
  announce(ports, entry);
  const devices = await placedDevices(ports, scope.value.areas);
  const reached = reachedBy(entry.target, devices);
  if (reached.length > 0) {
    const published = await publish(ports, reached, `${actor.username} cancelled ${id}`);
    if (!published.ok) {
      ports.log.error('publish-refused', { entryId: id, code: published.error.code });
      return published;
    }
  }
  return ok(await shown(ports, { ...entry, state: 'cancelled' }, programme));
}

export async function listEntries(
  ports: SchedulePorts,
  actor: Actor,
  areaId?: AreaId,
): Answer<Entry[]> {
  const scope = await scopeOf(ports, actor, 'see-entries');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (areaId !== undefined && !within.has(areaId)) return NOT_FOUND;
  const entries = await ports.store.schedule.entries(subtreeOf(areas, areaId ?? actor.areaId));
  const programmes = await ports.store.schedule.programmes(
    entries.map(({ programmeId }) => programmeId),
  );
  const byId = new Map(programmes.map((one) => [one.id, one]));
  const list: Entry[] = [];
  for (const entry of entries) {
    list.push(await shown(ports, entry, byId.get(entry.programmeId) ?? null));
  }
  return ok(list);
}

async function shown(
  { store }: SchedulePorts,
  entry: StoredEntry,
  programme: StoredProgramme | null,
): Promise<Entry> {
  const { lateStart, afterCut, createdBy, target, ...rest } = entry;
  return {
    ...rest,
    target: { areaIds: [...target.areaIds], deviceIds: [...target.deviceIds] },
    bulletinIds: [...(programme?.bulletinIds ?? [])],
    durationMs: programme?.durationMs ?? 0,
    createdBy: (await store.people.user(createdBy))?.fullName ?? createdBy,
  };
}

async function audit(
  { store, clock }: SchedulePorts,
  actor: Actor,
  event: { readonly act: string; readonly id: EntryId; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `entry.${event.act}`,
    target: `entry:${event.id}`,
    detail: event.detail,
  });
}

const announce = ({ live, clock }: SchedulePorts, { areaId, id }: StoredEntry): void =>
  live.push(areaId, { kind: 'schedule', at: clock.now(), entryId: id });
