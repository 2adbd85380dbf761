/**
 * Forecast of an approval — duyệt thì loa nào bắt đầu phát.
 *
 * Which lines hold the bulletin, how many boxes they reach and in how many groups it goes, before a
 * leader decides. Decides nothing.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import type { Actor, Answer } from '../flows.js';
import { publishForecast } from '../schedule/publish-forecast.js';
import { findBulletin } from './find-bulletin.js';
import type { Desk } from './ports.js';
import { approvedNow, boxesHearing, linesUsing } from './reach-boxes.js';

export async function forecastApproval(
  desk: Desk,
  actor: Actor,
  id: BulletinId,
): Answer<PublishForecast> {
  const found = await findBulletin(desk, actor, { id, permission: 'see-bulletins' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const lines = await linesUsing(desk, [id]);
  const change = await approvedNow(desk, actor.username, bulletin);
  const reached = await boxesHearing(desk, lines);
  const effect = { begins: lines.map(({ title }) => title), stops: [] };
  return ok(await publishForecast(desk, { reached, change, airings: [], programmes: 0, effect }));
}
