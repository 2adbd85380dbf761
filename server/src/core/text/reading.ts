/** Reading — cách đọc: the words every reading rule shares.
 *
 * A rule looks at one place of the written text and either says how far it reads and what is said, or
 * stays silent. This file holds those types and nothing that decides; it knows no rule by name.
 */
import type { LexiconMatch } from '@loaso/shared/wire/http/lexicon';
import type { ReadingStyle } from './style.js';

/** What a rule says about the text from where it was asked up to `end` (exclusive, UTF-16 units). */
export interface Reading {
  readonly end: number;
  /** Lower-case words and , . ? ! : ; — may be empty when the token is silent on purpose. */
  readonly spoken: string;
  /** Set when the rule guessed: the reason, in Vietnamese, that an editor must look. */
  readonly why?: string;
}

export interface LastToken {
  readonly rule: string;
  readonly end: number;
}

/** The text under the scanner, with what rules may look at around a place. */
export interface Scan {
  readonly text: string;
  /** Lower-cased text of exactly the same length, for look-behind. */
  readonly lower: string;
  readonly style: ReadingStyle;
  readonly lexicon: ReadonlyMap<string, readonly LexiconEntry[]>;
  readonly definitions: ReadonlyMap<string, string>;
  /** The token read just before, when there is one. */
  last: LastToken | undefined;
}

export interface LexiconEntry {
  readonly written: string;
  readonly spoken: string;
  /** How exactly the text must agree; absent: but for case. */
  readonly match?: LexiconMatch;
}

/** A station's own readings: place names, minority names, corrections. Wins over every rule. */
export interface SiteLexicon {
  readonly version: string;
  readonly entries: readonly LexiconEntry[];
}

export type StartKind = 'digit' | 'upper' | 'lower' | 'mark';

export interface Rule {
  readonly name: string;
  readonly starts: readonly StartKind[];
  readonly read: (scan: Scan, at: number) => Reading | undefined;
}

/** One token of the answer; `start`/`end` are a span of the text given to `normalise`, after repair. */
export interface SpokenToken {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly spoken: string;
  readonly rule: string;
}

export interface UncertainToken {
  readonly written: string;
  readonly spoken: string;
  readonly why: string;
}

/** Runs a sticky expression at one place. The expression must carry the `y` flag. */
export const matchAt = (sticky: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
};

/** Up to `reach` lower-cased characters before a place: bounded, so that look-behind stays linear. */
export const before = (scan: Scan, at: number, reach = 40): string =>
  scan.lower.slice(Math.max(0, at - reach), at);

/** Up to `reach` lower-cased characters from a place on. */
export const after = (scan: Scan, at: number, reach = 40): string =>
  scan.lower.slice(at, at + reach);
