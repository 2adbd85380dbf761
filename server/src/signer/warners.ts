/**
 * Warner book — sổ người được ra lệnh khẩn, ở phía người ký.
 *
 * Reads the file that hands wrote beside it, anew whenever it has changed, and puts every change into
 * the audit. Nothing that comes over the socket ever writes it. A file that cannot be read changes
 * nothing while this process runs; at the start it is refused.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WARNERS_FILE, type Warner, Warners } from '@loaso/shared/wire/warners';
import type { AuditBook, AuditLine } from './audit.js';

export type WarnerBook = {
  /** Null for somebody of whom the file says nothing. */
  find(name: string): Warner | null;
  all(): readonly Warner[];
};

type Known = ReadonlyMap<string, Warner>;

const NOBODY: Known = new Map();

export function openWarnerBook(
  dir: string,
  audit: Pick<AuditBook, 'append' | 'newestAt'>,
): WarnerBook {
  const path = join(dir, WARNERS_FILE);
  let seen = markOf(path);
  let known = read(path);
  // What was written while nobody looked.
  const before = [...known].filter(([, { at }]) => at <= audit.newestAt);
  audit.append(changesOf(new Map(before), known));

  const fresh = (): Known => {
    const mark = markOf(path);
    if (mark === seen) return known;
    seen = mark;
    try {
      const next = read(path);
      audit.append(changesOf(known, next));
      known = next;
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      audit.append([{ act: 'warners-unread', detail: detail.slice(0, 400) }]);
    }
    return known;
  };
  return {
    find: (name) => fresh().get(name) ?? null,
    all: () => [...fresh().values()],
  };
}

/** Another one for each version of the file: it is replaced, never written over. */
function markOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.ctimeNs}`;
}

function read(path: string): Known {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return NOBODY;
  const parsed = Warners.safeParse(jsonIn(path));
  if (parsed.success) return new Map(parsed.data.warners.map((one) => [one.name, one]));
  throw new Error(`${path} is damaged: ${parsed.error.issues[0]?.message ?? 'not read'}`);
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} is damaged: ${cause instanceof Error ? cause.message : 'not read'}`);
  }
}

function changesOf(before: Known, after: Known): AuditLine[] {
  const lines: AuditLine[] = [];
  for (const [name, warner] of after) {
    const earlier = before.get(name);
    if (earlier?.at === warner.at && hashOf(earlier) === hashOf(warner)) continue;
    lines.push({
      act: hashOf(warner) === null ? 'warner-removed' : 'warner-invited',
      detail: inWords(warner),
    });
  }
  for (const name of before.keys()) {
    if (!after.has(name)) lines.push({ act: 'warner-removed', detail: `${name}: not in the file` });
  }
  return lines;
}

const hashOf = ({ invitation }: Warner): string | null => invitation?.hash ?? null;

function inWords({ name, invitation }: Warner): string {
  if (invitation === null) return name;
  const { areas, until } = invitation;
  return `${name} for ${areas.join(' ')} until ${new Date(until).toISOString()}`;
}
