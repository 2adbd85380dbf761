/**
 * Looks of steps — màu và hình của từng bước.
 *
 * Colour and sign for how far a rollout or one of its boxes has come; the word stands beside.
 */
import type { ReleaseStep, RolloutState } from '@loaso/shared/wire/http/releases';
import type { IconName } from '../../parts/icon.js';
import type { Tone } from '../../parts/pill.js';

type Look = readonly [tone: Tone, icon: IconName];

export const STATES: Readonly<Record<RolloutState, Look>> = {
  running: ['info', 'clock'],
  paused: ['warn', 'pause'],
  halted: ['bad', 'warning'],
  done: ['good', 'check'],
  'given-up': ['mute', 'off'],
};

/** Those that need somebody first. */
export const STEPS: Readonly<Record<ReleaseStep, Look>> = {
  lost: ['bad', 'warning'],
  'went-back': ['bad', 'back'],
  refused: ['bad', 'cross'],
  'on-trial': ['info', 'clock'],
  staged: ['info', 'clock'],
  fetching: ['info', 'download'],
  offered: ['info', 'clock'],
  waiting: ['warn', 'clock'],
  held: ['mute', 'clock'],
  stays: ['good', 'check'],
};
