/**
 * Queries of rules of sound — quy định giờ phát.
 *
 * One query or call per line of the contract.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import {
  type NewSoundRule,
  PlaceKindChange,
  type PlaceKindDecision,
  PlaceKindTold,
  type SoundAgreement,
  type SoundRuleDecision,
  type SoundRuleDraft,
  SoundRulePreview,
  SoundRules,
} from '@loaso/shared/wire/http/sound-rules';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

/** Boxes take the newest envelope one after another. */
const WAITING_EVERY_MS = 5_000;
/** Those that wait for a person do so for hours, and the signer is asked about each. */
const UNAGREED_EVERY_MS = 60_000;

export const soundRulesQuery = (areaId: AreaId) =>
  queryOptions({
    queryKey: ['sound-rules', areaId],
    queryFn: () => get(SoundRules, `/api/sound-rules/${areaId}`),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || data.boxes.waiting.length === 0) return false;
      return data.unagreed === null ? WAITING_EVERY_MS : UNAGREED_EVERY_MS;
    },
  });

export const previewRule = (areaId: AreaId, draft: SoundRuleDraft): Promise<SoundRulePreview> =>
  send(SoundRulePreview, 'POST', `/api/sound-rules/${areaId}/preview`, draft);

export const saveRule = (areaId: AreaId, rule: NewSoundRule): Promise<SoundRules> =>
  send(SoundRules, 'POST', `/api/sound-rules/${areaId}`, rule);

export const decidePlaceKind = (
  id: DeviceId,
  decision: PlaceKindDecision,
): Promise<PlaceKindChange> =>
  send(PlaceKindChange, 'POST', `/api/devices/${id}/place-kind/decide`, decision);

export const setPlaceKind = (id: DeviceId, placeKind: PlaceKind): Promise<PlaceKindTold> =>
  send(PlaceKindTold, 'POST', `/api/devices/${id}/place-kind`, { placeKind });

export const agreeToRules = (areaId: AreaId, agreement: SoundAgreement): Promise<SoundRules> =>
  send(SoundRules, 'POST', `/api/sound-rules/${areaId}/agree`, agreement);

export const decideRule = (areaId: AreaId, decision: SoundRuleDecision): Promise<SoundRules> =>
  send(SoundRules, 'POST', `/api/sound-rules/${areaId}/decide`, decision);
