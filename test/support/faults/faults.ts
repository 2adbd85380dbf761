/**
 * Faults — sự cố như ngoài thực địa.
 *
 * Each fault is a story of what happens on poles: who goes dark, how long a battery lasts, what a
 * worn-out SIM looks like. Told from the field, not from the rules of the diagnosis.
 */
import type { Chance } from './dice.js';
import type { Pole } from './pole.js';

export type Town = {
  readonly patient: Pole;
  /** The other boxes of the commune. */
  readonly near: readonly Pole[];
  readonly far: readonly Pole[];
};

type Story = (town: Town, dice: Chance) => void;

const MAX_MIN = 300;

/** No mains since `min`: a box without battery goes at once, another when its battery is empty. */
function darken(pole: Pole, min: number): void {
  pole.darkMin = min;
  if (pole.batteryMin < min) pole.lostMin = min - pole.batteryMin;
}

const lose = (pole: Pole, min: number): void => {
  pole.lostMin = min;
};

const communePower: Story = ({ patient, near }, dice) => {
  const min = dice.between(8, MAX_MIN);
  const wholeCommune = dice.happens(0.6);
  darken(patient, min);
  for (const pole of near) {
    if (wholeCommune || pole.powerLine === patient.powerLine) {
      if (dice.happens(0.96)) darken(pole, min + dice.between(-0.2, 0.2));
    }
  }
};

const boxPower: Story = ({ patient }, dice) => {
  darken(patient, dice.between(8, MAX_MIN));
  if (dice.happens(0.3)) patient.starts += Math.round(dice.between(1, 4));
  if (dice.happens(0.5)) patient.lastStart = 'power';
};

const lowVoltage: Story = ({ patient }, dice) => {
  patient.volts *= dice.between(0.78, 0.9);
  patient.sagged = dice.happens(0.7);
  patient.starts += Math.round(dice.between(0, 9));
  patient.lastStart = dice.pick(['power', 'power', 'watchdog', 'reboot']);
  patient.losses += Math.round(dice.between(0, 7));
  if (dice.happens(0.25)) lose(patient, dice.between(6, 120));
};

const operatorOutage: Story = ({ patient, near, far }, dice) => {
  const min = dice.between(6, 200);
  const regional = dice.happens(0.5);
  const reach = dice.between(0.4, 0.97);
  lose(patient, min);
  for (const pole of near) {
    if (pole.operator === patient.operator && dice.happens(0.95)) {
      lose(pole, min + dice.between(-1.2, 1.2));
    }
  }
  for (const pole of far) {
    if (regional && pole.operator === patient.operator && dice.happens(reach)) {
      lose(pole, min + dice.between(-1.2, 1.2));
    }
  }
};

const weakSignal: Story = ({ patient }, dice) => {
  patient.dbm = -Math.round(dice.between(105, 117));
  patient.losses += Math.round(dice.between(3, 18));
  if (dice.happens(0.25)) lose(patient, dice.between(6, 90));
  if (dice.happens(0.35)) patient.have = patient.needed - Math.round(dice.between(1, 4));
};

const dataUsedUp: Story = ({ patient }, dice) => {
  patient.usedShare = dice.between(0.96, 1.12);
  if (dice.happens(0.55)) lose(patient, dice.between(6, 3000));
  else {
    patient.have = patient.needed - Math.round(dice.between(1, 6));
    if (dice.happens(0.3)) patient.plan = 'late';
  }
};

const simDead: Story = ({ patient }, dice) => {
  lose(patient, dice.between(6, 3000));
  if (dice.happens(0.15)) patient.dbm = -115;
};

const storage: Story = ({ patient }, dice) => {
  const full = dice.happens(0.5);
  if (full) {
    patient.freeBytes = dice.between(0, 4e7);
    if (dice.happens(0.6)) patient.fileFaults.push('no-room');
  } else {
    patient.fileFaults.push('disk', ...(dice.happens(0.4) ? ['file-corrupt'] : []));
    if (dice.happens(0.4)) patient.lastStart = 'crash';
    patient.starts += Math.round(dice.between(0, 4));
  }
  if (dice.happens(0.7)) patient.have = patient.needed - Math.round(dice.between(1, 6));
  if (dice.happens(0.4)) patient.aired = { outcome: 'missed', reason: 'file-absent' };
  if (!full && dice.happens(0.15)) lose(patient, dice.between(6, 200));
};

const clock: Story = ({ patient }, dice) => {
  patient.clock = dice.happens(0.7) ? 'unknown' : 'coarse';
  patient.lastStart = dice.happens(0.7) ? 'power' : 'reboot';
  if (dice.happens(0.4)) patient.aired = { outcome: 'missed', reason: 'clock-untrusted' };
};

const overheating: Story = ({ patient }, dice) => {
  patient.celsius = dice.between(78, 97);
  patient.starts += Math.round(dice.between(0, 6));
  patient.losses += Math.round(dice.between(0, 5));
  if (dice.happens(0.3)) patient.lastStart = 'watchdog';
  if (dice.happens(0.2)) lose(patient, dice.between(6, 120));
};

const soundOutput: Story = ({ patient }, dice) => {
  patient.soundFault = dice.pick(['không mở được card', 'underrun', 'device busy']);
  if (dice.happens(0.75)) patient.aired = { outcome: 'missed', reason: 'output-failed' };
};

const hornLine: Story = ({ patient }, dice) => {
  patient.line = dice.pick(['open', 'open', 'short', 'amplifier-off']);
  if (dice.happens(0.15)) patient.aired = { outcome: 'interrupted', reason: 'output-failed' };
};

const planRefused: Story = ({ patient }, dice) => {
  patient.plan = 'late';
  patient.planRefusal = dice.pick(['unknown-key', 'old-number', 'bad-signature', 'expired']);
  patient.planMin = dice.between(4, 2000);
};

const downloadsStuck: Story = ({ patient }, dice) => {
  patient.have = patient.needed - Math.round(dice.between(1, 9));
  patient.planMin = dice.between(50, 2000);
  if (dice.happens(0.3)) patient.fileFaults.push('refused');
  if (dice.happens(0.25)) patient.aired = { outcome: 'missed', reason: 'file-absent' };
};

const crashLoop: Story = ({ patient, near, far }, dice) => {
  const minutes = dice.between(60, 1300);
  const fresh = dice.happens(0.6);
  const restless = (pole: Pole): void => {
    pole.starts = Math.round(dice.between(5, 60));
    pole.lastStart = dice.pick(['crash', 'crash', 'crash', 'watchdog']);
    pole.losses += Math.round(dice.between(2, 15));
    if (fresh) pole.releasedMin = minutes;
  };
  restless(patient);
  if (fresh) for (const pole of [...near, ...far]) if (dice.happens(0.2)) restless(pole);
  if (dice.happens(0.15)) lose(patient, dice.between(6, 60));
};

const clonedCard: Story = ({ patient }, dice) => {
  patient.twinsMin = dice.between(1, 700);
  patient.losses += Math.round(dice.between(2, 40));
  if (dice.happens(0.3)) patient.plan = 'late';
};

const maintenance: Story = ({ patient }, dice) => {
  patient.works = 'thay ăng-ten';
  dice.pick([
    () => lose(patient, dice.between(6, 100)),
    () => lose(patient, dice.between(6, 100)),
    () => darken(patient, dice.between(5, 60)),
    () => {
      patient.soundFault = 'card đang tháo';
    },
    () => {
      patient.line = 'open';
    },
  ])();
};

const serverLine: Story = ({ patient, near, far }, dice) => {
  const min = dice.between(6, 60);
  for (const pole of [patient, ...near, ...far]) {
    if (dice.happens(0.99) || pole === patient) lose(pole, min + dice.between(-1.2, 1.2));
  }
};

export const FAULTS = {
  'commune-power': communePower,
  'box-power': boxPower,
  'low-voltage': lowVoltage,
  'operator-outage': operatorOutage,
  'weak-signal': weakSignal,
  'data-used-up': dataUsedUp,
  'sim-dead': simDead,
  storage,
  clock,
  overheating,
  'sound-output': soundOutput,
  'horn-line': hornLine,
  'plan-refused': planRefused,
  'downloads-stuck': downloadsStuck,
  'crash-loop': crashLoop,
  'cloned-card': clonedCard,
  maintenance,
  'server-line': serverLine,
} as const satisfies Readonly<Record<string, Story>>;

export type Fault = keyof typeof FAULTS;
