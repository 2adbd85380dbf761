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

/** What a browser must not inline: `data:` addresses are outside the policy. */
export default defineConfig({
  root: here('.'),
  plugins: [mantineVariables(), react()],
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
        // Few files for slow lines: what most screens share is one file.
        codeSplitting: { groups: [{ name: 'base', minShareCount: 10 }] },
      },
    },
  },
});
