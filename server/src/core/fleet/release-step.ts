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
/** An offer that nothing came of is made again. */
export const OFFER_AGAIN_MS = 10 * MINUTE_MS;
/** So often, then the box counts as one that cannot be updated. */
export const OFFERS_MAX = 6;
/** Refusals that say "later". */
const LATER = ['busy', 'not-fetched'];

export type OfferedBox = {
  readonly stage: number;
  readonly step: ReleaseStep;
  readonly detail: string;
  /** When it came to this step; null before the first. */
  readonly at: number | null;
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
  if (!isUnderWay(box.step)) return null;
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

/** It is there, was asked often enough, and never said a word of it. */
function unanswered(box: OfferedBox, words: ReleaseWords, now: number): Stand | null {
  if (box.step !== 'offered' || box.offers < OFFERS_MAX || !words.online) return null;
  return now - (box.offeredAt ?? now) < OFFER_AGAIN_MS
    ? null
    : { step: 'refused', detail: `no-answer: ${box.detail || 'to all offers'}`.slice(0, 200) };
}
