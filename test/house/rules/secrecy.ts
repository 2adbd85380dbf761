/**
 * Rules of secrecy — không để lộ.
 *
 * No key, no password and no trace of somebody's machine in what is published; the lock file works
 * behind any registry. It finds careless secrets, not hidden ones.
 */
import { type Fault, file, isTest, matches, type Rule, type SourceFile } from '../rule.js';

const SECRETS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/g,
  /\b(?:gh[pousr]|npm)_[A-Za-z0-9]{30,}\b/g,
];

/** A constant beside a name of secret. Tests and the words of a screen are not meant. */
const CONSTANT = /\b\w*(?:password|passwd|secret|apiKey|token)\s*[:=]\s*(['"])[\x21-\x7e]{6,}?\1/gi;

const mayHoldConstants = (source: SourceFile): boolean =>
  isTest(source) || /^server\/dashboard\/|\.(md|json)$/.test(source.path);

function secretsIn(source: SourceFile): Fault[] {
  if (source.path.startsWith('test/house/')) return [];
  const patterns = mayHoldConstants(source) ? SECRETS : [...SECRETS, CONSTANT];
  return patterns.flatMap((pattern) =>
    matches(source, pattern, (hit) => `${hit.slice(0, 24)}… looks like a secret`),
  );
}

const secret: Rule = {
  holds: 'nothing published is a secret',
  why: 'A password in the code is the same password on every pole of the country. The installation makes its own.',
  check: (files) => files.flatMap(secretsIn),
  planted: {
    'a private key': [file('deploy/demo/a.pem', '-----BEGIN PRIVATE KEY-----\nabc')],
    'a default password': [file('server/src/main.ts', "const adminPassword = 'changeme';")],
    'a token of a registry': [file('deploy/setup/a.sh', `export T=npm_${'a'.repeat(36)}`)],
  },
  sound: [
    file('server/src/main.ts', 'const password = randomBytes(12);'),
    file('server/dashboard/src/words.ts', "export const words = { password: 'Password:' };"),
  ],
};

const NO_MACHINE = /(^|[\s'"`(=:])\/(home|root|Users|work|mnt)\/[\w.-]+/gm;

const placeless: Rule = {
  holds: 'no file names a folder of the machine it was written on',
  why: 'It works there and nowhere else.',
  check: (files) =>
    files
      .filter(({ path }) => !path.startsWith('test/house/'))
      .flatMap((source) => matches(source, NO_MACHINE, (hit) => hit)),
  planted: {
    'a home': [file('README.md', 'See /home/lan/loaso for more.')],
    'a folder in a test': [file('test/unit/a.test.ts', "const a = '/work/a.txt';")],
  },
  sound: [file('docs/operations.md', 'Data lie in /var/lib/loaso; work/a is a relative path.')],
};

const hostless: Rule = {
  holds: 'the lock file names no registry, and pins every package by its hash',
  why: 'The same lock must work behind the mirror of a province; a package without a hash can be replaced on the way.',
  check: (files) =>
    files
      .filter(({ path }) => path === 'package-lock.json' || path === '.npmrc')
      .flatMap((source) => [
        ...matches(source, /"resolved": "(https?|git)[^"]*"/g, (hit) => hit),
        ...matches(source, /^.*registry\s*=.*$/gm, (hit) => hit),
        ...unpinned(source),
      ]),
  planted: {
    'an address': [
      file(
        'package-lock.json',
        '{"packages": {"a": {"integrity": "x", "resolved": "https://a.b/c"}}}',
      ),
    ],
    'a package without a hash': [
      file('package-lock.json', '{"packages": {"node_modules/a": {"version": "1.0.0"}}}'),
    ],
    'a registry': [file('.npmrc', 'registry=https://a.b/\n')],
  },
  sound: [
    file(
      'package-lock.json',
      '{"packages": {"": {}, "node_modules/a": {"version": "1.0.0", "integrity": "sha512-x"}, "node_modules/b": {"link": true, "resolved": "server"}}}',
    ),
    file('.npmrc', 'omit-lockfile-registry-resolved=true\n'),
  ],
};

type Locked = { readonly integrity?: string; readonly link?: boolean; readonly inBundle?: boolean };

function unpinned({ path, text }: SourceFile): Fault[] {
  if (path !== 'package-lock.json') return [];
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([name]) => name.includes('node_modules/'))
    .filter(([, one]) => one.integrity === undefined && !one.link && !one.inBundle)
    .map(([name]) => ({ path, line: 1, what: `${name} has no integrity` }));
}

export const SECRECY_RULES: readonly Rule[] = [secret, placeless, hostless];
