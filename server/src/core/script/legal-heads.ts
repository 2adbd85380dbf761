/** Legal heads — đầu mục của văn bản pháp luật.
 *
 * Recognises what a line opens: Phần, Chương, Mục, Điều, a Roman heading, khoản, điểm, a bullet, an
 * appendix, a kind of document. It looks at one line and knows nothing of its neighbours.
 */
export type HeadLevel =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'roman'
  | 'number'
  | 'letter'
  | 'bullet';

export interface Head {
  readonly level: HeadLevel;
  /** As a clause is cited: 'Điều 5', 'III', '4.5', 'd)'. */
  readonly label: string;
  /** Length of the head inside the line. */
  readonly length: number;
}

/** Outer to inner; a head closes everything at its level and below. */
export const HEAD_LEVELS: readonly HeadLevel[] = [
  'part',
  'chapter',
  'section',
  'article',
  'roman',
  'number',
  'letter',
  'bullet',
];

const SHAPES: readonly (readonly [HeadLevel, RegExp])[] = [
  [
    'part',
    /^(phần\s+(?:thứ\s+\p{L}+(?:\s\p{L}+)?|[ivx]{1,5}|\d{1,2}|[a-d](?=[\s.:]|$)))(?=[\s.:]|$)[.:]?\s*/iu,
  ],
  ['chapter', /^(chương\s+(?:[ivxlc]{1,7}|\d{1,3}))(?=[\s.:]|$)[.:]?\s*/iu],
  ['section', /^((?:tiểu\s)?mục\s+(?:\d{1,3}|[ivx]{1,5}))(?=[\s.:]|$)[.:]?\s*/iu],
  ['article', /^(điều\s+\d{1,4}[a-zđ]?)\s?[.:]\s*/iu],
  ['roman', /^([IVX]{1,6})\s?[.)/-]\s*(?=[\p{Lu}“"(])/u],
  ['roman', /^([A-H])\s?[.)]\s+(?=\p{Lu}{2})/u],
  ['number', /^(\d{1,2}(?:\.\d{1,2}){1,4})[.)]?\s+(?=[\p{Lu}“"(])/u],
  ['number', /^(\d{1,3}[a-zđ]?)\s?[.)/]\s*(?=[\p{Lu}“"(])/u],
  ['letter', /^([a-zđ]\d{0,2})\s?[.)]\s*(?=\S)/u],
  ['bullet', /^([-–—+•●○▪■◦*])\s*(?=\S)/u],
];

const tidyLabel = (level: HeadLevel, raw: string): string => {
  if (level === 'letter') return `${raw})`;
  const spaced = raw.replace(/\s+/g, ' ');
  if (level === 'number' || level === 'roman' || level === 'bullet') return spaced;
  const [noun = '', ...rest] = spaced.split(' ');
  return [noun.charAt(0).toUpperCase() + noun.slice(1).toLowerCase(), ...rest].join(' ');
};

/** The head a line opens with, or undefined. */
export const headOf = (line: string): Head | undefined => {
  for (const [level, shape] of SHAPES) {
    const match = shape.exec(line);
    if (match === null) continue;
    return { level, label: tidyLabel(level, match[1] ?? ''), length: match[0].length };
  }
  return undefined;
};

const KINDS =
  'QUYẾT ĐỊNH|NGHỊ ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ(?: LIÊN TỊCH)?|LUẬT|BỘ LUẬT|PHÁP LỆNH|LỆNH|CHỈ THỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|HƯỚNG DẪN|PHƯƠNG ÁN|ĐIỀU LỆ|TỜ TRÌNH|CÔNG ĐIỆN|KẾT LUẬN|HƯƠNG ƯỚC|QUY ƯỚC|NỘI QUY|HIẾN PHÁP|CÔNG VĂN|THƯ NGỎ|LỜI KÊU GỌI|GIẤY MỜI|DỰ ÁN';
const KIND_LINE = new RegExp(`^(${KINDS})$`, 'u');
const APPENDIX_ALONE = /^(phụ lục(?:\s+(?:số\s*)?(?:[ivx]{1,5}|\d{1,3}[a-z]?))?)\s*[.:]?$/iu;
const APPENDIX_SHOUTED =
  /^(PHỤ LỤC(?:\s+(?:SỐ\s*)?(?:[IVX]{1,5}|\d{1,3}[A-Z]?))?)\s*[.:]?(?=\s|$)/u;

/** 'KẾ HOẠCH' when a line is nothing but a kind of document in capitals. */
export const documentKindOf = (line: string): string | undefined => KIND_LINE.exec(line)?.[1];

/** 'Phụ lục II' when a line opens an appendix. */
export const appendixOf = (line: string): string | undefined => {
  const match = APPENDIX_ALONE.exec(line) ?? APPENDIX_SHOUTED.exec(line);
  if (match === null) return undefined;
  const raw = (match[1] ?? '').replace(/\s+/g, ' ').trim();
  return `Phụ lục${raw.slice('phụ lục'.length)}`;
};

/** A line without any lower-case letter and with at least two letters. */
export const isCapitals = (line: string): boolean =>
  /\p{Lu}{2}/u.test(line) && !/\p{Ll}/u.test(line);

/** A head line that only names what follows: short and without a sentence's end. */
export const isHeading = (line: string): boolean => line.length <= 160 && !/[.;:,?!…]$/.test(line);
