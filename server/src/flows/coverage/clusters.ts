/**
 * Clusters of a day — các cụm loa của một ngày.
 *
 * Which clusters stood on that day, how far they reach, and what is known of them. How boxes were
 * doing on a day that is over is not kept: then "today" is unknown for all of them.
 */
import type { AreaId } from '@loaso/shared/ids';
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { Hindrance } from '@loaso/shared/wire/http/coverage';
import { type Reach, reachOf, type Terrain } from '../../core/coverage/audibility.js';
import type { HornGroup, SiteFact } from '../../core/coverage/history.js';
import { sitesOn } from '../../core/coverage/history.js';
import { type Box, heardOf, todayOf } from '../../core/coverage/known.js';
import type { Cluster } from '../../core/coverage/registry.js';
import { type Known, lightsOf } from '../../core/fleet/presence.js';
import { selfHeardOf } from '../../core/fleet/self-heard.js';
import type { WatchedBox } from '../../ports/watch.js';
import type { Heard } from './heard-days.js';
import type { CoveragePorts } from './ports.js';

/** What is taken to stand where nobody has noted anything: a common pole of a village. */
const USUAL: { readonly horns: readonly HornGroup[]; readonly terrain: Terrain } = {
  horns: [{ count: 2, powerW: 25, heightM: 8, sensitivityDb: null, directionDeg: null }],
  terrain: 'village',
};

export type Placed = {
  readonly box: WatchedBox;
  readonly cluster: Cluster;
  readonly reach: Reach;
  readonly assumed: boolean;
  readonly hindrance: Hindrance | null;
  readonly areaId: AreaId;
};

export function reachAt(site: SiteFact | undefined): Reach {
  const { horns, terrain } = site === undefined || site.horns.length === 0 ? USUAL : site;
  return reachOf(
    horns
      .filter(({ count }) => count > 0)
      .map(({ powerW, heightM, sensitivityDb }) => ({
        powerW,
        heightM,
        ...(sensitivityDb === null ? {} : { sensitivityDb }),
      })),
    {
      terrain: site?.terrain ?? terrain,
      ...(site?.noiseDba == null ? {} : { noiseDba: site.noiseDba }),
    },
  );
}

/** What it could do now; what it last did is counted by the figures of what was heard. */
function ableOf({ lastAiring: _, ...able }: WatchedBox['patient']): Known {
  return able;
}

const boxOf = (patient: WatchedBox['patient'], now: number): Box => ({
  state: patient.state,
  lights: lightsOf(ableOf(patient), now),
  virtual: patient.status?.output.virtual ?? false,
  selfHeard: selfHeardOf(patient.status),
});

type Day = { readonly on: LocalDate; readonly isToday: boolean; readonly heard: Heard };

export async function clustersOf(
  {
    store,
    clock,
    demo,
  }: Pick<CoveragePorts, 'clock' | 'demo'> & {
    readonly store: Pick<CoveragePorts['store'], 'registry' | 'watch'>;
  },
  { on, isToday, heard }: Day,
): Promise<Placed[]> {
  const [boxes, facts] = await Promise.all([store.watch.boxes({}), store.registry.siteFacts()]);
  const sites = sitesOn(facts, on);
  const shut = boxes.filter(({ device }) => device.state === 'revoked');
  const shutAt = await store.registry.shutOutAt(shut.map(({ device }) => device.id));
  const now = clock.now();
  const stood = ({ device }: WatchedBox): boolean => {
    const site = sites.get(device.id);
    const installed = site?.installedOn ?? localDateOf(instant(device.createdAt));
    if (installed > on) return false;
    if (device.state !== 'revoked') return true;
    const at = shutAt.get(device.id);
    return at !== undefined && localDateOf(instant(at)) > on;
  };
  return boxes.filter(stood).map((box): Placed => {
    const { device, patient } = box;
    const site = sites.get(device.id);
    const reach = reachAt(site);
    const { known, hindrance } = isToday
      ? todayOf(boxOf(patient, now), demo)
      : { known: 'unknown' as const, hindrance: null };
    const counts = heard(device.id);
    const areaId = site?.areaId ?? device.areaId;
    return {
      box,
      reach,
      hindrance,
      assumed: site === undefined || site.horns.length === 0,
      areaId,
      cluster: {
        id: device.id,
        areaId,
        position: site?.position ?? device.position,
        radiusM: reach.likely,
        today: known,
        heard7: heardOf(counts.week),
        heard30: heardOf(counts.month),
      },
    };
  });
}
