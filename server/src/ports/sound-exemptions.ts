/**
 * Exemptions in the store — nơi giữ ngoại lệ về giờ phát.
 *
 * One row for each; nothing of it is ever changed but its state and who decided, so that it stays on record.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import type { SoundExemptionState } from '@loaso/shared/wire/http/sound-exemptions';
import type { SoundRuleStore } from './sound-rules.js';

export type StoredSoundExemption = {
  readonly areaId: AreaId;
  /** Rises by one within the area. */
  readonly num: number;
  readonly state: SoundExemptionState;
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly word: ExemptionWord;
  /** Its own area, or the one above up to which ordinary rules do not count on its days. */
  readonly lifts: AreaId;
  readonly why: string;
  readonly createdBy: UserId;
  readonly createdAt: number;
  /** The second person, of what came into force or was refused. */
  readonly decidedBy: UserId | null;
  readonly decidedAt: number | null;
  /** Who wants it withdrawn, or has withdrawn it. */
  readonly withdrawnBy: UserId | null;
  readonly withdrawnAt: number | null;
};

export type SoundExemptionStore = {
  /** Of every area, those that hold (a wish to withdraw changes nothing yet) and end on `since` or later. */
  exemptionsInForce(since: LocalDate): Promise<StoredSoundExemption[]>;
  /** Of one area, the newest first. */
  exemptionsOf(areaId: AreaId, limit: number): Promise<StoredSoundExemption[]>;
  /** False, nothing stored, when another has taken its number. */
  addExemption(exemption: StoredSoundExemption): Promise<boolean>;
  /** Its state and who decided; false when it is not in the state `was` any more. */
  changeExemption(exemption: StoredSoundExemption, was: SoundExemptionState): Promise<boolean>;
};

/** What areas say of sound, on every day and on single ones. */
export type SoundStores = {
  readonly soundRules: SoundRuleStore;
  readonly soundExemptions: SoundExemptionStore;
};
