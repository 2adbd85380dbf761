/**
 * Boxes that air a bulletin — bản tin này đang nằm ở cụm nào.
 *
 * When bulletins lose or regain their right to sound, exactly the boxes whose schedule uses them need
 * a new plan. Finds them, and has them published.
 */
import type { BulletinId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { Instant } from '@loaso/shared/time';
import { horizonFrom } from '../../core/plan/build.js';
import { lineInstants } from '../../core/schedule/line.js';
import { areaPaths, reaches } from '../../core/schedule/reach.js';
import type { Store } from '../../ports/store.js';
import type { StoredBulletin, StoredDevice, StoredEntry } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import type { PlanChange } from '../publication-flows.js';
import { dated } from '../schedule/plan-sources.js';
import type { Desk } from './ports.js';

/** Active lines of any area whose programme holds one of `ids`. */
export async function linesUsing(
  { store }: { readonly store: Pick<Store, 'areas' | 'schedule'> },
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

export type Reason = {
  /** For the audits of server and signer. */
  readonly why: string;
  /** Where somebody may want to follow it to the boxes. */
  readonly change?: PlanChange;
};

/**
 * A bulletin that may sound no more: nobody waits. Publications that bring it to boxes forget it.
 */
export const takenOff = (
  by: string,
  { id, areaId, title }: Pick<StoredBulletin, 'id' | 'areaId' | 'title'>,
): PlanChange => ({
  act: 'take-off',
  by,
  areaId,
  title,
  lines: [],
  earlier: { bulletins: [id] },
  firstAt: null,
  takesBack: true,
  losing: [],
});

/**
 * A bulletin that may sound now. It goes in groups where its lines reach many communes; a warning goes
 * to all boxes at once, since each keeps it for the day when it is needed.
 */
export async function approvedNow(
  desk: Desk,
  by: string,
  { id, areaId, title, priority }: StoredBulletin,
): Promise<PlanChange> {
  const isWarning = priority === 'emergency';
  const firstAt = isWarning ? null : await firstAiring(desk, await linesUsing(desk, [id]));
  return {
    act: 'approve',
    by,
    areaId,
    title,
    lines: [],
    ...(isWarning ? {} : { earlier: { bulletins: [id] } }),
    firstAt,
    takesBack: isWarning,
    losing: [],
  };
}

/** The next airing of any of them; null for none in the days that are planned. */
export async function firstAiring(
  { store, clock }: Pick<Desk, 'store' | 'clock'>,
  lines: readonly StoredEntry[],
): Promise<Instant | null> {
  const window = horizonFrom(clock.now());
  const entries = await dated({ store }, await store.areas.areas(), lines);
  const firsts = entries.flatMap((line) => lineInstants(line, window, 1));
  return firsts.length === 0 ? null : (Math.min(...firsts) as Instant);
}

/**
 * New plans for the boxes that air one of `ids` or keep it as a standing warning; the deed that
 * caused it is already stored.
 *
 * @param kept one of `ids` as it was before, where it may have been a standing warning
 */
export async function republish(
  desk: Desk,
  ids: readonly BulletinId[],
  reason: Reason,
  kept?: Pick<StoredBulletin, 'priority' | 'areaId'>,
): Answer<null> {
  const lines = await linesUsing(desk, ids);
  const standing = await standingIn(desk, ids, kept);
  const published = await publishLines(desk, [...lines, ...standing], reason);
  await desk.approvals.look(ids, reason.why);
  return published;
}

type Reaching = Pick<StoredEntry, 'areaId' | 'target'>;

/** Every box of the area of an emergency bulletin keeps it. */
async function standingIn(
  { store }: Pick<Desk, 'store'>,
  ids: readonly BulletinId[],
  kept: Pick<StoredBulletin, 'priority' | 'areaId'> | undefined,
): Promise<Reaching[]> {
  const bulletins = await Promise.all(ids.map((id) => store.content.bulletin(id)));
  return [...bulletins, kept].flatMap((bulletin) =>
    bulletin?.priority === 'emergency'
      ? [{ areaId: bulletin.areaId, target: { areaIds: [bulletin.areaId], deviceIds: [] } }]
      : [],
  );
}

export async function boxesHearing(
  { store }: Pick<Desk, 'store'>,
  lines: readonly Reaching[],
): Promise<StoredDevice[]> {
  if (lines.length === 0) return [];
  const paths = areaPaths(await store.areas.areas());
  return (await store.fleet.devices()).filter((device) => {
    const path = paths.get(device.areaId) ?? [device.areaId];
    return lines.some((line) => reaches(line, device.id, path));
  });
}

/** New plans for the boxes that `lines` reach. */
export async function publishLines(
  desk: Desk,
  lines: readonly Reaching[],
  { why, change }: Reason,
): Answer<null> {
  const reached = (await boxesHearing(desk, lines)).map(({ id }): DeviceId => id);
  if (reached.length === 0) return ok(null);
  const published = await desk.publish(reached, why, change);
  if (published.ok) return ok(null);
  desk.log.error('publish-refused', { why, code: published.error.code });
  return published;
}
