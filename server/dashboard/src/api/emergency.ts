/**
 * Emergency queries — cảnh báo khẩn cấp, mã 6 số.
 *
 * One query or call per line of the contract. What is under way is asked again by itself: the live
 * feed may be cut at the very moment when it matters.
 */
import type { EntryId } from '@loaso/shared/ids';
import {
  Emergency,
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  type EmergencyQuestion,
  type EmergencyState,
  type FactorRequest,
  FactorSecret,
  FactorStanding,
  type NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

const DESK_MS = 20_000;
const RUNNING_MS = 3000;

const OPEN: ReadonlySet<EmergencyState> = new Set([
  'waiting-second',
  'counting-down',
  'sending',
  'sent',
  'stopping',
]);

/** Something may still happen to it. */
export const isOpen = ({ state }: Pick<Emergency, 'state'>): boolean => OPEN.has(state);

export const deskQuery = queryOptions({
  queryKey: ['emergencies'],
  queryFn: () => get(EmergencyDesk, '/api/emergency'),
  refetchInterval: (query) => ((query.state.data?.active.length ?? 0) > 0 ? RUNNING_MS : DESK_MS),
});

export const emergencyQuery = (id: EntryId) =>
  queryOptions({
    queryKey: ['emergency', id],
    queryFn: () => get(EmergencyDetail, `/api/emergency/${id}`),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || isOpen(data) ? RUNNING_MS : DESK_MS,
  });

/** What confirming would do; a choice that cannot be sent is refused in words. */
export const forecastQuery = (question: EmergencyQuestion) =>
  queryOptions({
    queryKey: ['emergency-forecast', question],
    queryFn: () => send(EmergencyForecast, 'POST', '/api/emergency/forecast', question),
    staleTime: 5000,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });

/** The order as a person fills it in: every field said. */
export type Order = NewEmergency;

export const startEmergency = (order: Order): Promise<Emergency> =>
  send(Emergency, 'POST', '/api/emergency', order);

export const confirmEmergency = (id: EntryId, code: string): Promise<Emergency> =>
  send(Emergency, 'POST', `/api/emergency/${id}/confirm`, { code });

export type EmergencyVerb = 'veto' | 'stop';

export const endEmergency = (id: EntryId, verb: EmergencyVerb): Promise<Emergency> =>
  send(Emergency, 'POST', `/api/emergency/${id}/${verb}`);

export const factorQuery = queryOptions({
  queryKey: ['factor'],
  queryFn: async () => (await get(FactorStanding, '/api/me/factor')).state,
});

/** @param proof a code of the secret in force, or the word of an invitation where there is none */
export const makeFactor = (proof: FactorRequest): Promise<FactorSecret> =>
  send(FactorSecret, 'POST', '/api/me/factor', proof);

export const confirmFactor = (code: string): Promise<FactorStanding> =>
  send(FactorStanding, 'POST', '/api/me/factor/confirm', { code });
