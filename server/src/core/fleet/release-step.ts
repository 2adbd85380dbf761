/**
 * Step of a box — bản phần mềm đã tới đâu ở một cụm.
 *
 * From what the server has offered and from the box's newest word: offered, fetching, on trial, stays,
 * went back. A box that is off line before it was offered anything is no failure; one that falls silent
 * with the release in its hands is, after a while.
 */
import type { ReleaseStep } from '@loaso/shared/wire/http/releases';
import type { UpdateReport } from '@loaso/shared/wire/release';
import type { Status } from '@loaso/shared/wire/status';

const MINUTE_MS = 60_000;
/** A trial lasts ten minutes and may start three times. */
const SILENT_ON_TRIAL_MS = 45 * MINUTE_MS;
/** Longer than most faults of a line. */
const SILENT_AFTER_OFFER_MS = 2 * 60 * MINUTE_MS;
/** An offer that nothing came of is made again, ever later. */
export const OFFER_AGAIN_MS = 10 * MINUTE_MS;
export const OFFER_AGAIN_MS_MAX = 2 * 60 * MINUTE_MS;
/** So often, then a box that never said a word counts as one that cannot be updated. */
export const OFFERS_MAX = 6;
/** Refusals that say "later". */
const LATER = ['busy', 'not-fetched'];

export type OfferedBox = {
  readonly stage: number;
  readonly step: ReleaseStep;
  /** Of one that was offered: why it said "later"; empty while it has said nothing. */
  readonly detail: string;
  /** When it came to this step; null before the first. */
  readonly at: number | null;
  /** That reached the broker. */
  readonly offers: number;
  /** Of the newest offer. */
  readonly offeredAt: number | null;
};

export type ReleaseWords = {
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  readonly status: Status | null;
  readonly statusAt: number | null;
};

export type Offer = { readonly num: number; readonly version: string };

export type Stand = Pick<OfferedBox, 'step' | 'detail'>;

/** In the hands of the box, and no end yet. */
export const isUnderWay = (step: ReleaseStep): boolean =>
  step === 'offered' || step === 'fetching' || step === 'staged' || step === 'on-trial';

export const isFailed = (step: ReleaseStep): boolean =>
  step === 'went-back' || step === 'refused' || step === 'lost';

/**
 * It takes offers and says "later", for want of a line or of a quiet hour: offered on, since that is no
 * failure, but nobody waits for it.
 */
export const isPutOff = (
  { step, detail, offers }: Pick<OfferedBox, 'step' | 'detail' | 'offers'>,
  online: boolean,
): boolean => step === 'offered' && detail !== '' && (!online || offers >= OFFERS_MAX);

/** How long after one offer the next is made; each box at a moment of its own. */
export function offerAgainMs(deviceId: string, offers: number): number {
  const doubled = OFFER_AGAIN_MS * 2 ** Math.max(0, offers - 1);
  return Math.round(Math.min(doubled, OFFER_AGAIN_MS_MAX) * (1 + shareOf(deviceId, offers) / 4));
}

/** 0 to 1, the same for the same offer to the same box (FNV-1a with the last mixing of MurmurHash3). */
function shareOf(deviceId: string, offers: number): number {
  let mixed = 0x811c9dc5 ^ offers;
  for (const sign of deviceId) mixed = Math.imul(mixed ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** @param words null for a box that has never spoken */
export function stepOf(
  box: OfferedBox,
  {
    words,
    offer,
    now,
  }: { readonly words: ReleaseWords | null; readonly offer: Offer; readonly now: number },
): Stand {
  const kept: Stand = { step: box.step, detail: box.detail };
  if (words?.status == null) return silence(box, words, now) ?? kept;
  const fresh = box.offeredAt === null || (words.statusAt ?? 0) > box.offeredAt;
  const told = fresh ? toldBy(words.status, offer, box.offeredAt !== null) : null;
  if (told !== null && !isUnderWay(told.step)) return told;
  return (
    silence(box, words, now) ?? told ?? unanswered(box, words, now) ?? back(box, words) ?? kept
  );
}

/** What the newest status says of this release; null for nothing. */
function toldBy(status: Status, offer: Offer, offered: boolean): Stand | null {
  const { update } = status;
  const last = update?.last ?? null;
  if (last !== null && last.num === offer.num) return ofReport(last, offered);
  if (!offered) return null;
  if (update === undefined) {
    return status.agentVersion === offer.version ? { step: 'stays', detail: offer.version } : null;
  }
  return update.highestNum > offer.num
    ? { step: 'refused', detail: `old-number: ${update.highestNum} is installed` }
    : null;
}

type Last = NonNullable<UpdateReport['last']>;

function ofReport({ step, code, detail }: Last, offered: boolean): Stand | null {
  if (step !== 'refused') return { step, detail };
  // What it refused of an earlier offer says nothing before ours.
  if (!offered) return null;
  const why = `${code ?? 'unknown'}: ${detail}`;
  return LATER.includes(code ?? '')
    ? { step: 'offered', detail: why }
    : { step: 'refused', detail: why };
}

function silence(box: OfferedBox, words: ReleaseWords | null, now: number): Stand | null {
  if (box.step === 'lost') return lost(words);
  // It said itself that it has nothing of the release in its hands.
  if (!isUnderWay(box.step) || (box.step === 'offered' && box.detail !== '')) return null;
  const since = Math.max(words?.lastSeenAt ?? 0, box.offeredAt ?? 0);
  const patience =
    box.step === 'staged' || box.step === 'on-trial' ? SILENT_ON_TRIAL_MS : SILENT_AFTER_OFFER_MS;
  return words?.online === true || now - since < patience ? null : lost(null);
}

/** It speaks again: whatever it says now counts. */
const lost = (words: ReleaseWords | null): Stand | null =>
  words?.online === true ? null : { step: 'lost', detail: 'silent since it was offered' };

/** A box that was away and says nothing of the release is offered it anew. */
const back = (box: OfferedBox, { online }: ReleaseWords): Stand | null =>
  box.step === 'lost' && online ? { step: 'offered', detail: '' } : null;

/** It is there, was asked often enough, and never said a word of it; one that says "later" hears. */
function unanswered(box: OfferedBox, words: ReleaseWords, now: number): Stand | null {
  if (box.step !== 'offered' || box.detail !== '' || box.offers < OFFERS_MAX) return null;
  if (!words.online) return null;
  return now - (box.offeredAt ?? now) < OFFER_AGAIN_MS
    ? null
    : { step: 'refused', detail: 'no-answer: to all offers' };
}
