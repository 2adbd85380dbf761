/**
 * Judging a rollout — đi tiếp, chờ hay dừng.
 *
 * Whether the next group may follow, and which boxes may be offered the release at this moment. One
 * failure in the first group stops everything, later ones are counted over the whole rollout. Nothing
 * is offered beside a warning, a sound or an airing that is due, and never to two boxes of one place.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { type Instant, localDateOf, MINUTE_MS, startOfDay, weekdayOf } from '@loaso/shared/time';
import type { SoundWindow } from '@loaso/shared/trust/sound-envelope';
import type { RolloutHours } from '@loaso/shared/wire/http/releases';
import {
  isFailed,
  isPutOff,
  isUnderWay,
  OFFER_AGAIN_MS,
  type OfferedBox,
  offerAgainMs,
  type ReleaseWords,
} from './release-step.js';

/** Boxes of a group that are off line are waited for so long, if most of the others are well. */
export const AWAY_MS = 24 * 60 * MINUTE_MS;
/** What is due within this keeps a box from being offered anything. */
export const CLEAR_AHEAD_MS = 30 * MINUTE_MS;
/** Boxes at work on one release, so that their downloads share the line. */
const AT_ONCE_MAX = 100;

export type JudgedBox = OfferedBox & { readonly online: boolean };

export type RolloutWay = {
  readonly stage: number;
  readonly stages: number;
  /** When the group's turn came. */
  readonly stageAt: number;
  readonly faultsMax: number;
  /** The newest of a group has run the new version for so long before the next follows. */
  readonly settleMs: number;
  /** Failures that a person has looked at and accepted. */
  readonly accepted: number;
};

export type ReleaseVerdict = 'wait' | 'go-on' | 'done' | 'halt';

export function judgeRollout(
  boxes: readonly JudgedBox[],
  way: RolloutWay,
  now: number,
): ReleaseVerdict {
  const failures = boxes.filter(({ step }) => isFailed(step)).length;
  const allowed = way.accepted + (way.stage === 1 ? 0 : way.faultsMax);
  if (failures > allowed) return 'halt';
  const group = boxes.filter(({ stage }) => stage <= way.stage);
  if (group.some(isAwaited)) return 'wait';
  const away = group.filter(isAway).length;
  if (way.stage >= way.stages) return away === 0 ? 'done' : 'wait';
  return isSettled(group, way, now) ? 'go-on' : 'wait';
}

/** Out of reach, or tried on when it has a better line. */
const isAway = (box: JudgedBox): boolean =>
  isPutOff(box, box.online) || (box.step === 'waiting' && !box.online);

const isAwaited = (box: JudgedBox): boolean =>
  !isAway(box) && (isUnderWay(box.step) || box.step === 'waiting');

function isSettled(
  group: readonly JudgedBox[],
  { stage, stageAt, accepted, settleMs }: RolloutWay,
  now: number,
): boolean {
  const newest = group.filter((box) => box.stage === stage);
  const stay = newest.filter(({ step }) => step === 'stays');
  const enough = accepted > 0 ? 0 : Math.max(1, Math.ceil(newest.length / 2));
  if (stay.length < enough) return false;
  // Those of earlier groups have been waited for already.
  const away = newest.filter(isAway).length;
  if (away > 0 && now - stageAt < AWAY_MS) return false;
  return stay.every(({ at }) => now - (at ?? now) >= settleMs);
}

export type DueBox = OfferedBox & {
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly words: ReleaseWords | null;
  /** When something may sound there, by the rules of its place. */
  readonly windows: readonly SoundWindow[];
};

export type Offering = {
  readonly stage: number;
  readonly hours: RolloutHours;
  readonly now: Instant;
};

/** Those that may be offered the release now; in turn for the rest. */
export function dueBoxes(boxes: readonly DueBox[], offering: Offering): DeviceId[] {
  const busy = new Set<AreaId>();
  let room = AT_ONCE_MAX;
  for (const box of boxes) {
    if (!isAtWork(box, offering.now)) continue;
    busy.add(box.areaId);
    room -= 1;
  }
  const due: DeviceId[] = [];
  for (const box of boxes) {
    if (!isReady(box, offering)) continue;
    if (box.step === 'offered' && isAtWork(box, offering.now)) {
      due.push(box.deviceId);
      continue;
    }
    if (room <= 0 || busy.has(box.areaId)) continue;
    busy.add(box.areaId);
    room -= 1;
    due.push(box.deviceId);
  }
  return due;
}

function isReady(box: DueBox, { stage, hours, now }: Offering): boolean {
  const { words } = box;
  const status = words?.status;
  if (box.stage > stage || words?.online !== true || status == null) return false;
  if (!isOwed(box, now)) return false;
  if (status.onAir !== null) return false;
  if (status.next !== null && status.next.startAt - now <= CLEAR_AHEAD_MS) return false;
  return hours === 'any' || isNight(box.windows, now);
}

/** One that says "later" again and again keeps no other box of its place waiting. */
function isAtWork(box: DueBox, now: number): boolean {
  const fresh = now - (box.offeredAt ?? 0) < OFFER_AGAIN_MS;
  return isUnderWay(box.step) && (fresh || !isPutOff(box, box.words?.online === true));
}

function isOwed({ deviceId, step, offers, offeredAt }: DueBox, now: number): boolean {
  if (step === 'waiting') return true;
  return step === 'offered' && now - (offeredAt ?? 0) >= offerAgainMs(deviceId, offers);
}

/** Outside all hours in which anything but a warning may sound there. */
export function isNight(windows: readonly SoundWindow[], now: Instant): boolean {
  const today = localDateOf(now);
  const minute = (now - startOfDay(today)) / MINUTE_MS;
  return !windows.some(
    ({ days, fromMinute, toMinute }) =>
      days.includes(weekdayOf(today)) && minute >= fromMinute && minute < toMinute,
  );
}
