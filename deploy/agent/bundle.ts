/**
 * Bundle of the agent — đóng gói cụm loa thành một tệp.
 *
 * Two files: `agent.mjs` with every library inside, and `launch.mjs`, which chooses the release that
 * runs. One file starts faster and is easier to sign than two hundred packages. The same sources give
 * the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

export const ROOT = join(import.meta.dirname, '..', '..');
/** Oldest Node that must run it: the system's own on 32-bit boards. */
const TARGET = 'node22';

const ENTRIES = {
  'agent.mjs': 'edge-agent/src/cli.ts',
  'launch.mjs': 'edge-agent/src/cli/launcher/main.ts',
} as const;
export type BundleName = keyof typeof ENTRIES;

const without = (name: string, file: string) => ({
  find: new RegExp(`^${name}$`),
  replacement: join(import.meta.dirname, 'left-out', file),
});

/**
 * What libraries bring and a box never uses: MQTT over WebSocket and over SOCKS, timers for browsers,
 * logs written by a thread, a differ of texts, and a copy of Node's own streams.
 */
const LEFT_OUT = [
  without('ws', 'nothing.cjs'),
  without('socks', 'nothing.cjs'),
  without('worker-timers', 'nothing.cjs'),
  without('thread-stream', 'nothing.cjs'),
  without('worker_threads', 'main-thread.cjs'),
  without('assert', 'assert.cjs'),
  without('readable-stream', 'own-streams.cjs'),
  without('node:util', 'parse-args.ts'),
];

const NUMBERS = ['let writeNumber = writeNumberCached', 'let toGenerate = true'] as const;

/** mqtt-packet makes all 65,536 two-byte numbers ahead: 7 MB for a box that sends one message a minute. */
const numbersOnDemand: Plugin = {
  name: 'numbers-on-demand',
  transform(code, id) {
    if (!id.endsWith('/mqtt-packet/writeToStream.js')) return null;
    if (!NUMBERS.every((line) => code.includes(line))) throw new Error(`${id} has changed`);
    return code
      .replace(NUMBERS[0], 'let writeNumber = writeNumberGenerated')
      .replace(NUMBERS[1], 'let toGenerate = false');
  },
};

const BUILTIN = '\0builtin:';
const loadBuiltin = createRequire(import.meta.url);

/**
 * Node's own modules by `require`. An `import` of one reads everything that it exports, and for
 * `node:http` that loads fetch, WebSocket and HTTP/2: 12 MB for a box that asks for a file now and then.
 */
const builtinsByName: Plugin = {
  name: 'builtins-by-name',
  enforce: 'pre',
  resolveId(id, _importer, options) {
    // Whoever calls `require` gets it from Node already.
    if ('kind' in options && options.kind === 'require-call') return null;
    const name = id.replace(/^node:/, '');
    return builtinModules.includes(name) && name !== 'module' ? `${BUILTIN}node:${name}` : null;
  },
  load(id) {
    if (!id.startsWith(BUILTIN)) return null;
    const name = id.slice(BUILTIN.length);
    const exported = Object.keys(loadBuiltin(name)).filter((key) => /^[A-Za-z_$][\w$]*$/.test(key));
    return [
      "import { createRequire } from 'node:module';",
      `const own = createRequire(import.meta.url)('${name}');`,
      'export default own;',
      // What nobody uses is left out, so that nothing is read that would load more.
      ...exported
        .filter((key) => key !== 'default')
        .map(
          (key) =>
            `const _${key} = /*@__PURE__*/ (() => own.${key})(); export { _${key} as ${key} };`,
        ),
    ].join('\n');
  },
};

/** Text of one byte a letter: V8 keeps the whole source, and one Vietnamese letter would double it. */
const inAscii: Plugin = {
  name: 'in-ascii',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\x00-\x7f]/g, escaped);
    }
  },
};

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** @returns the paths of the two files in `folder` */
export async function bundle(folder: string): Promise<Readonly<Record<BundleName, string>>> {
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(ENTRIES) as BundleName[]) await bundleOne(name, folder);
  return { 'agent.mjs': join(folder, 'agent.mjs'), 'launch.mjs': join(folder, 'launch.mjs') };
}

async function bundleOne(name: BundleName, outDir: string): Promise<void> {
  const conditions = ['source', 'node', 'import', 'default'];
  await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    plugins: [builtinsByName, numbersOnDemand, inAscii],
    resolve: { conditions, alias: LEFT_OUT },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: ENTRIES[name],
      target: TARGET,
      minify: true,
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  });
}

/** Lower-case hex. */
export const sha256Of = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');
