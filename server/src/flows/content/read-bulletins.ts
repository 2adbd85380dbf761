/**
 * Reading bulletins — xem, nghe bản tin, thử cách đọc.
 *
 * The verbs that change nothing. A person sees and hears what belongs to their area and below it.
 */
import type { AreaId, BulletinId, Sha256 } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { Bulletin, BulletinSummary } from '@loaso/shared/wire/http/content';
import { subtreeOf } from '../../core/access/scope.js';
import { normalise } from '../../core/text/normalise.js';
import type { Actor, Answer, ContentFlows } from '../flows.js';
import { findBulletin } from './find-bulletin.js';
import { type Desk, NOT_FOUND, scopeOf } from './ports.js';
import { lexiconAt, settingsAt } from './reading.js';
import { detailOf, summariesOf } from './shapes.js';

export async function speak(
  desk: Desk,
  actor: Actor,
  { text, areaId }: { readonly text: string; readonly areaId?: AreaId | undefined },
): ReturnType<ContentFlows['speak']> {
  const scope = await scopeOf(desk, actor, 'try-reading');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  const at = areaId ?? actor.areaId;
  if (!within.has(at)) return NOT_FOUND;
  const { style } = await settingsAt(desk, areas, at);
  const lexicon = await lexiconAt(desk, areas, at);
  const { text: spoken, uncertain } = normalise(text, { style, lexicon });
  return ok({ spoken, uncertain: uncertain.map((token) => ({ ...token })) });
}

type Query = Parameters<ContentFlows['bulletins']>[1];

export async function listBulletins(
  desk: Desk,
  actor: Actor,
  query: Query,
): Answer<BulletinSummary[]> {
  const scope = await scopeOf(desk, actor, 'see-bulletins');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (query.areaId !== undefined && !within.has(query.areaId)) return NOT_FOUND;
  const found = await desk.store.content.bulletins({
    areaIds: subtreeOf(areas, query.areaId ?? actor.areaId),
    state: query.state,
    search: query.q,
    limit: query.limit,
  });
  return ok(await summariesOf(desk, found, areas));
}

export async function showBulletin(desk: Desk, actor: Actor, id: BulletinId): Answer<Bulletin> {
  const found = await findBulletin(desk, actor, { id, permission: 'see-bulletins' });
  if (!found.ok) return found;
  return ok(await detailOf(desk, found.value.bulletin, found.value.areas));
}

export async function mayHear(desk: Desk, actor: Actor, sha256: Sha256): Promise<boolean> {
  const scope = await scopeOf(desk, actor, 'hear-audio');
  if (!scope.ok) return false;
  const places = await desk.store.content.areasOfClip(sha256);
  return places.some((id) => scope.value.within.has(id));
}
