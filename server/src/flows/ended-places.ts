/**
 * Places that are no more — nơi đã hết hiệu lực.
 *
 * The one judge of whether something may be told to happen in a place: nothing new begins in a commune that
 * is no more, and it may be reached only while clusters hang there. Says what it has become.
 */
import type { AreaId } from '@loaso/shared/ids';
import { localDateOf } from '@loaso/shared/time';
import { clustersIn, type EndedPlace, endedPlaces } from '../core/coverage/ended-areas.js';
import type { Store } from '../ports/store.js';
import type { Clock } from '../ports/system.js';
import type { Refusal } from './refusals.js';

export type PlacePorts = {
  readonly store: Pick<Store, 'areas' | 'registry' | 'fleet'>;
  readonly clock: Clock;
};

const refusalOf = ({ name, on, successors }: EndedPlace): Refusal => ({
  code: 'area-ended',
  name,
  on,
  successors,
});

/** Those of `ids` that are no more, with what is in their place. */
export async function endedOf(
  { store, clock }: PlacePorts,
  ids: readonly AreaId[],
): Promise<EndedPlace[]> {
  const facts = await store.registry.communeFacts();
  if (facts.length === 0) return [];
  return endedPlaces(await store.areas.areas(), facts, { ids, today: localDateOf(clock.now()) });
}

/** For what begins: accounts, clusters, bulletins, sources, recipients. */
export async function beginsNoMore(
  ports: PlacePorts,
  ids: readonly AreaId[],
): Promise<Refusal | null> {
  const [ended] = await endedOf(ports, ids);
  return ended === undefined ? null : refusalOf(ended);
}

/** For what reaches clusters: warnings, lines, planned work. */
export async function reachesNoMore(
  ports: PlacePorts,
  ids: readonly AreaId[],
): Promise<Refusal | null> {
  const ended = await endedOf(ports, ids);
  if (ended.length === 0) return null;
  const devices = (await ports.store.fleet.devices()).filter(({ state }) => state !== 'revoked');
  const reached = clustersIn(await ports.store.areas.areas(), devices);
  const left = ended.find(({ id }) => !reached.has(id));
  return left === undefined ? null : refusalOf(left);
}
