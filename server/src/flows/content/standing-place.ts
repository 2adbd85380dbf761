/**
 * Place of a warning on the boxes — tin khẩn này có chỗ trên cụm không.
 *
 * What an approval of an emergency bulletin does to the boxes of its area, or has done: how many have no
 * room for it, and which other warnings lose their place to it.
 */
import type { BulletinStanding } from '@loaso/shared/wire/http/content';
import type { StoredArea, StoredBulletin } from '../../ports/store-records.js';
import { warningOf } from '../schedule/plan-sources.js';
import { keepingOf, loadStandingGround } from '../schedule/standing-ground.js';
import type { Desk } from './ports.js';

type Ports = Pick<Desk, 'store' | 'hashing' | 'clock'>;

/** @returns null for what no box would keep: another priority, no sound, withdrawn */
export async function standingFor(
  ports: Ports,
  bulletin: StoredBulletin,
  areas: readonly StoredArea[],
): Promise<BulletinStanding | null> {
  const { priority, clip, state } = bulletin;
  if (priority !== 'emergency' || clip === null || state === 'withdrawn') return null;
  const ground = await loadStandingGround(ports);
  const devices = (await ports.store.fleet.devices()).filter(
    ({ state: box, areaId }) =>
      box === 'enrolled' && ground.paths.get(areaId)?.includes(bulletin.areaId) === true,
  );
  const warning = warningOf(bulletin, bulletin.approval?.approvedAt ?? ports.clock.now());
  const others = ground.warnings.filter(({ bulletinId }) => bulletinId !== bulletin.id);
  const before = await keepingOf(ports, { ...ground, warnings: others }, devices);
  const after = await keepingOf(ports, { ...ground, warnings: [...others, warning] }, devices);
  const lost = new Set(
    devices.flatMap((device) => {
      const kept = after(device).kept;
      return [...before(device).kept].filter((id) => !kept.has(id));
    }),
  );
  const names = new Map(areas.map(({ id, name }) => [id, name]));
  const displaced = await Promise.all([...lost].map((id) => ports.store.content.bulletin(id)));
  return {
    boxes: devices.length,
    without: devices.filter((device) => !after(device).kept.has(bulletin.id)).length,
    pushesOff: displaced
      .flatMap((one) =>
        one === null ? [] : [{ title: one.title, areaName: names.get(one.areaId) ?? one.areaId }],
      )
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
  };
}

/** For the audit of an approval; undefined where nothing loses its place. */
export async function pushesOffInWords(
  ports: Ports,
  approved: StoredBulletin,
): Promise<string | undefined> {
  const standing = await standingFor(ports, approved, await ports.store.areas.areas());
  const titles = (standing?.pushesOff ?? []).map(({ title }) => `“${title}”`);
  return titles.length === 0
    ? undefined
    : `takes the place on boxes of ${titles.join(', ')}`.slice(0, 400);
}
