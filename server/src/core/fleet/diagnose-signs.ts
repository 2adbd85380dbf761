/**
 * Signs — dấu hiệu quan sát được ở một cụm.
 *
 * Reduces last words, neighbours, the broker's view and what changed lately to a closed list of
 * signs, each with a few values. A sensor that is not there gives no sign; it is never good news.
 */
import type { Ack } from '@loaso/shared/wire/ack';
import type { Status } from '@loaso/shared/wire/status';
import type { Vitals } from '@loaso/shared/wire/vitals';
import type { Around, Share } from './diagnose-scene.js';
import {
  FAULT_REASONS,
  holdsDesired,
  isFull,
  isHornDead,
  isRestless,
  type Known,
  lostAtOf,
  NO_PAST,
  type Past,
  SETTLE_MS,
} from './presence.js';
import { selfHeardOf } from './self-heard.js';

export type Patient = Known & { readonly ack: Ack | null };

/** Every sign and its values; the first value is that of a box in health. */
export const SIGNS = {
  contact: ['here', 'flapping', 'gone'],
  fleet: ['up', 'mixed', 'down'],
  commune: ['up', 'mixed', 'down'],
  kin: ['up', 'mixed', 'down'],
  kinElsewhere: ['up', 'mixed', 'down'],
  rivals: ['up', 'mixed', 'down'],
  powerLine: ['up', 'mixed', 'down'],
  mains: ['on', 'battery'],
  neighbourMains: ['on', 'battery'],
  volts: ['ok', 'low'],
  heat: ['ok', 'warm', 'hot'],
  signal: ['ok', 'weak', 'none'],
  data: ['ok', 'near', 'over'],
  disk: ['ok', 'full'],
  card: ['ok', 'bad', 'unwritable'],
  clock: ['locked', 'coarse', 'unknown'],
  output: ['ok', 'broken'],
  horns: ['ok', 'fault'],
  aired: ['sounded', 'failed'],
  plan: ['held', 'late', 'refused'],
  files: ['all', 'coming', 'stuck'],
  starts: ['few', 'some', 'many'],
  lastStart: ['plain', 'power', 'crash'],
  release: ['old', 'new'],
  twins: ['none', 'seen'],
  window: ['none', 'planned'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Sign = keyof typeof SIGNS;
export type Signs = { readonly [S in Sign]: (typeof SIGNS)[S][number] | null };

export const SIGN_NAMES = Object.keys(SIGNS) as readonly Sign[];

const HOT_C = 80;
const WARM_C = 72;
const WEAK_DBM = -105;
const NO_SIGNAL_DBM = -113;
const STUCK_MS = 45 * 60_000;
const RECENT_MS = 86_400_000;
/** Share of the nominal supply below which a board begins to fail. */
const SAG = 0.92;

export function signsOf(patient: Patient, around: Around, now: number): Signs {
  const { status } = patient;
  const past = patient.past ?? NO_PAST;
  const gone = lostAtOf(patient, now) !== null;
  return {
    contact: gone ? 'gone' : isRestless(past, now) ? 'flapping' : 'here',
    ...neighbourSigns(around),
    ...vitalSigns(status, past, now),
    ...stateSigns(status, patient, now),
    aired: airedOf(patient, now),
    release: past.releasedAt !== null && now - past.releasedAt <= RECENT_MS ? 'new' : 'old',
    twins: past.twinsAt !== null && now - past.twinsAt <= RECENT_MS ? 'seen' : 'none',
    window: past.maintenance === null ? 'none' : 'planned',
  };
}

type Fall = 'up' | 'mixed' | 'down';

const fallOf = (share: Share | null): Fall | null => {
  if (share === null) return null;
  const part = share.lost / share.of;
  return part >= 0.6 ? 'down' : part > 0.15 ? 'mixed' : 'up';
};

function neighbourSigns(around: Around) {
  const { onBattery } = around;
  const dark = onBattery !== null && onBattery.lost >= Math.max(2, onBattery.of * 0.25);
  return {
    fleet: fallOf(around.fleet),
    commune: fallOf(around.commune),
    kin: fallOf(around.kin),
    kinElsewhere: fallOf(around.kinElsewhere),
    rivals: fallOf(around.rivals),
    powerLine: fallOf(around.powerLine),
    neighbourMains: onBattery === null ? null : dark ? ('battery' as const) : ('on' as const),
  };
}

function vitalSigns(status: Status | null, past: Past, now: number) {
  const vitals = status?.vitals ?? SENSELESS;
  const { line, mains } = vitals;
  return {
    mains,
    volts: voltsOf(vitals.supplyVolts, vitals.underVoltage),
    heat: heatOf(vitals.temperatureC),
    signal: signalOf(vitals.signalDbm),
    data: dataOf(vitals.dataUsedBytes, past.dataCapBytes, now - (status?.at ?? now)),
    horns: hornsOf(line, status),
    starts: startsOf(vitals.starts24h),
    lastStart: lastStartOf(vitals.lastStart),
  };
}

/** A line that is whole does not say that the horns sound; an ear that hears them does. */
function hornsOf(line: Vitals['line'], status: Status | null): 'ok' | 'fault' | null {
  const heard = selfHeardOf(status);
  if ((line ?? 'ok') !== 'ok' || heard === 'silent' || heard === 'weak') return 'fault';
  if (isHornDead(status?.vitals)) return 'fault';
  return line === 'ok' || heard === 'heard' ? 'ok' : null;
}

/** A box that tells nothing of itself. */
const SENSELESS: Vitals = {
  mains: null,
  mainsSinceAt: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  dataUsedBytes: null,
  line: null,
  starts24h: null,
  lastStart: 'unknown',
};

/** The supply that a board is built for, from what it measures. */
export const nominalVolts = (volts: number): number =>
  volts < 7.5 ? 5 : volts < 17 ? 12 : volts < 40 ? 24 : 220;

function voltsOf(volts: number | null, sagged: boolean | null): Signs['volts'] {
  if (volts === null && sagged === null) return null;
  if (sagged === true) return 'low';
  return volts !== null && volts < nominalVolts(volts) * SAG ? 'low' : 'ok';
}

const heatOf = (celsius: number | null): Signs['heat'] =>
  celsius === null ? null : celsius >= HOT_C ? 'hot' : celsius >= WARM_C ? 'warm' : 'ok';

const signalOf = (dbm: number | null): Signs['signal'] =>
  dbm === null ? null : dbm <= NO_SIGNAL_DBM ? 'none' : dbm <= WEAK_DBM ? 'weak' : 'ok';

/** A count of bytes from long ago says nothing of this month. */
function dataOf(used: number | null, cap: number | null, ageMs: number): Signs['data'] {
  if (used === null || cap === null || ageMs > 10 * RECENT_MS) return null;
  return used >= cap * 0.97 ? 'over' : used >= cap * 0.88 ? 'near' : 'ok';
}

const startsOf = (starts: number | null): Signs['starts'] =>
  starts === null ? null : starts >= 6 ? 'many' : starts >= 3 ? 'some' : 'few';

function lastStartOf(reason: Vitals['lastStart']): Signs['lastStart'] {
  if (reason === 'unknown') return null;
  if (reason === 'power') return 'power';
  return reason === 'crash' || reason === 'watchdog' ? 'crash' : 'plain';
}

function stateSigns(status: Status | null, { desired, ack }: Patient, now: number) {
  if (status === null) {
    const none = null;
    return { disk: none, card: none, clock: none, output: none, plan: none, files: none };
  }
  const refused = status.refusals.filter(({ what, at }) => what === 'file' && now - at < RECENT_MS);
  const has = (...codes: string[]): boolean => refused.some(({ code }) => codes.includes(code));
  const { trust } = status.clock;
  return {
    disk: isFull(status.cache.freeBytes) || has('no-room') ? ('full' as const) : ('ok' as const),
    card: cardOf(status, has('disk', 'file-corrupt', 'failed')),
    clock: trust === 'unknown' ? trust : trust === 'coarse' ? trust : ('locked' as const),
    output: status.output.healthy ? ('ok' as const) : ('broken' as const),
    plan: planOf(status, { desired, ack }, now),
    files: filesOf(status, desired, now),
  };
}

const cardOf = ({ diskFault }: Status, failed: boolean): Signs['card'] =>
  diskFault !== undefined ? 'unwritable' : failed ? 'bad' : 'ok';

function planOf(
  status: Status,
  { desired, ack }: Pick<Patient, 'desired' | 'ack'>,
  now: number,
): Signs['plan'] {
  if (desired === null || holdsDesired(status, desired)) return 'held';
  if (ack?.what === 'plan' && ack.outcome === 'refused') return 'refused';
  return now - desired.publishedAt <= SETTLE_MS ? 'held' : 'late';
}

function filesOf(status: Status, desired: Patient['desired'], now: number): Signs['files'] {
  if (status.cache.have >= status.cache.needed) return 'all';
  return desired !== null && now - desired.publishedAt > STUCK_MS ? 'stuck' : 'coming';
}

/** What the records say of the last airing; a week-old one says nothing of now. */
function airedOf({ lastAiring }: Patient, now: number): Signs['aired'] {
  if (lastAiring == null || now - lastAiring.at > 7 * RECENT_MS) return null;
  if (lastAiring.outcome === 'completed') return 'sounded';
  return FAULT_REASONS.has(lastAiring.reason ?? '') ? 'failed' : null;
}
