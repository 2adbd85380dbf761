/**
 * Mastering rules — quy tắc xử lý âm thanh.
 *
 * The decisions of mastering in one hand, to be given to the workshop that does the work: where to
 * cut, which gain to try, what a clip measures, when it is good. The workshop encodes and decodes; it
 * decides nothing.
 */
import {
  combineLevels,
  firstCeiling,
  gainFrom,
  judgeRound,
  MAX_ROUNDS,
  REHEARSED_STRETCHES,
  rehearsedGains,
  rehearsedWindows,
  SILENCE_LUFS,
} from './loudness.js';
import { createMeter } from './meter.js';
import { batchesOf, nextSection, SPEECH_SECTION, WHOLE } from './sections.js';

export const masteringRules = {
  batchesOf,
  combineLevels,
  createMeter,
  firstCeiling,
  gainFrom,
  judgeRound,
  maxRounds: MAX_ROUNDS,
  nextSection,
  rehearsedGains,
  rehearsedStretches: REHEARSED_STRETCHES,
  rehearsedWindows,
  /** Sections of a clip whose pieces can be laid end to end, and of one whose cannot. */
  sections: { separable: SPEECH_SECTION, whole: WHOLE },
  silenceLufs: SILENCE_LUFS,
} as const;

export type MasteringRules = typeof masteringRules;
