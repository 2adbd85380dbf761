/** Normalise — chuẩn hóa văn bản thành lời đọc.
 *
 * One left-to-right scan over the repaired text: at each token the most specific rule that fits says
 * how it is read. Promises Vietnamese letters and , . ? ! : ; only, spans that cover the text in order,
 * linear time, and an answer for any input. It does not know documents; `core/script` does.
 */
import { indexLexicon } from './lexicon.js';
import type {
  Reading,
  Rule,
  Scan,
  SiteLexicon,
  SpokenToken,
  StartKind,
  UncertainToken,
} from './reading.js';
import { repairText } from './repair.js';
import { RULES } from './rule-order.js';
import { NORTHERN_STYLE, type ReadingStyle } from './style.js';
import { onlySpeakable, tidy } from './tidy.js';

export interface NormaliseOptions {
  readonly style?: Partial<ReadingStyle>;
  readonly lexicon?: SiteLexicon;
  /** Short forms the document defines itself: letters → words. */
  readonly definitions?: ReadonlyMap<string, string>;
}

export interface Spoken {
  /** The repaired text that the spans of `tokens` point into. */
  readonly written: string;
  readonly text: string;
  readonly tokens: readonly SpokenToken[];
  readonly uncertain: readonly UncertainToken[];
}

const BY_START: Readonly<Record<StartKind, readonly Rule[]>> = {
  digit: RULES.filter((rule) => rule.starts.includes('digit')),
  upper: RULES.filter((rule) => rule.starts.includes('upper')),
  lower: RULES.filter((rule) => rule.starts.includes('lower')),
  mark: RULES.filter((rule) => rule.starts.includes('mark')),
};

const kindOf = (ch: string): StartKind => {
  if (ch >= '0' && ch <= '9') return 'digit';
  if (ch >= 'a' && ch <= 'z') return 'lower';
  if (ch >= 'A' && ch <= 'Z') return 'upper';
  if (ch < '\u00aa') return 'mark';
  if (/\p{Lu}/u.test(ch)) return 'upper';
  return /\p{L}/u.test(ch) ? 'lower' : 'mark';
};

/** Lower case of the same length, so that positions in both texts agree. */
const lowered = (text: string): string => {
  const low = text.toLowerCase();
  if (low.length === text.length) return low;
  return [...text]
    .map((ch) => (ch.toLowerCase().length === ch.length ? ch.toLowerCase() : ch))
    .join('');
};

const firstReading = (scan: Scan, at: number): { reading: Reading; name: string } => {
  const ch = String.fromCodePoint(scan.text.codePointAt(at) ?? 0);
  for (const rule of BY_START[kindOf(ch)]) {
    const reading = rule.read(scan, at);
    if (reading !== undefined && reading.end > at) return { reading, name: rule.name };
  }
  return { reading: { end: at + ch.length, spoken: '' }, name: 'sign' };
};

const skipSpaces = (text: string, at: number): number => {
  let next = at;
  while (text[next] === ' ') next += 1;
  return next;
};

/** Reads a text already repaired. */
export const normaliseRepaired = (written: string, options: NormaliseOptions = {}): Spoken => {
  const scan: Scan = {
    text: written,
    lower: lowered(written),
    style: { ...NORTHERN_STYLE, ...options.style },
    lexicon: indexLexicon(options.lexicon),
    definitions: options.definitions ?? new Map(),
    last: undefined,
  };
  const tokens: SpokenToken[] = [];
  const uncertain: UncertainToken[] = [];
  for (let at = skipSpaces(written, 0); at < written.length; ) {
    const { reading, name } = firstReading(scan, at);
    const piece = written.slice(at, reading.end);
    const spoken = onlySpeakable(reading.spoken);
    tokens.push({ start: at, end: reading.end, written: piece, spoken, rule: name });
    if (reading.why !== undefined)
      uncertain.push({ written: piece.trim(), spoken, why: reading.why });
    scan.last = { rule: name, end: reading.end };
    at = skipSpaces(written, reading.end);
  }
  return { written, text: tidy(tokens.map((token) => token.spoken).join(' ')), tokens, uncertain };
};

/** Written Vietnamese → spoken words. Repairs first; never throws; never says a digit. */
export const normalise = (written: string, options: NormaliseOptions = {}): Spoken =>
  normaliseRepaired(repairText(written).text, options);
