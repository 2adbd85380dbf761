/**
 * Opening a publication — mở một lần phát hành.
 *
 * Which boxes a change concerns and in which groups they get it, written down before anything is
 * stored or sent: a server that is killed in between goes on from there, or forgets what was never
 * stored. What takes sound away also leaves the lines that other publications still withhold.
 */
import { type AreaId, type DeviceId, PublicationId } from '@loaso/shared/ids';
import { isHealthy } from '../../core/fleet/box-progress.js';
import { groupsOf, isSoon, type RolloutBox } from '../../core/fleet/rollout.js';
import { afterTakingOff } from '../../core/fleet/withheld.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type {
  EarlierState,
  StoredPublication,
  StoredPublicationBox,
} from '../../ports/publications.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { PlanChange } from '../publication-flows.js';
import type { FleetPorts } from './ports.js';

/** @returns null when no enrolled box is concerned */
export async function openPublication(
  ports: FleetPorts,
  ids: readonly DeviceId[],
  change: PlanChange,
): Promise<StoredPublication | null> {
  const { store, clock, chance } = ports;
  const now = clock.now();
  const boxes = await boxesOf(ports, ids, change);
  if (boxes.length === 0) return null;
  const { act, by, areaId, title, firstAt, takesBack } = change;
  const groups = groupsOf(boxes, { atOnce: takesBack, firstAt, now });
  const publication: StoredPublication = {
    id: PublicationId.parse(chance.id('pub')),
    areaId,
    title,
    act,
    by,
    createdAt: now,
    state: 'running',
    stage: 1,
    stages: groups.length,
    firstAt,
    lines:
      groups.length > 1 || change.deed !== undefined
        ? change.lines.map(({ id, before }) => ({ id, before }))
        : [],
    earlier: earlierOf(groups.length > 1 || change.deed !== undefined ? change : {}),
    faults: null,
  };
  const stageOf = new Map(groups.flatMap((group, at) => group.map((id) => [id, at + 1] as const)));
  await store.publications.addPublication(
    publication,
    boxes.map(({ id, areaId: placeId, communeId, healthy }): StoredPublicationBox => {
      const place = { deviceId: id, areaId: placeId, communeId, healthy };
      return { ...place, stage: stageOf.get(id) ?? groups.length, mark: null, sentAt: null };
    }),
  );
  return publication;
}

const earlierOf = ({ earlier }: Pick<PlanChange, 'earlier'>): EarlierState => ({
  days: earlier?.days ?? [],
  groups: earlier?.groups ?? [],
  programmes: earlier?.programmes ?? [],
  bulletins: earlier?.bulletins ?? [],
  languages: earlier?.languages ?? [],
  stations: earlier?.stations ?? [],
});

type PlacedBox = RolloutBox & { readonly areaId: AreaId };

async function boxesOf(
  { store }: FleetPorts,
  ids: readonly DeviceId[],
  { losing }: PlanChange,
): Promise<PlacedBox[]> {
  const wanted = new Set(ids);
  const areas = await store.areas.areas();
  const communeOf = communesOf(areas);
  const devices = (await store.fleet.devices()).filter(
    ({ id, state }) => wanted.has(id) && state === 'enrolled',
  );
  const reports = await store.fleet.reports(devices.map(({ id }) => id));
  const wordOf = new Map(reports.map((report) => [report.deviceId, report]));
  const lost = new Set(losing);
  return devices.map(({ id, areaId }) => ({
    id,
    areaId,
    communeId: communeOf(areaId),
    healthy: isHealthy(wordOf.get(id) ?? null),
    losing: lost.has(id),
  }));
}

/** The commune in which an area lies; a box of the province's own stands for itself. */
export function communesOf(areas: readonly StoredArea[]): (id: AreaId) => AreaId {
  const paths = areaPaths(areas);
  const levels = new Map(areas.map(({ id, level }) => [id, level]));
  return (id) => paths.get(id)?.find((one) => levels.get(one) === 'commune') ?? id;
}

/** What goes everywhere at once, and takes sound away, leaves what others withhold. */
export async function takeOff(
  { store, clock }: FleetPorts,
  change: PlanChange,
  own: PublicationId | undefined,
): Promise<void> {
  const { takesBack, firstAt } = change;
  if (!takesBack && !isSoon({ firstAt, now: clock.now() })) return;
  const taken = earlierOf(change);
  for (const open of await store.publications.openPublications()) {
    if (open.id === own) continue;
    const lines = afterTakingOff(open.lines, change.lines);
    const earlier = withoutTaken(open.earlier, taken, new Set(change.losing));
    const same =
      lines.length === open.lines.length && lines.every((one, at) => one === open.lines[at]);
    if (same && JSON.stringify(earlier) === JSON.stringify(open.earlier)) continue;
    await store.publications.putWithheld(open.id, { lines, earlier });
    const isOver = lines.length + sizeOf(earlier) === 0 && open.stage < open.stages;
    if (isOver) await store.publications.movePublication(open, { ...open, state: 'superseded' });
  }
}

const sizeOf = ({ stations: _, ...earlier }: EarlierState): number =>
  Object.values(earlier).reduce((sum, { length }) => sum + length, 0);

/** What is changed again for all boxes at once is remembered otherwise by none; who left a group has left. */
function withoutTaken(
  earlier: EarlierState,
  taken: EarlierState,
  losing: ReadonlySet<DeviceId>,
): EarlierState {
  const days = new Set(taken.days.map(({ areaId, date }) => `${areaId} ${date}`));
  const groups = new Set(taken.groups.map(({ id }) => id));
  const programmes = new Set(taken.programmes.map(({ id }) => id));
  const bulletins = new Set(taken.bulletins);
  const areas = new Set(taken.languages.map(({ areaId }) => areaId));
  return {
    days: earlier.days.filter(({ areaId, date }) => !days.has(`${areaId} ${date}`)),
    groups: earlier.groups.map((group) =>
      groups.has(group.id)
        ? { ...group, deviceIds: group.deviceIds.filter((id) => !losing.has(id)) }
        : group,
    ),
    programmes: earlier.programmes.filter(({ id }) => !programmes.has(id)),
    bulletins: earlier.bulletins.filter((id) => !bulletins.has(id)),
    languages: earlier.languages.filter(({ areaId }) => !areas.has(areaId)),
    stations: earlier.stations,
  };
}
