/**
 * Routes of relays — nguồn tiếp âm.
 *
 * Rows only: what they do is in the flows.
 */
import { RelaySourceId } from '@loaso/shared/ids';
import { NewRelaySource, RelayDecision, RelaySource } from '@loaso/shared/wire/http/relays';
import { z } from 'zod';
import type { RelayFlows } from '../../flows/relay-flows.js';
import { ADMIN, LISTENERS, READERS } from './roles.js';
import { type Route, route } from './route.js';

const bySource = z.object({ sourceId: RelaySourceId });

export function relayRoutes(relays: RelayFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'get',
        path: '/api/relay-sources',
        summary: 'Streams that may be relayed, or wait for that',
        reply: z.object({ sources: z.array(RelaySource) }),
        shape: (sources: RelaySource[]) => ({ sources }),
      },
      (actor) => relays.sources(actor),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/relay-sources',
        summary: 'Enter a stream; the server listens to it at once',
        body: NewRelaySource,
        status: 201,
        reply: RelaySource,
      },
      (actor, { body }) => relays.addSource(actor, body),
    ),
    route(
      LISTENERS,
      {
        method: 'post',
        path: '/api/relay-sources/:sourceId/try',
        summary: 'Listen to a stream again',
        params: bySource,
        reply: RelaySource,
      },
      (actor, { params }) => relays.trySource(actor, params.sourceId),
    ),
    route(
      LISTENERS,
      {
        method: 'post',
        path: '/api/relay-sources/:sourceId/decide',
        summary: 'Approve or reject a stream, or take it back with all its airings',
        params: bySource,
        body: RelayDecision,
        reply: RelaySource,
      },
      (actor, { params, body }) => relays.decideSource(actor, params.sourceId, body),
    ),
  ];
}
