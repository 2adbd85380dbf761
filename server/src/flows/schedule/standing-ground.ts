/**
 * Ground of standing warnings — cụm nào giữ sẵn cảnh báo nào.
 *
 * Loads what `core/plan/standing` decides by. Publication, the desk for emergencies and the page of a
 * bulletin all ask here, so that none of them calls a warning ready that a box has no room for.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { standingFilesOf } from '@loaso/shared/wire/status';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import {
  maySpill,
  type Standing,
  type StandingGround,
  standingAsked,
  type Warning,
} from '../../core/plan/standing.js';
import { warningLanguages } from '../../core/programme/warning-languages.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { EarlierState } from '../../ports/publications.js';
import type { Store } from '../../ports/store.js';
import type { Hashing } from '../../ports/system.js';
import { publicationsOver, withheldBy } from '../fleet/withheld-lines.js';
import { warningOf } from './plan-sources.js';

type GroundPorts = {
  readonly store: Pick<Store, 'content' | 'areas'>;
  readonly hashing: Pick<Hashing, 'sha256'>;
};

type Ports = { readonly store: Pick<Store, 'areas' | 'fleet' | 'publications'> };

export async function loadStandingGround(
  ports: GroundPorts,
  earlier: EarlierState['languages'] = [],
): Promise<StandingGround> {
  const [areas, warnings, tongues] = await Promise.all([
    ports.store.areas.areas(),
    loadWarnings(ports),
    tonguesWith(ports, earlier),
  ]);
  return { warnings, paths: areaPaths(areas), tongues };
}

/** In which languages boxes hear warnings, where these areas say otherwise than they do. */
export async function tonguesWith(
  { store }: { readonly store: Pick<Store, 'areas'> },
  otherwise: EarlierState['languages'],
): Promise<StandingGround['tongues']> {
  const areas = await store.areas.areas();
  const said = await store.areas.areaSettings(areas.map(({ id }) => id));
  const others = otherwise.map(({ areaId, before }) => ({
    ...(said.find((one) => one.areaId === areaId) ?? { areaId, style: null, stationName: null }),
    languages: before,
  }));
  return warningLanguages([...others, ...said], areas);
}

/** Emergency bulletins that are fit to air. */
async function loadWarnings({ store, hashing }: GroundPorts): Promise<Warning[]> {
  const bulletins = await store.content.approvedEmergencies();
  return bulletins.flatMap((bulletin): Warning[] =>
    fitToAir(bulletin, hashing.sha256) && bulletin.approval !== null
      ? [warningOf(bulletin, bulletin.approval.approvedAt)]
      : [],
  );
}

/** How many standing warnings each box reads; not asked where every box has room for all. */
export async function standingReadsOf(
  { store }: { readonly store: Pick<Store, 'fleet'> },
  ids: readonly DeviceId[],
  warnings: readonly Warning[],
): Promise<ReadonlyMap<DeviceId, number>> {
  if (!maySpill(warnings)) return new Map();
  const reports = await store.fleet.reports(ids);
  return new Map(reports.map(({ deviceId, status }) => [deviceId, standingFilesOf(status)]));
}

export type Placed = { readonly id: DeviceId; readonly areaId: AreaId };

/** What each of these boxes is to keep by the next plan that it gets, in the languages that have come to it. */
export type Keeping = (device: Placed) => Standing;

export async function keepingOf(
  ports: Ports,
  ground: StandingGround,
  devices: readonly Placed[],
): Promise<Keeping> {
  const ids = devices.map(({ id }) => id);
  const reads = await standingReadsOf(ports, ids, ground.warnings);
  const askedBy = new Map<string, ReturnType<typeof standingAsked>>();
  const asked = standingAsked(ground);
  const before = await languagesBefore(ports);
  for (const languages of before.values()) {
    const key = JSON.stringify(languages);
    if (askedBy.has(key)) continue;
    askedBy.set(key, standingAsked({ ...ground, tongues: await tonguesWith(ports, languages) }));
  }
  return ({ id, areaId }) => {
    const languages = before.get(id);
    const own = languages === undefined ? undefined : askedBy.get(JSON.stringify(languages));
    return (own ?? asked)(areaId, reads.get(id));
  };
}

/** Boxes that other languages have not reached yet, with those by which their plans still go. */
async function languagesBefore({
  store,
}: Ports): Promise<ReadonlyMap<DeviceId, EarlierState['languages']>> {
  const before = new Map<DeviceId, EarlierState['languages']>();
  for (const [id, open] of await publicationsOver({ store })) {
    const languages = withheldBy(open)?.languages ?? [];
    if (languages.length > 0) before.set(id, languages);
  }
  return before;
}
