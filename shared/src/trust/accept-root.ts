/**
 * Accepting a root — nhận danh sách khoá tin cậy mới.
 *
 * Root N+1 counts when enough root keys of N *and* enough root keys of N+1 have signed it (the rule of
 * TUF), and when it is exactly one number higher: whoever was away takes one step after the other. A
 * key once revoked stays revoked, and nobody can saw off the branch: a root without enough root keys
 * of its own is none.
 */
import { err, ok, type Result } from '../result.js';
import {
  type KeyRole,
  parseSealed,
  readBody,
  type Sealed,
  type SealRefusal,
  signedText,
  type TrustedKey,
  TrustRoot,
  type Verify,
} from './sealed.js';

export type RootRefusal =
  | SealRefusal
  | { readonly code: 'old-number'; readonly detail: string }
  | { readonly code: 'number-gap'; readonly detail: string }
  | { readonly code: 'equivocation'; readonly detail: string }
  | { readonly code: 'inconsistent'; readonly detail: string };

export type RootAccepted =
  | { readonly outcome: 'accepted'; readonly root: TrustRoot }
  | { readonly outcome: 'unchanged' };

/** Judges one message that claims to be the root after `held`. */
export function acceptRoot(
  raw: string,
  held: TrustRoot,
  verify: Verify,
): Result<RootAccepted, RootRefusal> {
  const parsed = parseSealed(raw);
  if (!parsed.ok) return parsed;
  const sealed = parsed.value;
  if (sealed.type !== 'root') {
    return err({ code: 'wrong-type', detail: `${sealed.type} on root` });
  }
  const before = signatureFault(sealed, held, verify);
  if (before !== null) return err(before);
  const read = readBody(sealed.body, TrustRoot);
  if (!read.ok) return read;
  const root = read.value;
  if (root.num < held.num) return err({ code: 'old-number', detail: `${root.num} < ${held.num}` });
  if (root.num === held.num) {
    return JSON.stringify(root) === JSON.stringify(held)
      ? ok({ outcome: 'unchanged' })
      : err({ code: 'equivocation', detail: `two roots numbered ${root.num}` });
  }
  const fault =
    stepFault(root, held) ?? signatureFault(sealed, root, verify) ?? strangerIn(sealed, held, root);
  return fault === null ? ok({ outcome: 'accepted', root }) : err(fault);
}

const rootKey = (root: TrustRoot, kid: string): TrustedKey | undefined =>
  root.keys.find((key) => key.kid === kid && key.role === 'root');

/** What is wrong with the signatures by the root keys of `root`; those of other keys are left out. */
function signatureFault(sealed: Sealed, root: TrustRoot, verify: Verify): SealRefusal | null {
  const message = signedText('root', sealed.body);
  const signers = new Set<string>();
  let revoked: string | null = null;
  for (const { kid, sig } of sealed.sigs) {
    const key = rootKey(root, kid);
    if (key === undefined) continue;
    if (!verify(key.publicKey, message, sig)) return { code: 'bad-signature', detail: kid };
    if (key.revoked) revoked = kid;
    else signers.add(key.publicKey);
  }
  const needed = root.thresholds.root ?? 1;
  if (signers.size >= needed) return null;
  if (revoked !== null) return { code: 'revoked-key', detail: revoked };
  if (signers.size === 0) {
    return { code: 'unknown-key', detail: `no root key of number ${root.num} has signed` };
  }
  return { code: 'too-few-signatures', detail: `${signers.size} of ${needed}` };
}

function strangerIn(sealed: Sealed, held: TrustRoot, next: TrustRoot): SealRefusal | null {
  const stranger = sealed.sigs.find(
    ({ kid }) => rootKey(held, kid) === undefined && rootKey(next, kid) === undefined,
  );
  return stranger === undefined
    ? null
    : { code: 'unknown-key', detail: `${stranger.kid} is no root key` };
}

function stepFault(next: TrustRoot, held: TrustRoot): RootRefusal | null {
  if (next.num !== held.num + 1) {
    return { code: 'number-gap', detail: `${held.num} to ${next.num}` };
  }
  const detail = rootFault(next) ?? takenBack(next, held);
  return detail === null ? null : { code: 'inconsistent', detail };
}

/** What makes `root` no root at all, whoever signed it; null when it can be one. */
export function rootFault(root: TrustRoot): string | null {
  if (hasTwice(root.keys.map(({ kid }) => kid))) return 'two keys of one name';
  if (hasTwice(root.keys.map(({ publicKey }) => publicKey))) return 'one key in two places';
  const left = root.keys.filter(({ role, revoked }) => role === 'root' && !revoked).length;
  const needed = root.thresholds.root ?? 1;
  return left >= needed ? null : `${left} root keys of ${needed} needed`;
}

const hasTwice = (names: readonly string[]): boolean => new Set(names).size !== names.length;

/** A revocation stands for ever, and a name stands for one key. */
function takenBack(next: TrustRoot, held: TrustRoot): string | null {
  const after = new Map(next.keys.map((key) => [key.publicKey, key]));
  const back = held.keys.find(
    ({ publicKey, revoked }) => revoked && after.get(publicKey)?.revoked !== true,
  );
  if (back !== undefined) return `takes back the revocation of ${back.kid}`;
  const names = new Map(next.keys.map((key) => [key.kid, key]));
  const renamed = held.keys.find((key) => {
    const same = names.get(key.kid);
    return same !== undefined && (same.publicKey !== key.publicKey || same.role !== key.role);
  });
  return renamed === undefined ? null : `gives the name ${renamed.kid} to another key`;
}

/** The key that signs for a role now: the newest that is not revoked. */
export const activeKey = (root: TrustRoot, role: KeyRole): TrustedKey | null =>
  root.keys.findLast((key) => key.role === role && !key.revoked) ?? null;
