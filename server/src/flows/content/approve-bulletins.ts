/**
 * Approving bulletins — duyệt bản tin, một hay cả loạt.
 *
 * An approval is stored by who publishes it, once it is on record which boxes wait for it: nothing that
 * is published meanwhile carries it to them. It stands in the signer's book before it stands here; when
 * the plans cannot be signed it stays, and goes out as soon as they can.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { approve } from '../../core/bulletin/lifecycle.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { publishForecast } from '../schedule/publish-forecast.js';
import { findBulletin } from './find-bulletin.js';
import type { Desk } from './ports.js';
import { approvedNow, boxesHearing, linesUsing, publishLines, standingIn } from './reach-boxes.js';
import { longerLines, renew, renewalsOf } from './renew-programmes.js';
import { findSeries } from './series.js';

type Approving = {
  /** As they stand once they are approved. */
  readonly approved: readonly StoredBulletin[];
  readonly code?: string | undefined;
  readonly save: () => Answer<null>;
};

export async function publishApproval(
  desk: Desk,
  { username }: Actor,
  { approved, code, save }: Approving,
): Answer<null> {
  const ids = approved.map(({ id }) => id);
  const why = `${username}: approve ${ids.join(' ')}`.slice(0, 300);
  const lines = await linesUsing(desk, ids);
  const stored = async (): Answer<null> => {
    // No line can have taken them on meanwhile: they were not approved.
    const renewals = await renewalsOf(desk, lines, { bulletins: approved });
    await renew(desk, renewals, { by: username, why: ids.join(' ') });
    return await save();
  };
  const by = { user: username, code };
  const deed = {
    store: () => desk.approvals.record({ approved, by, store: stored }),
    undo: null,
  };
  return await publishLines(desk, [...lines, ...standingIn(approved)], {
    why,
    change: { ...(await approvedNow(desk, username, { bulletins: approved, lines })), deed },
  });
}

/** Which lines would sound them, on how many boxes, in how many groups; decides nothing. */
export async function forecastApproval(
  desk: Desk,
  actor: Actor,
  id: BulletinId,
): Answer<PublishForecast> {
  const found = await findBulletin(desk, actor, { id, permission: 'see-bulletins' });
  return found.ok ? ok(await forecastOf(desk, actor, [found.value.bulletin])) : found;
}

/** Of all episodes of a series that wait for a decision. */
export async function forecastSeries(
  desk: Desk,
  actor: Actor,
  id: BulletinId,
): Answer<PublishForecast> {
  const found = await findSeries(desk, actor, { id, permission: 'see-bulletins' });
  if (!found.ok) return found;
  const episodes = await desk.store.content.episodes(found.value.bulletin.id);
  const waiting = episodes.filter(({ state }) => state === 'submitted');
  return ok(await forecastOf(desk, actor, waiting));
}

async function forecastOf(
  desk: Desk,
  actor: Actor,
  bulletins: readonly StoredBulletin[],
): Promise<PublishForecast> {
  const lines = await linesUsing(
    desk,
    bulletins.map(({ id }) => id),
  );
  const renewals = await renewalsOf(desk, lines, {
    bulletins: bulletins.map((one) => approvedBy(desk, actor, one)),
  });
  const held = new Set(renewals.flatMap(({ line, held: why }) => (why === null ? [] : [line.id])));
  const begins = lines.filter(({ id }) => !held.has(id)).map(({ title }) => title);
  const forecast = await publishForecast(desk, {
    reached: await boxesHearing(desk, lines),
    change: await approvedNow(desk, actor.username, { bulletins, lines }),
    airings: [],
    programmes: 0,
    effect: { begins, stops: [] },
  });
  const longer = await longerLines(desk, await desk.store.areas.areas(), renewals);
  return longer.length === 0 ? forecast : { ...forecast, longer };
}

/** As it would stand; what cannot be approved by this person stays as it is. */
function approvedBy(desk: Desk, actor: Actor, bulletin: StoredBulletin): StoredBulletin {
  const by = { id: actor.userId, at: desk.clock.now() };
  const next = approve({ ...bulletin, state: 'submitted' }, by, desk.hashing.sha256);
  return next.ok ? next.value : bulletin;
}
