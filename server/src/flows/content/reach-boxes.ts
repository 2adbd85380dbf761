/**
 * Boxes that air a bulletin — bản tin này đang nằm ở cụm nào.
 *
 * When bulletins lose or regain their right to sound, exactly the boxes whose schedule uses them need
 * a new plan. Finds them, and has them published.
 */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { areaPaths, reaches } from '../../core/schedule/reach.js';
import type { StoredEntry } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import type { Desk } from './ports.js';

/** Active lines of any area whose programme holds one of `ids`. */
export async function linesUsing(
  { store }: Pick<Desk, 'store'>,
  ids: readonly BulletinId[],
): Promise<StoredEntry[]> {
  if (ids.length === 0) return [];
  const wanted = new Set(ids);
  const areas = await store.areas.areas();
  const entries = await store.schedule.entries(
    areas.map((area) => area.id),
    'active',
  );
  const programmes = await store.schedule.programmes(entries.map((one) => one.programmeId));
  const using = new Set(
    programmes
      .filter(({ bulletinIds }) => bulletinIds.some((id) => wanted.has(id)))
      .map((one) => one.id),
  );
  return entries.filter(({ programmeId }) => using.has(programmeId));
}

/** New plans for the boxes that air one of `ids`; the deed that caused it is already stored. */
export async function republish(desk: Desk, ids: readonly BulletinId[], why: string): Answer<null> {
  return await publishLines(desk, await linesUsing(desk, ids), why);
}

/** New plans for the boxes that `lines` reach. */
export async function publishLines(
  desk: Desk,
  lines: readonly StoredEntry[],
  why: string,
): Answer<null> {
  if (lines.length === 0) return ok(null);
  const paths = areaPaths(await desk.store.areas.areas());
  const devices = await desk.store.fleet.devices();
  const reached = devices
    .filter((device) => {
      const path = paths.get(device.areaId) ?? [device.areaId];
      return lines.some(({ target }) => reaches(target, device.id, path));
    })
    .map((device): DeviceId => device.id);
  if (reached.length === 0) return ok(null);
  const published = await desk.publish(reached, why);
  if (published.ok) return ok(null);
  desk.log.error('publish-refused', { why, code: published.error.code });
  return published;
}
