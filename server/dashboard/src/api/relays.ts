/**
 * Relay queries — nguồn tiếp âm.
 *
 * One query or call per line of the contract.
 */
import type { RelaySourceId } from '@loaso/shared/ids';
import {
  type NewRelaySource,
  type RelayDecision,
  RelaySource,
} from '@loaso/shared/wire/http/relays';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, send } from './client.js';

export const relaySourcesQuery = queryOptions({
  queryKey: ['relay-sources'],
  queryFn: async () =>
    (await get(z.object({ sources: z.array(RelaySource) }), '/api/relay-sources')).sources,
});

export const addSource = (body: NewRelaySource): Promise<RelaySource> =>
  send(RelaySource, 'POST', '/api/relay-sources', body);

export const trySource = (id: RelaySourceId): Promise<RelaySource> =>
  send(RelaySource, 'POST', `/api/relay-sources/${id}/try`, {});

export type Decision = RelayDecision & { readonly id: RelaySourceId };

export const decideSource = ({ id, ...body }: Decision): Promise<RelaySource> =>
  send(RelaySource, 'POST', `/api/relay-sources/${id}/decide`, body);
