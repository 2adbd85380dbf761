/**
 * Looks of emergencies — sắc thái và ký hiệu của cảnh báo.
 *
 * Tone and sign of every state, and the figures that people ask for: who has it, where it sounds,
 * who is silent.
 */
import type {
  Emergency,
  EmergencyBox,
  EmergencyBoxState,
  EmergencyState,
} from '@loaso/shared/wire/http/emergency';
import type { IconName } from './icon.js';
import type { Tone } from './pill.js';

type Look = readonly [tone: Tone, icon: IconName];

export const ORDER_LOOK: Readonly<Record<EmergencyState, Look>> = {
  'waiting-second': ['warn', 'clock'],
  'counting-down': ['warn', 'clock'],
  sending: ['info', 'voice'],
  sent: ['info', 'devices'],
  stopping: ['bad', 'stop'],
  ended: ['good', 'check'],
  stopped: ['mute', 'stop'],
  vetoed: ['mute', 'cross'],
  lapsed: ['mute', 'clock'],
  failed: ['bad', 'warning'],
};

export const BOX_LOOK: Readonly<Record<EmergencyBoxState, Look>> = {
  unsent: ['mute', 'clock'],
  sent: ['mute', 'question'],
  accepted: ['info', 'check'],
  refused: ['bad', 'cross'],
  sounding: ['accent', 'devices'],
  played: ['good', 'check'],
  cut: ['warn', 'cut'],
  missed: ['bad', 'cross'],
};

/** Boxes that are silent for a reason come first, then those not heard of. */
const BOX_ORDER: readonly EmergencyBoxState[] = [
  'refused',
  'missed',
  'unsent',
  'sent',
  'accepted',
  'sounding',
  'cut',
  'played',
];

export type Tally = {
  readonly accepted: number;
  readonly sounding: number;
  readonly played: number;
  /** Stopped while it sounded. */
  readonly cut: number;
  readonly waiting: number;
  readonly failed: number;
};

/** Each box counted once, by its best news. */
export function tallyOf({ counts }: Pick<Emergency, 'counts'>): Tally {
  const of = (state: EmergencyBoxState): number => counts[state] ?? 0;
  return {
    accepted: of('accepted'),
    sounding: of('sounding'),
    played: of('played'),
    cut: of('cut'),
    waiting: of('unsent') + of('sent'),
    failed: of('refused') + of('missed'),
  };
}

/** Boxes that took the order, whatever came of it. */
export const reachedBy = ({ accepted, sounding, played, cut }: Tally): number =>
  accepted + sounding + played + cut;

/** Bad news first, then by name. */
export const inOrder = (boxes: readonly EmergencyBox[]): EmergencyBox[] =>
  [...boxes].sort(
    (a, b) =>
      BOX_ORDER.indexOf(a.state) - BOX_ORDER.indexOf(b.state) ||
      a.deviceName.localeCompare(b.deviceName, 'vi'),
  );
