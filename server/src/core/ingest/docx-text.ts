/**
 * DOCX text — chữ của tệp Word.
 *
 * The parts of a DOCX → the text a reader of the page sees: automatic numbers counted again, capitals
 * drawn by style, tables as rows. Hidden text, deleted revisions, comments, footnotes, page heads and
 * tables of contents are left out. It opens no zip and follows no link.
 */
import type { Repair } from '@loaso/shared/wire/script';
import { ListCounter, type ListPlace } from './docx-lists.js';
import { DocxStyles, listHintOf, lookOf, overlaid, type TextLook } from './docx-styles.js';
import { convertRuns, markedRun } from './font-runs.js';
import { type GridCell, type GridRow, tableLines } from './table-lines.js';
import { childOf, childrenOf, readXml, valOf, type XmlNode } from './xml.js';

export interface DocxParts {
  readonly document: string;
  readonly numbering: string | undefined;
  readonly styles: string | undefined;
}

export interface DocumentText {
  readonly text: string;
  readonly repairs: readonly Repair[];
}

/** Hold other blocks or runs and say nothing themselves. */
const TRANSPARENT = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
  'w:hyperlink',
  'w:smartTag',
  'w:fldSimple',
  'w:dir',
  'w:bdo',
  'm:oMath',
  'm:oMathPara',
]);

const SIGNS: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
  'w:softHyphen': '\u00AD',
};

const CONTENTS_STYLE = /^(?:toc|mclc|mucluc)\d|^tableofcontents|^tocheading/i;
const SPAN_MAX = 63;

const literal = (node: XmlNode): string => node.children.map(({ text }) => text).join('');

const isContents = (node: XmlNode): boolean => {
  const part = childOf(childOf(node, 'w:sdtPr'), 'w:docPartObj');
  return valOf(part, 'w:docPartGallery') === 'Table of Contents';
};

/** Word numbers f after đ only when the author let it: then the text itself calls a point "đ". */
const citesOwnD = (text: string): boolean =>
  /(?:^|\n)\s*đ\)/u.test(text)
    ? false
    : /điểm đ\)? (?:và điểm \p{L} )?(?:khoản này|khoản \d+ điều này|mục này)/iu.test(text);

class DocxReader {
  readonly #styles: DocxStyles;
  readonly #lists: ListCounter;
  readonly #looks = new Map<string, TextLook>();

  constructor(styles: DocxStyles, lists: ListCounter) {
    this.#styles = styles;
    this.#lists = lists;
  }

  blocks(parent: XmlNode): string[] {
    return parent.children.flatMap((node) => {
      if (node.name === 'w:p') return this.#paragraph(node);
      if (node.name === 'w:tbl') return tableLines(this.#rows(node));
      return TRANSPARENT.has(node.name) && !isContents(node) ? this.blocks(node) : [];
    });
  }

  #look(paragraph: string | undefined, run: string | undefined): TextLook {
    const key = `${paragraph ?? ''}\n${run ?? ''}`;
    const known = this.#looks.get(key) ?? this.#styles.look(paragraph, run);
    this.#looks.set(key, known);
    return known;
  }

  #paragraph(node: XmlNode): string[] {
    const properties = childOf(node, 'w:pPr');
    const style = valOf(properties, 'w:pStyle');
    if (style !== undefined && CONTENTS_STYLE.test(style)) return [];
    const text = this.#inline(node, style);
    const marks = childOf(properties, 'w:rPr');
    const deleted = childOf(marks, 'w:del') ?? childOf(marks, 'w:moveFrom');
    if (deleted !== undefined && text.trim() === '') return [];
    const place = this.#place(properties, style);
    const label = place === undefined ? '' : this.#lists.next(place);
    const lines = text.split('\n');
    return text.trim() === '' ? [''] : [`${label}${lines[0] ?? ''}`, ...lines.slice(1)];
  }

  #place(properties: XmlNode | undefined, style: string | undefined): ListPlace | undefined {
    const own = listHintOf(properties);
    const styled = this.#styles.listOf(style);
    const list = own.list ?? styled?.list;
    if (list === undefined || list === '0') return undefined;
    const byStyle = styled === undefined ? undefined : this.#lists.levelOfStyle(list, styled.style);
    return { list, level: own.level ?? byStyle ?? styled?.level ?? 0 };
  }

  #inline(parent: XmlNode, style: string | undefined): string {
    let text = '';
    for (const node of parent.children) {
      if (node.name === 'w:r' || node.name === 'm:r') text += this.#run(node, style);
      else if (TRANSPARENT.has(node.name)) text += this.#inline(node, style);
    }
    return text;
  }

  #run(node: XmlNode, style: string | undefined): string {
    const properties = childOf(node, 'w:rPr');
    const look = overlaid(lookOf(properties), this.#look(style, valOf(properties, 'w:rStyle')));
    if (look.hidden === true) return '';
    let text = '';
    for (const child of node.children) {
      if (child.name === 'w:t' || child.name === 'm:t') text += literal(child);
      else if (child.name === 'w:br' && (child.attributes.get('w:type') ?? '') !== '') text += '\n';
      else text += SIGNS[child.name] ?? '';
    }
    return text === ''
      ? ''
      : markedRun(text, { font: look.font, capitals: look.capitals === true });
  }

  #rows(table: XmlNode): GridRow[] {
    return rowsOf(table).map((row) => {
      const cells: GridCell[] = [];
      let column = Number(valOf(childOf(row, 'w:trPr'), 'w:gridBefore') ?? 0) || 0;
      for (const cell of cellsOf(row)) {
        const properties = childOf(cell, 'w:tcPr');
        const span = Math.min(SPAN_MAX, Number(valOf(properties, 'w:gridSpan') ?? 1) || 1);
        const merge = childOf(properties, 'w:vMerge');
        const continued = merge !== undefined && merge.attributes.get('w:val') !== 'restart';
        cells.push({ column, span, continued, lines: continued ? [] : this.blocks(cell) });
        column += span;
      }
      return cells;
    });
  }
}

const through = (parent: XmlNode, name: string): XmlNode[] =>
  parent.children.flatMap((node) => {
    if (node.name === name) return [node];
    return TRANSPARENT.has(node.name) ? through(node, name) : [];
  });

const isDeletedRow = (row: XmlNode): boolean =>
  childOf(childOf(row, 'w:trPr'), 'w:del') !== undefined;

const rowsOf = (table: XmlNode): readonly XmlNode[] =>
  through(table, 'w:tr').filter((row) => !isDeletedRow(row));

const cellsOf = (row: XmlNode): readonly XmlNode[] => through(row, 'w:tc');

const rootOf = (xml: string | undefined, name: string): XmlNode | undefined =>
  xml === undefined ? undefined : childOf(readXml(xml), name);

const listOfNumberingStyle =
  (styles: XmlNode | undefined) =>
  (id: string): string | undefined => {
    const node = childrenOf(styles, 'w:style').find(
      ({ attributes }) => attributes.get('w:styleId') === id,
    );
    return listHintOf(childOf(node, 'w:pPr')).list;
  };

/**
 * The parts of a DOCX → its text, one paragraph a line.
 * @throws Refused when an XML is unsafe, broken or too large
 */
export const docxText = (parts: DocxParts): DocumentText => {
  const body = childOf(rootOf(parts.document, 'w:document'), 'w:body');
  const styles = rootOf(parts.styles, 'w:styles');
  const numbering = rootOf(parts.numbering, 'w:numbering');
  const read = (vietnameseLetters: boolean): DocumentText => {
    const lists = new ListCounter(numbering, listOfNumberingStyle(styles), { vietnameseLetters });
    const reader = new DocxReader(new DocxStyles(styles), lists);
    return convertRuns(body === undefined ? '' : reader.blocks(body).join('\n'));
  };
  const plain = read(false);
  return citesOwnD(plain.text.normalize('NFC')) ? read(true) : plain;
};
