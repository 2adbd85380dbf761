/**
 * Boxes that air a bulletin — bản tin này đang nằm ở cụm nào.
 *
 * When a bulletin loses or regains its right to sound, exactly the boxes whose schedule uses it need
 * a new plan. Finds them, and has them published.
 */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { areaPaths, reaches } from '../../core/schedule/reach.js';
import type { StoredEntry } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import type { Desk } from './ports.js';

/** Active lines of any area whose programme holds `id`. */
export async function linesUsing(
  { store }: Pick<Desk, 'store'>,
  id: BulletinId,
): Promise<StoredEntry[]> {
  const areas = await store.areas.areas();
  const entries = await store.schedule.entries(
    areas.map((area) => area.id),
    'active',
  );
  const programmes = await store.schedule.programmes(entries.map((one) => one.programmeId));
  const using = new Set(
    programmes.filter(({ bulletinIds }) => bulletinIds.includes(id)).map((one) => one.id),
  );
  return entries.filter(({ programmeId }) => using.has(programmeId));
}

/** New plans for the boxes that air `id`; the deed that caused it is already stored. */
export async function republish(desk: Desk, id: BulletinId, why: string): Answer<null> {
  const lines = await linesUsing(desk, id);
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
  desk.log.error('publish-refused', { bulletinId: id, why, code: published.error.code });
  return published;
}
