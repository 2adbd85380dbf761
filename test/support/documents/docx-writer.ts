/**
 * DOCX writer — viết tệp Word có đánh số tự động.
 *
 * Puts a legal text into a DOCX as an official would: numbers and letters by Word's lists, "đ)" by hand,
 * lists restarted where the letters skip, the table as a table. It draws nothing.
 */
import { type LegalText, signatureEnd, type TableRow } from './legal-text.js';
import { type ZipEntry, zipOf } from './zip-writer.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

export const paragraph = (runs: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;

export const inList = (list: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

export const cell = (paragraphs: readonly string[], properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${(paragraphs.length === 0 ? [''] : paragraphs).map((text) => paragraph(run(text))).join('')}</w:tc>`;

export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl><w:tblPr/>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`;

export type Level = { readonly format: string; readonly text: string; readonly more?: string };

export const abstractList = (id: number, levels: readonly Level[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ({ format, text, more = '' }, index) =>
        `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('')}</w:abstractNum>`;

export const listOf = (id: number, abstract: number, overrides = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${overrides}</w:num>`;

const startAt = (level: number, value: number): string =>
  `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${value}"/></w:lvlOverride>`;

export type DocxContent = {
  readonly body: string;
  readonly numbering?: string;
  readonly styles?: string;
  readonly more?: readonly ZipEntry[];
};

/** A DOCX of these parts. */
export const docxOf = ({ body, numbering, styles, more = [] }: DocxContent): Uint8Array => {
  const part = (name: string, inner: string): ZipEntry => ({
    name: `word/${name}.xml`,
    bytes: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${inner}`,
  });
  return zipOf([
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    part('document', `<w:document ${W}><w:body>${body}<w:sectPr/></w:body></w:document>`),
    ...(numbering === undefined
      ? []
      : [part('numbering', `<w:numbering ${W}>${numbering}</w:numbering>`)]),
    ...(styles === undefined ? [] : [part('styles', `<w:styles ${W}>${styles}</w:styles>`)]),
    ...more,
  ]);
};

const OUTLINE: readonly Level[] = [
  { format: 'upperRoman', text: '%1.' },
  { format: 'decimal', text: '%2.' },
  { format: 'lowerLetter', text: '%3)' },
];
const HEADS: readonly RegExp[] = [/^([IVX]+)\. /, /^(\d{1,2})\. /, /^([a-zđ])\) /u];
const ROMANS = 'I II III IV V VI VII VIII IX X'.split(' ');

const valueAt = (level: number, label: string): number => {
  if (level === 0) return ROMANS.indexOf(label) + 1;
  return level === 1 ? Number(label) : label.charCodeAt(0) - 96;
};

/** Chooses the list of each paragraph as an official does in Word. */
class Outliner {
  readonly lists: string[] = [listOf(1, 1), listOf(2, 2), listOf(3, 3)];
  #list = 1;
  #counts: (number | undefined)[] = [];

  paragraph(text: string): string {
    const article = /^Điều \d+\. /.exec(text);
    if (article !== null) return paragraph(run(text.slice(article[0].length)), inList(2, 0));
    if (text.startsWith('- ')) return paragraph(run(text.slice(2)), inList(3, 0));
    const level = HEADS.findIndex((head) => head.test(text));
    const head = HEADS[level]?.exec(text);
    if (head === null || head === undefined || head[1] === 'đ') return paragraph(run(text));
    const value = valueAt(level, head[1] ?? '');
    if (value !== (this.#counts[level] ?? 0) + 1) this.#restart(level, value);
    this.#counts = [...this.#counts.slice(0, level), value];
    return paragraph(run(text.slice(head[0].length)), inList(this.#list, level));
  }

  #restart(level: number, value: number): void {
    this.#list = this.lists.length + 1;
    this.lists.push(listOf(this.#list, 1, startAt(level, value)));
  }
}

const tableRow = ({ number, cells }: TableRow): string[] => [
  cell([number]),
  ...cells.map((one) => cell(one)),
];

/** A legal text as a DOCX whose numbers are all automatic. */
export const docxFrom = (text: LegalText): Uint8Array => {
  const outline = new Outliner();
  const { paragraphs } = text;
  const recipients = paragraphs.indexOf('Nơi nhận:');
  const signature = paragraphs.findIndex((line) => line.startsWith('TM. '));
  const end = signatureEnd(paragraphs);
  const heading = table([[cell(paragraphs.slice(0, 1)), cell(paragraphs.slice(1, 2))]]);
  const signing = table([
    [cell(paragraphs.slice(recipients, signature)), cell(paragraphs.slice(signature, end))],
  ]);
  const body = [
    heading,
    ...paragraphs.slice(2, recipients).map((line) => outline.paragraph(line)),
    signing,
    ...paragraphs.slice(end).map((line) => outline.paragraph(line)),
    table([text.titles.map((title) => cell([title])), ...text.rows.map(tableRow)]),
  ].join('');
  const numbering = [
    abstractList(1, OUTLINE),
    abstractList(2, [{ format: 'decimal', text: 'Điều %1.' }]),
    abstractList(3, [{ format: 'bullet', text: '\u2013' }]),
    ...outline.lists,
  ].join('');
  return docxOf({ body, numbering });
};
