/**
 * Steering a halted publication — đi tiếp hay rút lại.
 *
 * An administrator who has looked at the faults lets it go on, or takes the change back. Taking back
 * restores first what was changed: a server killed in between still holds the others back. An approval
 * is not taken back here but by withdrawing the bulletin, which is a deed of its own.
 */
import type { DeviceId, PublicationId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Publication } from '@loaso/shared/wire/http/publications';
import type { StoredPublication } from '../../ports/publications.js';
import type { StoredEntry } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { PlanChange } from '../publication-flows.js';
import { unsayStations } from '../schedule/stations.js';
import type { FleetPorts } from './ports.js';
import { auditPublication, move } from './publication-run.js';
import type { Publishing } from './publishing.js';
import { showPublication } from './view-publications.js';

async function findHalted(
  ports: FleetPorts,
  actor: Actor,
  id: PublicationId,
): Answer<StoredPublication> {
  const scope = await scopeOf(ports, actor, 'steer-publication');
  if (!scope.ok) return scope;
  const publication = await ports.store.publications.publication(id);
  if (publication === null || !scope.value.within.has(publication.areaId)) return NOT_FOUND;
  if (publication.state !== 'halted') {
    return err({ code: 'wrong-state', state: publication.state, needs: 'halted' });
  }
  return ok(publication);
}

export async function resumePublication(
  ports: FleetPorts,
  actor: Actor,
  { id, resume }: { readonly id: PublicationId; readonly resume: Publishing['resume'] },
): Answer<Publication> {
  const found = await findHalted(ports, actor, id);
  if (!found.ok) return found;
  const { title } = found.value;
  await auditPublication(ports, found.value, { by: actor.username, act: 'resume', detail: title });
  if (!(await resume(found.value))) return err({ code: 'changed-meanwhile' });
  return await showPublication(ports, actor, id);
}

export async function giveUpPublication(
  ports: FleetPorts,
  actor: Actor,
  { id, publish }: { readonly id: PublicationId; readonly publish: Publishing['publish'] },
): Answer<Publication> {
  const found = await findHalted(ports, actor, id);
  if (!found.ok) return found;
  const publication = found.value;
  const { title, areaId, earlier } = publication;
  if (earlier.bulletins.length > 0) return err({ code: 'withdraw-instead' });
  await auditPublication(ports, publication, { by: actor.username, act: 'give-up', detail: title });
  const lines = await restore(ports, publication);
  if (lines === null) return err({ code: 'changed-meanwhile' });
  await restoreEarlier(ports, publication);
  if ((await move(ports, publication, { state: 'given-up' })) === null) {
    return err({ code: 'changed-meanwhile' });
  }
  const boxes = await ports.store.publications.publicationBoxes(id);
  const ids = boxes.map(({ deviceId }): DeviceId => deviceId);
  const published = await publish(ids, `${actor.username} gave up ${id}`, {
    act: 'give-up',
    by: actor.username,
    areaId,
    title,
    lines,
    earlier,
    firstAt: null,
    takesBack: true,
    losing: [],
  });
  if (!published.ok) return published;
  return await showPublication(ports, actor, id);
}

/** Days, groups, programmes and languages as they were before. */
async function restoreEarlier(ports: FleetPorts, { earlier }: StoredPublication): Promise<void> {
  const { schedule, areas } = ports.store;
  for (const { areaId, date, before } of earlier.days) {
    if (before === null) await schedule.removeDayChange(areaId, date);
    else await schedule.putDayChange(before);
  }
  await restoreGroups(ports, earlier);
  for (const programme of earlier.programmes) await schedule.replaceProgramme(programme);
  for (const { areaId, before: languages } of earlier.languages) {
    const [now] = await areas.areaSettings([areaId]);
    if (now !== undefined) await areas.putAreaSettings({ ...now, languages });
  }
}

/** Who was in them, and what was said of that. */
async function restoreGroups(
  { store, clock }: FleetPorts,
  { groups, stations }: StoredPublication['earlier'],
): Promise<void> {
  const { schedule } = store;
  for (const group of groups) {
    const [now] = await schedule.clusterGroupsBy([group.id]);
    if (now === undefined) continue;
    // It may have been named otherwise since; what the change made a station is none again.
    const { deviceIds } = group;
    const stationName = group.stationName === null ? null : now.stationName;
    await schedule.putClusterGroup({ ...now, deviceIds, stationName, changedAt: clock.now() });
  }
  await unsayStations({ store }, stations);
}

/** The lines as they were before; null when one has been changed again since. */
async function restore(
  { store, live, clock }: FleetPorts,
  { lines }: StoredPublication,
): Promise<PlanChange['lines'] | null> {
  const changed: { id: StoredEntry['id']; before: StoredEntry | null; after: StoredEntry }[] = [];
  for (const { id, before } of lines) {
    const now = await store.schedule.entry(id);
    if (now === null) continue;
    const after: StoredEntry =
      before === null
        ? { ...now, state: 'cancelled' }
        : { ...now, exceptions: before.exceptions, endedAt: before.endedAt };
    if (before === null) await store.schedule.cancelEntry(id);
    else if (!(await store.schedule.changeEntry(now, after))) return null;
    live.push(now.areaId, { kind: 'schedule', at: clock.now(), entryId: id });
    changed.push({ id, before: now, after });
  }
  return changed;
}
