/**
 * Rules of libraries — mỗi thư viện một chỗ.
 *
 * A library is known in one folder, so that replacing it (or its next major version) is the work of
 * one folder. Main and cli wire, hence may name what they wire.
 */
import { type Fault, file, importsOf, isProduct, type Rule, type SourceFile } from '../rule.js';

/** Known everywhere on purpose: the schema language of the treaty and the treaty itself. */
const EVERYWHERE = new Set(['zod', '@loaso/shared']);

/** What a dashboard is made of; the rest (map, calendar, charts) lives in one folder each. */
const BROWSER_FABRIC =
  /^(react|react-dom|react-i18next|i18next|dayjs|@mantine\/.*|@tanstack\/.*|@fontsource.*)$/;

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const isLibrary = (name: string): boolean => !/^(\.|#|node:)/.test(name);

const wires = (path: string): boolean => /^(server|edge-agent)\/src\/(main|cli)\b/.test(path);

/** The folder that answers for a file: the adapter's kind, else the folder below src. */
function homeOf(path: string): { room: string; home: string } {
  const match = /^(server\/dashboard|server|edge-agent|shared)\/src\/(.*)$/.exec(path);
  const room = match?.[1] ?? '';
  const below = (match?.[2] ?? path).split('/');
  const depth = room === 'server/dashboard' ? below.length - 1 : 2;
  return { room, home: below.slice(0, Math.min(depth, below.length)).join('/') || below.join('/') };
}

type Use = Fault & { readonly room: string; readonly home: string; readonly library: string };

const usesOf = (source: SourceFile): Use[] =>
  importsOf(source)
    .filter(({ name }) => isLibrary(name) && !EVERYWHERE.has(packageOf(name)))
    .map(({ name, line }) => {
      const library = packageOf(name);
      return { path: source.path, line, what: '', library, ...homeOf(source.path) };
    })
    .filter(({ room, library }) => room !== 'server/dashboard' || !BROWSER_FABRIC.test(library));

function scattered(files: readonly SourceFile[]): Fault[] {
  const uses = files.filter((source) => isProduct(source) && !wires(source.path)).flatMap(usesOf);
  const libraries = [...new Set(uses.map(({ room, library }) => `${room} ${library}`))];
  return libraries.flatMap((name) => {
    const all = uses.filter(({ room, library }) => `${room} ${library}` === name);
    const places = [...new Set(all.map(({ home }) => home))].sort();
    if (places.length < 2) return [];
    return all.map(({ path, line, library }) => ({
      path,
      line,
      what: `${library} is known in ${places.length} places: ${places.join(', ')}`,
    }));
  });
}

const oneFolder: Rule = {
  holds: 'a library is imported by one folder of a room',
  why: 'A library in two folders is a library nobody can replace: put it behind the port of the folder that owns it.',
  check: scattered,
  planted: {
    'two adapters': [
      file('server/src/adapters/broker/a.ts', "import { connect } from 'mqtt';"),
      file('server/src/adapters/http/b.ts', "import mqtt from 'mqtt';"),
    ],
    'an adapter and the types of it elsewhere': [
      file('server/src/adapters/http/b.ts', "import express from 'express';"),
      file('server/src/adapters/live/a.ts', "import type { Request } from 'express';"),
    ],
    'a map on two pages': [
      file('server/dashboard/src/map/a.tsx', "import L from 'leaflet';"),
      file('server/dashboard/src/fleet/b.tsx', "import L from 'leaflet';"),
    ],
  },
  sound: [
    file('server/src/main.ts', "import { pino } from 'pino';"),
    file('server/src/adapters/system/log.ts', "import { pino } from 'pino';"),
    file('server/src/adapters/mqtt/a.ts', "import mqtt from 'mqtt';\nimport { z } from 'zod';"),
    file('server/src/adapters/mqtt/b.ts', "import { z } from 'zod';\nimport mqtt from 'mqtt';"),
    file('edge-agent/src/adapters/mqtt-link.ts', "import mqtt from 'mqtt';"),
    file('server/dashboard/src/pages/a.tsx', "import { Box } from '@mantine/core';"),
    file('server/dashboard/src/parts/b.tsx', "import { Box } from '@mantine/core';"),
  ],
};

export const LIBRARY_RULES: readonly Rule[] = [oneFolder];
