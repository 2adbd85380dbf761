/**
 * Verbs about rules of sound — các việc về quy định giờ phát.
 *
 * What an area permits its loudspeakers, within what stands above it.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import type {
  NewSoundExemption,
  SoundExemptionDecision,
  SoundExemptionDraft,
  SoundExemptionPreview,
  SoundExemptions,
  SoundExemptionWithdrawal,
} from '@loaso/shared/wire/http/sound-exemptions';
import type {
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
import type { Actor, Answer } from './actor.js';

export type SoundRuleFlows = {
  rules(actor: Actor, areaId: AreaId): Answer<SoundRules>;
  /** What a draft would change, for whom; saves nothing. */
  previewRule(actor: Actor, areaId: AreaId, draft: SoundRuleDraft): Answer<SoundRulePreview>;
  /** In force at once where it only narrows; else it waits for a second person. */
  saveRule(actor: Actor, areaId: AreaId, rule: NewSoundRule): Answer<SoundRules>;
  decideRule(actor: Actor, areaId: AreaId, decision: SoundRuleDecision): Answer<SoundRules>;
  /** The second person, for boxes that the signer gives no more to although it holds here. */
  agree(actor: Actor, areaId: AreaId, agreement: SoundAgreement): Answer<SoundRules>;
  exemptions(actor: Actor, areaId: AreaId): Answer<SoundExemptions>;
  /** What a drafted exemption would change and who must agree; saves nothing. */
  previewExemption(
    actor: Actor,
    areaId: AreaId,
    draft: SoundExemptionDraft,
  ): Answer<SoundExemptionPreview>;
  /** In force at once where it only narrows; else it waits for a second person. */
  saveExemption(actor: Actor, areaId: AreaId, asked: NewSoundExemption): Answer<SoundExemptions>;
  decideExemption(
    actor: Actor,
    areaId: AreaId,
    decision: SoundExemptionDecision,
  ): Answer<SoundExemptions>;
  /** Before its end; what would let more sound waits for a second person. */
  withdrawExemption(
    actor: Actor,
    areaId: AreaId,
    withdrawal: SoundExemptionWithdrawal,
  ): Answer<SoundExemptions>;
  /** What stands near a cluster; its box gets what follows, at once where no more may sound by it. */
  setPlaceKind(actor: Actor, id: DeviceId, kind: PlaceKind): Answer<PlaceKindTold>;
  decidePlaceKind(actor: Actor, id: DeviceId, decision: PlaceKindDecision): Answer<PlaceKindChange>;
};
