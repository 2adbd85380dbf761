/**
 * Bundles of letters — gộp thư.
 *
 * A night, a storm or a mail server that was away leaves many letters to one person: they become one
 * digest with the last word of each incident. Few ones stay letters of their own.
 */
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';

/** From so many letters to one person at once on, one digest is sent in their place. */
const DIGEST_FROM = 4;
/** The same of letters that were kept back for the morning. */
const NIGHT_DIGEST_FROM = 2;

const BACK_OFF_MS = 15_000;
const BACK_OFF_MAX_MS = 30 * MINUTE_MS;
/** After so long in vain nobody is served by a letter any more. */
export const LETTER_LIFE_MS = 72 * HOUR_MS;

type Letter = {
  readonly id: string;
  readonly address: string;
  /** What it is about; letters without may not be folded. */
  readonly thread: string | null;
  readonly held: boolean;
  readonly createdAt: number;
};

export type Bundle<L extends Letter> = {
  readonly all: readonly L[];
  /** The last of each thread, in the order of time; one alone is sent as it is. */
  readonly last: readonly L[];
};

export function bundlesOf<L extends Letter>(letters: readonly L[]): Bundle<L>[] {
  const byAddress = new Map<string, L[]>();
  for (const letter of letters) {
    const key = letter.thread === null ? letter.id : letter.address;
    byAddress.set(key, [...(byAddress.get(key) ?? []), letter]);
  }
  return [...byAddress.values()].flatMap((ofOne) => {
    const from = ofOne.some(({ held }) => held) ? NIGHT_DIGEST_FROM : DIGEST_FROM;
    return ofOne.length >= from
      ? [{ all: ofOne, last: lastOf(ofOne) }]
      : ofOne.map((letter) => ({ all: [letter], last: [letter] }));
  });
}

function lastOf<L extends Letter>(letters: readonly L[]): L[] {
  const last = new Map<string | null, L>();
  for (const letter of letters.toSorted((a, b) => a.createdAt - b.createdAt)) {
    last.delete(letter.thread);
    last.set(letter.thread, letter);
  }
  return [...last.values()];
}

/**
 * How long to wait after the n-th failure in a row, milliseconds: doubled each time, bounded, and
 * spread, so that servers that failed together do not come back together.
 * @param chance 0..1
 */
export function backOffMs(failures: number, chance: number): number {
  const whole = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MS * 2 ** Math.min(failures - 1, 12));
  return Math.round(whole * (0.5 + chance / 2));
}
