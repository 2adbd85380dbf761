/**
 * Bundle of the agent — đóng gói cụm loa thành một tệp.
 *
 * Two files: `agent.mjs` with every library inside, and `launch.mjs`, which chooses the release that
 * runs. One file starts faster and is easier to sign than two hundred packages. The same sources give
 * the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

export const ROOT = join(import.meta.dirname, '..', '..');
/** Oldest Node that must run it: the system's own on 32-bit boards. */
const TARGET = 'node22';

const ENTRIES = {
  'agent.mjs': 'edge-agent/src/cli.ts',
  'launch.mjs': 'edge-agent/src/cli/launcher/main.ts',
} as const;
export type BundleName = keyof typeof ENTRIES;

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
    resolve: { conditions },
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
