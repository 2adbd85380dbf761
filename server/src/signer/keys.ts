/**
 * Key ring — chùm khoá ký và danh sách khoá tin cậy.
 *
 * Holds one key per role, the roots that tell boxes of them, and the way from one root to the next:
 * draft, signatures of root keys, store. Where no offline root keys were given before the first start
 * it makes one root key itself, so that boxes of today can be given new keys tomorrow; it lies beside
 * the others then, and whoever has this machine has the boxes. A revoked key is deleted.
 */
import { sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import { acceptRoot, activeKey, rootFault } from '@loaso/shared/trust/accept-root';
import { type Sign, signedText, type TrustRoot } from '@loaso/shared/trust/sealed';
import { RELEASE_KEYS_FILE, ReleaseKeys } from '@loaso/shared/wire/release';
import {
  ROOT_KEYS_FILE,
  type RootChange,
  RootKeys,
  type Signature,
  SignerKeyRole,
} from '@loaso/shared/wire/signer';
import { openRootBook, type RootBook } from './root-book.js';
import { type Folder, nextRoot, trusted, withRole } from './root-draft.js';
import { openSecretBook, type Secret, type SecretBook } from './secrets.js';
import { verifyEd25519 } from './verify.js';

export type SignerRole = SignerKeyRole;
export const SIGNER_ROLES: readonly SignerRole[] = SignerKeyRole.options;

export type RootDraft = { readonly body: string; readonly sigs: readonly Signature[] };

export type KeyRing = {
  readonly root: TrustRoot;
  /** @throws when the root names no key for the role that is here */
  signerOf(role: SignerRole): Sign;
  stepsAfter(num: number): string[];
  /** The next root; signed already where this signer holds the root key. Earlier drafts are void. */
  draft(change: RootChange): Result<RootDraft, string>;
  /** Puts a signed draft in force: new keys sign from now on, revoked ones are gone. */
  store(sealed: string): Result<TrustRoot, string>;
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

function folderOf(dir: string): Folder {
  const [rootPath, releasePath] = [join(dir, ROOT_KEYS_FILE), join(dir, RELEASE_KEYS_FILE)];
  return {
    rootKeys: existsSync(rootPath) ? RootKeys.parse(readJson(rootPath)) : null,
    releaseKeys: existsSync(releasePath) ? ReleaseKeys.parse(readJson(releasePath)) : null,
  };
}

const signBy = ({ kid, key }: Secret): Sign => ({
  kid,
  sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
});

/** Loads the keys in `dir`, making what is not there yet. */
export function openKeyRing(dir: string): KeyRing {
  const secrets = openSecretBook(dir);
  const book = openRootBook(dir);
  if (book.newest() === null) begin(book, secrets, folderOf(dir));
  dropRevoked(newestOf(book), secrets);
  const ring: KeyRing = {
    get root() {
      return newestOf(book);
    },
    signerOf: (role) => signBy(secretOf(newestOf(book), secrets, role)),
    stepsAfter: (num) => book.stepsAfter(num),
    draft: (change) => draft(newestOf(book), secrets, folderOf(dir), change),
    store(sealed) {
      const accepted = judged(sealed, newestOf(book), secrets);
      if (!accepted.ok) return accepted;
      book.add(accepted.value, sealed);
      dropRevoked(accepted.value, secrets);
      return accepted;
    },
  };
  if (ownRoot(ring.root, secrets) !== null) takeFolder(ring);
  // Complains at the start about a key that is missing, not at the first plan.
  for (const role of SIGNER_ROLES) ring.signerOf(role);
  return ring;
}

const newestOf = (book: RootBook): TrustRoot => {
  const root = book.newest();
  if (root === null) throw new Error('no root was begun');
  return root;
};

/**
 * The first root. Boxes of a folder from before roots were kept hold number 1 without a root key: the
 * one that has it is number 2, and those boxes must be enrolled again before it reaches them.
 */
function begin(book: RootBook, secrets: SecretBook, { rootKeys, releaseKeys }: Folder): void {
  const num = SIGNER_ROLES.some((role) => secrets.first(role) !== null) ? 2 : 1;
  const own = SIGNER_ROLES.map((role) => trusted(secrets.first(role) ?? secrets.make(role), role));
  const bare: TrustRoot = { v: 1, num, keys: own, thresholds: {} };
  const root =
    rootKeys === null
      ? { ...bare, keys: [...own, trusted(secrets.first('root') ?? secrets.make('root'), 'root')] }
      : withRole(bare, 'root', rootKeys);
  const whole = releaseKeys === null ? root : withRole(root, 'release', releaseKeys);
  const fault = rootFault(whole);
  if (fault !== null) throw new Error(`the first root: ${fault}`);
  book.add(whole, null);
}

/** Release keys that came since the last start, where no offline root key has to agree. */
function takeFolder(ring: KeyRing): void {
  const renewed = ring.draft({ kind: 'renew' });
  if (!renewed.ok || renewed.value.sigs.length === 0) return;
  const { body, sigs } = renewed.value;
  ring.store(JSON.stringify({ v: 1, type: 'root', body, sigs }));
}

function secretOf(root: TrustRoot, secrets: SecretBook, role: SignerRole): Secret {
  const kid = activeKey(root, role)?.kid;
  const secret = kid === undefined ? undefined : secrets.all.get(kid);
  if (secret === undefined) throw new Error(`no key for role ${role}: ${kid ?? 'none is trusted'}`);
  return secret;
}

function dropRevoked(root: TrustRoot, secrets: SecretBook): void {
  for (const { kid, revoked } of root.keys) if (revoked) secrets.remove(kid);
}

function draft(
  root: TrustRoot,
  secrets: SecretBook,
  folder: Folder,
  change: RootChange,
): Result<RootDraft, string> {
  if (change.kind !== 'renew') dropUnnamed(root, secrets);
  const next = nextRoot(root, change, folder, (role) => secrets.make(role));
  if (!next.ok) return next;
  const body = JSON.stringify(next.value);
  return ok({ body, sigs: ownSigs(root, secrets, body) });
}

/** Keys of drafts that nobody signed. */
function dropUnnamed(root: TrustRoot, secrets: SecretBook): void {
  const named = new Set(root.keys.map(({ kid }) => kid));
  for (const kid of [...secrets.all.keys()]) if (!named.has(kid)) secrets.remove(kid);
}

function ownRoot(root: TrustRoot, secrets: SecretBook): Secret | null {
  return secrets.all.get(activeKey(root, 'root')?.kid ?? '') ?? null;
}

/** The own root key signs what this process has drafted; none where root keys lie offline. */
function ownSigs(root: TrustRoot, secrets: SecretBook, body: string): Signature[] {
  const own = ownRoot(root, secrets);
  if (own === null) return [];
  return [{ kid: own.kid, sig: signBy(own).sign(signedText('root', body)) }];
}

function judged(sealed: string, held: TrustRoot, secrets: SecretBook): Result<TrustRoot, string> {
  const accepted = acceptRoot(sealed, held, verifyEd25519);
  if (!accepted.ok) return err(`${accepted.error.code}: ${accepted.error.detail}`);
  if (accepted.value.outcome === 'unchanged') return err('this root is in force already');
  const { root } = accepted.value;
  const lost = SIGNER_ROLES.find((role) => !secrets.all.has(activeKey(root, role)?.kid ?? ''));
  return lost === undefined
    ? ok(root)
    : err(`the ${lost} key of this draft is not here: a newer draft was made`);
}
