/** Words of the dashboard: both languages complete, nothing hard-coded, nothing unused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';
import { en } from '#dashboard/i18n/en/index';
import { vi } from '#dashboard/i18n/vi/index';

const SRC = fileURLToPath(new URL('../../../server/dashboard/src', import.meta.url));

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') found.set(name, value);
    else for (const [inner, text] of leaves(value, name)) found.set(inner, text);
  }
  return found;
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/^i18n\/(vi|en)\//.test(path))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
  });

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Texts that a person would see: between tags, and in attributes that are read out. */
const READ_OUT = new Set(['aria-label', 'label', 'title', 'placeholder', 'description', 'alt']);
const LETTERS = /\p{L}{2}/u;
const VIETNAMESE = /[\u00C0-\u1EF9]/u;

function seenText(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.trim();
  if (!ts.isJsxAttribute(node) || !READ_OUT.has(node.name.getText())) return null;
  const value = node.initializer;
  return value !== undefined && ts.isStringLiteral(value) ? value.text : null;
}

const literalOf = (node: ts.Node): string | null =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
    ? node.text
    : null;

/** Every way in which the code may name a key: a literal, or a template with anything in its gaps. */
function namedKeys(): { exact: Set<string>; patterns: RegExp[] } {
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  for (const { tree } of sources) {
    visit(tree, (node) => {
      if (ts.isStringLiteralLike(node)) exact.add(node.text);
      if (!ts.isTemplateExpression(node) || !node.head.text.includes('.')) return;
      const tail = node.templateSpans.map(({ literal }) => quoted(literal.text)).join('.+');
      patterns.push(new RegExp(`^${quoted(node.head.text)}.+${tail}$`));
    });
  }
  return { exact, patterns };
}

describe('dashboard/words', () => {
  const vietnamese = leaves(vi);
  const english = leaves(en);

  it('both languages have the same keys', () => {
    expect([...english.keys()].sort()).to.deep.equal([...vietnamese.keys()].sort());
  });

  it('no word is empty', () => {
    const empty = [...vietnamese, ...english].filter(([, text]) => text.trim() === '');
    expect(empty).to.deep.equal([]);
  });

  it('both languages fill in the same figures and names', () => {
    const gaps = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    const different = [...vietnamese].filter(
      ([key, text]) => gaps(text).join() !== gaps(english.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).to.deep.equal([]);
  });

  it('a component writes no Vietnamese of its own', () => {
    const found: string[] = [];
    for (const { path, tree } of sources.filter((one) => one.path.endsWith('.tsx'))) {
      visit(tree, (node) => {
        const text = literalOf(node) ?? (ts.isJsxText(node) ? node.text : '');
        if (VIETNAMESE.test(text)) found.push(`${path}: ${text.trim()}`);
      });
    }
    expect(found).to.deep.equal([]);
  });

  it('a component writes no sentence of its own in any language', () => {
    const found: string[] = [];
    for (const { path, tree } of sources.filter((one) => one.path.endsWith('.tsx'))) {
      visit(tree, (node) => {
        const text = seenText(node);
        if (text !== null && LETTERS.test(text)) found.push(`${path}: ${text}`);
      });
    }
    expect(found).to.deep.equal([]);
  });

  it('every word is used', () => {
    const { exact, patterns } = namedKeys();
    const unused = [...vietnamese.keys()].filter(
      (key) => !exact.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).to.deep.equal([]);
  });
});
