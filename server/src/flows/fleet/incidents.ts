/**
 * Incidents for people — xem và nhận xử lý sự cố.
 *
 * List, one with its boxes, the work of the day. A person sees the
 * part of an incident that lies in their area; that a larger whole exists is said by its title.
 */
import type { DeviceId, IncidentId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type {
  IncidentDetail,
  Incident as Shown,
  WorkItem,
} from '@loaso/shared/wire/http/incidents';
import { may } from '../../core/access/roles.js';
import { holdsAll } from '../../core/access/station-hands.js';
import { type Incident, isForewarning } from '../../core/fleet/incidents.js';
import { mayDisturb } from '../../core/fleet/incidents-alarm.js';
import { errandOf, incidentTitle } from '../../core/fleet/incidents-words.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { WatchedBox } from '../../ports/watch.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { handsFor } from './incident-hands.js';
import { areaName, type FleetPorts } from './ports.js';
import { summaryOf } from './shapes.js';

const LISTED_MAX = 200;
const BOXES_SHOWN = 200;

type View = Scope & { readonly boxes: ReadonlyMap<DeviceId, WatchedBox>; readonly now: number };

async function viewFor(
  ports: FleetPorts,
  scope: Scope,
  incidents: readonly Incident[],
): Promise<View> {
  const ids = [...new Set(incidents.flatMap(({ deviceIds }) => deviceIds))];
  const boxes = ids.length === 0 ? [] : await ports.store.watch.boxes({ ids });
  const mine = boxes.filter(({ device }) => scope.within.has(device.areaId));
  return {
    ...scope,
    boxes: new Map(mine.map((box) => [box.device.id, box])),
    now: ports.clock.now(),
  };
}

const boxesOf = ({ deviceIds }: Incident, { boxes }: View): WatchedBox[] =>
  deviceIds.flatMap((id) => boxes.get(id) ?? []);

const carries = (ports: FleetPorts, box: WatchedBox, { areas, now }: View): boolean =>
  summaryOf(box, { areas, now, watch: ports.watch }).carriesOn === true;

/** Boxes behind which people do not hear; what is only foretold silences nobody. */
function silentOf(ports: FleetPorts, incident: Incident, view: View): WatchedBox[] {
  if (isForewarning(incident.cause)) return [];
  return boxesOf(incident, view).filter((box) => !carries(ports, box, view));
}

function shownOf(ports: FleetPorts, incident: Incident, view: View): Shown {
  const { id, cause, sentence, next, peak, startedAt, openedAt, calmSince } = incident;
  const { acked, assignee, notes, resolvedAt, toldAt, escalatedAt } = incident;
  const names = namesOf(incident, view.areas);
  const mine = boxesOf(incident, view);
  const silent = silentOf(ports, incident, view);
  const { alarms } = ports;
  return {
    id,
    cause,
    sentence,
    next,
    peak,
    startedAt,
    openedAt,
    calmSince,
    resolvedAt,
    toldAt,
    escalatedAt,
    areaIds: [...incident.areaIds],
    title: incidentTitle(incident, names),
    errand: errandOf(incident.cause),
    places: names,
    devices: mine.length,
    carryOn: mine.length - silent.length,
    people: peopleOf(ports, silent),
    merged: incident.ended === 'merged',
    acked: acked === null ? null : { name: acked.name, at: acked.at },
    assignee,
    notes: notes.map(({ at, name, text }) => ({ at, name, text })),
    quiet:
      alarms !== undefined &&
      resolvedAt === null &&
      toldAt === null &&
      !mayDisturb(incident, alarms.rules, view.now),
  };
}

function peopleOf({ watch }: FleetPorts, boxes: readonly WatchedBox[]): number | null {
  const known = boxes.flatMap(({ device }) => watch?.peopleBehind(device.id) ?? []);
  return known.length === 0 ? null : known.reduce((sum, people) => sum + people, 0);
}

/** How many do not hear by an incident, wherever it lies; null where nobody has said who lives there. */
export async function peopleCutOff(
  ports: FleetPorts,
  incident: Incident,
  areas: readonly StoredArea[],
): Promise<number | null> {
  const within = new Set(areas.map(({ id }) => id));
  const view = await viewFor(ports, { areas, within }, [incident]);
  return peopleOf(ports, silentOf(ports, incident, view));
}

const namesOf = ({ areaIds }: Incident, areas: readonly StoredArea[]): string[] =>
  areaIds.map((id) => areaName(areas, id));

export async function listIncidents(ports: FleetPorts, actor: Actor): Answer<Shown[]> {
  const scope = await scopeOf(ports, actor, 'see-devices');
  if (!scope.ok) return scope;
  const found = await ports.store.watch.incidents([...scope.value.within], LISTED_MAX);
  const view = await viewFor(ports, scope.value, found);
  return ok(found.map((incident) => shownOf(ports, incident, view)));
}

/** What leaves most people without sound first; then most boxes; then the oldest. */
export async function workList(ports: FleetPorts, actor: Actor): Answer<WorkItem[]> {
  const scope = await scopeOf(ports, actor, 'see-devices');
  if (!scope.ok) return scope;
  const found = await ports.store.watch.incidents([...scope.value.within], LISTED_MAX);
  const open = found.filter(({ resolvedAt }) => resolvedAt === null);
  const view = await viewFor(ports, scope.value, open);
  const shown = open.map((incident) => boxesOf(incident, view).slice(0, BOXES_SHOWN));
  const covers = await ports.store.photos.photoCovers(shown.flat().map(({ device }) => device.id));
  const items = open.map((incident, index) => ({
    ...shownOf(ports, incident, view),
    boxes:
      shown[index]?.map((box) => ({
        id: box.device.id,
        name: box.device.name,
        areaName: areaName(view.areas, box.device.areaId),
        position: box.device.position,
        carriesOn: carries(ports, box, view) || isForewarning(incident.cause),
        photo: covers.get(box.device.id) ?? null,
      })) ?? [],
  }));
  const silent = ({ devices, carryOn }: WorkItem): number => devices - carryOn;
  return ok(
    items
      .filter(({ devices }) => devices > 0)
      .sort(
        (a, b) =>
          (b.people ?? 0) - (a.people ?? 0) ||
          silent(b) - silent(a) ||
          b.devices - a.devices ||
          a.startedAt - b.startedAt,
      ),
  );
}

export async function findIncident(ports: FleetPorts, actor: Actor, id: IncidentId, acts: boolean) {
  const scope = await scopeOf(ports, actor, acts ? 'command-device' : 'see-devices');
  if (!scope.ok) return scope;
  const incident = await ports.store.watch.incident(id);
  // Where it is over it may be looked at: letters lead here.
  const left = acts ? [] : (incident?.left?.map(({ areaId }) => areaId) ?? []);
  const places = [...(incident?.areaIds ?? []), ...left];
  const mine = places.some((area) => scope.value.within.has(area));
  if (incident === null || !mine) return NOT_FOUND;
  const { hands } = actor;
  const theirs = !acts || incident.deviceIds.some((box) => holdsAll(hands, [box]));
  return theirs ? ok({ scope: scope.value, incident }) : err({ code: 'station-only' as const });
}

export async function showIncident(
  ports: FleetPorts,
  actor: Actor,
  id: IncidentId,
): Answer<IncidentDetail> {
  const found = await findIncident(ports, actor, id, false);
  if (!found.ok) return found;
  const { incident, scope } = found.value;
  const view = await viewFor(ports, scope, [incident]);
  const frame = { areas: view.areas, now: view.now, watch: ports.watch };
  const gives = incident.resolvedAt === null && may(actor.role, 'command-device');
  return ok({
    ...shownOf(ports, incident, view),
    evidence: [...incident.evidence],
    boxes: boxesOf(incident, view)
      .slice(0, BOXES_SHOWN)
      .map((box) => summaryOf(box, frame)),
    hands: gives ? await handsFor(ports, incident, view.areas) : [],
  });
}
