/**
 * Routes of rules of sound — quy định giờ phát.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import {
  NewSoundRule,
  PlaceKindChange,
  PlaceKindDecision,
  PlaceKindTold,
  SoundAgreement,
  SoundRuleDecision,
  SoundRuleDraft,
  SoundRulePreview,
  SoundRules,
} from '@loaso/shared/wire/http/sound-rules';
import { z } from 'zod';
import type { SoundRuleFlows } from '../../flows/sound-rule-flows.js';
import { ANYONE, DECIDERS, EDITORS, TECHNICAL } from './roles.js';
import { type Route, route } from './route.js';

const byArea = z.object({ areaId: AreaId });
const byDevice = z.object({ deviceId: DeviceId });

export function soundRuleRoutes(rules: SoundRuleFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/sound-rules/:areaId',
        summary: 'What the loudspeakers of an area may sound, its history, which boxes know it',
        params: byArea,
        reply: SoundRules,
      },
      (actor, { params }) => rules.rules(actor, params.areaId),
    ),
    route(
      EDITORS,
      {
        method: 'post',
        path: '/api/sound-rules/:areaId/preview',
        summary: 'What a rule would change and which airings it would silence; saves nothing',
        params: byArea,
        body: SoundRuleDraft,
        reply: SoundRulePreview,
      },
      (actor, { params, body }) => rules.previewRule(actor, params.areaId, body),
    ),
    route(
      EDITORS,
      {
        method: 'post',
        path: '/api/sound-rules/:areaId',
        summary: 'A new version; in force at once where it only narrows',
        params: byArea,
        body: NewSoundRule,
        status: 201,
        reply: SoundRules,
      },
      (actor, { params, body }) => rules.saveRule(actor, params.areaId, body),
    ),
    route(
      DECIDERS,
      {
        method: 'post',
        path: '/api/sound-rules/:areaId/decide',
        summary: 'The second person: let a rule that permits more come into force, or not',
        params: byArea,
        body: SoundRuleDecision,
        reply: SoundRules,
      },
      (actor, { params, body }) => rules.decideRule(actor, params.areaId, body),
    ),
    agreeRoute(rules),
    ...placeRoutes(rules),
  ];
}

const agreeRoute = (rules: SoundRuleFlows): Route =>
  route(
    DECIDERS,
    {
      method: 'post',
      path: '/api/sound-rules/:areaId/agree',
      summary:
        'The second person, for boxes that keep to older hours since the signer knows of none',
      params: byArea,
      body: SoundAgreement,
      reply: SoundRules,
    },
    (actor, { params, body }) => rules.agree(actor, params.areaId, body),
  );

const placeRoutes = (rules: SoundRuleFlows): Route[] => [
  route(
    TECHNICAL,
    {
      method: 'post',
      path: '/api/devices/:deviceId/place-kind',
      summary: 'What stands near a cluster; what lets more sound waits for a second person',
      params: byDevice,
      body: PlaceKindChange,
      reply: PlaceKindTold,
    },
    (actor, { params, body }) => rules.setPlaceKind(actor, params.deviceId, body.placeKind),
  ),
  route(
    DECIDERS,
    {
      method: 'post',
      path: '/api/devices/:deviceId/place-kind/decide',
      summary: 'The second person: let a kind of place that permits more hold, or not',
      params: byDevice,
      body: PlaceKindDecision,
      reply: PlaceKindChange,
    },
    (actor, { params, body }) => rules.decidePlaceKind(actor, params.deviceId, body),
  ),
];
