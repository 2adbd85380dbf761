/**
 * Boxes alike in what is withheld — cụm nào còn theo lịch cũ.
 *
 * Sorts boxes by the publications that have not reached them yet. Nearly always there is none, and
 * all boxes are alike.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import { linesHeld } from '../../core/fleet/withheld.js';
import type { StoredPublication } from '../../ports/publications.js';
import type { StoredDevice, StoredEntry } from '../../ports/store-records.js';
import type { FleetPorts } from './ports.js';

export type Alike = {
  readonly devices: readonly StoredDevice[];
  /** Lines that these boxes know otherwise; null where they do not know them at all. */
  readonly lines: ReadonlyMap<EntryId, StoredEntry | null>;
};

export async function alikeWithheld(
  ports: Pick<FleetPorts, 'store'>,
  devices: readonly StoredDevice[],
): Promise<Alike[]> {
  const over = await publicationsOver(ports);
  if (over.size === 0) return [{ devices, lines: new Map() }];
  const groups = Map.groupBy(devices, ({ id }) => (over.get(id) ?? []).map((one) => one.id).join());
  return [...groups.values()].map((alike) => {
    const [first] = alike;
    const publications = first === undefined ? [] : (over.get(first.id) ?? []);
    return { devices: alike, lines: linesHeld(publications.map(({ lines }) => lines)) };
  });
}

/** The publications that have not reached a box yet, oldest first, by box; only where there are any. */
export async function publicationsOver({
  store,
}: {
  readonly store: Pick<FleetPorts['store'], 'publications'>;
}): Promise<ReadonlyMap<DeviceId, readonly StoredPublication[]>> {
  const open = await store.publications.openPublications();
  const withholding = open.filter(({ stage, stages, lines }) => stage < stages && lines.length > 0);
  const over = new Map<DeviceId, StoredPublication[]>();
  for (const publication of withholding) {
    for (const box of await store.publications.publicationBoxes(publication.id)) {
      if (box.stage <= publication.stage) continue;
      over.set(box.deviceId, [...(over.get(box.deviceId) ?? []), publication]);
    }
  }
  return over;
}
