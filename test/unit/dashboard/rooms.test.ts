/** Rooms of words: every screen fetches the words that it shows, in whatever file it shows them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { vi } from '#dashboard/i18n/vi/index';

const SRC = fileURLToPath(new URL('../../../server/dashboard/src', import.meta.url));
/** These come with the page. */
const FRAME = ['shell', 'words'];
const ROOMS = Object.keys(vi).filter((room) => !FRAME.includes(room));

/** Names of acts look like keys of words and are none. */
const source = (file: string): string =>
  readFileSync(file, 'utf8').replace(/const ACTS = \[[^\]]*\]/, '');

function importsOf(file: string): string[] {
  const found = [...source(file).matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)];
  return found
    .map(([, path = '']) => normalize(join(dirname(file), path)))
    .flatMap((path) => [`${path}.ts`, `${path}.tsx`])
    .filter((path) => existsSync(path) && !/\/i18n\/(vi|en|rooms)/.test(path));
}

/** The file and everything that it draws in, but for what fetches its own words. */
function reach(file: string): Set<string> {
  const found = new Set([file]);
  for (const one of found) {
    const apart = new Set(fetchedBy(one).map((part) => part.file));
    for (const next of importsOf(one)) if (!apart.has(next)) found.add(next);
  }
  return found;
}

function shownIn(files: Iterable<string>): string[] {
  const text = [...files].map(source).join('\n');
  return ROOMS.filter((room) => new RegExp(`['\`]${room}\\.[\\w$]`).test(text)).sort();
}

type Fetched = { readonly file: string; readonly rooms: readonly string[] };

/** `withWords(['content'], () => import('…'))` of one file. */
function fetchedBy(file: string): Fetched[] {
  const calls = source(file).matchAll(/withWords\(\s*\[([^\]]*)\],[^']*import\(\s*'([^']+)\.js'/g);
  return [...calls].map(([, rooms = '', path = '']) => ({
    file: `${normalize(join(dirname(file), path))}.tsx`,
    rooms: [...rooms.matchAll(/'(\w+)'/g)].map(([, room = '']) => room).sort(),
  }));
}

describe('dashboard/rooms of words', () => {
  const parts = [
    'app/router.tsx',
    'app/router-schedule.tsx',
    'app/router-software.tsx',
    'app/router-watch.tsx',
    'app/shell.tsx',
    'screens/today/today.tsx',
  ].flatMap((file) => fetchedBy(join(SRC, file)));

  it('finds the screens', () => {
    expect(parts.length).to.be.at.least(18);
  });

  for (const { file, rooms } of parts) {
    it(`${file.slice(SRC.length + 1)} has the words it shows, and no others`, () => {
      expect(shownIn(reach(file))).to.deep.equal(rooms);
    });
  }

  it('what comes with the page shows words of the frame alone', () => {
    const lazy = new Set(parts.map(({ file }) => file));
    const first = new Set([join(SRC, 'main.tsx')]);
    for (const one of first) {
      for (const next of importsOf(one))
        if (!lazy.has(next) && !next.includes('/screens/')) first.add(next);
    }
    expect(shownIn(first)).to.deep.equal([]);
  });
});
