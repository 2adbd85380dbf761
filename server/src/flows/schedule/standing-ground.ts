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
import type { Store } from '../../ports/store.js';
import type { Hashing } from '../../ports/system.js';
import { warningOf } from './plan-sources.js';

type Ports = {
  readonly store: Pick<Store, 'content' | 'areas' | 'fleet'>;
  readonly hashing: Pick<Hashing, 'sha256'>;
};

export async function loadStandingGround({
  store,
  hashing,
}: Pick<Ports, 'store' | 'hashing'>): Promise<StandingGround> {
  const areas = await store.areas.areas();
  const [warnings, sayings] = await Promise.all([
    loadWarnings({ store, hashing }),
    store.areas.areaSettings(areas.map(({ id }) => id)),
  ]);
  return { warnings, paths: areaPaths(areas), tongues: warningLanguages(sayings, areas) };
}

/** Emergency bulletins that are fit to air. */
async function loadWarnings({
  store,
  hashing,
}: Pick<Ports, 'store' | 'hashing'>): Promise<Warning[]> {
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

/** What each of these boxes is to keep by the next plan that it gets. */
export type Keeping = (device: Placed) => Standing;

export async function keepingOf(
  ports: Ports,
  ground: StandingGround,
  devices: readonly Placed[],
): Promise<Keeping> {
  const ids = devices.map(({ id }) => id);
  const reads = await standingReadsOf(ports, ids, ground.warnings);
  const asked = standingAsked(ground);
  return ({ id, areaId }) => asked(areaId, reads.get(id));
}
