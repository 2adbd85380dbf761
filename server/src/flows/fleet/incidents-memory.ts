/**
 * Memory of the watch — trí nhớ của việc theo dõi.
 *
 * What the last round saw of the whole fleet, so that a single box can be judged among its neighbours
 * without asking for all of them again. Lost with the process; the next round has it back.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { Patient } from '../../core/fleet/diagnose.js';
import {
  type Around,
  aroundOf,
  type Neighbour,
  NOBODY,
  type Scene,
  sceneOf,
} from '../../core/fleet/diagnose-scene.js';
import type { Maintenance } from '../../core/fleet/incidents.js';
import { lostAtOf, type Past } from '../../core/fleet/presence.js';
import { type Flaps, flapsOf, type LossesOf, STEADY } from '../../core/fleet/presence-flaps.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { WatchedBox } from '../../ports/watch.js';

/** A box among its neighbours. */
export type Seen = { readonly patient: Patient; readonly around: Around };

export type WatchView = {
  /** The box with what the server remembers of it, and its neighbours as of the last round. */
  see(box: WatchedBox, now: number): Seen;
  /** About how many people hear by a box; null where nobody has said. */
  peopleBehind(id: DeviceId): number | null;
};

/** What the register of sites says; the box may say it as well. */
export type Site = { readonly operator: string | null; readonly powerLine: string | null };

/** What changes seldom, and is read seldom. */
export type Register = {
  readonly sites: ReadonlyMap<DeviceId, Site>;
  readonly people: ReadonlyMap<DeviceId, number>;
};

export type Round = Register & {
  readonly areas: readonly StoredArea[];
  readonly losses: LossesOf;
  readonly twins: ReadonlyMap<DeviceId, number>;
  /** Of the last 24 hours, and to come. */
  readonly planned: readonly Maintenance[];
};

export type Memory = WatchView & {
  /** Takes in what a round has read. */
  learn(boxes: readonly WatchedBox[], round: Round, now: number): void;
  probed(id: DeviceId, at: number): void;
  communeOf(area: AreaId): AreaId;
  operatorOf(box: WatchedBox): string | null;
};

const EMPTY: Round = {
  areas: [],
  losses: new Map(),
  twins: new Map(),
  planned: [],
  sites: new Map(),
  people: new Map(),
};

export function createMemory(): Memory {
  let round = EMPTY;
  let scene: Scene = sceneOf([], 0);
  let flaps: ReadonlyMap<string, Flaps> = new Map();
  let communes: ReadonlyMap<AreaId, AreaId> = new Map();
  const probes = new Map<DeviceId, number>();
  const communeOf = (area: AreaId): AreaId => communes.get(area) ?? area;
  const siteOf = (box: WatchedBox): Site => {
    const site = round.sites.get(box.device.id);
    // Two spellings of one operator would be two operators: the register comes first.
    const operator = site?.operator ?? box.patient.status?.vitals?.operator ?? null;
    return { operator, powerLine: site?.powerLine ?? null };
  };
  const placed = (box: WatchedBox, now: number): Neighbour =>
    neighbourOf(box, { ...siteOf(box), communeId: communeOf(box.device.areaId), now });
  const pastOf = (box: WatchedBox, now: number): Past => ({
    ...(flaps.get(box.device.id) ?? STEADY),
    releasedAt: box.releasedAt,
    twinsAt: round.twins.get(box.device.id) ?? null,
    dataCapBytes: box.patient.status?.vitals?.dataBudgetBytes ?? null,
    maintenance: plannedFor(box, round.planned, { communeOf, at: now }),
  });
  const patientOf = (box: WatchedBox, now: number): Patient => ({
    ...box.patient,
    probedAt: probes.get(box.device.id) ?? null,
    past: pastOf(box, now),
  });
  return {
    communeOf,
    operatorOf: (box) => siteOf(box).operator,
    peopleBehind: (id) => round.people.get(id) ?? null,
    probed: (id, at) => void probes.set(id, at),
    learn(boxes, next, now) {
      round = next;
      communes = communesOf(next.areas);
      const served = boxes.filter(isServed);
      const neighbours = served.map((box) => placed(box, now));
      scene = sceneOf(neighbours, now);
      const byId = new Map(served.map((box) => [box.device.id as string, box]));
      flaps = flapsOf(next.losses, neighbours, (id, at) => {
        const box = byId.get(id);
        return box !== undefined && plannedFor(box, next.planned, { communeOf, at }) !== null;
      });
      const known = new Set(boxes.map(({ device }) => device.id));
      for (const id of probes.keys()) if (!known.has(id)) probes.delete(id);
    },
    see(box, now) {
      const patient = patientOf(box, now);
      return { patient, around: isServed(box) ? aroundOf(scene, placed(box, now)) : NOBODY };
    },
  };
}

const isServed = ({ device, patient }: WatchedBox): boolean =>
  device.state === 'enrolled' && patient.lastSeenAt !== null;

/** Hamlets belong to their commune; a box of the province itself stands alone. */
function communesOf(areas: readonly StoredArea[]): ReadonlyMap<AreaId, AreaId> {
  return new Map(
    areas.map(({ id, level, parentId }) => [id, level === 'hamlet' ? (parentId ?? id) : id]),
  );
}

type Standing = Site & { readonly communeId: AreaId; readonly now: number };

function neighbourOf(
  { device, patient }: WatchedBox,
  { operator, powerLine, communeId, now }: Standing,
): Neighbour {
  const vitals = patient.status?.vitals;
  return {
    id: device.id,
    communeId,
    operator,
    powerLine,
    lostAt: lostAtOf(patient, now),
    batteryAt: vitals?.mains === 'battery' ? (vitals.mainsSinceAt ?? patient.statusAt) : null,
  };
}

function plannedFor(
  { device }: WatchedBox,
  planned: readonly Maintenance[],
  { communeOf, at }: Pick<Memory, 'communeOf'> & { readonly at: number },
): Past['maintenance'] {
  const areas = [device.areaId, communeOf(device.areaId)];
  const found = planned.find(
    ({ deviceId, areaId, fromAt, untilAt }) =>
      fromAt <= at &&
      at < untilAt &&
      (deviceId === null ? areas.includes(areaId) : deviceId === device.id),
  );
  return found === undefined ? null : { untilAt: found.untilAt, why: found.why };
}
