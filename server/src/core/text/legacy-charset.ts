/** Legacy charsets — bảng mã cũ TCVN3 (ABC) và VNI.
 *
 * Texts typed before Unicode still come in: their letters are Latin-1 signs in disguise. The detector
 * compares the share of legal Vietnamese syllables before and after each conversion and converts only
 * when that clearly helps. It sees text, never bytes; font names are not known here.
 */
import { isLegalSyllable } from './syllable.js';

export type Charset = 'unicode' | 'tcvn3' | 'vni' | 'windows-1258';

const TCVN3_PAIRS =
  '¸áµà¶ả·ã¹ạ¨ă¾ắ»ằ¼ẳ½ẵÆặ©âÊấÇầÈẩÉẫËậ®đÐéÌèÎẻÏẽÑẹªêÕếÒềÓểÔễÖệÝí×ìØỉÜĩÞịãóßòáỏâõäọ«ôèốåồæổçỗéộ¬ơíớêờëởìỡîợóúïùñủòũôụ\u00ADưøứõừöử÷ữùựýýúỳûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư';

const pairs = (text: string): Map<string, string> => {
  const letters = [...text];
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < letters.length; i += 2) map.set(letters[i] ?? '', letters[i + 1] ?? '');
  return map;
};

const TCVN3 = pairs(TCVN3_PAIRS);

const plainOf = (text: string): string => text.replace(/[^A-Za-z]/g, '');
const isUpper = (plain: string): boolean => plain === plain.toUpperCase();

const recapitalisedLine = (line: string): string => {
  const plain = plainOf(line);
  // A line of a title; a numeral or a symbol of a document in small letters does not change that.
  const upper = plain.replace(/[a-z]/g, '').length;
  if (upper > 3 && upper >= plain.length * 0.9) return line.toUpperCase();
  return line.replace(/\p{L}+/gu, (word) => {
    const letters = plainOf(word);
    return letters.length > 1 && isUpper(letters) ? word.toUpperCase() : word;
  });
};

/** Font .VnTimeH draws small codes as capitals: "QUYÕT §ÞNH" comes out as "QUYếT ĐịNH". */
const recapitalised = (text: string): string => text.split('\n').map(recapitalisedLine).join('\n');

/** TCVN3 text read as Latin-1 → Unicode. */
export const fromTcvn3 = (text: string): string =>
  recapitalised([...text].map((ch) => TCVN3.get(ch) ?? ch).join(''));

const MARKS = {
  a: 'ùáøàûảõãïạââáấàầåẩãẫäậêăéắèằúẳüẵëặ',
  e: 'ùéøèûẻõẽïẹâêáếàềåểãễäệ',
  o: 'ùóøòûỏõõïọâôáốàồåổãỗäộ',
  u: 'ùúøùûủõũïụ',
  y: 'ùýøỳûỷõỹ',
  ô: 'ùớøờûởõỡïợ',
  ö: 'ùứøừûửõữïự',
} as const;
const SINGLES = pairs('ííììæỉóĩòịôơöưîỵñđ');
const VNI = new Map(Object.entries(MARKS).map(([base, marks]) => [base, pairs(marks)]));

const inCaseOf = (model: string, letter: string): string =>
  model === model.toUpperCase() ? letter.toUpperCase() : letter;

/** VNI text read as Latin-1 → Unicode. */
export const fromVni = (text: string): string => {
  const letters = [...text];
  let out = '';
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? '';
    const next = letters[i + 1]?.toLowerCase() ?? '';
    const marked = VNI.get(letter.toLowerCase())?.get(next);
    if (marked !== undefined) {
      out += inCaseOf(letter, marked);
      i += 1;
      continue;
    }
    const single = SINGLES.get(letter.toLowerCase());
    out += single === undefined ? letter : inCaseOf(letter, single);
  }
  return out;
};

/** Letters and combining tones of Windows-1258 where it differs from Latin-1. */
const WINDOWS_1258 = pairs('ÃĂãăÐĐðđÌ\u0300ì\u0301Ò\u0309ò\u0323ÕƠõơÝƯýưÞ\u0303');

/** Windows-1258 text read as Latin-1 → Unicode. */
const fromWindows1258 = (text: string): string =>
  [...text]
    .map((ch) => WINDOWS_1258.get(ch) ?? ch)
    .join('')
    .normalize('NFC');

const WORD = /[\p{L}\u00A1-\u00BF\u00D7\u00F7\u00AD]+/gu;
/** Enough to tell a charset; a long text need not be read to its end. */
const SAMPLE_WORDS = 2000;

/** Share of words, 0..1, that are legal syllables and not plain ASCII; 1 for a text with no such word. */
export const syllableShare = (text: string): number => {
  let marked = 0;
  let legal = 0;
  for (const match of text.normalize('NFC').matchAll(WORD)) {
    const word = match[0].toLowerCase();
    if (/^[a-z]+$/.test(word)) continue;
    marked += 1;
    if (isLegalSyllable(word)) legal += 1;
    if (marked >= SAMPLE_WORDS) break;
  }
  return marked === 0 ? 1 : legal / marked;
};

const CLEARLY = 0.25;

export interface Recoded {
  readonly text: string;
  readonly charset: Charset;
  /** Share of legal syllables in the answer. */
  readonly share: number;
}

const OLD = [
  ['tcvn3', fromTcvn3],
  ['vni', fromVni],
  ['windows-1258', fromWindows1258],
] as const;

/** The text in Unicode, whichever of the old charsets it was typed in. */
export const toUnicode = (text: string): Recoded => {
  const sample = text.slice(0, 40_000);
  const asIs = syllableShare(sample);
  const others = OLD.map(([charset, convert]) => ({
    charset,
    convert,
    share: syllableShare(convert(sample)),
  }));
  const best = others.reduce((held, each) => (each.share > held.share ? each : held));
  if (best.share < asIs + CLEARLY) return { text, charset: 'unicode', share: asIs };
  return { text: best.convert(text), charset: best.charset, share: best.share };
};
