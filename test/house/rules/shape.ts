/**
 * Rules of shape — hình dạng của một tệp.
 *
 * Size, header, name, nothing left half done. They keep a file readable in one sitting by somebody
 * who has never seen it. They know nothing of what the code does.
 */
import { type Fault, file, isCode, isTest, matches, type Rule, type SourceFile } from '../rule.js';

const LINES_MAX = 300;

const isScript = ({ path }: SourceFile): boolean =>
  /\.(sh|css)$/.test(path) || path === '.ci/run' || path === 'Makefile';

const short: Rule = {
  holds: `no source file is longer than ${LINES_MAX} lines`,
  why: 'A file beyond this holds two ideas: give the second one a name and a file.',
  check: (files) =>
    files
      .filter((source) => isCode(source) || isScript(source))
      .map((source) => ({ ...source, lines: source.text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LINES_MAX)
      .map(({ path, lines }) => ({ path, line: LINES_MAX + 1, what: `${lines} lines` })),
  planted: {
    'a long source': [file('server/src/core/a.ts', 'x\n'.repeat(LINES_MAX + 1))],
    'a long test': [file('test/unit/a.test.ts', 'x\n'.repeat(LINES_MAX + 1))],
    'a long demo': [file('deploy/demo/a.ts', 'x\n'.repeat(LINES_MAX + 1))],
  },
  sound: [file('server/src/core/a.ts', 'x\n'.repeat(LINES_MAX))],
};

/** The words of the leading comment, line by line, or none when the file does not begin with one. */
function headerLines(text: string): string[] {
  const body = text.replace(/^#!.*\n/, '');
  const block = /^\/\*\*([\s\S]*?)\*\//.exec(body)?.[1] ?? /^(#.*\n)+/.exec(body)?.[0] ?? '';
  return block
    .split('\n')
    .map((line) => line.replace(/^\s*[*#]?\s*/, '').trim())
    .filter((line) => line !== '');
}

function headerFault(source: SourceFile): Fault[] {
  const at = (what: string): Fault[] => [{ path: source.path, line: 1, what }];
  const [first, ...rest] = headerLines(source.text);
  if (first === undefined) return at('no header comment');
  // A test's title and facts say the rest.
  if (source.path.endsWith('.test.ts')) return [];
  if (!/\S — \S/.test(first)) return at(`first line is not "Name — tên tiếng Việt": ${first}`);
  const named = first.split(' — ')[1]?.split('.').slice(1).join('.').trim() ?? '';
  return rest.length === 0 && named === '' ? at('the header does not say why the file exists') : [];
}

const headed: Rule = {
  holds: 'every source file begins with a header comment',
  why: 'First line: name and Vietnamese term; then why the file exists, what it promises, what it refuses to know. A reader decides from it whether to read on.',
  check: (files) =>
    files
      .filter((source) => isCode(source) || /\.(sh|css)$/.test(source.path))
      .flatMap(headerFault),
  planted: {
    'no comment': [file('shared/src/a.ts', 'export const a = 1;\n')],
    'a line comment': [file('shared/src/a.ts', '// Name — tên.\n// Why.\n')],
    'no Vietnamese term': [file('shared/src/a.ts', '/**\n * Name.\n *\n * Why it exists.\n */\n')],
    'no reason': [file('shared/src/a.ts', '/** Name — tên. */\n')],
    'a bare test': [file('test/unit/a.test.ts', "import { expect } from 'chai';\n")],
    'a bare script': [file('deploy/setup/a.sh', '#!/bin/sh\nset -eu\n')],
  },
  sound: [
    file('shared/src/a.ts', '/**\n * Name — tên.\n *\n * Why it exists.\n */\n'),
    file('deploy/setup/a.sh', '#!/bin/sh\n# Name — tên.\n#\n# Why.\nset -eu\n'),
    file('test/unit/a.test.ts', '/** Laws of a. */\n'),
  ],
};

const NAMES_BY_CUSTOM =
  /^(README|CHANGELOG|CONTRIBUTING|LICENSE|LICENCE|NOTICE|SOURCES)(\.[a-z]+)*$|^(Makefile|Dockerfile|SHA256SUMS)$/;
const EMPTY_NAMES = /^(utils?|helpers?|common|managers?|misc)$/;

function nameFault(path: string): string[] {
  const parts = path.split('/').map((part) => part.replace(/^\./, ''));
  return parts.flatMap((part) => {
    if (NAMES_BY_CUSTOM.test(part)) return [];
    if (!/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)) return [`"${part}" is not kebab-case`];
    // The last word is the noun: common-passwords are passwords, text-utils are nothing.
    const empty = [part.split('.')[0]?.split('-').at(-1) ?? ''].find((word) =>
      EMPTY_NAMES.test(word),
    );
    return empty === undefined ? [] : [`"${part}" says nothing: ${empty} of what?`];
  });
}

const named: Rule = {
  holds: 'files and folders are named in kebab-case by the noun or verb they hold',
  why: 'A name is how the next reader finds the file; utils, helpers, common, manager and misc attract everything and tell nothing.',
  check: (files) =>
    files.flatMap(({ path }) => nameFault(path).map((what) => ({ path, line: 1, what }))),
  planted: {
    'camel case': [file('shared/src/onAir.ts', '')],
    'an empty name': [file('server/src/core/text/text-utils.ts', '')],
    'an empty folder name': [file('server/src/helpers/a.ts', '')],
  },
  sound: [
    file('server/src/core/common-passwords.ts', ''),
    file('README.md', ''),
    file('.ci/run', ''),
  ],
};

const finished: Rule = {
  holds: 'nothing is left as a note to do it later',
  why: 'A note in the code is a debt nobody counts: do it, or file it as an issue.',
  check: (files) =>
    files
      .filter((source) => isCode(source) && !source.path.startsWith('test/house/'))
      .flatMap((source) => matches(source, /\b(TODO|FIXME|HACK)\b.*/g, (hit) => hit)),
  planted: {
    'a note': [file('shared/src/a.ts', 'const a = 1; // TODO: two\n')],
    'a note in a test': [file('test/unit/a.test.ts', '/** FIXME */\n')],
  },
  sound: [file('shared/src/a.ts', 'export const todo = 1;\n')],
};

const asFacts: Rule = {
  holds: 'tests state facts, and none is skipped',
  why: 'A name that says "should" says nothing more than the fact; a skipped or single test hides all the others.',
  check: (files) =>
    files
      .filter((source) => isTest(source) && source.path.endsWith('.test.ts'))
      .filter((source) => !source.path.startsWith('test/house/'))
      .flatMap((source) => [
        ...matches(source, /\bit\(\s*['"`][^'"`]*\bshould\b.*/g, (hit) => hit),
        ...matches(
          source,
          /\b(it|describe|context)\.(skip|only)\b|\bthis\.skip\(\)/g,
          (hit) => hit,
        ),
      ]),
  planted: {
    'a wish': [file('test/unit/a.test.ts', "it('should play', () => {});\n")],
    'a skipped test': [file('test/unit/a.test.ts', "it.skip('plays', () => {});\n")],
    'a test that skips itself': [file('test/unit/a.test.ts', 'if (!hasFfmpeg) this.skip();\n')],
    'a single test': [file('test/unit/a.test.ts', "describe.only('a', () => {});\n")],
  },
  sound: [file('test/unit/a.test.ts', "it('plays', () => {});\n")],
};

export const SHAPE_RULES: readonly Rule[] = [short, headed, named, finished, asFacts];
