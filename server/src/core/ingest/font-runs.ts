/**
 * Font runs — đoạn chữ theo phông cũ.
 *
 * In an office document the font of a run says its charset: .VnTime is TCVN3, VNI-Times is VNI. Runs are
 * marked while a text is put together and converted at the end, when all text of a charset is known:
 * people also type Unicode in an old font. It knows no file format.
 */
import type { Repair } from '@loaso/shared/wire/script';
import { fromTcvn3, fromVni, syllableShare } from '../text/legacy-charset.js';

type OldCharset = 'tcvn3' | 'vni';

/** Private signs that cannot come from a document: they are taken out of what it says. */
const PRIVATE = /[\uE000-\uF8FF]/g;
const OPEN: Readonly<Record<OldCharset, string>> = { tcvn3: '\uE001', vni: '\uE002' };
const CAPITALS = '\uE003';
const CLOSE = '\uE000';
const OLD_RUN = /([\uE001\uE002])(\uE003?)([^\uE000-\uE003]*)\uE000/g;

const CONVERT = { tcvn3: fromTcvn3, vni: fromVni } as const;
const NAMES = { tcvn3: '.VnTime (TCVN3)', vni: 'VNI' } as const;

const charsetOf = (font: string): OldCharset | undefined => {
  if (/^\.vn/i.test(font)) return 'tcvn3';
  return /^vni[-_ ]/i.test(font) ? 'vni' : undefined;
};

/** .VnTimeH, .VnArialH: fonts that draw only capitals. */
const isCapitalFont = (font: string): boolean => /^\.vn.*h$/i.test(font);

export interface RunLook {
  readonly font: string | undefined;
  readonly capitals: boolean;
}

/** Text of one run, marked when its font is an old one. */
export const markedRun = (text: string, { font = '', capitals }: RunLook): string => {
  const plain = text.replace(PRIVATE, '');
  const charset = charsetOf(font);
  if (charset === undefined)
    return capitals ? plain.replace(/\u00AD/g, '').toUpperCase() : plain.replace(/\u00AD/g, '');
  const upper = capitals || isCapitalFont(font) ? CAPITALS : '';
  return `${OPEN[charset]}${upper}${plain}${CLOSE}`;
};

/** Neighbours of one look become one run: a letter and its mark may stand in two. */
const joined = (text: string): string => {
  let out = '';
  let end = -1;
  let look = '';
  for (const match of text.matchAll(OLD_RUN)) {
    const own = `${match[1] ?? ''}${match[2] ?? ''}`;
    const between = text.slice(end < 0 ? 0 : end, match.index);
    const touches = end >= 0 && between === '' && own === look;
    out = touches ? out.slice(0, -1) : `${out}${between}${own}`;
    out += `${match[3] ?? ''}${CLOSE}`;
    end = match.index + match[0].length;
    look = own;
  }
  return out + text.slice(end < 0 ? 0 : end);
};

/** True when text typed in a charset reads better converted. */
const needs = (text: string, charset: OldCharset): boolean => {
  const sign = OPEN[charset];
  const samples = [...text.matchAll(OLD_RUN)].flatMap((match) =>
    match[1] === sign ? [match[3] ?? ''] : [],
  );
  const sample = samples.join(' ').slice(0, 40_000);
  if (!/[\u0080-\u00FF]/.test(sample)) return false;
  return syllableShare(CONVERT[charset](sample)) >= syllableShare(sample);
};

/** Marked text → Unicode, and what was converted. */
export const convertRuns = (marked: string): { text: string; repairs: Repair[] } => {
  if (!/[\uE001-\uE002]/.test(marked)) return { text: marked, repairs: [] };
  const whole = joined(marked);
  const chosen = (['tcvn3', 'vni'] as const).filter((charset) => needs(whole, charset));
  const text = whole.replace(OLD_RUN, (_, open: string, upper: string, inner: string) => {
    const charset = chosen.find((name) => OPEN[name] === open);
    const read = charset === undefined ? inner.replace(/\u00AD/g, '') : CONVERT[charset](inner);
    return upper === '' ? read : read.toUpperCase();
  });
  const why = 'chữ gõ bằng phông cũ trong tệp, đã chuyển sang Unicode';
  return { text, repairs: chosen.map((name) => ({ from: NAMES[name], to: 'Unicode', why })) };
};
