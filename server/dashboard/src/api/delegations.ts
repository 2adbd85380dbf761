/**
 * Delegation queries — uỷ quyền duyệt.
 *
 * One query or call per line of the contract.
 */
import type { DelegationId } from '@loaso/shared/ids';
import { Delegation, Delegations, type NewDelegation } from '@loaso/shared/wire/http/delegations';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

export const delegationsQuery = queryOptions({
  queryKey: ['delegations'],
  queryFn: () => get(Delegations, '/api/delegations'),
});

export const addDelegation = (request: NewDelegation): Promise<Delegation> =>
  send(Delegation, 'POST', '/api/delegations', request);

export const endDelegation = (id: DelegationId): Promise<Delegation> =>
  send(Delegation, 'POST', `/api/delegations/${id}/end`);
