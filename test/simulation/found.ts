/**
 * Found — lỗi cài sẵn nào bị phát hiện ở hạt giống nào.
 *
 * In three days of so many boxes with every fault: the first seed at which each planted bug breaks a
 * promise, and which. The tests run them, and the page of the simulator shows them.
 */
import type { Bug } from './bugs.js';
import type { Invariant } from './invariants.js';

/** Every planted bug is found by one of so many seeds. */
export const SEEDS_MAX = 50;

type Found = {
  readonly seed: number;
  readonly boxes: number;
  readonly breaks: readonly Invariant[];
};

export const FOUND: Readonly<Record<Bug, Found>> = {
  'ack-before-store': { seed: 3, boxes: 12, breaks: ['lost'] },
  'skip-fsync': { seed: 12, boxes: 40, breaks: ['planNumberFell', 'unrecorded'] },
  'ignore-plan-number': { seed: 1, boxes: 12, breaks: ['planNumberFell'] },
  'trust-any-signature': { seed: 1, boxes: 12, breaks: ['badPlanAccepted'] },
  'envelope-off-by-an-hour': { seed: 1, boxes: 12, breaks: ['missedWhenCached'] },
  'receipt-ahead-of-gap': { seed: 1, boxes: 12, breaks: ['lost'] },
  'store-twice': { seed: 1, boxes: 12, breaks: ['duplicate'] },
  'play-without-hash': { seed: 1, boxes: 12, breaks: ['wrongBytes'] },
  'believe-any-clock': { seed: 13, boxes: 12, breaks: ['startError'] },
  'deaf-to-stop': { seed: 2, boxes: 12, breaks: ['outsideEnvelope'] },
  'drop-a-play': { seed: 1, boxes: 12, breaks: ['missedWhenCached'] },
  'forget-begun': { seed: 1, boxes: 12, breaks: ['unrecorded'] },
  'chime-at-any-hour': { seed: 1, boxes: 12, breaks: ['outsideEnvelope'] },
  'forget-told-results': { seed: 3, boxes: 12, breaks: ['lost'] },
  'spend-missed-minutes': { seed: 14, boxes: 12, breaks: ['missedWhenCached'] },
  'amplifier-too-late': { seed: 1, boxes: 12, breaks: ['unpowered'] },
  'amplifier-left-on': { seed: 1, boxes: 12, breaks: ['unpowered'] },
  'certificates-by-wall-clock': { seed: 1, boxes: 12, breaks: ['cutOff'] },
  'forget-sessions': { seed: 16, boxes: 12, breaks: ['outsideEnvelope'] },
  'endless-exemption': { seed: 3, boxes: 12, breaks: ['missedWhenCached'] },
  'ignore-trim': { seed: 1, boxes: 12, breaks: ['outsideEnvelope'] },
  'numbers-put-back': { seed: 2, boxes: 12, breaks: ['numberTwice'] },
  'ignore-hold': { seed: 9, boxes: 12, breaks: ['holdPublished'] },
  'ignore-fence': { seed: 2, boxes: 12, breaks: ['fencePassed'] },
  'blind-to-ahead': { seed: 24, boxes: 40, breaks: ['leftBehind'] },
  'resume-from-the-top': { seed: 5, boxes: 12, breaks: ['startError'] },
  'forget-taken-back': { seed: 14, boxes: 12, breaks: ['accounting'] },
};
