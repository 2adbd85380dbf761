/**
 * Journal lines — dạng dòng của sổ.
 *
 * One entry a line: length and CRC-32 of the text in hex, then the text. A line that a power cut has
 * torn does not check, and what follows a bad line is still read: bit rot takes one entry, not all.
 */
import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../../core/journal-entry.js';

const HEADER = /^([0-9a-f]{8}) ([0-9a-f]{8}) /;
const HEADER_BYTES = 18;
const NEWLINE = 10;

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

export function lineOf(entry: JournalEntry): Buffer {
  const text = Buffer.from(JSON.stringify(entry), 'utf8');
  return Buffer.concat([
    Buffer.from(`${hex(text.length)} ${hex(crc32(text))} `),
    text,
    Buffer.from('\n'),
  ]);
}

export type Lines = {
  readonly entries: JournalEntry[];
  /** Where the last good line ends; what lies behind it is a torn tail. */
  readonly goodBytes: number;
  /** Bad lines before that end. */
  readonly rotten: number;
};

export function linesOf(bytes: Buffer): Lines {
  const entries: JournalEntry[] = [];
  let goodBytes = 0;
  let rotten = 0;
  let bad = 0;
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    if (newline < 0) break;
    const entry = entryOf(bytes.subarray(from, newline));
    from = newline + 1;
    if (entry === null) {
      bad += 1;
      continue;
    }
    entries.push(entry);
    goodBytes = from;
    rotten += bad;
    bad = 0;
  }
  return { entries, goodBytes, rotten };
}

function entryOf(line: Buffer): JournalEntry | null {
  const header = HEADER.exec(line.subarray(0, HEADER_BYTES).toString('latin1'));
  if (header === null) return null;
  const text = line.subarray(HEADER_BYTES);
  if (text.length !== Number.parseInt(header[1] ?? '', 16)) return null;
  if (crc32(text) !== Number.parseInt(header[2] ?? '', 16)) return null;
  return JSON.parse(text.toString('utf8')) as JournalEntry;
}
