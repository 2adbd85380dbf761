/**
 * Looks of states — màu và hình của từng tình trạng.
 *
 * Colour and sign for how far a publication or one of its boxes has come; the word stands beside.
 */
import type { BoxProgress, PublicationState } from '@loaso/shared/wire/http/publications';
import type { IconName } from '../../parts/icon.js';
import type { Tone } from '../../parts/pill.js';

type Look = readonly [tone: Tone, icon: IconName];

export const STATES: Readonly<Record<PublicationState, Look>> = {
  running: ['info', 'clock'],
  halted: ['bad', 'warning'],
  sent: ['good', 'check'],
  'given-up': ['mute', 'back'],
  superseded: ['mute', 'off'],
};

/** Those that need somebody first. */
export const PROGRESS: Readonly<Record<BoxProgress, Look>> = {
  refused: ['bad', 'cross'],
  troubled: ['bad', 'warning'],
  waiting: ['warn', 'off'],
  sent: ['info', 'clock'],
  stored: ['info', 'clock'],
  held: ['mute', 'clock'],
  ready: ['good', 'check'],
};
