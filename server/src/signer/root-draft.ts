/**
 * Next root — dựng danh sách khoá tin cậy kế tiếp.
 *
 * From the root in force and a wish to the text that root keys must sign. Touches no disk: what lies
 * in the folder of the signer and the making of keys are arguments.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import { activeKey, rootFault } from '@loaso/shared/trust/accept-root';
import type { TrustedKey, TrustRoot } from '@loaso/shared/trust/sealed';
import type { ReleaseKeys } from '@loaso/shared/wire/release';
import type { RootChange, RootKeys, SignerKeyRole } from '@loaso/shared/wire/signer';

export type PublicHalf = Pick<TrustedKey, 'kid' | 'publicKey'>;

/** What an operator has put into the folder of the signer. */
export type Folder = {
  readonly rootKeys: RootKeys | null;
  readonly releaseKeys: ReleaseKeys | null;
};

export const trusted = (key: PublicHalf, role: TrustedKey['role']): TrustedKey => ({
  kid: key.kid,
  role,
  publicKey: key.publicKey,
  areas: ['*'],
  revoked: false,
});

/** @param make a new key of the signer for a role */
export function nextRoot(
  root: TrustRoot,
  change: RootChange,
  folder: Folder,
  make: (role: SignerKeyRole) => PublicHalf,
): Result<TrustRoot, string> {
  const wished = wishedKeys(root, change, make);
  if (!wished.ok) return wished;
  const next = withFolder({ ...root, num: root.num + 1, keys: wished.value }, folder);
  const same = JSON.stringify({ ...next, num: root.num }) === JSON.stringify(root);
  if (same) return err('nothing would change');
  const fault = rootFault(next);
  return fault === null ? ok(next) : err(fault);
}

function wishedKeys(
  root: TrustRoot,
  change: RootChange,
  make: (role: SignerKeyRole) => PublicHalf,
): Result<TrustedKey[], string> {
  if (change.kind === 'renew') return ok([...root.keys]);
  if (change.kind === 'rotate') {
    return ok([...root.keys, trusted(make(change.role), change.role)]);
  }
  const key = root.keys.find(({ kid }) => kid === change.kid);
  if (key === undefined) return err(`${change.kid} is not in root ${root.num}`);
  if (key.revoked) return err(`${change.kid} is revoked already`);
  const left = root.keys.map((one) => (one === key ? { ...one, revoked: true } : one));
  const { role } = key;
  if (role === 'root' || role === 'release' || role === 'device') return ok(left);
  // A role is never without a key: what is cut off at once gets its successor in the same breath.
  const missing = activeKey({ ...root, keys: left }, role) === null;
  return ok(missing ? [...left, trusted(make(role), role)] : left);
}

/** Root and release keys as the folder names them; what it no longer names is revoked. */
function withFolder(root: TrustRoot, { rootKeys, releaseKeys }: Folder): TrustRoot {
  const named = rootKeys === null ? root : withRole(root, 'root', rootKeys);
  return releaseKeys === null ? named : withRole(named, 'release', releaseKeys);
}

export function withRole(
  root: TrustRoot,
  role: 'root' | 'release',
  { keys, threshold }: RootKeys | ReleaseKeys,
): TrustRoot {
  const wanted = new Set(keys.map(({ publicKey }) => publicKey));
  const known = new Set(root.keys.map(({ publicKey }) => publicKey));
  const kept = root.keys.map((key) =>
    key.role === role && !wanted.has(key.publicKey) ? { ...key, revoked: true } : key,
  );
  const added = keys.filter(({ publicKey }) => !known.has(publicKey));
  return {
    ...root,
    keys: [...kept, ...added.map((key) => trusted(key, role))],
    thresholds: { ...root.thresholds, [role]: threshold },
  };
}
