/**
 * Poles — cột loa như ngoài thực địa.
 *
 * What is physically so at a box, before anybody has measured or told it: power, battery, heat, SIM,
 * card, horns. Faults change poles; `observe` makes of them what a server would know.
 */
import type { Chance } from './dice.js';

export type Pole = {
  readonly id: string;
  readonly commune: string;
  readonly operator: string;
  readonly powerLine: string;
  /** Sensors and facts that this box cannot tell. */
  readonly blind: ReadonlySet<Sense>;
  /** Minutes its standby battery lasts; 0: none. */
  readonly batteryMin: number;
  /** Minutes since the contact ended; null: it is there. */
  lostMin: number | null;
  /** Minutes since the mains failed; null: it is on. */
  darkMin: number | null;
  volts: number;
  sagged: boolean;
  celsius: number;
  dbm: number;
  usedShare: number;
  line: 'ok' | 'open' | 'short' | 'amplifier-off';
  starts: number;
  lastStart: 'power' | 'reboot' | 'watchdog' | 'update' | 'crash' | 'unknown';
  freeBytes: number;
  needed: number;
  have: number;
  fileFaults: string[];
  clock: 'locked' | 'holdover' | 'coarse' | 'unknown';
  soundFault: string | null;
  plan: 'held' | 'late';
  planMin: number;
  planRefusal: string | null;
  losses: number;
  releasedMin: number | null;
  twinsMin: number | null;
  works: string | null;
  aired: { outcome: 'completed' | 'interrupted' | 'missed'; reason: string | null } | null;
  /** Its last word before it went did not arrive; minutes that the word before is older. */
  wordLateMin: number;
};

export type Sense = 'mains' | 'volts' | 'heat' | 'signal' | 'data' | 'line' | 'starts' | 'operator';
const SENSES: readonly Sense[] = [
  'mains',
  'volts',
  'heat',
  'signal',
  'data',
  'line',
  'starts',
  'operator',
];

/** Share of the boxes on which one sensor is missing or dead. */
const BLIND_SHARE = 0.05;

const NOMINAL = [5.1, 12.2, 24.4];

type Place = Pick<Pole, 'id' | 'commune' | 'operator' | 'powerLine'>;

export function poleAt(place: Place, dice: Chance): Pole {
  const volts = dice.pick(NOMINAL) * dice.between(0.97, 1.03);
  return {
    ...place,
    blind: new Set(SENSES.filter(() => dice.happens(BLIND_SHARE))),
    batteryMin: dice.happens(0.78) ? dice.between(15, 300) : 0,
    lostMin: null,
    darkMin: null,
    volts,
    sagged: false,
    celsius: dice.between(34, 68),
    dbm: -Math.round(dice.between(62, 101)),
    usedShare: dice.between(0.05, 0.85),
    line: 'ok',
    starts: dice.happens(0.8) ? 1 : 2,
    lastStart: dice.pick(['power', 'reboot', 'update', 'unknown', 'reboot']),
    freeBytes: dice.between(2e8, 9e9),
    needed: 12,
    have: 12,
    fileFaults: [],
    clock: dice.happens(0.9) ? 'locked' : 'holdover',
    soundFault: null,
    plan: 'held',
    planMin: dice.between(60, 3000),
    planRefusal: null,
    losses: dice.happens(0.8) ? 0 : 1,
    releasedMin: dice.happens(0.08) ? dice.between(60, 1300) : dice.between(20_000, 90_000),
    twinsMin: null,
    works: null,
    aired: dice.happens(0.9) ? { outcome: 'completed', reason: null } : null,
    wordLateMin: dice.happens(0.05) ? dice.between(3, 12) : dice.between(0, 1),
  };
}

/** Things that go wrong by themselves at the same time and have nothing to do with the fault. */
export function coincide(pole: Pole, dice: Chance): void {
  if (dice.happens(0.05)) pole.dbm = -Math.round(dice.between(104, 110));
  if (dice.happens(0.05)) pole.celsius = dice.between(70, 79);
  if (dice.happens(0.04)) pole.usedShare = dice.between(0.86, 0.96);
  if (dice.happens(0.04)) pole.starts += Math.round(dice.between(1, 3));
  if (dice.happens(0.03)) pole.have = pole.needed - 1;
  if (dice.happens(0.03)) pole.losses += Math.round(dice.between(1, 4));
  if (dice.happens(0.03)) pole.volts *= 0.93;
  if (dice.happens(0.03)) pole.aired = { outcome: 'missed', reason: 'box-off' };
  if (dice.happens(0.02)) pole.fileFaults.push('corrupt');
}
