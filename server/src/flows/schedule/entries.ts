/**
 * Lines of the schedule — thêm, bỏ, xem dòng lịch.
 *
 * Saving checks everything a preview shows and more: hours, and room in the plans. A line is saved
 * and published or not there at all; a line taken off leaves the boxes before the answer.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { PublishedNow } from '@loaso/shared/wire/http/publications';
import type { Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { subtreeOf } from '../../core/access/scope.js';
import { holdsTarget } from '../../core/access/station-hands.js';
import { ruleInWords } from '../../core/schedule/rule-words.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer, ScheduleFlows } from '../flows.js';
import type { ChangeDeed } from '../publication-flows.js';
import { added, takenBack } from './change-told.js';
import { draftEntry, type EntryDraft } from './draft-entry.js';
import { announce, audit, shown } from './entry-shape.js';
import { placedDevices, reachedBy, type SchedulePorts } from './ports.js';
import { publish, savingRefusal } from './saving.js';

export async function addEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
): ReturnType<ScheduleFlows['addEntry']> {
  const draft = await checkedDraft(ports, actor, request, []);
  if (!draft.ok) return draft;
  const published = await publishNew(ports, actor, [draft.value]);
  if (!published.ok) return published;
  const { entry, programme } = draft.value;
  return ok({ entry: await shown(ports, entry, programme), publish: published.value });
}

/** A new line that may be saved. @param beside drafts that are to be saved together with it */
export async function checkedDraft(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
  beside: readonly EntryDraft[],
): Answer<EntryDraft> {
  const draft = await draftEntry(ports, actor, request);
  if (!draft.ok) return draft;
  const refusal = await savingRefusal(ports, draft.value, { beside });
  return refusal === null ? draft : err(refusal);
}

/** Stores and publishes new lines, all of them together. @param drafts at least one, checked */
export async function publishNew(
  ports: SchedulePorts,
  actor: Actor,
  drafts: readonly EntryDraft[],
): Answer<PublishedNow> {
  const { schedule } = ports.store;
  const deed: ChangeDeed = {
    async store() {
      await schedule.addEntries(drafts);
      for (const { entry } of drafts) {
        const detail = `${entry.title} · ${ruleInWords(entry.rule)}`;
        await audit(ports, actor, { act: 'add', id: entry.id, detail });
      }
      return ok(null);
    },
    // Nothing of it may stay, or trying again would make it sound twice.
    async undo() {
      for (const { entry } of drafts) await schedule.cancelEntry(entry.id);
    },
  };
  const reached = new Map(drafts.flatMap((one) => one.reached.map((box) => [box.id, box])));
  const why = `${actor.username} added ${drafts.map(({ entry }) => entry.id).join(' ')}`;
  const change = { ...added(actor, drafts), deed };
  const published = await publish(ports, [...reached.values()], why.slice(0, 300), change);
  if (published.ok) for (const { entry } of drafts) announce(ports, entry);
  return published;
}

export async function cancelEntry(ports: SchedulePorts, actor: Actor, id: EntryId): Answer<Entry> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const entry = await ports.store.schedule.entry(id);
  if (entry === null || !scope.value.within.has(entry.areaId)) return NOT_FOUND;
  if (!holdsTarget(actor.hands, entry.target)) return err({ code: 'station-only' });
  const programme = await ports.store.schedule.programme(entry.programmeId);
  if (entry.state === 'cancelled') return ok(await shown(ports, entry, programme));
  await audit(ports, actor, { act: 'cancel', id, detail: entry.title });
  await ports.store.schedule.cancelEntry(id);
  announce(ports, entry);
  const devices = await placedDevices(ports, scope.value.areas);
  const reached = reachedBy(entry, devices);
  if (reached.length > 0) {
    const change = takenBack('cancel', actor, [
      { before: entry, after: { ...entry, state: 'cancelled' } },
    ]);
    const why = `${actor.username} cancelled ${id}`;
    const published = await publish(ports, reached, why, change);
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
