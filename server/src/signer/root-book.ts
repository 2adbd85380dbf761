/**
 * Book of roots — sổ các danh sách khoá tin cậy.
 *
 * Every root this signer ever gave out, in order, so that a box that was away for ten of them can
 * take one after the other. A document without signatures is a beginning: boxes get it at enrolment,
 * and no box comes from before it to it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSealed, readBody, TrustRoot } from '@loaso/shared/trust/sealed';
import { writeDurably } from './durable.js';

export type RootBook = {
  /** Null before the first start. */
  newest(): TrustRoot | null;
  /** Stored before the call returns. @param sealed null for a beginning */
  add(root: TrustRoot, sealed: string | null): void;
  /** The sealed documents above `after` and above the newest beginning. */
  stepsAfter(after: number): string[];
};

type Page = { readonly root: TrustRoot; readonly sealed: string | null };

export function openRootBook(dir: string): RootBook {
  const path = join(dir, 'roots.log');
  const pages = existsSync(path) ? readPages(readFileSync(path, 'utf8'), path) : [];
  return {
    newest: () => pages.at(-1)?.root ?? null,
    add(root, sealed) {
      const next = [...pages, { root, sealed }];
      writeDurably(path, next.map((page) => `${lineOf(page)}\n`).join(''));
      pages.push({ root, sealed });
    },
    stepsAfter(after) {
      const beginning = pages.findLast(({ sealed }) => sealed === null)?.root.num ?? 0;
      const from = Math.max(after, beginning);
      return pages.flatMap(({ root, sealed }) =>
        root.num > from && sealed !== null ? [sealed] : [],
      );
    },
  };
}

const lineOf = ({ root, sealed }: Page): string => sealed ?? JSON.stringify(root);

function readPages(text: string, path: string): Page[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const page = pageOf(line);
      if (page === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
      return page;
    });
}

function pageOf(line: string): Page | null {
  const sealed = parseSealed(line);
  const read = readBody(sealed.ok ? sealed.value.body : line, TrustRoot);
  return read.ok ? { root: read.value, sealed: sealed.ok ? line : null } : null;
}
