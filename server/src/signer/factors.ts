/**
 * Factors — sổ mã xác nhận của từng người.
 *
 * Who holds a secret for one-time codes, and where they may warn. Promises that a code works once,
 * also over a power cut; that a secret in force is replaced only by who has it; and that nobody is
 * ever locked out: who guesses waits, seconds or half a minute.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { FactorState } from '@loaso/shared/wire/signer';
import { openAppendLog, writeDurably } from './durable.js';
import type { Refused } from './publication.js';
import { newSecret, stepOf } from './totp.js';

export type FactorBook = {
  /** A secret that works once it is confirmed; `code` of the one in force, where there is one. */
  begin(user: string, areas: readonly string[], code: string | undefined): Result<string, Refused>;
  confirm(user: string, code: string): Result<null, Refused>;
  state(user: string): FactorState;
  /** Uses a code up. @returns where this person may warn */
  use(user: string, code: string): Result<readonly string[], Refused>;
  close(): void;
};

type Factor = { readonly secret: string; readonly areas: readonly string[]; usedStep: number };
type Holder = { active: Factor | null; pending: Factor | null };
type Line =
  | { kind: 'begin'; user: string; secret: string; areas: readonly string[] }
  | { kind: 'active' | 'forget'; user: string }
  | { kind: 'used'; user: string; step: number };

export type FactorRules = {
  readonly newFactors: boolean;
  /** Whose secret is dropped at the start: the phone was lost. */
  readonly forget: readonly string[];
  /** UTC milliseconds. */
  readonly now: () => number;
};

const TRY_GAP_MS = 2_000;
const WRONG_MAX = 5;
const WRONG_GAP_MS = 30_000;
/** Lines kept beyond three per person before the log is rewritten at a start. */
const SLACK_LINES = 10_000;

const MISSING: Refused = { code: 'factor-missing', detail: 'no secret for one-time codes' };

export function openFactorBook(dir: string, rules: FactorRules): FactorBook {
  const { log, holders } = openLog(join(dir, 'factors.log'));
  const tries = createTries(rules.now);
  const write = (line: Line): void => {
    log.append([JSON.stringify(line)]);
    apply(holders, line);
  };
  for (const user of rules.forget) if (holders.has(user)) write({ kind: 'forget', user });

  const check = (user: string, code: string, factor: Factor): Result<number, Refused> => {
    const waiting = tries.wait(user);
    if (waiting !== null) return err(waiting);
    const step = stepOf(factor.secret, code, { now: rules.now(), usedStep: factor.usedStep });
    tries.note(user, step !== null);
    return step === null
      ? err({ code: 'factor-wrong', detail: 'not this code, or used before' })
      : ok(step);
  };
  const use = (user: string, code: string): Result<readonly string[], Refused> => {
    const factor = holders.get(user)?.active ?? null;
    if (factor === null) return err(MISSING);
    const step = check(user, code, factor);
    if (!step.ok) return step;
    write({ kind: 'used', user, step: step.value });
    return ok(factor.areas);
  };
  return {
    use,
    state: (user) => stateOf(holders.get(user)),
    begin(user, areas, code) {
      const refused = mayBegin(holders.get(user)?.active ?? null, rules);
      if (refused !== null) return err(refused);
      if (holders.get(user)?.active) {
        if (code === undefined) return err(needsCode);
        const used = use(user, code);
        if (!used.ok) return used;
      }
      const secret = newSecret();
      write({ kind: 'begin', user, secret, areas });
      return ok(secret);
    },
    confirm(user, code) {
      const factor = holders.get(user)?.pending ?? null;
      if (factor === null) return err(MISSING);
      const step = check(user, code, factor);
      if (!step.ok) return step;
      write({ kind: 'active', user });
      write({ kind: 'used', user, step: step.value });
      return ok(null);
    },
    close: () => log.close(),
  };
}

const needsCode: Refused = {
  code: 'factor-wrong',
  detail: 'a secret in force is replaced with a code of it',
};

const mayBegin = (active: Factor | null, { newFactors }: FactorRules): Refused | null =>
  active === null && !newFactors
    ? { code: 'signer-refused', detail: 'no first secrets are given out any more' }
    : null;

function stateOf(holder: Holder | undefined): FactorState {
  if (holder === undefined) return 'none';
  if (holder.active !== null) return 'active';
  return holder.pending === null ? 'none' : 'pending';
}

type Tries = {
  wait(user: string): Refused | null;
  note(user: string, right: boolean): void;
};

/** In memory only: a restart of this process is not in the hands of who guesses. */
function createTries(now: () => number): Tries {
  const known = new Map<string, { at: number; wrong: number }>();
  return {
    wait(user) {
      const last = known.get(user);
      if (last === undefined) return null;
      const gap = last.wrong >= WRONG_MAX ? WRONG_GAP_MS : TRY_GAP_MS;
      const left = last.at + gap - now();
      if (left <= 0 || left > gap) return null;
      const retryAfterS = Math.ceil(left / 1000);
      return { code: 'factor-wait', detail: `next try in ${retryAfterS} s`, retryAfterS };
    },
    note(user, right) {
      const wrong = right ? 0 : (known.get(user)?.wrong ?? 0) + 1;
      known.set(user, { at: now(), wrong });
    },
  };
}

function openLog(path: string) {
  let { log, lines } = openAppendLog(path);
  const holders = new Map<string, Holder>();
  for (const [index, line] of lines.entries()) {
    const parsed = lineOf(line);
    if (parsed === null) throw new Error(`${path} line ${index + 1} is damaged: restore it first`);
    apply(holders, parsed);
  }
  if (lines.length > 3 * holders.size + SLACK_LINES) {
    log.close();
    const whole = [...holders].flatMap(([user, holder]) => linesFor(user, holder));
    writeDurably(path, whole.map((line) => `${JSON.stringify(line)}\n`).join(''));
    ({ log } = openAppendLog(path));
  }
  return { log, holders };
}

function lineOf(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Line;
    return typeof line.user === 'string' && typeof line.kind === 'string' ? line : null;
  } catch {
    // Not JSON: the caller refuses to start on a damaged book.
    return null;
  }
}

function apply(holders: Map<string, Holder>, line: Line): void {
  const holder = holders.get(line.user) ?? { active: null, pending: null };
  holders.set(line.user, holder);
  if (line.kind === 'begin') {
    holder.pending = { secret: line.secret, areas: line.areas, usedStep: -1 };
  } else if (line.kind === 'active') {
    holder.active = holder.pending;
    holder.pending = null;
  } else if (line.kind === 'used') {
    if (holder.active !== null) holder.active.usedStep = line.step;
  } else holders.delete(line.user);
}

/** The same book in as few lines as say it. */
function linesFor(user: string, { active, pending }: Holder): Line[] {
  const lines: Line[] = [];
  if (active !== null) {
    const { secret, areas, usedStep } = active;
    lines.push({ kind: 'begin', user, secret, areas }, { kind: 'active', user });
    if (usedStep >= 0) lines.push({ kind: 'used', user, step: usedStep });
  }
  if (pending !== null) {
    const { secret, areas } = pending;
    lines.push({ kind: 'begin', user, secret, areas });
  }
  return lines;
}
