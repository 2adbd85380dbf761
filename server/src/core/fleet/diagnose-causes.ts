/**
 * Causes — nguyên nhân và dấu hiệu của từng nguyên nhân.
 *
 * One table: how often a cause is behind a troubled box, and how often each sign is seen with it.
 * Written from how the faults look on a pole, not fitted to any run of the bench. A sign that a
 * cause does not name is as in a box in health.
 */
import type { Sign } from './diagnose-signs.js';

export const CAUSES = [
  'commune-power',
  'box-power',
  'low-voltage',
  'operator-outage',
  'weak-signal',
  'data-used-up',
  'sim-dead',
  'storage',
  'clock',
  'overheating',
  'sound-output',
  'horn-line',
  'plan-refused',
  'downloads-stuck',
  'crash-loop',
  'cloned-card',
  'maintenance',
  'server-line',
] as const;
export type Cause = (typeof CAUSES)[number];

type Odds = Readonly<Record<string, number>>;
export type Tells = Partial<Record<Sign, Odds>>;

/** How a box in health is seen, and how often a reading is wrong or a coincidence. */
export const HEALTHY: Readonly<Record<Sign, Odds>> = {
  contact: { here: 0.9, flapping: 0.04, gone: 0.06 },
  fleet: { up: 0.985, mixed: 0.01, down: 0.005 },
  commune: { up: 0.94, mixed: 0.05, down: 0.01 },
  kin: { up: 0.94, mixed: 0.05, down: 0.01 },
  kinElsewhere: { up: 0.97, mixed: 0.025, down: 0.005 },
  rivals: { up: 0.95, mixed: 0.04, down: 0.01 },
  powerLine: { up: 0.95, mixed: 0.04, down: 0.01 },
  mains: { on: 0.97, battery: 0.03 },
  neighbourMains: { on: 0.97, battery: 0.03 },
  volts: { ok: 0.97, low: 0.03 },
  heat: { ok: 0.93, warm: 0.05, hot: 0.02 },
  signal: { ok: 0.9, weak: 0.08, none: 0.02 },
  data: { ok: 0.93, near: 0.05, over: 0.02 },
  disk: { ok: 0.98, full: 0.02 },
  card: { ok: 0.979, bad: 0.02, unwritable: 0.001 },
  clock: { locked: 0.96, coarse: 0.03, unknown: 0.01 },
  output: { ok: 0.99, broken: 0.01 },
  horns: { ok: 0.98, fault: 0.02 },
  aired: { sounded: 0.95, failed: 0.05 },
  plan: { held: 0.95, late: 0.04, refused: 0.01 },
  files: { all: 0.9, coming: 0.07, stuck: 0.03 },
  starts: { few: 0.93, some: 0.05, many: 0.02 },
  lastStart: { plain: 0.7, power: 0.24, crash: 0.06 },
  release: { old: 0.93, new: 0.07 },
  twins: { none: 0.99, seen: 0.01 },
  window: { none: 0.998, planned: 0.002 },
};

/** A cause that is not in the table: nearly anything may be seen with it. */
export const UNKNOWN_TELLS: Tells = {
  contact: { here: 0.4, flapping: 0.15, gone: 0.45 },
  commune: { up: 0.78, mixed: 0.14, down: 0.08 },
  kin: { up: 0.76, mixed: 0.14, down: 0.1 },
  kinElsewhere: { up: 0.9, mixed: 0.07, down: 0.03 },
  rivals: { up: 0.82, mixed: 0.12, down: 0.06 },
  powerLine: { up: 0.82, mixed: 0.1, down: 0.08 },
  mains: { on: 0.85, battery: 0.15 },
  neighbourMains: { on: 0.9, battery: 0.1 },
  volts: { ok: 0.88, low: 0.12 },
  heat: { ok: 0.82, warm: 0.1, hot: 0.08 },
  signal: { ok: 0.78, weak: 0.16, none: 0.06 },
  data: { ok: 0.84, near: 0.08, over: 0.08 },
  disk: { ok: 0.92, full: 0.08 },
  card: { ok: 0.917, bad: 0.08, unwritable: 0.003 },
  clock: { locked: 0.88, coarse: 0.07, unknown: 0.05 },
  output: { ok: 0.92, broken: 0.08 },
  horns: { ok: 0.9, fault: 0.1 },
  aired: { sounded: 0.8, failed: 0.2 },
  plan: { held: 0.84, late: 0.1, refused: 0.06 },
  files: { all: 0.78, coming: 0.12, stuck: 0.1 },
  starts: { few: 0.78, some: 0.12, many: 0.1 },
  lastStart: { plain: 0.6, power: 0.28, crash: 0.12 },
  release: { old: 0.88, new: 0.12 },
  twins: { none: 0.96, seen: 0.04 },
  window: { none: 0.98, planned: 0.02 },
};

const GONE: Odds = { here: 0.02, flapping: 0.03, gone: 0.95 };
const HERE: Odds = { here: 0.86, flapping: 0.08, gone: 0.06 };

const OUTAGES = {
  'commune-power': {
    contact: { here: 0.17, flapping: 0.03, gone: 0.8 },
    commune: { up: 0.1, mixed: 0.3, down: 0.6 },
    kin: { up: 0.15, mixed: 0.25, down: 0.6 },
    rivals: { up: 0.12, mixed: 0.28, down: 0.6 },
    powerLine: { up: 0.08, mixed: 0.22, down: 0.7 },
    kinElsewhere: { up: 0.82, mixed: 0.13, down: 0.05 },
    mains: { on: 0.18, battery: 0.82 },
    neighbourMains: { on: 0.12, battery: 0.88 },
    lastStart: { plain: 0.5, power: 0.45, crash: 0.05 },
  },
  'box-power': {
    contact: { here: 0.17, flapping: 0.05, gone: 0.78 },
    mains: { on: 0.2, battery: 0.8 },
    neighbourMains: { on: 0.96, battery: 0.04 },
    starts: { few: 0.6, some: 0.25, many: 0.15 },
    lastStart: { plain: 0.35, power: 0.6, crash: 0.05 },
    volts: { ok: 0.85, low: 0.15 },
    aired: { sounded: 0.7, failed: 0.3 },
  },
  'low-voltage': {
    contact: { here: 0.5, flapping: 0.25, gone: 0.25 },
    volts: { ok: 0.05, low: 0.95 },
    mains: { on: 0.85, battery: 0.15 },
    starts: { few: 0.35, some: 0.35, many: 0.3 },
    lastStart: { plain: 0.25, power: 0.6, crash: 0.15 },
    aired: { sounded: 0.7, failed: 0.3 },
  },
  'operator-outage': {
    contact: GONE,
    commune: { up: 0.25, mixed: 0.45, down: 0.3 },
    kin: { up: 0.05, mixed: 0.1, down: 0.85 },
    kinElsewhere: { up: 0.35, mixed: 0.2, down: 0.45 },
    rivals: { up: 0.9, mixed: 0.07, down: 0.03 },
    powerLine: { up: 0.4, mixed: 0.4, down: 0.2 },
    signal: { ok: 0.72, weak: 0.16, none: 0.12 },
  },
  'server-line': {
    contact: GONE,
    fleet: { up: 0.01, mixed: 0.04, down: 0.95 },
    commune: { up: 0.01, mixed: 0.05, down: 0.94 },
    kin: { up: 0.01, mixed: 0.05, down: 0.94 },
    kinElsewhere: { up: 0.01, mixed: 0.05, down: 0.94 },
    rivals: { up: 0.01, mixed: 0.05, down: 0.94 },
    powerLine: { up: 0.01, mixed: 0.05, down: 0.94 },
  },
} as const satisfies Partial<Record<Cause, Tells>>;

const LINES = {
  'weak-signal': {
    contact: { here: 0.12, flapping: 0.66, gone: 0.22 },
    signal: { ok: 0.08, weak: 0.74, none: 0.18 },
    files: { all: 0.6, coming: 0.25, stuck: 0.15 },
    plan: { held: 0.8, late: 0.19, refused: 0.01 },
  },
  'data-used-up': {
    contact: { here: 0.3, flapping: 0.15, gone: 0.55 },
    data: { ok: 0.02, near: 0.1, over: 0.88 },
    files: { all: 0.45, coming: 0.2, stuck: 0.35 },
    plan: { held: 0.8, late: 0.19, refused: 0.01 },
  },
  'sim-dead': {
    contact: GONE,
    signal: { ok: 0.8, weak: 0.08, none: 0.12 },
  },
} as const satisfies Partial<Record<Cause, Tells>>;

const BOXES = {
  storage: {
    contact: { here: 0.78, flapping: 0.1, gone: 0.12 },
    disk: { ok: 0.45, full: 0.55 },
    card: { ok: 0.4, bad: 0.5, unwritable: 0.1 },
    files: { all: 0.25, coming: 0.2, stuck: 0.55 },
    lastStart: { plain: 0.55, power: 0.2, crash: 0.25 },
    aired: { sounded: 0.65, failed: 0.35 },
  },
  clock: {
    contact: HERE,
    clock: { locked: 0.03, coarse: 0.3, unknown: 0.67 },
    lastStart: { plain: 0.4, power: 0.55, crash: 0.05 },
    aired: { sounded: 0.6, failed: 0.4 },
  },
  overheating: {
    contact: { here: 0.58, flapping: 0.2, gone: 0.22 },
    heat: { ok: 0.03, warm: 0.15, hot: 0.82 },
    starts: { few: 0.5, some: 0.3, many: 0.2 },
    lastStart: { plain: 0.5, power: 0.3, crash: 0.2 },
  },
  'sound-output': {
    contact: HERE,
    output: { ok: 0.03, broken: 0.97 },
    aired: { sounded: 0.2, failed: 0.8 },
  },
  'horn-line': {
    contact: HERE,
    horns: { ok: 0.04, fault: 0.96 },
    aired: { sounded: 0.7, failed: 0.3 },
  },
  'plan-refused': {
    contact: HERE,
    plan: { held: 0.02, late: 0.05, refused: 0.93 },
  },
  'downloads-stuck': {
    contact: HERE,
    files: { all: 0.02, coming: 0.12, stuck: 0.86 },
    aired: { sounded: 0.75, failed: 0.25 },
  },
  'crash-loop': {
    contact: { here: 0.4, flapping: 0.42, gone: 0.18 },
    starts: { few: 0.03, some: 0.15, many: 0.82 },
    lastStart: { plain: 0.1, power: 0.05, crash: 0.85 },
    release: { old: 0.4, new: 0.6 },
    aired: { sounded: 0.6, failed: 0.4 },
  },
  'cloned-card': {
    contact: { here: 0.35, flapping: 0.6, gone: 0.05 },
    twins: { none: 0.04, seen: 0.96 },
    plan: { held: 0.8, late: 0.15, refused: 0.05 },
  },
  maintenance: {
    contact: { here: 0.25, flapping: 0.15, gone: 0.6 },
    window: { none: 0.002, planned: 0.998 },
    mains: { on: 0.6, battery: 0.4 },
    output: { ok: 0.85, broken: 0.15 },
    horns: { ok: 0.8, fault: 0.2 },
    starts: { few: 0.6, some: 0.25, many: 0.15 },
    commune: { up: 0.75, mixed: 0.15, down: 0.1 },
  },
} as const satisfies Partial<Record<Cause, Tells>>;

export const TELLS: Readonly<Record<Cause, Tells>> = { ...OUTAGES, ...LINES, ...BOXES };

/** Causes that one measurement names: without it nobody should be told of them in earnest. */
export const NAMED_BY: Partial<Record<Cause, Sign>> = {
  'low-voltage': 'volts',
  'weak-signal': 'signal',
  'data-used-up': 'data',
  overheating: 'heat',
  'horn-line': 'horns',
  'crash-loop': 'starts',
};

/** How often each is behind a troubled box; guesses of technicians, not measured. */
export const PRIORS: Readonly<Record<Cause | 'unknown', number>> = {
  'commune-power': 0.13,
  'box-power': 0.12,
  'low-voltage': 0.06,
  'operator-outage': 0.08,
  'weak-signal': 0.08,
  'data-used-up': 0.05,
  'sim-dead': 0.09,
  storage: 0.06,
  clock: 0.04,
  overheating: 0.04,
  'sound-output': 0.05,
  'horn-line': 0.06,
  'plan-refused': 0.03,
  'downloads-stuck': 0.04,
  'crash-loop': 0.04,
  'cloned-card': 0.02,
  maintenance: 0.05,
  'server-line': 0.02,
  unknown: 0.05,
};
