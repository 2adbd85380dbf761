/**
 * Rules of widening — khung mới có được nới không.
 *
 * An envelope is signed on the word of the server alone where it lets no more sound than the one before
 * it, since silence must stay easier than sound; so is an ordinary day in the place of one that
 * opened hours. What lets more needs what two people agreed to. The
 * first of a box in an area is bounded by the operator's file alone: a box takes none of another area
 * before hands have enrolled it there.
 */
import { instant, localDateOf } from '@loaso/shared/time';
import {
  type DatedBounds,
  type EnvelopeBounds,
  envelopeBounds,
  letsMoreSound,
  withoutOpened,
} from '@loaso/shared/trust/envelope-within';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { PlacedBox } from '@loaso/shared/trust/widening';
import type { SignerOffice } from './office.js';
import type { Given } from './widenings.js';

/** `unshown`: signed before there was a book of bounds, and nobody has shown it since. */
export type Fault = 'unagreed' | 'unshown';

export type Judged = {
  readonly fault: Fault | null;
  readonly given: Given;
  /** No envelope of the box in this area was ever signed. */
  readonly first: boolean;
};

type Books = Pick<SignerOffice, 'widenings' | 'numbers' | 'now'>;
type Compare = typeof letsMoreSound;

const REMEMBERED_MAX = 2_000;

/** One for each request: it has one today. */
export function createWideningJudge({ widenings, numbers, now }: Books) {
  const today = localDateOf(instant(now()));
  const wasSigned = (device: string): boolean =>
    !widenings.knows(device) && numbers.highest('envelope', device) > 0;
  return (envelope: SoundEnvelope): Judged => {
    const box: PlacedBox = [envelope.dev, envelope.area];
    const bounds = envelopeBounds(envelope);
    const { held, agreed } = widenings.of(box);
    const judged = (fault: Fault | null, { used = false, first = false } = {}): Judged => ({
      fault,
      given: { box, bounds, used },
      first,
    });
    const own = ownOf(held);
    if (own.length > 0 && !letsMore(bounds, own, today)) return judged(null);
    if (agreed.length > 0 && !letsMore(bounds, [...own, ...agreed], today)) {
      return judged(null, { used: true });
    }
    if (own.length > 0) return judged('unagreed');
    return wasSigned(envelope.dev) ? judged('unshown') : judged(null, { first: true });
  };
}

/** What it was given, and what of it may become ordinary days. */
function ownOf(held: EnvelopeBounds | null): readonly DatedBounds[] {
  if (held === null) return [];
  return held.exemptions === undefined ? [held] : [held, withoutOpened(held)];
}

/** The bounds of alike boxes are the same text, and those of a province are few. */
function remembered(compare: Compare): Compare {
  const known = new Map<string, boolean>();
  return (next, held, today) => {
    const key = JSON.stringify([today, next, held]);
    const answer = known.get(key) ?? compare(next, held, today);
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(key, answer);
    return answer;
  };
}

const letsMore = remembered(letsMoreSound);
