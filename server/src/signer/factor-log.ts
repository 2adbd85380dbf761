/**
 * Log of factors — tệp ghi khoá mã xác nhận của từng người.
 *
 * What happened to whose secret, line by line, on the disk before it counts; rewritten at a start in
 * as few lines as say the same, when it has grown. Judges nothing.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { FactorLine } from '@loaso/shared/wire/warners';
import { openAppendLog, writeDurably } from './durable.js';

export type Factor = {
  readonly secret: string;
  readonly areas: readonly string[];
  /** Hash of the invitation that opened it; null where it was given out before there were any. */
  readonly invitation: Sha256 | null;
  usedStep: number;
};
export type Holder = { active: Factor | null; pending: Factor | null };

export type FactorLog = {
  holders(): ReadonlyMap<string, Holder>;
  begin(user: string, factor: Omit<Factor, 'usedStep'>): void;
  write(line: FactorLine): void;
  close(): void;
};

/** Lines kept beyond three per person before the log is rewritten at a start. */
const SLACK_LINES = 10_000;

export function openFactorLog(path: string): FactorLog {
  let { log, lines } = openAppendLog(path);
  const holders = new Map<string, Holder>();
  for (const [index, line] of lines.entries()) {
    const parsed = lineOf(line);
    if (parsed === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
    apply(holders, parsed);
  }
  if (lines.length > 3 * holders.size + SLACK_LINES) {
    log.close();
    const whole = [...holders].flatMap(([name, holder]) => linesFor(name, holder));
    writeDurably(path, whole.map((line) => `${JSON.stringify(line)}\n`).join(''));
    ({ log } = openAppendLog(path));
  }
  const write = (line: FactorLine): void => {
    log.append([JSON.stringify(line)]);
    apply(holders, line);
  };
  return {
    holders: () => holders,
    begin: (name, factor) => write(beginOf(name, factor)),
    write,
    close: () => log.close(),
  };
}

function lineOf(text: string): FactorLine | null {
  try {
    const parsed = FactorLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller refuses to start on a damaged book.
    return null;
  }
}

function apply(holders: Map<string, Holder>, line: FactorLine): void {
  const holder = holders.get(line.user) ?? { active: null, pending: null };
  holders.set(line.user, holder);
  if (line.kind === 'begin') {
    const { secret, areas, invitation = null } = line;
    holder.pending = { secret, areas, invitation, usedStep: -1 };
  } else if (line.kind === 'active') {
    holder.active = holder.pending;
    holder.pending = null;
  } else if (line.kind === 'used') {
    if (holder.active !== null) holder.active.usedStep = line.step;
  } else holders.delete(line.user);
}

const beginOf = (
  name: string,
  { secret, areas, invitation }: Omit<Factor, 'usedStep'>,
): FactorLine => ({
  kind: 'begin',
  user: name,
  secret,
  areas: [...areas],
  ...(invitation === null ? {} : { invitation }),
});

/** The same book in as few lines as say it. */
function linesFor(name: string, { active, pending }: Holder): FactorLine[] {
  const lines: FactorLine[] = [];
  if (active !== null) {
    lines.push(beginOf(name, active), { kind: 'active', user: name });
    if (active.usedStep >= 0) lines.push({ kind: 'used', user: name, step: active.usedStep });
  }
  if (pending !== null) lines.push(beginOf(name, pending));
  return lines;
}
