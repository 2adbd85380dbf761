/**
 * Numbers — sổ số thứ tự đã ký.
 *
 * Remembers, on its own disk, the highest plan and envelope number it ever signed for every box. A
 * database put back from yesterday cannot make it sign a number twice: that is the hold.
 */
import { join } from 'node:path';
import { openAppendLog, writeDurably } from './durable.js';

export type NumberKind = 'plan' | 'envelope';

export type NumberBook = {
  /** 0 when nothing was ever signed. */
  highest(kind: NumberKind, device: string): number;
  /** Stored before the call returns. */
  raise(kind: NumberKind, entries: readonly { device: string; num: number }[]): void;
  close(): void;
};

/** Lines kept beyond one per box before the log is rewritten at a start. */
const SLACK_LINES = 50_000;

const isKind = (text: string | undefined): text is NumberKind =>
  text === 'plan' || text === 'envelope';

export function openNumberBook(dir: string): NumberBook {
  const path = join(dir, 'numbers.log');
  let { log, lines } = openAppendLog(path);
  const book = readBook(lines, path);
  const whole = [...book].map(([name, num]) => `${name} ${num}`);
  if (lines.length > whole.length + SLACK_LINES) {
    log.close();
    writeDurably(path, whole.map((line) => `${line}\n`).join(''));
    ({ log } = openAppendLog(path));
  }
  return {
    highest: (kind, device) => book.get(`${kind} ${device}`) ?? 0,
    raise(kind, entries) {
      log.append(entries.map(({ device, num }) => `${kind} ${device} ${num}`));
      for (const { device, num } of entries) {
        const name = `${kind} ${device}`;
        book.set(name, Math.max(num, book.get(name) ?? 0));
      }
    },
    close: () => log.close(),
  };
}

function readBook(lines: readonly string[], path: string): Map<string, number> {
  const book = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const [kind, device, text] = line.split(' ');
    const num = Number(text);
    if (!isKind(kind) || device === undefined || !Number.isSafeInteger(num)) {
      throw new Error(`${path} line ${index + 1} is damaged: restore it before signing`);
    }
    const name = `${kind} ${device}`;
    book.set(name, Math.max(num, book.get(name) ?? 0));
  }
  return book;
}
