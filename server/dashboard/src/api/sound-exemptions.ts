/**
 * Queries of exemptions — ngoại lệ về giờ phát.
 *
 * One query or call per line of the contract.
 */
import type { AreaId } from '@loaso/shared/ids';
import {
  type NewSoundExemption,
  type SoundExemptionDecision,
  type SoundExemptionDraft,
  SoundExemptionPreview,
  SoundExemptions,
  type SoundExemptionWithdrawal,
} from '@loaso/shared/wire/http/sound-exemptions';
import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.js';

const at = (areaId: AreaId): string => `/api/sound-exemptions/${areaId}`;

export const soundExemptionsQuery = (areaId: AreaId) =>
  queryOptions({
    queryKey: ['sound-exemptions', areaId],
    queryFn: () => get(SoundExemptions, at(areaId)),
  });

export const previewExemption = (
  areaId: AreaId,
  draft: SoundExemptionDraft,
): Promise<SoundExemptionPreview> =>
  send(SoundExemptionPreview, 'POST', `${at(areaId)}/preview`, draft);

export const saveExemption = (
  areaId: AreaId,
  exemption: NewSoundExemption,
): Promise<SoundExemptions> => send(SoundExemptions, 'POST', at(areaId), exemption);

export const decideExemption = (
  areaId: AreaId,
  decision: SoundExemptionDecision,
): Promise<SoundExemptions> => send(SoundExemptions, 'POST', `${at(areaId)}/decide`, decision);

export const withdrawExemption = (
  areaId: AreaId,
  withdrawal: SoundExemptionWithdrawal,
): Promise<SoundExemptions> => send(SoundExemptions, 'POST', `${at(areaId)}/withdraw`, withdrawal);
