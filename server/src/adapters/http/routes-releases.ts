/**
 * Routes of releases — bản phần mềm và các đợt đưa xuống.
 *
 * Rows only: what they do is in the flows. The body of an upload is the release file itself.
 */
import { RolloutId } from '@loaso/shared/ids';
import {
  HeldRelease,
  NewRollout,
  RELEASE_UPLOAD_BYTES_MAX,
  ReleaseDesk,
  ReleaseRolloutDetail,
  RolloutForecast,
} from '@loaso/shared/wire/http/releases';
import { z } from 'zod';
import type { ReleaseFlows } from '../../flows/release-flows.js';
import { ADMIN } from './roles.js';
import { type Route, route, uploadRoute } from './route.js';

const byRollout = z.object({ rolloutId: RolloutId });

export function releaseRoutes(releases: ReleaseFlows): Route[] {
  return [
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/releases',
        summary: 'Versions that run, releases that may be offered, and the newest rollouts',
        reply: ReleaseDesk,
      },
      (actor) => releases.desk(actor),
    ),
    uploadRoute(
      ADMIN,
      {
        method: 'post',
        path: '/api/releases',
        summary: 'Take in a release file that an offline key has signed',
        bodyLimit: RELEASE_UPLOAD_BYTES_MAX,
        status: 201,
        reply: HeldRelease,
      },
      (actor, _ask, upload) => releases.add(actor, upload),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/rollouts/forecast',
        summary: 'Which boxes would get a release, in which groups',
        body: NewRollout,
        reply: RolloutForecast,
      },
      (actor, { body }) => releases.forecast(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/rollouts',
        summary: 'Offer a release to the boxes, group by group',
        body: NewRollout,
        status: 201,
        reply: ReleaseRolloutDetail,
      },
      (actor, { body }) => releases.start(actor, body),
    ),
    route(
      ADMIN,
      {
        method: 'get',
        path: '/api/rollouts/:rolloutId',
        summary: 'One rollout with each of its boxes: offered, on trial, stays, went back, refused',
        params: byRollout,
        reply: ReleaseRolloutDetail,
      },
      (actor, { params }) => releases.rollout(actor, params.rolloutId),
    ),
    ...steering(releases),
  ];
}

const steering = (releases: ReleaseFlows): Route[] => [
  route(
    ADMIN,
    {
      method: 'post',
      path: '/api/rollouts/:rolloutId/pause',
      summary: 'Offer it to nobody else for now',
      params: byRollout,
      reply: ReleaseRolloutDetail,
    },
    (actor, { params }) => releases.pause(actor, params.rolloutId),
  ),
  route(
    ADMIN,
    {
      method: 'post',
      path: '/api/rollouts/:rolloutId/resume',
      summary: 'Go on with a paused rollout, or with a halted one in spite of its failures',
      params: byRollout,
      reply: ReleaseRolloutDetail,
    },
    (actor, { params }) => releases.resume(actor, params.rolloutId),
  ),
  route(
    ADMIN,
    {
      method: 'post',
      path: '/api/rollouts/:rolloutId/offer-again',
      summary: 'Offer it anew to boxes that did not take it or fell silent',
      params: byRollout,
      reply: ReleaseRolloutDetail,
    },
    (actor, { params }) => releases.offerAgain(actor, params.rolloutId),
  ),
  route(
    ADMIN,
    {
      method: 'post',
      path: '/api/rollouts/:rolloutId/give-up',
      summary: 'End a rollout; boxes that run the new version stay on it',
      params: byRollout,
      reply: ReleaseRolloutDetail,
    },
    (actor, { params }) => releases.giveUp(actor, params.rolloutId),
  ),
];
