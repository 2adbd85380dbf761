/**
 * Styles of a DOCX — kiểu chữ và kiểu đoạn.
 *
 * Answers what a paragraph or run style means for its reading: list, font, capitals, hidden. Styles
 * based on each other are followed within a bound. It draws nothing.
 */
import { childOf, childrenOf, valOf, type XmlNode } from './xml.js';

export interface TextLook {
  readonly font: string | undefined;
  readonly hidden: boolean | undefined;
  readonly capitals: boolean | undefined;
}

export interface ListHint {
  readonly list: string | undefined;
  readonly level: number | undefined;
}

const CHAIN_MAX = 20;

const toggle = (node: XmlNode | undefined, name: string): boolean | undefined => {
  const child = childOf(node, name);
  if (child === undefined) return undefined;
  const value = child.attributes.get('w:val');
  return value !== '0' && value !== 'false' && value !== 'off';
};

/** Look of a w:rPr. */
export const lookOf = (properties: XmlNode | undefined): TextLook => {
  const fonts = childOf(properties, 'w:rFonts')?.attributes;
  return {
    font: fonts?.get('w:ascii') ?? fonts?.get('w:hAnsi') ?? fonts?.get('w:cs'),
    hidden: toggle(properties, 'w:vanish') ?? toggle(properties, 'w:specVanish'),
    capitals: toggle(properties, 'w:caps'),
  };
};

/** List of a w:pPr. */
export const listHintOf = (properties: XmlNode | undefined): ListHint => {
  const numbered = childOf(properties, 'w:numPr');
  const level = Number.parseInt(valOf(numbered, 'w:ilvl') ?? '', 10);
  return {
    list: valOf(numbered, 'w:numId'),
    level: Number.isFinite(level) && level >= 0 && level <= 8 ? level : undefined,
  };
};

export const overlaid = (above: TextLook, below: TextLook): TextLook => ({
  font: above.font ?? below.font,
  hidden: above.hidden ?? below.hidden,
  capitals: above.capitals ?? below.capitals,
});

export class DocxStyles {
  readonly #styles: ReadonlyMap<string, XmlNode>;
  readonly #defaults: TextLook;
  readonly defaultParagraph: string | undefined;

  /** `styles`: the root element of word/styles.xml. */
  constructor(styles: XmlNode | undefined) {
    const all = childrenOf(styles, 'w:style');
    this.#styles = new Map(all.map((node) => [node.attributes.get('w:styleId') ?? '', node]));
    const defaults = childOf(childOf(styles, 'w:docDefaults'), 'w:rPrDefault');
    this.#defaults = lookOf(childOf(defaults, 'w:rPr'));
    this.defaultParagraph = all
      .find(
        ({ attributes }) =>
          attributes.get('w:type') === 'paragraph' && attributes.get('w:default') === '1',
      )
      ?.attributes.get('w:styleId');
  }

  /** The style and what it is based on, nearest first. */
  #chain(id: string | undefined): readonly { readonly id: string; readonly node: XmlNode }[] {
    const chain: { id: string; node: XmlNode }[] = [];
    let next = id;
    while (next !== undefined && chain.length < CHAIN_MAX) {
      const node = this.#styles.get(next);
      if (node === undefined) break;
      chain.push({ id: next, node });
      next = valOf(node, 'w:basedOn');
    }
    return chain;
  }

  /** Look that a paragraph style, then a run style, give to a text. */
  look(paragraph: string | undefined, run: string | undefined): TextLook {
    const looks = [...this.#chain(run), ...this.#chain(paragraph ?? this.defaultParagraph)].map(
      ({ node }) => lookOf(childOf(node, 'w:rPr')),
    );
    return [...looks, this.#defaults].reduce(overlaid);
  }

  /** List of a paragraph style, and the style in its chain that names it. */
  listOf(style: string | undefined): (ListHint & { readonly style: string }) | undefined {
    for (const { id, node } of this.#chain(style ?? this.defaultParagraph)) {
      const hint = listHintOf(childOf(node, 'w:pPr'));
      if (hint.list !== undefined) return { ...hint, style: id };
    }
    return undefined;
  }
}
