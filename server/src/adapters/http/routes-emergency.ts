/**
 * Routes for emergencies — cảnh báo khẩn cấp và mã xác nhận của tôi.
 *
 * Rows only. What needs a code is slow to try: the signer sees to that per person, these doors per
 * login. Stopping has no bound at all.
 */
import { EntryId } from '@loaso/shared/ids';
import {
  CodeRequest,
  Emergency,
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  EmergencyQuestion,
  FactorRequest,
  FactorSecret,
  FactorStanding,
  NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import { z } from 'zod';
import type { EmergencyFlows } from '../../flows/flows.js';
import { ANYONE, AUTHORS, STOPPERS } from './roles.js';
import { type Route, route } from './route.js';

const byId = z.object({ emergencyId: EntryId });
/** Codes tried per minute and login; a person needs one. */
const TRIES = 30;
const one = '/api/emergency/:emergencyId';

export const emergencyRoutes = (emergency: EmergencyFlows): Route[] => [
  ...deskRoutes(emergency),
  ...deedRoutes(emergency),
  ...factorRoutes(emergency),
];

const deskRoutes = (emergency: EmergencyFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/emergency',
      summary: 'The desk: what may be sent, what sounds, what was',
      reply: EmergencyDesk,
    },
    (actor) => emergency.emergencyDesk(actor),
  ),
  route(
    AUTHORS,
    {
      method: 'post',
      path: '/api/emergency/forecast',
      summary: 'What confirming would do',
      body: EmergencyQuestion,
      reply: EmergencyForecast,
    },
    (actor, { body }) => emergency.forecast(actor, body),
  ),
  route(
    ANYONE,
    {
      method: 'get',
      path: one,
      summary: 'One order, box by box',
      params: byId,
      reply: EmergencyDetail,
    },
    (actor, { params }) => emergency.show(actor, params.emergencyId),
  ),
];

const deedRoutes = (emergency: EmergencyFlows): Route[] => [
  route(
    AUTHORS,
    {
      method: 'post',
      path: '/api/emergency',
      summary: 'Order a warning or a drill, with a one-time code',
      body: NewEmergency,
      reply: Emergency,
      status: 201,
      perMinute: TRIES,
    },
    (actor, { body }) => emergency.start(actor, body),
  ),
  route(
    AUTHORS,
    {
      method: 'post',
      path: `${one}/confirm`,
      summary: 'Confirm as the second person, with a one-time code',
      params: byId,
      body: CodeRequest,
      reply: Emergency,
      perMinute: TRIES,
    },
    (actor, { params, body }) => emergency.confirm(actor, params.emergencyId, body.code),
  ),
  route(
    STOPPERS,
    {
      method: 'post',
      path: `${one}/veto`,
      summary: 'Prevent an order that has not left yet',
      params: byId,
      reply: Emergency,
    },
    (actor, { params }) => emergency.veto(actor, params.emergencyId),
  ),
  route(
    STOPPERS,
    {
      method: 'post',
      path: `${one}/stop`,
      summary: 'Silence every box of an order now',
      params: byId,
      reply: Emergency,
    },
    (actor, { params }) => emergency.stopOrder(actor, params.emergencyId),
  ),
];

const factorRoutes = (emergency: EmergencyFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/me/factor',
      summary: 'Have I one-time codes?',
      reply: FactorStanding,
    },
    (actor) => emergency.factor(actor),
  ),
  route(
    AUTHORS,
    {
      method: 'post',
      path: '/api/me/factor',
      summary: 'A new secret for one-time codes, shown once',
      body: FactorRequest,
      reply: FactorSecret,
      status: 201,
      perMinute: TRIES,
    },
    (actor, { body }) => emergency.beginFactor(actor, body),
  ),
  route(
    AUTHORS,
    {
      method: 'post',
      path: '/api/me/factor/confirm',
      summary: 'The first code of the new secret puts it in force',
      body: CodeRequest,
      reply: FactorStanding,
      perMinute: TRIES,
    },
    (actor, { body }) => emergency.confirmFactor(actor, body.code),
  ),
];
