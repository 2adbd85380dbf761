/**
 * Approvals — sổ duyệt của tiến trình ký.
 *
 * Who approved which files of which bulletin, and who wrote them: recorded once, when a person
 * approves, and on the disk before the answer. A publication names files alone. The book is open to
 * approvals of before it until it is closed, once and for good.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import {
  type Approvable,
  type Approval,
  ApprovalLine,
  approvalContent,
  type KnownApproval,
} from '@loaso/shared/trust/approval';
import { openAppendLog, writeDurably } from './durable.js';

export type ApprovalBook = {
  /** False once approvals of before are taken no more. */
  open(): boolean;
  /** True when a bulletin stands in it whose file this is. */
  has(sha256: string): boolean;
  /** Takes the place of what stood there about the same bulletins. */
  put(approvals: readonly Approval[]): void;
  /** @returns those that stood in the book */
  withdraw(bulletins: readonly string[]): string[];
  shut(): void;
  /** At most `max` that follow upon a bulletin, by name. */
  after(bulletinId: string, max: number): KnownApproval[];
  close(): void;
};

/** The hash that a person approved, worked out here. */
export const hashOf = ({ bulletinId, areaId, text, audio }: Approvable): Sha256 =>
  Sha256.parse(
    createHash('sha256').update(approvalContent({ bulletinId, areaId, text, audio })).digest('hex'),
  );

/** Lines kept beyond those that count before the log is rewritten at a start. */
const SLACK_LINES = 10_000;

type Pages = {
  readonly bulletins: Map<string, Approval>;
  /** Bulletins by file. */
  readonly files: Map<string, Set<string>>;
  shut: boolean;
};

export function openApprovalBook(dir: string): ApprovalBook {
  const { log, pages } = openLog(join(dir, 'approvals.log'));
  const write = (lines: readonly ApprovalLine[]): void => {
    log.append(lines.map((line) => JSON.stringify(line)));
    for (const line of lines) apply(pages, line);
  };
  return {
    open: () => !pages.shut,
    has: (sha256) => pages.files.has(sha256),
    put: write,
    withdraw(bulletins) {
      const known = [...new Set(bulletins)].filter((id) => pages.bulletins.has(id));
      if (known.length > 0) write([{ kind: 'withdrawn', bulletins: known }]);
      return known;
    },
    shut() {
      if (!pages.shut) write([{ kind: 'shut' }]);
    },
    after: (bulletinId, max) =>
      [...pages.bulletins.keys()]
        .filter((id) => id > bulletinId)
        .sort(byCode)
        .slice(0, max)
        .flatMap((id) => pages.bulletins.get(id) ?? [])
        .map(({ bulletinId: id, contentHash }) => ({ bulletinId: id, contentHash })),
    close: () => log.close(),
  };
}

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);

function openLog(path: string) {
  let { log, lines } = openAppendLog(path);
  const pages: Pages = { bulletins: new Map(), files: new Map(), shut: false };
  for (const [index, text] of lines.entries()) {
    const line = lineOf(text);
    if (line === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
    apply(pages, line);
  }
  if (lines.length > pages.bulletins.size + SLACK_LINES) {
    log.close();
    writeDurably(
      path,
      linesOf(pages)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    ({ log } = openAppendLog(path));
  } else if (lines.length === 0) log.append([JSON.stringify(FIRST)]);
  return { log, pages };
}

const FIRST: ApprovalLine = { kind: 'book', v: 1 };

/** The same book in as few lines as say it. */
const linesOf = ({ bulletins, shut }: Pages): ApprovalLine[] => [
  FIRST,
  ...(shut ? [{ kind: 'shut' as const }] : []),
  ...bulletins.values(),
];

function lineOf(text: string): ApprovalLine | null {
  try {
    const parsed = ApprovalLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller refuses to start on a damaged book.
    return null;
  }
}

function apply(pages: Pages, line: ApprovalLine): void {
  if (line.kind === 'shut') pages.shut = true;
  if (line.kind === 'withdrawn') for (const id of line.bulletins) forget(pages, id);
  if (line.kind !== 'approved') return;
  forget(pages, line.bulletinId);
  pages.bulletins.set(line.bulletinId, line);
  for (const sha256 of line.audio) {
    const named = pages.files.get(sha256) ?? new Set();
    pages.files.set(sha256, named.add(line.bulletinId));
  }
}

function forget({ bulletins, files }: Pages, id: string): void {
  for (const sha256 of bulletins.get(id)?.audio ?? []) {
    const named = files.get(sha256);
    named?.delete(id);
    if (named?.size === 0) files.delete(sha256);
  }
  bulletins.delete(id);
}
