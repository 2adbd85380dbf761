/**
 * Format and lint — định dạng và kiểm tra mã.
 *
 * Biome finds nothing in the tree, and finds each planted fault. Why the settings deviate from its
 * recommended set: `useLiteralKeys` is off because the compiler's noPropertyAccessFromIndexSignature
 * asks for the opposite; control characters may stand in a pattern because cleaning other people's
 * texts of them is our work; `config.ts` alone reads the environment; tests and the demo world hand
 * environments to child processes and their describe blocks are lists, not long functions; a
 * component's body is mostly markup; only tools that look for a default export get one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runTool, type ToolRun, withPlanted } from './tool.js';
import { ROOT } from './tree.js';

const SETTINGS = 'test/house/lint.json';
const CONFIG = `--config-path=${SETTINGS}`;
const HEAD = '/** Planted — cài lỗi. */\n';

/** rule → a file that breaks it. */
const FAULTS: Readonly<Record<string, readonly [path: string, text: string]>> = {
  noDefaultExport: ['server/src/a.ts', 'export default 1;\n'],
  noEnum: ['server/src/b.ts', 'export enum B {\n  One = 1,\n}\n'],
  noExplicitAny: ['server/src/c.ts', 'export const c = (x: any): unknown => x;\n'],
  noConsole: ['server/src/d.ts', "console.log('d');\n"],
  noProcessEnv: ['server/src/e.ts', "export const e = process.env['E'];\n"],
  noFloatingPromises: [
    'server/src/f.ts',
    'async function f(): Promise<void> {\n  await Promise.resolve();\n}\nf();\n',
  ],
  useFilenamingConvention: ['server/src/camelCase.ts', 'export const g = 1;\n'],
  useMaxParams: [
    'server/src/h.ts',
    'export const h = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;\n',
  ],
  useImportType: [
    'server/src/i.ts',
    "import { Server } from 'node:net';\n\nexport type I = Server;\n",
  ],
  noRestrictedGlobals: ['server/src/core/j.ts', 'export const j = (): number => Date.now();\n'],
  noExcessiveLinesPerFunction: [
    'server/src/k.ts',
    `export function k(list: number[]): void {\n${'  list.push(1);\n'.repeat(51)}}\n`,
  ],
  noExcessiveCognitiveComplexity: [
    'server/src/l.ts',
    `export function l(n: number): number {\n${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
      .map((at) => `  if (n === ${at}) return ${at + 1};\n`)
      .join('')}  return 0;\n}\n`,
  ],
  useExhaustiveSwitchCases: [
    'server/src/m.ts',
    "export function m(way: 'up' | 'down'): number {\n  switch (way) {\n    case 'up':\n      return 1;\n  }\n  return 0;\n}\n",
  ],
  format: ['server/src/n.ts', 'export const n = "double"\n'],
};

/** What the settings allow on purpose, beside the rule that would forbid it elsewhere. */
const ALLOWED: Readonly<Record<string, string>> = {
  'server/src/config.ts': "export const port = process.env['LOASO_PORT'];\n",
  'shared/src/time.ts':
    'export const year = (ms: number): number => new Date(ms).getUTCFullYear();\n',
  'server/dashboard/vite.config.ts': 'export default {};\n',
};

/** Biome reads paths, and knows types, only below settings that lie in the same tree. */
const plant = (files: Readonly<Record<string, string>>): Record<string, string> => ({
  [SETTINGS]: readFileSync(join(ROOT, SETTINGS), 'utf8'),
  ...Object.fromEntries(Object.entries(files).map(([path, text]) => [path, HEAD + text])),
});

const lint = (files: Readonly<Record<string, string>>): ToolRun =>
  withPlanted(plant(files), (folder) =>
    runTool(
      '@biomejs/biome',
      'biome',
      ['check', CONFIG, '--error-on-warnings', '--max-diagnostics=none', '.'],
      folder,
    ),
  );

describe('house/lint', function () {
  this.timeout(120_000);

  it('nothing in this repository is formatted or written against the settings', () => {
    const { ok, output } = runTool('@biomejs/biome', 'biome', [
      'check',
      CONFIG,
      '--error-on-warnings',
      '.',
    ]);
    expect(ok, output).to.equal(true);
  });

  it('what the settings allow on purpose passes', () => {
    const { ok, output } = lint(ALLOWED);
    expect(ok, output).to.equal(true);
  });

  it('each planted fault is found by its rule', () => {
    const { ok, output } = lint(Object.fromEntries(Object.values(FAULTS)));
    const found = (rule: string, path: string): boolean =>
      output.split('\n').some((line) => line.includes(path) && line.includes(rule));
    const missed = Object.entries(FAULTS).filter(([rule, [path]]) => !found(rule, path));
    expect(missed.map(([rule]) => rule)).to.deep.equal([]);
    expect(ok).to.equal(false);
  });
});
