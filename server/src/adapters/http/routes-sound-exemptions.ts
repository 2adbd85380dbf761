/**
 * Routes of exemptions — ngoại lệ về giờ phát.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId } from '@loaso/shared/ids';
import {
  NewSoundExemption,
  SoundExemptionDecision,
  SoundExemptionDraft,
  SoundExemptionPreview,
  SoundExemptions,
  SoundExemptionWithdrawal,
} from '@loaso/shared/wire/http/sound-exemptions';
import { z } from 'zod';
import type { SoundRuleFlows } from '../../flows/sound-rule-flows.js';
import { ANYONE, DECIDERS, EDITORS } from './roles.js';
import { type Route, route } from './route.js';

const byArea = z.object({ areaId: AreaId });

export function soundExemptionRoutes(rules: SoundRuleFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/sound-exemptions/:areaId',
        summary: 'Days on which other hours hold in an area, its own and those of areas above',
        params: byArea,
        reply: SoundExemptions,
      },
      (actor, { params }) => rules.exemptions(actor, params.areaId),
    ),
    route(
      EDITORS,
      {
        method: 'post',
        path: '/api/sound-exemptions/:areaId/preview',
        summary: 'What an exemption would change and who must agree; saves nothing',
        params: byArea,
        body: SoundExemptionDraft,
        reply: SoundExemptionPreview,
      },
      (actor, { params, body }) => rules.previewExemption(actor, params.areaId, body),
    ),
    route(
      EDITORS,
      {
        method: 'post',
        path: '/api/sound-exemptions/:areaId',
        summary: 'A new exemption; in force at once where it only narrows',
        params: byArea,
        body: NewSoundExemption,
        status: 201,
        reply: SoundExemptions,
      },
      (actor, { params, body }) => rules.saveExemption(actor, params.areaId, body),
    ),
    decideRoute(rules),
    route(
      EDITORS,
      {
        method: 'post',
        path: '/api/sound-exemptions/:areaId/withdraw',
        summary: 'End an exemption before its last day; at once where that only narrows',
        params: byArea,
        body: SoundExemptionWithdrawal,
        reply: SoundExemptions,
      },
      (actor, { params, body }) => rules.withdrawExemption(actor, params.areaId, body),
    ),
  ];
}

const decideRoute = (rules: SoundRuleFlows): Route =>
  route(
    DECIDERS,
    {
      method: 'post',
      path: '/api/sound-exemptions/:areaId/decide',
      summary: 'The second person: let an exemption, or its withdrawal, come into force, or not',
      params: byArea,
      body: SoundExemptionDecision,
      reply: SoundExemptions,
    },
    (actor, { params, body }) => rules.decideExemption(actor, params.areaId, body),
  );
