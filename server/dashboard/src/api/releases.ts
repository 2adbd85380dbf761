/**
 * Release queries — bản phần mềm của cụm loa.
 *
 * One query or call per line of the contract. What is under way is asked again while somebody looks.
 */
import type { RolloutId } from '@loaso/shared/ids';
import {
  HeldRelease,
  type NewRollout,
  ReleaseDesk,
  ReleaseRolloutDetail,
  RolloutForecast,
} from '@loaso/shared/wire/http/releases';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';
import type { Carried } from './studio.js';
import { sendFile } from './upload.js';

const SOON_MS = 5_000;
const LATER_MS = 30_000;

export const releasesQuery = queryOptions({
  queryKey: ['releases'],
  queryFn: () => get(ReleaseDesk, '/api/releases'),
  refetchInterval: ({ state }) =>
    state.data?.rollouts.some((one) => one.state === 'running') === true ? SOON_MS : LATER_MS,
});

export const rolloutQuery = (id: RolloutId) =>
  queryOptions({
    queryKey: ['rollout', id],
    queryFn: () => get(ReleaseRolloutDetail, `/api/rollouts/${id}`),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? SOON_MS : LATER_MS),
  });

/** Asked again whenever a choice changes; nothing is sent to a box by it. */
export const rolloutForecastQuery = (request: NewRollout) =>
  queryOptions({
    queryKey: ['rollout-forecast', request],
    queryFn: () => send(RolloutForecast, 'POST', '/api/rollouts/forecast', request),
    staleTime: SOON_MS,
  });

export const addRelease = (carried: Carried): Promise<HeldRelease> =>
  sendFile(HeldRelease, { path: '/api/releases', ...carried });

export const startRollout = (request: NewRollout): Promise<ReleaseRolloutDetail> =>
  send(ReleaseRolloutDetail, 'POST', '/api/rollouts', request);

export type Steering = 'pause' | 'resume' | 'offer-again' | 'give-up';

export const steerRollout = (id: RolloutId, act: Steering): Promise<ReleaseRolloutDetail> =>
  send(ReleaseRolloutDetail, 'POST', `/api/rollouts/${id}/${act}`);
