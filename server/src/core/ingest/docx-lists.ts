/**
 * Lists of a DOCX — đánh số tự động của Word.
 *
 * Word keeps "Điều 1.", "1.", "a)" out of the text: only the list and the level of a paragraph are
 * written down. This file reads the lists and counts again as Word does when it draws the page. It
 * knows paragraphs by list and level only.
 */
import { type LabelStyle, labelOf } from './list-labels.js';
import { childOf, childrenOf, valOf, type XmlNode } from './xml.js';

/** Where a paragraph stands in the lists. */
export interface ListPlace {
  readonly list: string;
  /** 0..8 */
  readonly level: number;
}

interface Level {
  readonly start: number;
  readonly format: string;
  /** 'Điều %1.', '%1.%2' */
  readonly pattern: string;
  /** The level whose step starts this one again: 0 never; n: the n-th and above. */
  readonly restart: number;
  /** All numbers as decimals, whatever their own level says. */
  readonly legal: boolean;
  readonly paragraphStyle: string | undefined;
  /** Between the label and the text. */
  readonly suffix: string;
}

interface List {
  /** Lists of one abstract definition count together. */
  readonly family: string;
  readonly levels: readonly Level[];
  /** Start values that this list sets when first met, by level. */
  readonly starts: ReadonlyMap<number, number>;
}

const LEVELS = 9;
const START_MAX = 32_767;

const isOn = (node: XmlNode | undefined, name: string): boolean => {
  const child = childOf(node, name);
  const value = child?.attributes.get('w:val');
  return child !== undefined && value !== '0' && value !== 'false' && value !== 'off';
};

const intOf = (text: string | undefined, fallback: number): number => {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isFinite(value) && Math.abs(value) <= START_MAX ? value : fallback;
};

const SUFFIXES: Readonly<Record<string, string>> = { nothing: '', space: ' ', tab: ' ' };

const levelOf = (node: XmlNode, index: number): Level => ({
  start: intOf(valOf(node, 'w:start'), 0),
  format: valOf(node, 'w:numFmt') ?? 'decimal',
  pattern: valOf(node, 'w:lvlText') ?? '',
  restart: intOf(valOf(node, 'w:lvlRestart'), index),
  legal: isOn(node, 'w:isLgl'),
  paragraphStyle: valOf(node, 'w:pStyle'),
  suffix: SUFFIXES[valOf(node, 'w:suff') ?? 'tab'] ?? ' ',
});

const EMPTY: Level = {
  start: 1,
  format: 'none',
  pattern: '',
  restart: 0,
  legal: false,
  paragraphStyle: undefined,
  suffix: ' ',
};

const levelsOf = (parent: XmlNode): Level[] => {
  const levels: Level[] = Array.from({ length: LEVELS }, () => EMPTY);
  for (const node of childrenOf(parent, 'w:lvl')) {
    const index = intOf(node.attributes.get('w:ilvl'), -1);
    if (index >= 0 && index < LEVELS) levels[index] = levelOf(node, index);
  }
  return levels;
};

const withOverrides = (num: XmlNode, levels: readonly Level[]): Omit<List, 'family'> => {
  const own = [...levels];
  const starts = new Map<number, number>();
  for (const node of childrenOf(num, 'w:lvlOverride')) {
    const index = intOf(node.attributes.get('w:ilvl'), -1);
    const level = childOf(node, 'w:lvl');
    if (level !== undefined && index >= 0 && index < LEVELS) own[index] = levelOf(level, index);
    const start = valOf(node, 'w:startOverride');
    if (start !== undefined) starts.set(index, intOf(start, 1));
  }
  return { levels: own, starts };
};

/** Style of a list → the list, for definitions that only point at a style. */
type ListOfStyle = (style: string) => string | undefined;

const abstractsOf = (numbering: XmlNode | undefined): Map<string, XmlNode> =>
  new Map(
    childrenOf(numbering, 'w:abstractNum').map((node) => [
      node.attributes.get('w:abstractNumId') ?? '',
      node,
    ]),
  );

const readLists = (numbering: XmlNode | undefined, listOfStyle: ListOfStyle): Map<string, List> => {
  const abstracts = abstractsOf(numbering);
  const nums = childrenOf(numbering, 'w:num');
  const familyOf = new Map(
    nums.map((num) => [num.attributes.get('w:numId') ?? '', valOf(num, 'w:abstractNumId') ?? '']),
  );
  const lists = new Map<string, List>();
  for (const num of nums) {
    const id = num.attributes.get('w:numId') ?? '';
    const named = familyOf.get(id) ?? '';
    const link = valOf(abstracts.get(named), 'w:numStyleLink');
    const linked = link === undefined ? undefined : familyOf.get(listOfStyle(link) ?? '');
    const family = linked ?? named;
    const abstract = abstracts.get(family);
    if (abstract !== undefined)
      lists.set(id, { family, ...withOverrides(num, levelsOf(abstract)) });
  }
  return lists;
};

export class ListCounter {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #style: LabelStyle;
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #met = new Set<string>();

  /** `numbering`: the root element of word/numbering.xml. */
  constructor(numbering: XmlNode | undefined, listOfStyle: ListOfStyle, style: LabelStyle) {
    this.#lists = readLists(numbering, listOfStyle);
    this.#style = style;
  }

  /** The level of a list that belongs to a paragraph style. */
  levelOfStyle(list: string, style: string): number | undefined {
    const at = this.#lists.get(list)?.levels.findIndex((level) => level.paragraphStyle === style);
    return at === undefined || at < 0 ? undefined : at;
  }

  /** Counts one paragraph; its label with the space after it: 'Điều 1. ', 'a) ', '- ', or ''. */
  next({ list: id, level: index }: ListPlace): string {
    const list = this.#lists.get(id);
    const level = list?.levels[index];
    if (list === undefined || level === undefined) return '';
    const counts = this.#step(id, list, index);
    if (level.format === 'bullet') return '- ';
    const text = this.#text(list, level, counts);
    return text.trim() === '' ? '' : `${text}${level.suffix}`;
  }

  #step(id: string, list: List, index: number): readonly (number | undefined)[] {
    const counts = this.#counts.get(list.family) ?? [];
    this.#counts.set(list.family, counts);
    for (let above = 0; above < index; above += 1) counts[above] ??= list.levels[above]?.start ?? 1;
    const first = `${id}/${index}`;
    const forced = this.#met.has(first) ? undefined : list.starts.get(index);
    this.#met.add(first);
    const before = counts[index];
    counts[index] =
      forced ?? (before === undefined ? (list.levels[index]?.start ?? 1) : before + 1);
    for (let below = index + 1; below < LEVELS; below += 1) {
      const restart = list.levels[below]?.restart ?? below;
      if (restart !== 0 && index < restart) counts[below] = undefined;
    }
    return counts;
  }

  #text(list: List, level: Level, counts: readonly (number | undefined)[]): string {
    return level.pattern.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const format = list.levels[at]?.format ?? 'decimal';
      const legal = level.legal && format !== 'none' ? 'decimal' : format;
      return labelOf(counts[at] ?? list.levels[at]?.start ?? 1, legal, this.#style);
    });
  }
}
