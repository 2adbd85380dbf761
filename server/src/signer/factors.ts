/**
 * Factors — sổ mã xác nhận của từng người.
 *
 * Who holds a secret for one-time codes, and where they may warn. A first secret needs the word of an
 * invitation that hands wrote on this machine, and its places are those of the invitation. Promises
 * that a code works once, also over a power cut; that a secret in force is replaced only by who has
 * it; and that a later word about a person, an invitation or a removal, ends what they had.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { FactorState, ListedWarner } from '@loaso/shared/wire/signer';
import { type Invitation, invitationText, type Warner } from '@loaso/shared/wire/warners';
import { type Factor, type Holder, openFactorLog } from './factor-log.js';
import type { Refused } from './publication.js';
import { newSecret, stepOf } from './totp.js';
import { createTries, type Tries } from './tries.js';
import type { WarnerBook } from './warners.js';

/** What a person shows for a new secret. */
export type FactorProof = {
  /** Of the secret in force. */
  readonly code?: string | undefined;
  /** Word of an invitation. */
  readonly invitation?: string | undefined;
};
export type Begun = {
  readonly secret: string;
  readonly areas: readonly string[];
  readonly by: keyof FactorProof;
};

export type FactorBook = {
  /** A secret that works once it is confirmed. */
  begin(user: string, proof: FactorProof): Result<Begun, Refused>;
  confirm(user: string, code: string): Result<null, Refused>;
  state(user: string): FactorState;
  /** Uses a code up. @returns where this person may warn */
  use(user: string, code: string): Result<readonly string[], Refused>;
  /** Everybody who may warn or may scan, by name. */
  list(): ListedWarner[];
  close(): void;
};

export type FactorDesk = {
  readonly warners: WarnerBook;
  /** UTC milliseconds. */
  readonly now: () => number;
};

type Rights = Pick<Factor, 'areas' | 'invitation'>;
/** What counts of a person now. */
type Standing = Holder & { readonly open: Invitation | null };

const MISSING: Refused = { code: 'factor-missing', detail: 'no secret for one-time codes' };
const UNINVITED: Refused = { code: 'factor-uninvited', detail: 'no invitation is open' };
const NEEDS_CODE: Refused = {
  code: 'factor-wrong',
  detail: 'a secret in force is replaced with a code of it',
};

export function openFactorBook(dir: string, { warners, now }: FactorDesk): FactorBook {
  const log = openFactorLog(join(dir, 'factors.log'));
  const tries = createTries(now);
  const standing = (user: string): Standing =>
    standingOf(log.holders().get(user), warners.find(user), now());

  const check = (user: string, code: string, factor: Factor): Result<number, Refused> => {
    const waiting = tries.wait(user);
    if (waiting !== null) return err(waiting);
    const step = stepOf(factor.secret, code, { now: now(), usedStep: factor.usedStep });
    tries.note(user, step !== null);
    return step === null
      ? err({ code: 'factor-wrong', detail: 'not this code, or used before' })
      : ok(step);
  };
  const use = (user: string, code: string): Result<readonly string[], Refused> => {
    const factor = standing(user).active;
    if (factor === null) return err(MISSING);
    const step = check(user, code, factor);
    if (!step.ok) return step;
    log.write({ kind: 'used', user, step: step.value });
    return ok(factor.areas);
  };
  const give = (user: string, { areas, invitation }: Rights, by: Begun['by']): Begun => {
    const secret = newSecret();
    log.begin(user, { secret, areas, invitation });
    return { secret, areas, by };
  };
  return {
    use,
    state: (user) => stateOf(standing(user)),
    begin(user, { code, invitation: word }) {
      const { active } = standing(user);
      if (active === null) {
        const by = opened(standing(user).open, { user, word }, tries);
        if (!by.ok) return by;
        const { areas, hash } = by.value;
        return ok(give(user, { areas, invitation: hash }, 'invitation'));
      }
      if (code === undefined) return err(NEEDS_CODE);
      const used = use(user, code);
      return used.ok ? ok(give(user, active, 'code')) : used;
    },
    confirm(user, code) {
      const { active, pending, open } = standing(user);
      if (pending === null) return err(MISSING);
      if (active === null && open === null) return err(UNINVITED);
      const step = check(user, code, pending);
      if (!step.ok) return step;
      log.write({ kind: 'active', user });
      log.write({ kind: 'used', user, step: step.value });
      return ok(null);
    },
    list: () => listOf(log.holders().keys(), warners.all(), standing),
    close: () => log.close(),
  };
}

type Shown = { readonly user: string; readonly word: string | undefined };

/** The invitation that is open for a person, where this is its word. */
function opened(
  open: Invitation | null,
  { user, word }: Shown,
  tries: Tries,
): Result<Invitation, Refused> {
  if (open === null || word === undefined) return err(UNINVITED);
  const waiting = tries.wait(user);
  if (waiting !== null) return err(waiting);
  if (hashOf(user, word) === open.hash) return ok(open);
  tries.note(user, false);
  return err({ code: 'factor-word-wrong', detail: 'not this invitation' });
}

const hashOf = (user: string, word: string): string =>
  createHash('sha256').update(invitationText(user, word)).digest('hex');

/** A secret counts as long as the last word about its person is the one that opened it. */
function standingOf(holder: Holder | undefined, warner: Warner | null, now: number): Standing {
  const { active = null, pending = null } = holder ?? {};
  const invitation = warner?.invitation ?? null;
  const counts = (factor: Factor | null): Factor | null => {
    if (factor === null) return null;
    const fits = warner === null ? factor.invitation === null : isOf(factor, invitation);
    return fits ? factor : null;
  };
  const open = invitation !== null && invitation.until > now ? invitation : null;
  return { active: counts(active), pending: counts(pending), open };
}

const isOf = (factor: Factor, invitation: Invitation | null): boolean =>
  invitation !== null && factor.invitation === invitation.hash;

function stateOf({ active, pending }: Holder): FactorState {
  if (active !== null) return 'active';
  return pending === null ? 'none' : 'pending';
}

function listOf(
  holders: Iterable<string>,
  warners: readonly Warner[],
  standing: (user: string) => Standing,
): ListedWarner[] {
  const names = new Set([...holders, ...warners.map(({ name }) => name)]);
  return [...names].sort().flatMap((user): ListedWarner[] => {
    const { active, pending, open } = standing(user);
    const state = stateOf({ active, pending });
    const areas = active?.areas ?? open?.areas;
    if (areas === undefined) return [];
    return [
      { user, areas: [...areas], state, until: active === null ? (open?.until ?? null) : null },
    ];
  });
}
