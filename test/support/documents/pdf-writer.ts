/**
 * PDF writer — viết tệp PDF.
 *
 * Lays a legal text out on A4 pages as an office program does: indented paragraphs, broken lines, page
 * numbers, running heads, a ruled table whose titles repeat. Every letter is half as wide as high, so
 * no font is needed. It makes real PDFs, not pretty ones.
 */
import { type LegalText, signatureEnd } from './legal-text.js';

const PAGE = { width: 595, height: 842, left: 72, right: 538, top: 72, bottom: 780 } as const;
const SIZE = 13;
const PITCH = 18;
const LETTER = 0.5;
const INDENT = 36;

type Mark =
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string }
  | {
      readonly kind: 'rule';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    };

const widthOf = (text: string): number => [...text].length * LETTER * SIZE;

const wrapped = (text: string, first: number, rest: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const room = lines.length < 2 ? first : rest;
    if (last !== undefined && widthOf(`${last} ${word}`) <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** Pages being written, from the top down. */
export class PdfPages {
  readonly pages: Mark[][] = [];
  readonly #head: string;
  #y = 0;

  /** `head` runs at the top of every page from the second on. */
  constructor(head = '') {
    this.#head = head;
    this.turn();
  }

  turn(): void {
    const marks: Mark[] = [];
    this.pages.push(marks);
    this.#y = PAGE.top + PITCH;
    const number = this.pages.length;
    if (number < 2) return;
    marks.push({ kind: 'text', x: 300, y: 40, text: String(number) });
    if (this.#head !== '') marks.push({ kind: 'text', x: PAGE.left, y: 54, text: this.#head });
  }

  #room(height: number): Mark[] {
    if (this.#y + height > PAGE.bottom) this.turn();
    return this.pages.at(-1) ?? [];
  }

  text(text: string, x: number): void {
    this.#room(0).push({ kind: 'text', x, y: this.#y, text });
    this.#y += PITCH;
  }

  paragraph(text: string): void {
    const width = PAGE.right - PAGE.left;
    for (const [index, line] of wrapped(text, width - INDENT, width).entries())
      this.text(line, index === 0 ? PAGE.left + INDENT : PAGE.left);
  }

  centred(text: string): void {
    const width = PAGE.right - PAGE.left;
    for (const line of wrapped(text, width - 60, width - 60))
      this.text(line, PAGE.left + (width - widthOf(line)) / 2);
  }

  /** Two stacks of lines side by side. */
  beside(left: readonly string[], right: readonly string[]): void {
    const marks = this.#room(PITCH * Math.max(left.length, right.length));
    for (const [x, lines] of [
      [PAGE.left, left],
      [PAGE.left + 260, right],
    ] as const) {
      for (const [index, text] of lines.entries())
        marks.push({ kind: 'text', x, y: this.#y + index * PITCH, text });
    }
    this.#y += PITCH * Math.max(left.length, right.length);
  }

  /** One row of a ruled table: `cells` hold paragraphs. */
  row(
    edges: readonly number[],
    cells: readonly (readonly string[])[],
    onTurn: () => void = () => undefined,
  ): void {
    const lines = cells.map((cell, column) => {
      const room = (edges[column + 1] ?? 0) - (edges[column] ?? 0) - 8;
      return cell.flatMap((text) => wrapped(text, room, room));
    });
    const height = PITCH * Math.max(...lines.map((cell) => cell.length)) + 8;
    const before = this.pages.length;
    let marks = this.#room(height);
    if (this.pages.length > before) {
      onTurn();
      marks = this.pages.at(-1) ?? [];
    }
    const top = this.#y - PITCH + 4;
    for (const y of [top, top + height])
      marks.push({ kind: 'rule', x1: edges[0] ?? 0, x2: edges.at(-1) ?? 0, y1: y, y2: y });
    for (const x of edges) marks.push({ kind: 'rule', x1: x, x2: x, y1: top, y2: top + height });
    for (const [column, cell] of lines.entries()) {
      for (const [index, text] of cell.entries())
        marks.push({
          kind: 'text',
          x: (edges[column] ?? 0) + 4,
          y: this.#y + index * PITCH + 4,
          text,
        });
    }
    this.#y += height;
  }
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');

/** One font for all letters met: two-byte codes in order of appearance. */
class Letters {
  readonly #codes = new Map<string, number>();

  encode(text: string): string {
    return [...text]
      .map((letter) => {
        const code = this.#codes.get(letter) ?? this.#codes.size + 1;
        this.#codes.set(letter, code);
        return hex(code);
      })
      .join('');
  }

  toUnicode(): string {
    const pairs = [...this.#codes].map(([letter, code]) => {
      const units = Array.from({ length: letter.length }, (_, i) => hex(letter.charCodeAt(i)));
      return `<${hex(code)}> <${units.join('')}>`;
    });
    const blocks: string[] = [];
    for (let i = 0; i < pairs.length; i += 100) {
      const block = pairs.slice(i, i + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${blocks.join('\n')}\nendcmap end end`;
  }
}

const drawn = (marks: readonly Mark[], letters: Letters): string =>
  marks
    .map((mark) => {
      if (mark.kind === 'rule')
        return `${mark.x1} ${PAGE.height - mark.y1} m ${mark.x2} ${PAGE.height - mark.y2} l S`;
      return `BT /F ${SIZE} Tf ${mark.x} ${PAGE.height - mark.y} Td <${letters.encode(mark.text)}> Tj ET`;
    })
    .join('\n');

const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

/** The pages as a PDF. */
export const pdfOf = ({ pages }: PdfPages): Uint8Array => {
  const letters = new Letters();
  const contents = pages.map((marks) => stream(drawn(marks, letters)));
  const FIXED = 5;
  const kids = pages.map((_, index) => `${FIXED + 1 + index * 2} 0 R`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Half /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Half /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>',
    stream(letters.toUnicode()),
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F 3 0 R >> >> /Contents ${FIXED + 2 + index * 2} 0 R >>`,
      content,
    ]),
  ];
  let file = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new TextEncoder().encode(file);
};

const EDGES = [40, 80, 210, 310, 410, 490, 560] as const;

/** A legal text as a PDF. */
export const pdfFrom = (text: LegalText): Uint8Array => {
  const pages = new PdfPages('Kế hoạch chuyển đổi số - UBND tỉnh Bình Định');
  const { paragraphs } = text;
  const recipients = paragraphs.indexOf('Nơi nhận:');
  const signature = paragraphs.findIndex((line) => line.startsWith('TM. '));
  const end = signatureEnd(paragraphs);
  const write = (line: string): void =>
    line === line.toUpperCase() ? pages.centred(line) : pages.paragraph(line);
  pages.beside(paragraphs.slice(0, 1), paragraphs.slice(1, 2));
  for (const line of paragraphs.slice(2, recipients)) write(line);
  pages.beside(paragraphs.slice(recipients, signature), paragraphs.slice(signature, end));
  pages.turn();
  for (const line of paragraphs.slice(end)) write(line);
  const titles = (): void =>
    pages.row(
      EDGES,
      text.titles.map((title) => [title]),
    );
  titles();
  for (const { number, cells } of text.rows) pages.row(EDGES, [[number], ...cells], titles);
  return pdfOf(pages);
};
