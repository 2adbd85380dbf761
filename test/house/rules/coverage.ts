/**
 * Rules of company — không tệp nào đứng một mình.
 *
 * A core file has a test, a migration has its number, a topic and a setting have their line in the
 * guides. What is only in the code is known only to its author.
 */
import ts from 'typescript';
import { type Fault, file, isCore, type Rule, type SourceFile, visit } from '../rule.js';

const textOf = (files: readonly SourceFile[], path: string): string =>
  files.find((source) => source.path === path)?.text ?? '';

/** The name under which a test imports a core file. */
const importNameOf = (path: string): string =>
  path
    .replace(/\.ts$/, '')
    .replace(/^shared\/src\//, '@loaso/shared/')
    .replace(/^(server|edge-agent)\/src\//, '#$1/');

/** False for a file of types or of plain data alone: the compiler, or the reader of it, is its test. */
function acts(source: SourceFile): boolean {
  let found = false;
  visit(source, (node) => {
    found ||= ts.isFunctionLike(node) && !ts.isTypeNode(node) && !ts.isTypeElement(node);
    found ||= ts.isCallExpression(node) || ts.isClassDeclaration(node);
  });
  return found;
}

const tested: Rule = {
  holds: 'every core file is named by a test',
  why: 'A core is pure, so a test of it costs a line; what no test imports, or names in its title (server/core/…), may be broken without anybody noticing.',
  check: (files) => {
    const tests = files.filter(({ path }) => /^test\/.*\.ts$/.test(path));
    const all = tests.map(({ text }) => text).join('\n');
    const isNamed = (name: string): boolean =>
      all.includes(`'${name}'`) || all.includes(`'${name.replace(/^(#|@loaso\/)/, '')}'`);
    return files
      .filter((source) => isCore(source) && acts(source))
      .filter(({ path }) => !isNamed(importNameOf(path)))
      .map(({ path }) => ({ path, line: 1, what: `no test names ${importNameOf(path)}` }));
  },
  planted: {
    'an untested file of the server': [
      file('server/src/core/text/a.ts', 'export const a = () => 1;'),
      file('test/unit/server/b.test.ts', "import { b } from '#server/core/text/ab';"),
    ],
    'an untested schema of the treaty': [file('shared/src/a.ts', 'export const a = z.int();')],
    'an untested file of the box': [file('edge-agent/src/core/a.ts', 'export function a() {}')],
  },
  sound: [
    file('server/src/core/text/a.ts', 'export const a = () => 1;'),
    file('server/src/core/text/b.ts', 'export const b = () => 1;'),
    file('test/unit/server/a.test.ts', "import { a } from '#server/core/text/a';"),
    file('test/unit/server/b.test.ts', "describe('server/core/text/b', () => {});"),
    file('shared/src/types.ts', 'export type A = { readonly f: (a: number) => void };'),
    file('server/src/core/text/table.ts', "export const UNITS = new Set(['km']);"),
  ],
};

const numbered: Rule = {
  holds: 'migrations are numbered without a gap',
  why: 'They run in the order of their names, once; a gap or a twin number means two people wrote one, or one was removed after it had run somewhere.',
  check: (files) =>
    files
      .filter(({ path }) => /\/migrations\/[^/]+\.ts$/.test(path) && !path.endsWith('/index.ts'))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .flatMap(({ path }, index): Fault[] => {
        const number = String(index + 1).padStart(4, '0');
        return new RegExp(`/${number}-[a-z0-9-]+\\.ts$`).test(path)
          ? []
          : [{ path, line: 1, what: `the next migration is named ${number}-….ts` }];
      }),
  planted: {
    'no number': [file('server/src/adapters/sql/migrations/initial.ts', '')],
    'a gap': [
      file('server/src/adapters/sql/migrations/0001-initial.ts', ''),
      file('server/src/adapters/sql/migrations/0003-plans.ts', ''),
    ],
    'a twin': [
      file('server/src/adapters/sql/migrations/0001-initial.ts', ''),
      file('server/src/adapters/sql/migrations/0001-plans.ts', ''),
    ],
  },
  sound: [
    file('server/src/adapters/sql/migrations/0001-initial.ts', ''),
    file('server/src/adapters/sql/migrations/0002-plans.ts', ''),
  ],
};

const TOPICS = 'shared/src/wire/topics.ts';
const PROTOCOL = 'docs/protocol.md';

/** `down/plan`, `up/ack` …: each key of the table TOPICS with its direction. */
function topicsOf(source: SourceFile): { topic: string; line: number }[] {
  const found: { topic: string; line: number }[] = [];
  visit(source, (node, line) => {
    if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.initializer)) return;
    const direction = /direction: '(\w+)'/.exec(node.initializer.getText())?.[1];
    if (direction !== undefined) found.push({ topic: `${direction}/${node.name.getText()}`, line });
  });
  return found;
}

const topicsExplained: Rule = {
  holds: `every topic of the wire is explained in ${PROTOCOL}`,
  why: 'Somebody will write another box, or another server, from that page alone.',
  check: (files) => {
    const page = textOf(files, PROTOCOL);
    const table = files.filter(({ path }) => path === TOPICS);
    const missing = table.flatMap(topicsOf).filter(({ topic }) => !page.includes(topic));
    const empty = table.flatMap((source) => (topicsOf(source).length === 0 ? [TOPICS] : []));
    return [
      ...missing.map(({ topic, line }) => ({ path: TOPICS, line, what: `${topic} is not there` })),
      ...empty.map((path) => ({ path, line: 1, what: 'no topic found: has the table moved?' })),
    ];
  },
  planted: {
    'a silent topic': [
      file(TOPICS, "export const TOPICS = { plan: { direction: 'down', qos: 1 } };"),
      file(PROTOCOL, '`d/<device>/up/plan`'),
    ],
    'a lost table': [file(TOPICS, 'export const TOPICS = {};')],
  },
  sound: [
    file(TOPICS, "export const TOPICS = { plan: { direction: 'down', qos: 1 } };"),
    file(PROTOCOL, '`d/<device>/down/plan`'),
  ],
};

const OPERATIONS = 'docs/operations.md';

/** Keys of a schema (`z.strictObject({ key: … })`) or of a table of settings (`key: { env: … }`). */
function settingsOf(source: SourceFile): { key: string; line: number }[] {
  const found: { key: string; line: number }[] = [];
  visit(source, (node, line) => {
    if (!ts.isPropertyAssignment(node)) return;
    if (isSchemaKey(node) || isTableKey(node)) found.push({ key: node.name.getText(), line });
  });
  return found;
}

function isSchemaKey({ parent }: ts.PropertyAssignment): boolean {
  const call = parent.parent;
  return ts.isCallExpression(call) && /^z\.(strictObject|object)$/.test(call.expression.getText());
}

function isTableKey({ initializer }: ts.PropertyAssignment): boolean {
  if (!ts.isObjectLiteralExpression(initializer)) return false;
  return initializer.properties.some((one) => one.name?.getText() === 'env');
}

/** True when the page names the key itself or its variable: `httpPort`, LOASO_HTTP_PORT. */
function explains(page: string, key: string): boolean {
  const words = key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return page.includes(`\`${key}\``) || new RegExp(`LOASO_(AGENT_)?${words}\\b`).test(page);
}

const settingsExplained: Rule = {
  holds: `every setting is explained in ${OPERATIONS}`,
  why: 'Who installs the server at night has that page and no source.',
  check: (files) => {
    const page = textOf(files, OPERATIONS);
    const sources = files.filter(({ path }) => /^(server|edge-agent)\/src\/config\.ts$/.test(path));
    return sources.flatMap((source): Fault[] => {
      const settings = settingsOf(source);
      const missing = settings.filter(({ key }) => !explains(page, key));
      return settings.length === 0
        ? [{ path: source.path, line: 1, what: 'no setting found: has the schema moved?' }]
        : missing.map(({ key, line }) => ({
            path: source.path,
            line,
            what: `${key} is not there`,
          }));
    });
  },
  planted: {
    'a silent row of a table': [
      file('edge-agent/src/config.ts', "const T = { state: { env: 'LOASO_AGENT_STATE' } };"),
      file(OPERATIONS, '`output`'),
    ],
    'a silent setting': [
      file('server/src/config.ts', 'const S = z.strictObject({ httpPort: port, dataDir: text });'),
      file(OPERATIONS, '| `LOASO_HTTP_PORT` | 8080 |'),
    ],
    'a lost schema': [file('edge-agent/src/config.ts', 'export const S = 1;')],
  },
  sound: [
    file('server/src/config.ts', 'const S = z.strictObject({ httpPort: port, dataDir: text });'),
    file(OPERATIONS, '| `LOASO_HTTP_PORT` | 8080 |\n| `dataDir` | ./data |'),
  ],
};

export const COVERAGE_RULES: readonly Rule[] = [
  tested,
  numbered,
  topicsExplained,
  settingsExplained,
];
