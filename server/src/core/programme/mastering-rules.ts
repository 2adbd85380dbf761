/**
 * Mastering rules — quy tắc xử lý âm thanh.
 *
 * The decisions of mastering in one hand, to be given to the workshop that does the work: where to
 * cut, which gain to try, when a clip is good. The workshop measures and encodes; it decides nothing.
 */
import {
  combineLevels,
  firstSetting,
  judgeRound,
  MAX_ROUNDS,
  pilotGain,
  pilotPlaces,
  SILENCE_LUFS,
  staysWith,
} from './loudness.js';
import { batchesOf, nextSection, SPEECH_SECTION, WHOLE } from './sections.js';

export const masteringRules = {
  batchesOf,
  combineLevels,
  firstSetting,
  judgeRound,
  maxRounds: MAX_ROUNDS,
  nextSection,
  pilotGain,
  pilotPlaces,
  /** Sections of a clip whose pieces can be laid end to end, and of one whose cannot. */
  sections: { separable: SPEECH_SECTION, whole: WHOLE },
  silenceLufs: SILENCE_LUFS,
  staysWith,
} as const;

export type MasteringRules = typeof masteringRules;
