/**
 * Verbs about rules of sound — các việc về quy định giờ phát.
 *
 * What an area permits its loudspeakers, within what stands above it.
 */
import type { AreaId } from '@loaso/shared/ids';
import type {
  NewSoundRule,
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
};
