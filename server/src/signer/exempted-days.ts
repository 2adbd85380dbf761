/**
 * Exempted days — sổ những ngày đã được phát quá khung thường.
 *
 * Remembers, on its own disk, for which days it ever signed more for a box than the ordinary bounds, so that one
 * envelope after the other cannot make a year of festivals. A day that was taken back counts:
 * a box may hold what it was given.
 */
import { join } from 'node:path';
import { openAppendLog, writeDurably } from './durable.js';

type Days = { readonly device: string; readonly dates: readonly string[] };

export type ExemptedDays = {
  /** All that were ever signed for the box, and these. */
  withMore(days: Days): ReadonlySet<string>;
  /** Stored before the call returns. */
  add(all: readonly Days[]): void;
  close(): void;
};

/** Lines kept beyond one per box before the log is rewritten at a start. */
const SLACK_LINES = 20_000;
const LINE = /^([a-z0-9-]+)((?: \d{4}-\d{2}-\d{2})+)$/;

const lineOf = (device: string, dates: Iterable<string>): string => [device, ...dates].join(' ');

export function openExemptedDays(dir: string): ExemptedDays {
  const path = join(dir, 'exempted-days.log');
  let { log, lines } = openAppendLog(path);
  const book = readBook(lines, path);
  if (lines.length > book.size + SLACK_LINES) {
    log.close();
    const whole = [...book].map(([device, dates]) => `${lineOf(device, dates)}\n`);
    writeDurably(path, whole.join(''));
    ({ log } = openAppendLog(path));
  }
  const ofBox = (device: string): ReadonlySet<string> => book.get(device) ?? new Set();
  const fresh = ({ device, dates }: Days): string[] =>
    dates.filter((date) => !ofBox(device).has(date));
  return {
    withMore: ({ device, dates }) => new Set([...ofBox(device), ...dates]),
    add(all) {
      const added = all
        .map((days) => ({ device: days.device, dates: fresh(days) }))
        .filter(({ dates }) => dates.length > 0);
      if (added.length === 0) return;
      log.append(added.map(({ device, dates }) => lineOf(device, dates)));
      for (const { device, dates } of added) {
        book.set(device, new Set([...ofBox(device), ...dates]));
      }
    },
    close: () => log.close(),
  };
}

function readBook(lines: readonly string[], path: string): Map<string, Set<string>> {
  const book = new Map<string, Set<string>>();
  for (const [index, line] of lines.entries()) {
    const [, device, dates] = LINE.exec(line) ?? [];
    if (device === undefined || dates === undefined) {
      throw new Error(`${path} line ${index + 1} is damaged: restore it before signing`);
    }
    const known = book.get(device) ?? new Set<string>();
    for (const date of dates.trim().split(' ')) known.add(date);
    book.set(device, known);
  }
  return book;
}
