/**
 * DOM text — chữ của một phần trang web.
 *
 * Elements → lines as a browser would show them: a block on its own line, <br> a line end, lists with
 * their numbers, tables as rows; hidden things, scripts and controls are no text. It chooses no part.
 */
import { labelOf } from './list-labels.js';
import { type GridCell, type GridRow, tableLines } from './table-lines.js';

interface DomNode {
  readonly nodeType: number;
  readonly textContent: string | null;
}

/** What is asked of an element; the page's library has it. */
export interface DomElement extends DomNode {
  readonly tagName: string;
  readonly parentElement: DomElement | null;
  readonly previousElementSibling: DomElement | null;
  readonly children: Iterable<DomElement>;
  readonly childNodes: Iterable<DomNode>;
  hasAttribute(name: string): boolean;
  getAttribute(name: string): string | null;
}

const SILENT = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG CANVAS VIDEO AUDIO BUTTON INPUT SELECT TEXTAREA NAV ASIDE HEAD TITLE LINK META DEL'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'P DIV SECTION ARTICLE MAIN HEADER FOOTER UL OL LI DL DT DD H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE HR CENTER FIELDSET FIGURE FIGCAPTION ADDRESS FORM DETAILS SUMMARY CAPTION BODY'.split(
    ' ',
  ),
);
const HIDDEN_STYLE = /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
const ELEMENT = 1;
const TEXT = 3;
const SPAN_MAX = 63;
const ROW_SPAN_MAX = 1000;
const LIST_FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

const isHidden = (element: DomElement): boolean =>
  element.hasAttribute('hidden') ||
  element.getAttribute('aria-hidden') === 'true' ||
  HIDDEN_STYLE.test(element.getAttribute('style') ?? '');

const numberOf = (element: DomElement, name: string, fallback: number): number => {
  const value = Number.parseInt(element.getAttribute(name) ?? '', 10);
  return Number.isFinite(value) ? value : fallback;
};

/** '1. ', 'a) ' or '- ' before an item of a list. */
const listLabel = (item: DomElement): string => {
  const list = item.parentElement;
  if (list?.tagName !== 'OL') return list?.tagName === 'UL' ? '- ' : '';
  const items = [...list.children].filter(({ tagName }) => tagName === 'LI');
  const value = numberOf(item, 'value', numberOf(list, 'start', 1) + items.indexOf(item));
  const format = LIST_FORMATS[list.getAttribute('type') ?? ''] ?? 'decimal';
  const sign = format === 'lowerLetter' ? ')' : '.';
  return `${labelOf(value, format, { vietnameseLetters: false })}${sign} `;
};

class LineWriter {
  readonly lines: string[] = [];
  #line = '';

  write(text: string): void {
    this.#line += text;
  }

  end(): void {
    const line = this.#line.replace(/\s+/g, ' ').trim();
    if (line !== '') this.lines.push(line);
    this.#line = '';
  }
}

/** Rows of this table, not of a table inside it. */
const rowsIn = (parent: DomElement): DomElement[] =>
  [...parent.children].flatMap((child) => {
    if (child.tagName === 'TR') return [child];
    return /^(?:THEAD|TBODY|TFOOT)$/.test(child.tagName) ? rowsIn(child) : [];
  });

interface Below {
  readonly span: number;
  left: number;
}

const gridOf = (table: DomElement): GridRow[] => {
  const below = new Map<number, Below>();
  return rowsIn(table).map((row) => {
    const cells: GridCell[] = [];
    let column = 0;
    const passBelow = (): void => {
      for (let held = below.get(column); held !== undefined; held = below.get(column)) {
        cells.push({ column, span: held.span, lines: [], continued: true });
        held.left -= 1;
        if (held.left === 0) below.delete(column);
        column += held.span;
      }
    };
    for (const cell of [...row.children].filter(({ tagName }) => /^T[DH]$/.test(tagName))) {
      passBelow();
      const span = Math.max(1, Math.min(SPAN_MAX, numberOf(cell, 'colspan', 1)));
      const rows = Math.min(ROW_SPAN_MAX, numberOf(cell, 'rowspan', 1));
      if (rows > 1) below.set(column, { span, left: rows - 1 });
      cells.push({ column, span, lines: linesIn(cell), continued: false });
      column += span;
    }
    passBelow();
    return cells;
  });
};

const writeElement = (element: DomElement, out: LineWriter): void => {
  if (SILENT.has(element.tagName) || isHidden(element)) return;
  if (element.tagName === 'BR' || element.tagName === 'TABLE') {
    out.end();
    if (element.tagName === 'TABLE') out.lines.push(...tableLines(gridOf(element)));
    return;
  }
  const isBlock = BLOCKS.has(element.tagName);
  // A paragraph inside an item stands on the item's line, behind its number.
  const opensItem =
    element.parentElement?.tagName === 'LI' && element.previousElementSibling === null;
  if (isBlock && !opensItem) out.end();
  if (element.tagName === 'LI') out.write(listLabel(element));
  writeChildren(element, out);
  if (isBlock) out.end();
};

const writeChildren = (parent: DomElement, out: LineWriter): void => {
  for (const node of parent.childNodes) {
    if (node.nodeType === TEXT) out.write((node.textContent ?? '').replace(/\s+/g, ' '));
    else if (node.nodeType === ELEMENT) writeElement(node as DomElement, out);
  }
};

const linesIn = (element: DomElement): string[] => {
  const out = new LineWriter();
  writeChildren(element, out);
  out.end();
  return out.lines;
};

/** Text of an element, one block a line. */
export const domText = (element: DomElement): string => linesIn(element).join('\n');
