/**
 * Faults — sự cố được tiêm vào.
 *
 * How often each thing goes wrong, as figures, so that a run can be read. `NO_FAULTS` is a world in
 * which nothing does. Means are per box unless the word says otherwise.
 */
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';

export type Faults = {
  /** Chance of a message to be lost, repeated, or held back for long. */
  readonly loss: number;
  readonly repeat: number;
  readonly holdBack: number;
  /** Mean hours between partitions of a box, from everything or from the broker alone. */
  readonly partitionEveryH: number;
  readonly brokerRestartEveryH: number;
  readonly serverRestoreEveryH: number;
  /** Hours between second servers, made of a backup, that take the pen. */
  readonly secondServerEveryH: number;
  readonly powerCutEveryH: number;
  /** Chance of a power cut after any single effect. */
  readonly cutAfterEffect: number;
  /** Chance of a power cut within seconds of any one answer of the disk. */
  readonly cutAfterAnswer: number;
  readonly killEveryH: number;
  readonly corruptFileEveryH: number;
  readonly fullDiskEveryH: number;
  /** Chance that a journal write fails although the disk has room. */
  readonly journalFailure: number;
  readonly outputFailureEveryH: number;
  /** Chance of a download to bring wrong bytes, or none. */
  readonly badDownload: number;
  readonly wallJumpEveryH: number;
  readonly lyingNtpEveryH: number;
  /** Hours between what befalls a battery clock. */
  readonly batteryEveryH: number;
  readonly hostileEveryH: number;
  readonly stopEveryH: number;
  /** Hours between urgent messages to one box. */
  readonly urgentEveryH: number;
  /** Hours between test chimes ordered for one box. */
  readonly chimeEveryH: number;
  /** Hours between other orders of a technician to one box. */
  readonly orderEveryH: number;
  /** Hours between changes of the schedule of one commune. */
  readonly changeEveryH: number;
  /** True: lines overlap, leave the permitted hours, and are emergencies. */
  readonly wildSchedule: boolean;
};

const NEVER = Number.POSITIVE_INFINITY;

export const NO_FAULTS: Faults = {
  loss: 0,
  repeat: 0,
  holdBack: 0,
  partitionEveryH: NEVER,
  brokerRestartEveryH: NEVER,
  serverRestoreEveryH: NEVER,
  secondServerEveryH: NEVER,
  powerCutEveryH: NEVER,
  cutAfterEffect: 0,
  cutAfterAnswer: 0,
  killEveryH: NEVER,
  corruptFileEveryH: NEVER,
  fullDiskEveryH: NEVER,
  journalFailure: 0,
  outputFailureEveryH: NEVER,
  badDownload: 0,
  wallJumpEveryH: NEVER,
  lyingNtpEveryH: NEVER,
  batteryEveryH: NEVER,
  hostileEveryH: NEVER,
  stopEveryH: NEVER,
  urgentEveryH: NEVER,
  chimeEveryH: 12,
  orderEveryH: 12,
  changeEveryH: 72,
  wildSchedule: false,
};

export const ALL_FAULTS: Faults = {
  loss: 0.04,
  repeat: 0.03,
  holdBack: 0.01,
  partitionEveryH: 45,
  brokerRestartEveryH: 60,
  serverRestoreEveryH: 60,
  secondServerEveryH: 100,
  powerCutEveryH: 70,
  cutAfterEffect: 0.0004,
  cutAfterAnswer: 0.0005,
  killEveryH: 80,
  corruptFileEveryH: 40,
  fullDiskEveryH: 160,
  journalFailure: 0.0002,
  outputFailureEveryH: 90,
  badDownload: 0.1,
  wallJumpEveryH: 60,
  lyingNtpEveryH: 120,
  batteryEveryH: 80,
  hostileEveryH: 30,
  stopEveryH: 120,
  urgentEveryH: 40,
  chimeEveryH: 48,
  orderEveryH: 36,
  changeEveryH: 48,
  wildSchedule: true,
};

/** What each is, for the page that lists them. */
export const FAULT_WORDS: Readonly<Record<keyof Faults, string>> = {
  loss: 'a message is lost',
  repeat: 'a message comes twice',
  holdBack: 'a message is held back, up to a day, and so overtaken',
  partitionEveryH: 'no line, or a line that reaches NTP and not the broker, for seconds to days',
  brokerRestartEveryH: 'the broker starts anew',
  serverRestoreEveryH: 'the database of some hours ago is put back',
  secondServerEveryH: 'a copy of the server starts from a backup and takes the pen',
  powerCutEveryH: 'power cut; what was not synced survives in part or not at all',
  cutAfterEffect: 'power cut between two effects of one turn',
  cutAfterAnswer: 'power cut within seconds of an answer of the disk',
  killEveryH: 'the process of a box dies',
  corruptFileEveryH: 'a file changes on the disk and nobody is told',
  fullDiskEveryH: 'the disk is full for hours',
  journalFailure: 'a write of the journal fails',
  outputFailureEveryH: 'the sound card breaks for minutes',
  badDownload: 'a download fails or brings other bytes',
  wallJumpEveryH: 'the system clock jumps, by hours to ten years',
  lyingNtpEveryH: 'the time server lies, by seconds to a month',
  batteryEveryH:
    'the battery of a clock dies, or somebody sets that clock wrong, by seconds to days',
  hostileEveryH: 'the broker replays, mixes, forges, bends, cuts',
  stopEveryH: 'somebody presses stop',
  urgentEveryH: 'an urgent message, some to be refused',
  chimeEveryH: 'a test chime is ordered',
  orderEveryH: 'another order of a technician, three times over',
  changeEveryH: 'the schedule of a commune changes',
  wildSchedule: 'lines overlap, leave the hours, are withdrawn after planning',
};

/** A day under fire: what is running is killed again and again, and nothing else goes wrong. */
export const KILLS: Faults = {
  ...NO_FAULTS,
  powerCutEveryH: 12,
  killEveryH: 4,
  cutAfterEffect: 0.0004,
  brokerRestartEveryH: 1,
  serverRestoreEveryH: 4,
};

/** Lengths of an outage: mostly short, sometimes the night, rarely days. */
export function outageMs(draw: number, spread: number): number {
  if (draw < 0.5) return 10_000 + spread * 10 * MINUTE_MS;
  if (draw < 0.85) return 10 * MINUTE_MS + spread * 3 * HOUR_MS;
  return 3 * HOUR_MS + spread * 30 * HOUR_MS;
}
