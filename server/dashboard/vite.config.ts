/**
 * Build of the dashboard — dựng trang điều hành.
 *
 * One small first load, screens in their own chunks, nothing inlined: the server's policy forbids
 * inline scripts and styles. Mantine's variables are written into a stylesheet here, from the one
 * theme, so that the browser never has to inject a <style>.
 */
import { fileURLToPath } from 'node:url';
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { packedFiles } from './packed-files.ts';
import { theme } from './src/theme/theme.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Fills `mantine-variables.css` with every variable of the theme, both colour schemes. */
function mantineVariables(): Plugin {
  return {
    name: 'loaso-mantine-variables',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/theme/mantine-variables.css')) return null;
      const merged = mergeMantineTheme(DEFAULT_THEME, theme);
      return `${code}\n${convertCssVariables(defaultCssVariablesResolver(merged), ':root')}`;
    },
  };
}

type Module = { readonly code: string | null; readonly importedIds: readonly string[] };
type Graph = { getModuleInfo(id: string): Module | null };

/** The login and what it stands on. */
const DOOR = ['src/main.tsx'].map(here);
/** The schemas of what the server says; they come while name and password are typed. */
const ANSWERS = ['src/api/session-answers.ts'].map(here);
/** What every screen stands on. */
const FIRST = ['src/app/start.tsx'].map(here);
/** The day's first screen, and the banner that stands above every screen. */
const DAILY = ['src/screens/today/today.tsx', 'src/app/alarm-banner.tsx'].map(here);

const MANTINE = here('../../node_modules/@mantine/core/esm');
const PARTS = /import \{([^}]*)\} from ["']@mantine\/core["']/g;

/** The parts that a module takes from the one door of Mantine, which itself leads to all of them. */
const partsIn = (code: string): string[] =>
  [...code.matchAll(PARTS)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim().split(' ')[0] ?? '')
    .map((name) => `${MANTINE}/components/${name}/${name}.mjs`);

const needed = new Map<readonly string[], ReadonlySet<string>>();

/** Every module that `entries` cannot do without: what they import, and so on. */
function needs(graph: Graph, entries: readonly string[]): ReadonlySet<string> {
  const known = needed.get(entries);
  if (known !== undefined) return known;
  const found = new Set<string>(entries);
  for (const id of found) {
    const about = id === `${MANTINE}/index.mjs` ? null : graph.getModuleInfo(id);
    for (const next of about?.importedIds ?? []) found.add(next);
    for (const part of partsIn(about?.code ?? '')) found.add(part);
  }
  needed.set(entries, found);
  return found;
}

/** What a browser must not inline: `data:` addresses are outside the policy. */
export default defineConfig({
  root: here('.'),
  plugins: [mantineVariables(), react(), packedFiles()],
  resolve: {
    alias: [{ find: /^@loaso\/shared\/(.*)$/, replacement: `${here('../../shared/src')}/$1.ts` }],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Few files for slow lines, and in the first of them nothing that the login does not need.
        codeSplitting: {
          groups: [
            {
              debugName: 'door',
              name: (id, graph) => (needs(graph, DOOR).has(id) ? 'door' : null),
              priority: 5,
            },
            {
              debugName: 'answers',
              name: (id, graph) => (needs(graph, ANSWERS).has(id) ? 'answers' : null),
              priority: 4,
            },
            {
              debugName: 'first',
              name: (id, graph) => (needs(graph, FIRST).has(id) ? 'first' : null),
              priority: 3,
            },
            {
              debugName: 'daily',
              name: (id, graph) => (needs(graph, DAILY).has(id) ? 'daily' : null),
              minShareCount: 2,
              priority: 2,
            },
            { name: 'shared', minShareCount: 10, priority: 1 },
          ],
        },
      },
    },
  },
});
