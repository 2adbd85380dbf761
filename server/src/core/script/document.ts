/** Document — cấu trúc văn bản.
 *
 * Reads a legal text into blocks in order, each knowing its clause and its part (decision, plan,
 * appendix), with what is left out and why. It keeps the written words; how they are said is decided later.
 */
import type { DroppedLine, Repair } from '@loaso/shared/wire/script';
import { splitColumns } from '../text/columns.js';
import { judgeLines } from '../text/dropped-lines.js';
import { repairText } from '../text/repair.js';
import { flatTableAt } from './flat-table.js';
import { type FrontMatter, readFrontMatter } from './front-matter.js';
import {
  appendixOf,
  documentKindOf,
  HEAD_LEVELS,
  type Head,
  headOf,
  isCapitals,
  isHeading,
} from './legal-heads.js';
import { isMarkedRow, markedTableAt } from './marked-table.js';
import { type RepeatedLists, type RowBlock, readRows } from './row-sentences.js';
import { unwrap } from './unwrap.js';

export type BlockKind = 'title' | 'heading' | 'body' | 'item' | 'row';

export interface Block {
  readonly kind: BlockKind;
  /** 'Điều 5, khoản 2, a)'; empty for preambles. */
  readonly clause: string;
  /** '' for the document itself, 'Kế hoạch', 'Phụ lục I'. */
  readonly part: string;
  readonly text: string;
  /** What opens the line, when something does. */
  readonly head?: Head;
  /** Last sentence of a table row: a longer silence follows. */
  readonly endsRow?: boolean;
}

export interface LegalDocument {
  readonly front: FrontMatter;
  readonly blocks: readonly Block[];
  readonly dropped: readonly DroppedLine[];
  readonly repairs: readonly Repair[];
  /** The repaired text, for definitions. */
  readonly text: string;
}

interface Reader {
  part: string;
  readonly path: Map<string, string>;
  readonly blocks: Block[];
  readonly dropped: DroppedLine[];
}

const clauseOf = (reader: Reader): string => {
  const labels = HEAD_LEVELS.flatMap((level) => {
    const label = reader.path.get(level);
    if (label === undefined || level === 'bullet') return [];
    const inArticle = reader.path.has('article') && /^\d/.test(label);
    return inArticle ? [`khoản ${label}`] : [label];
  });
  const tail = reader.path.has('article')
    ? labels.slice(labels.findIndex((label) => label.startsWith('Điều')))
    : labels;
  return [reader.part, ...tail].filter((label) => label !== '').join(', ');
};

const openHead = (reader: Reader, head: Head): void => {
  for (const level of HEAD_LEVELS.slice(HEAD_LEVELS.indexOf(head.level))) reader.path.delete(level);
  if (head.level !== 'bullet') reader.path.set(head.level, head.label);
};

const openPart = (reader: Reader, part: string): void => {
  reader.part = part;
  reader.path.clear();
};

const sentenceCase = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

const kindFor = (text: string, head: Head | undefined): BlockKind => {
  if (head === undefined)
    return isCapitals(text) && isHeading(text.replace(/:$/, '')) ? 'heading' : 'body';
  if (head.level === 'bullet') return 'item';
  return isHeading(text) ? 'heading' : 'body';
};

const readLine = (reader: Reader, text: string): void => {
  const head = headOf(text);
  if (head !== undefined) openHead(reader, head);
  const clause = clauseOf(reader);
  const block: Block = { kind: kindFor(text, head), clause, part: reader.part, text };
  reader.blocks.push(head === undefined ? block : { ...block, head });
};

/** A new part ("KẾ HOẠCH", "PHỤ LỤC I") with the capital lines that name it; how many paragraphs it took. */
const readPartTitle = (reader: Reader, texts: readonly string[], at: number): number => {
  const [first = ''] = texts.slice(at, at + 1);
  const appendix = appendixOf(first);
  const kind = documentKindOf(first);
  if (appendix === undefined && (kind === undefined || !isCapitals(texts[at + 1] ?? ''))) return 0;
  let end = at + 1;
  while (isCapitals(texts[end] ?? '') && headOf(texts[end] ?? '') === undefined && end < at + 6)
    end += 1;
  openPart(reader, appendix ?? sentenceCase(kind ?? ''));
  const name = texts.slice(at, end).join(' ');
  const text = appendix === undefined ? name : `${first}. ${texts.slice(at + 1, end).join(' ')}`;
  reader.blocks.push({ kind: 'title', clause: reader.part, part: reader.part, text: text.trim() });
  return end - at;
};

const readRow = (reader: Reader, row: RowBlock): void => {
  const letter = /^[a-zđ]$/u.test(row.number) ? `${row.number})` : row.number;
  const clause = [reader.part, row.section, letter].filter((label) => label !== '').join(', ');
  const kind: BlockKind = row.isSection ? 'heading' : 'row';
  for (const [index, text] of row.sentences.entries()) {
    const endsRow = index === row.sentences.length - 1;
    const head = index === 0 ? headOf(text) : undefined;
    const block: Block = { kind, clause, part: reader.part, text, endsRow };
    reader.blocks.push(head === undefined ? block : { ...block, head });
  }
};

/** Reads the table that begins at a line; the index just after it, or `at` when there is none. */
const readTable = (
  reader: Reader,
  lines: readonly string[],
  at: number,
  lists: RepeatedLists,
): number => {
  const table = flatTableAt(lines, at) ?? markedTableAt(lines, at);
  if (table === undefined) return at;
  const { rows, dropped } = readRows(table, lists);
  reader.dropped.push(...dropped);
  for (const row of rows) readRow(reader, row);
  return table.end;
};

const readParagraphs = (reader: Reader, lines: readonly string[]): void => {
  const texts = unwrap(lines).map((paragraph) => paragraph.text);
  for (let at = 0; at < texts.length; ) {
    const taken = readPartTitle(reader, texts, at);
    if (taken === 0) readLine(reader, texts[at] ?? '');
    at += Math.max(1, taken);
  }
};

const opensTable = (line: string): boolean =>
  /^(?:s?tt|số tt|số thứ tự)\.?$/i.test(line) || isMarkedRow(line);

/** Lines up to each table are unwrapped; table lines are not. */
const readBody = (reader: Reader, lines: readonly string[], lists: RepeatedLists): void => {
  let from = 0;
  for (let at = 0; at < lines.length; ) {
    if (!opensTable(lines[at] ?? '')) {
      at += 1;
      continue;
    }
    readParagraphs(reader, lines.slice(from, at));
    from = readTable(reader, lines, at, lists);
    at = Math.max(at + 1, from);
  }
  readParagraphs(reader, lines.slice(from));
};

/** Text of a legal document → blocks. Any text is accepted; a text without structure is all body. */
export const readDocument = (written: string, lists: RepeatedLists = 'shorten'): LegalDocument => {
  const { text, repairs } = repairText(written);
  const lines = splitColumns(text.split('\n')).map((line) => line.replace(/\s+/g, ' ').trim());
  const verdicts = judgeLines(lines, true);
  const kept = verdicts.map((verdict) => (verdict.reason === undefined ? verdict.text : ''));
  const { front, rest } = readFrontMatter(kept);
  const reader: Reader = {
    part: '',
    path: new Map(),
    blocks: [],
    dropped: verdicts.flatMap((v) =>
      v.reason === undefined ? [] : [{ text: v.text, reason: v.reason }],
    ),
  };
  readBody(reader, rest, lists);
  return { front, blocks: reader.blocks, dropped: reader.dropped, repairs, text };
};
