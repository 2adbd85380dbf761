/**
 * Rules of areas in the store — nơi giữ quy định giờ phát của địa bàn.
 *
 * One row for each version; none is ever changed but for its state, so that the history stays.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import type { SoundRuleLimits, SoundRuleState } from '@loaso/shared/wire/http/sound-rules';

export type StoredSoundRule = {
  readonly areaId: AreaId;
  /** Rises by one within the area. */
  readonly num: number;
  readonly state: SoundRuleState;
  /** Null: nothing of its own, as the areas above say. */
  readonly limits: SoundRuleLimits | null;
  readonly why: string;
  /** The version that it goes back to. */
  readonly restores: number | null;
  readonly createdBy: UserId;
  readonly createdAt: number;
  readonly decidedBy: UserId | null;
  readonly decidedAt: number | null;
};

export type SoundRuleStore = {
  /** Of every area, those in force that say something. */
  rulesInForce(): Promise<StoredSoundRule[]>;
  /** The newest versions of one area first. */
  rulesOf(areaId: AreaId, limit: number): Promise<StoredSoundRule[]>;
  /**
   * A new version; one that waits for its second person makes way, and one in force does when the
   * new one is in force. False, nothing stored, when another has taken its number.
   */
  addRule(rule: StoredSoundRule): Promise<boolean>;
  /** What was decided of a pending one; false when it is not pending any more. */
  decideRule(rule: StoredSoundRule): Promise<boolean>;
};
