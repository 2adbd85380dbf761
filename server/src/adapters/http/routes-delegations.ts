/**
 * Routes of delegations — uỷ quyền duyệt.
 *
 * Rows only: what they do is in the flows.
 */
import { DelegationId } from '@loaso/shared/ids';
import { Delegation, Delegations, NewDelegation } from '@loaso/shared/wire/http/delegations';
import { z } from 'zod';
import type { PeopleFlows } from '../../flows/flows.js';
import { AUTHORS } from './roles.js';
import { type Route, route } from './route.js';

export function delegationRoutes(people: PeopleFlows): Route[] {
  return [
    route(
      AUTHORS,
      {
        method: 'get',
        path: '/api/delegations',
        summary: 'Who decides in whose place, as far as it concerns this person',
        reply: Delegations,
      },
      (actor) => people.delegations(actor),
    ),
    route(
      AUTHORS,
      {
        method: 'post',
        path: '/api/delegations',
        summary: "Let another person approve in this one's place for some days",
        body: NewDelegation,
        status: 201,
        reply: Delegation,
      },
      (actor, { body }) => people.delegate(actor, body),
    ),
    route(
      AUTHORS,
      {
        method: 'post',
        path: '/api/delegations/:delegationId/end',
        summary: 'Take a delegation back',
        params: z.object({ delegationId: DelegationId }),
        reply: Delegation,
      },
      (actor, { params }) => people.endDelegation(actor, params.delegationId),
    ),
  ];
}
