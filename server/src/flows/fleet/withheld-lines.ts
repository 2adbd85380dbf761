/**
 * Boxes alike in what is withheld — cụm nào còn theo lịch cũ.
 *
 * Sorts boxes by the publications that have not reached them yet, and says by what each still goes:
 * lines, days, groups, programmes, languages. Nearly always there is none, and all boxes are alike.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { linesHeld, oldestFirst } from '../../core/fleet/withheld.js';
import type { EarlierState, StoredPublication } from '../../ports/publications.js';
import type { StoredDevice } from '../../ports/store-records.js';
import type { Withheld } from '../schedule/plan-sources.js';
import type { FleetPorts } from './ports.js';

export type Alike = {
  readonly devices: readonly StoredDevice[];
  /** Null: they go by everything as it is. */
  readonly withheld: Withheld | null;
};

export async function alikeWithheld(
  ports: Pick<FleetPorts, 'store'>,
  devices: readonly StoredDevice[],
): Promise<Alike[]> {
  const over = await publicationsOver(ports);
  if (over.size === 0) return [{ devices, withheld: null }];
  const groups = Map.groupBy(devices, ({ id }) => (over.get(id) ?? []).map((one) => one.id).join());
  return [...groups.values()].map((alike) => {
    const [first] = alike;
    const publications = first === undefined ? [] : (over.get(first.id) ?? []);
    return { devices: alike, withheld: withheldBy(publications) };
  });
}

/** @param publications the oldest first: its memory goes furthest back */
export function withheldBy(publications: readonly StoredPublication[]): Withheld | null {
  if (publications.length === 0) return null;
  const earlier = publications.map((one) => one.earlier);
  return {
    lines: linesHeld(publications.map(({ lines }) => lines)),
    days: oldestFirst(
      earlier.flatMap(({ days }) => days),
      ({ areaId, date }) => `${areaId} ${date}`,
    ),
    groups: oldestFirst(
      earlier.flatMap(({ groups }) => groups),
      ({ id }) => id,
    ),
    programmes: oldestFirst(
      earlier.flatMap(({ programmes }) => programmes),
      ({ id }) => id,
    ),
    bulletins: [...new Set(earlier.flatMap(({ bulletins }) => bulletins))],
    languages: oldestFirst(
      earlier.flatMap(({ languages }) => languages),
      ({ areaId }) => areaId,
    ),
    stations: [],
  };
}

const hasSome = ({ stations: _, ...earlier }: EarlierState): boolean =>
  Object.values(earlier).some(({ length }) => length > 0);

export const withholds = ({ lines, earlier }: StoredPublication): boolean =>
  lines.length > 0 || hasSome(earlier);

/** The publications that have not reached a box yet, oldest first, by box; only where there are any. */
export async function publicationsOver({
  store,
}: {
  readonly store: Pick<FleetPorts['store'], 'publications'>;
}): Promise<ReadonlyMap<DeviceId, readonly StoredPublication[]>> {
  const open = await store.publications.openPublications();
  const withholding = open.filter((one) => one.stage < one.stages && withholds(one));
  const over = new Map<DeviceId, StoredPublication[]>();
  for (const publication of withholding) {
    for (const box of await store.publications.publicationBoxes(publication.id)) {
      if (box.stage <= publication.stage) continue;
      over.set(box.deviceId, [...(over.get(box.deviceId) ?? []), publication]);
    }
  }
  return over;
}
