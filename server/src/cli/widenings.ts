/**
 * loaso widenings — xem giờ từng cụm được cấp và điều đã được đồng ý.
 *
 * Reads the signer's own book in its folder, as its user: whom the server cannot speak for. Changes
 * nothing; more sound is agreed to on the page of hours alone.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatLocal, instant } from '@loaso/shared/time';
import type { EnvelopeBounds } from '@loaso/shared/trust/envelope-within';
import { type PlacedBox, WIDENINGS_FILE, WideningLine } from '@loaso/shared/trust/widening';
import { readConfig, signerPlace } from '../config.js';
import { hoursInWords } from '../core/schedule/policy.js';

const USAGE = `loaso widenings [--area CODE] [--box ID]
    what each box was last given to sound, and what two people agreed to since
`;
const OPTIONS = { area: { type: 'string' }, box: { type: 'string' } } as const;

type Agreed = Extract<WideningLine, { kind: 'agreed' }>;
type Page = { held: EnvelopeBounds | null; agreed: Agreed[] };

const say = (text: string): void => void process.stdout.write(`${text}\n`);

export function widenings(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
  });
  if (positionals.length > 0) {
    process.stderr.write(USAGE);
    return Promise.resolve(2);
  }
  const path = join(signerPlace(readConfig(null)).dir, WIDENINGS_FILE);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new Error(`${path}: no such book; start the signer once, and run this as its user`);
  }
  const text = readFileSync(path, 'utf8');
  // What a power cut left of the last line is no line.
  const pages = pagesOf(text.slice(0, text.lastIndexOf('\n') + 1));
  for (const line of told(pages, ([device, area]) => {
    const inArea = values.area === undefined || `${area}-`.startsWith(`${values.area}-`);
    return inArea && (values.box === undefined || values.box === device);
  })) {
    say(line);
  }
  return Promise.resolve(0);
}

function pagesOf(text: string): Map<string, Page> {
  const pages = new Map<string, Page>();
  for (const raw of text.split('\n').filter((one) => one !== '')) {
    const line = WideningLine.parse(JSON.parse(raw));
    if (line.kind !== 'book') note(pages, line);
  }
  return pages;
}

function note(pages: Map<string, Page>, line: Exclude<WideningLine, { kind: 'book' }>): void {
  for (const box of line.boxes) {
    const name = box.join(' ');
    const page = pages.get(name) ?? { held: null, agreed: [] };
    pages.set(name, page);
    if (line.kind === 'agreed') page.agreed.push(line);
    else Object.assign(page, { held: line.bounds }, line.used ? { agreed: [] } : {});
  }
}

function* told(
  pages: ReadonlyMap<string, Page>,
  wanted: (box: PlacedBox) => boolean,
): Generator<string> {
  for (const [name, { held, agreed }] of [...pages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [device, area] = name.split(' ') as PlacedBox;
    if (!wanted([device, area])) continue;
    yield `${device.padEnd(24)} ${area.padEnd(12)} ${held === null ? 'not known' : inWords(held)}`;
    for (const { to, agreedBy, askedBy, by, at } of agreed) {
      const when = formatLocal(instant(at));
      yield `    agreed ${when} by ${agreedBy} (${by}), asked by ${askedBy}: ${inWords(to)}`;
    }
  }
}

const inWords = (bounds: EnvelopeBounds): string =>
  [
    bounds.windows.length === 0 ? 'silence' : hoursInWords(bounds),
    `${bounds.minutesPerDayMax} min a day`,
    ...(bounds.exemptions ?? []).map(
      (one) => `${one.fromDate}..${one.toDate} ${hoursInWords(one)}`,
    ),
  ].join('; ');
