/**
 * XML tree — cây XML.
 *
 * Reads the XML of an office document into a tree, strictly and within limits: no DOCTYPE, no entity
 * but the five of XML and numbers, depth and node count bounded, linear time. It knows no schema.
 */
import { Refused } from './refusals.js';

export interface XmlNode {
  /** With its prefix as written: 'w:p'. '' for a text. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  /** Of a text node; '' else. */
  readonly text: string;
}

export const XML_DEPTH_MAX = 64;
/** A law of 300 pages has about 200,000. */
export const XML_NODES_MAX = 1_500_000;

const NONE: ReadonlyMap<string, string> = new Map();
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const CODE_POINT_MAX = 0x10ffff;

const entity = (name: string): string => {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (code === null) {
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known === undefined) throw new Refused('unsafe');
    return known;
  }
  const point =
    code[1] === undefined ? Number.parseInt(code[2] ?? '', 10) : Number.parseInt(code[1], 16);
  return point > 0 && point <= CODE_POINT_MAX ? String.fromCodePoint(point) : '';
};

const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&([^;\s&]{1,12});/g, (_, name: string) => entity(name)) : text;

/** Begins at a space only, so that a long name is read once. */
const ATTRIBUTE = /\s([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const attributesOf = (tag: string): ReadonlyMap<string, string> => {
  if (!tag.includes('=')) return NONE;
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of tag.matchAll(ATTRIBUTE))
    attributes.set(name, decoded(double ?? single ?? ''));
  return attributes;
};

/** Index of the '>' that closes the tag at `from`, outside quotes. */
const tagEnd = (xml: string, from: number): number => {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const ch = xml[at];
    if (quote !== '') {
      if (ch === quote) quote = '';
    } else if (ch === '"' || ch === "'") quote = ch;
    else if (ch === '>') return at;
  }
  throw new Refused('damaged');
};

const endOf = (xml: string, mark: string, from: number): number => {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw new Refused('damaged');
  return at + mark.length;
};

class TreeBuilder {
  readonly root: XmlNode = { name: '', attributes: NONE, children: [], text: '' };
  readonly #open: XmlNode[] = [this.root];
  #nodes = 0;

  get #top(): XmlNode {
    return this.#open.at(-1) ?? this.root;
  }

  #add(node: XmlNode): void {
    this.#nodes += 1;
    if (this.#nodes > XML_NODES_MAX) throw new Refused('too-complex');
    this.#top.children.push(node);
  }

  text(text: string): void {
    if (text !== '' && this.#open.length > 1)
      this.#add({ name: '', attributes: NONE, children: [], text });
  }

  open(tag: string): void {
    const closed = tag.endsWith('/');
    const inner = closed ? tag.slice(0, -1) : tag;
    const name = /^[^\s/]+/.exec(inner)?.[0] ?? '';
    const node: XmlNode = {
      name,
      attributes: attributesOf(inner.slice(name.length)),
      children: [],
      text: '',
    };
    this.#add(node);
    if (closed) return;
    if (this.#open.length > XML_DEPTH_MAX) throw new Refused('too-complex');
    this.#open.push(node);
  }

  close(name: string): void {
    if (this.#open.length < 2 || this.#top.name !== name) throw new Refused('damaged');
    this.#open.pop();
  }

  finish(): XmlNode {
    if (this.#open.length !== 1) throw new Refused('damaged');
    return this.root;
  }
}

/** What begins with '<!' or '<?' at `at`; the index just after it. */
const readSpecial = (xml: string, at: number, tree: TreeBuilder): number => {
  if (xml.startsWith('<!--', at)) return endOf(xml, '-->', at + 4);
  if (xml.startsWith('<?', at)) return endOf(xml, '?>', at + 2);
  if (!xml.startsWith('<![CDATA[', at)) throw new Refused('unsafe');
  const end = endOf(xml, ']]>', at + 9);
  tree.text(xml.slice(at + 9, end - 3));
  return end;
};

/**
 * XML → the node that holds its root element.
 * @throws Refused 'unsafe' (DOCTYPE, unknown entity), 'too-complex' or 'damaged'
 */
export const readXml = (xml: string): XmlNode => {
  const tree = new TreeBuilder();
  let at = 0;
  while (at < xml.length) {
    const start = xml.indexOf('<', at);
    if (start < 0) break;
    if (start > at) tree.text(decoded(xml.slice(at, start)));
    const next = xml[start + 1];
    if (next === '!' || next === '?') {
      at = readSpecial(xml, start, tree);
      continue;
    }
    const end = tagEnd(xml, start + 1);
    const tag = xml.slice(start + 1, end);
    if (next === '/') tree.close(tag.slice(1).trim());
    else tree.open(tag);
    at = end + 1;
  }
  return tree.finish();
};

export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name);

export const childrenOf = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** Attribute w:val of a child, or undefined when the child is absent. */
export const valOf = (node: XmlNode | undefined, name: string): string | undefined =>
  childOf(node, name)?.attributes.get('w:val');
