/**
 * A house rule — quy tắc của ngôi nhà.
 *
 * A rule judges texts, not disks: it is given files and answers with faults, so that it can be shown
 * to fail on a planted one. Each rule says why it exists; that sentence is the failure message.
 */
import ts from 'typescript';

/** One file of the repository. `path` is relative to the root, with `/`. */
export type SourceFile = { readonly path: string; readonly text: string };

export type Fault = { readonly path: string; readonly line: number; readonly what: string };

export type Rule = {
  /** Present-tense fact that holds when the rule is kept. */
  readonly holds: string;
  readonly why: string;
  /** Given the whole tree, since some rules compare files with each other. */
  readonly check: (files: readonly SourceFile[]) => Fault[];
  /** Small trees that break the rule, each by a name, and one that keeps it. */
  readonly planted: Readonly<Record<string, readonly SourceFile[]>>;
  readonly sound: readonly SourceFile[];
};

export const file = (path: string, text: string): SourceFile => ({ path, text });

export const isCode = ({ path }: SourceFile): boolean => /\.(ts|tsx|js|cjs|mjs)$/.test(path);
export const isTest = ({ path }: SourceFile): boolean => path.startsWith('test/');
export const isProduct = ({ path }: SourceFile): boolean =>
  /^(shared|server|server\/dashboard|edge-agent)\/src\/.*\.tsx?$/.test(path);
export const isCore = ({ path }: SourceFile): boolean =>
  /^(shared\/src|server\/src\/core|edge-agent\/src\/core)\/.*\.ts$/.test(path);

export const lineOf = (text: string, position: number): number =>
  text.slice(0, position).split('\n').length;

/** One fault for each match of `pattern` (which must be global) in `source`. */
export function matches(
  source: SourceFile,
  pattern: RegExp,
  what: (hit: string) => string,
): Fault[] {
  return [...source.text.matchAll(pattern)].map((match) => ({
    path: source.path,
    line: lineOf(source.text, match.index),
    what: what(match[0].trim()),
  }));
}

export type Import = { readonly name: string; readonly line: number };

/** Every module that a file names: static and dynamic imports, `export … from`, `import('…')` types. */
export function importsOf(source: SourceFile): Import[] {
  return ts
    .preProcessFile(source.text, true, true)
    .importedFiles.map(({ fileName, pos }) => ({ name: fileName, line: lineOf(source.text, pos) }));
}

/** Visits every node of the syntax tree, comments and texts therefore never mistaken for code. */
export function visit(source: SourceFile, look: (node: ts.Node, line: number) => void): void {
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2023, true);
  const walk = (node: ts.Node): void => {
    look(node, tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1);
    ts.forEachChild(node, walk);
  };
  walk(tree);
}
