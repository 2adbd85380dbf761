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

type Reaching = Pick<StoredEntry, 'areaId' | 'target'>;

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

type Approved = {
  readonly bulletins: readonly StoredBulletin[];
  /** That use them. */
  readonly lines: readonly StoredEntry[];
};

/**
 * Bulletins that may sound now, at least one. They go in groups where its lines reach many communes; a warning goes
 * to all boxes at once, since each keeps it for the day when it is needed.
 */
export async function approvedNow(
  desk: Desk,
  by: string,
  { bulletins, lines }: Approved,
): Promise<PlanChange> {
  const isWarning = bulletins.some(({ priority }) => priority === 'emergency');
  const ids = bulletins.map(({ id }) => id);
  const { areaId, title } = bulletins[0] ?? { areaId: '' as never, title: '' };
  const others = ids.length < 2 ? '' : ` và ${ids.length - 1} bản tin khác`;
  return {
    act: 'approve',
    by,
    areaId,
    title: `${title}${others}`,
    lines: [],
    earlier: { bulletins: ids },
    firstAt: isWarning ? null : await firstAiring(desk, lines),
    takesBack: isWarning,
    losing: [],
  };
}

/** The next airing of any of them; null for none in the days that are planned. */
export async function firstAiring(
  { store, clock }: Pick<Desk, 'store' | 'clock'>,
  lines: readonly StoredEntry[],
): Promise<Instant | null> {
  if (lines.length === 0) return null;
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
  const bulletins = await Promise.all(ids.map((id) => desk.store.content.bulletin(id)));
  const standing = standingIn([...bulletins, kept ?? null].filter((one) => one !== null));
  const published = await publishLines(desk, [...lines, ...standing], reason);
  await desk.approvals.look(ids, reason.why);
  return published;
}

/** Every box of the area of an emergency bulletin keeps it. */
export const standingIn = (
  bulletins: readonly Pick<StoredBulletin, 'priority' | 'areaId'>[],
): Reaching[] =>
  bulletins.flatMap(({ priority, areaId }) =>
    priority === 'emergency' ? [{ areaId, target: { areaIds: [areaId], deviceIds: [] } }] : [],
  );

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
export const publishLines = async (
  desk: Desk,
  lines: readonly Reaching[],
  reason: Reason,
): Answer<null> => await publishTo(desk, await boxesHearing(desk, lines), reason);

/** New plans for these boxes; a deed is done also where there are none. */
export async function publishTo(
  desk: Desk,
  boxes: readonly Pick<StoredDevice, 'id'>[],
  { why, change }: Reason,
): Answer<null> {
  const reached = boxes.map(({ id }): DeviceId => id);
  const deed = change?.deed;
  if (reached.length === 0) return (await deed?.store()) ?? ok(null);
  let isStored = deed === undefined;
  const store = async (): Answer<null> => {
    const stored = (await deed?.store()) ?? ok(null);
    isStored = stored.ok;
    return stored;
  };
  const told = deed === undefined ? change : { ...change, deed: { ...deed, store } };
  const published = await desk.publish(reached, why, told as PlanChange | undefined);
  if (published.ok) return ok(null);
  // A code that was wrong is nobody's fault but who typed it.
  if (isStored) desk.log.error('publish-refused', { why, code: published.error.code });
  return published;
}
