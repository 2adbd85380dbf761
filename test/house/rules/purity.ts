/**
 * Rules of purity — lõi thuần.
 *
 * A core has no clock, chance, disk or network: they are arguments, events and effects. That is why a
 * week of a thousand boxes can be run in seconds from a seed. Lint denies the globals; this file adds
 * what a list of globals cannot see: members, argument-less calls, imports made at run time.
 */
import ts from 'typescript';
import { type Fault, file, isCore, type Rule, type SourceFile, visit } from '../rule.js';

/** The one file that converts between instants and calendar days; it may name `Date`, not ask it. */
const CALENDAR = 'shared/src/time.ts';

const MEMBERS: Readonly<Record<string, string>> = {
  'Math.random': 'chance: take the value, or a seeded source, as an argument',
  'Date.now': 'a clock: take an Instant as an argument',
  'performance.now': 'a clock: take an Instant as an argument',
  'Temporal.Now': 'a clock: take an Instant as an argument',
  'crypto.randomUUID': 'chance: take the id as an argument',
  'crypto.getRandomValues': 'chance: take the bytes as an argument',
  'import.meta': 'a place on a disk: take the data as an argument',
};

/** Not `window` or `crypto`: those are good names for arguments, and lint knows the difference. */
const GLOBALS = new Set(
  (
    'Date setTimeout setInterval setImmediate queueMicrotask process fetch Buffer console require ' +
    'globalThis'
  ).split(' '),
);

const HOST_DEPENDENT = /^to(Locale(Date|Time)?String|DateString|TimeString)$/;

/** True where an identifier is the value itself: not a member, a key, a type or a declared name. */
function isFreeValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const named = (parent as { readonly name?: ts.Node }).name === node;
  const aliased = (parent as { readonly propertyName?: ts.Node }).propertyName === node;
  return !named && !aliased && !ts.isTypeNode(parent) && !ts.isQualifiedName(parent);
}

function memberImpurity(node: ts.Node): string | null {
  const text = node.getText();
  if (MEMBERS[text] !== undefined) return `${text} is ${MEMBERS[text]}`;
  const member = ts.isPropertyAccessExpression(node) ? node.name.text : '';
  return HOST_DEPENDENT.test(member) ? `${member} depends on the host's language and zone` : null;
}

function impurityOf(node: ts.Node, path: string): string | null {
  if (ts.isPropertyAccessExpression(node) || ts.isMetaProperty(node)) return memberImpurity(node);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return 'import() at run time reaches the disk';
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return node.arguments?.length ? null : 'new Date() is a clock: take an Instant as an argument';
  }
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text) || !isFreeValue(node)) return null;
  return node.text === 'Date' && path === CALENDAR ? null : `${node.text} does not exist in a core`;
}

function impurities(source: SourceFile): Fault[] {
  const faults: Fault[] = [];
  visit(source, (node, line) => {
    const what = impurityOf(node, source.path);
    if (what !== null) faults.push({ path: source.path, line, what });
  });
  return faults;
}

const core = (text: string): SourceFile[] => [file('server/src/core/a.ts', text)];

const pure: Rule = {
  holds: 'a core has no clock, no chance, no disk and no network',
  why: 'What a core needs from the world is an argument or an event; what it wants from it is an answer or an effect. Only so can a seed replay a failure.',
  check: (files) => files.filter(isCore).flatMap(impurities),
  planted: {
    chance: core('export const a = Math.random();'),
    'a clock': core('export const a = Date.now();'),
    'a date of now': [file(CALENDAR, 'export const a = new Date();')],
    'a date outside the calendar': core('export const a = (ms: number) => new Date(ms);'),
    'a timer': core('setTimeout(() => {}, 5);'),
    'a call to the network': core("export const a = () => fetch('http://localhost');"),
    'an environment': core('export const a = process.env;'),
    'an import at run time': core("export const a = () => import('node:fs');"),
    'a host language': core('export const a = (n: number) => n.toLocaleString();'),
    'a place on the disk': core('export const a = import.meta.url;'),
    'a clock of Temporal': core('export const a = Temporal.Now.instant();'),
    'a back door': core('export const a = globalThis;'),
  },
  sound: [
    file(CALENDAR, 'export const a = (ms: number) => new Date(ms);'),
    file('server/src/core/a.ts', '/** Never Math.random. */ export const a = { process: 1 };'),
    file('server/src/core/b.ts', 'export type B = { fetch: (crypto: string) => void };'),
    file('server/src/core/c.ts', 'export const c = (plan: { window: number }) => plan.window;'),
    file('server/src/adapters/system/clock.ts', 'export const now = () => Date.now();'),
  ],
};

export const PURITY_RULES: readonly Rule[] = [pure];
