/**
 * Approvals — sổ duyệt của tiến trình ký.
 *
 * Who approved which files of which bulletin, or the address of which stream, and who wrote them:
 * recorded once, when a person approves, and on the disk before the answer. A publication names files
 * and streams alone. The book is open to approvals of before it until it is closed, once and for good.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import {
  type Approval,
  ApprovalLine,
  type ApprovedContent,
  approvalContent,
  approvedId,
  type BookOpenTo,
  type KnownApproval,
} from '@loaso/shared/trust/approval';
import { openAppendLog, writeDurably } from './durable.js';

export type ApprovalBook = {
  /** False once approvals of before are taken no more. */
  open(): BookOpenTo;
  /** True when a bulletin stands in it whose file this is. */
  has(sha256: string): boolean;
  /** True when a source stands in it with this very address. */
  hasRelay(sourceId: string, url: string): boolean;
  /** Takes the place of what stood there about the same bulletins and sources. */
  put(approvals: readonly Approval[]): void;
  /** @returns those that stood in the book */
  withdraw(ids: readonly string[]): string[];
  shut(): void;
  /** At most `max` that follow upon one, by name. */
  after(id: string, max: number): KnownApproval[];
  close(): void;
};

/** The hash that a person approved, worked out here. */
export const hashOf = (one: ApprovedContent): Sha256 =>
  Sha256.parse(createHash('sha256').update(approvalContent(one)).digest('hex'));

/** Lines kept beyond those that count before the log is rewritten at a start. */
const SLACK_LINES = 10_000;

type Pages = {
  /** Bulletins and sources of relays. */
  readonly approved: Map<string, Approval>;
  /** Bulletins by file. */
  readonly files: Map<string, Set<string>>;
  open: BookOpenTo;
};

export function openApprovalBook(dir: string): ApprovalBook {
  const { log, pages } = openLog(join(dir, 'approvals.log'));
  const write = (lines: readonly ApprovalLine[]): void => {
    log.append(lines.map((line) => JSON.stringify(line)));
    for (const line of lines) apply(pages, line);
  };
  return {
    open: () => pages.open,
    has: (sha256) => pages.files.has(sha256),
    hasRelay(sourceId, url) {
      const one = pages.approved.get(sourceId);
      return one?.kind === 'relay-approved' && one.url === url;
    },
    put: write,
    withdraw(ids) {
      const known = [...new Set(ids)].filter((id) => pages.approved.has(id));
      if (known.length > 0) write([{ kind: 'withdrawn', bulletins: known }]);
      return known;
    },
    shut: () => write(shutLines(pages.open, false)),
    after: (from, max) =>
      [...pages.approved.keys()]
        .filter((id) => id > from)
        .sort(byCode)
        .slice(0, max)
        .flatMap((id) => pages.approved.get(id) ?? [])
        .map((one) => ({ id: approvedId(one), contentHash: one.contentHash })),
    close: () => log.close(),
  };
}

/** What says that the book is shut to those to whom it is open, or not open, now. */
const shutLines = ({ bulletins, relays }: BookOpenTo, open: boolean): ApprovalLine[] => [
  ...(bulletins === open ? [] : [{ kind: 'shut' as const }]),
  ...(relays === open ? [] : [{ kind: 'relays-shut' as const }]),
];

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);

function openLog(path: string) {
  let { log, lines } = openAppendLog(path);
  const open = { bulletins: true, relays: true };
  const pages: Pages = { approved: new Map(), files: new Map(), open };
  for (const [index, text] of lines.entries()) {
    const line = lineOf(text);
    if (line === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
    apply(pages, line);
  }
  if (lines.length > pages.approved.size + SLACK_LINES) {
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
const linesOf = ({ approved, open }: Pages): ApprovalLine[] => [
  FIRST,
  ...shutLines(open, true),
  ...approved.values(),
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
  if (line.kind === 'shut') pages.open = { ...pages.open, bulletins: false };
  if (line.kind === 'relays-shut') pages.open = { ...pages.open, relays: false };
  if (line.kind === 'withdrawn') for (const id of line.bulletins) forget(pages, id);
  if (line.kind !== 'approved' && line.kind !== 'relay-approved') return;
  forget(pages, approvedId(line));
  pages.approved.set(approvedId(line), line);
  if (line.kind === 'approved') nameFiles(pages, line);
}

function nameFiles(pages: Pages, line: Extract<Approval, { kind: 'approved' }>): void {
  for (const sha256 of line.audio) {
    const named = pages.files.get(sha256) ?? new Set();
    pages.files.set(sha256, named.add(line.bulletinId));
  }
}

function forget({ approved, files }: Pages, id: string): void {
  const gone = approved.get(id);
  for (const sha256 of gone?.kind === 'approved' ? gone.audio : []) {
    const named = files.get(sha256);
    named?.delete(id);
    if (named?.size === 0) files.delete(sha256);
  }
  approved.delete(id);
}
