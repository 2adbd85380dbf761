/**
 * Root keys on paper and sticks — khoá gốc ngoại tuyến.
 *
 * Makes and uses the keys that no machine of the province keeps. Needs neither server nor signer, so
 * a draft can be signed on a machine without a network.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import {
  parseSealed,
  readBody,
  type Sealed,
  signedText,
  type TrustedKey,
  TrustRoot,
} from '@loaso/shared/trust/sealed';

/** A draft carries fewer signatures than it needs, at first none. */
export type Draft = Pick<Sealed, 'v' | 'type' | 'body' | 'sigs'>;
type PublicHalf = Pick<TrustedKey, 'kid' | 'publicKey'>;

function halfOf(key: KeyObject): PublicHalf {
  const publicKey = String(createPublicKey(key).export({ format: 'jwk' }).x);
  const mark = createHash('sha256').update(publicKey).digest('hex').slice(0, 12);
  return { kid: `root-${mark}`, publicKey };
}

/** Never over a key that boxes may trust already. */
export function makeRootKey(file: string): PublicHalf {
  const { privateKey } = generateKeyPairSync('ed25519');
  const descriptor = openSync(file, 'wx', 0o600);
  writeFileSync(descriptor, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  closeSync(descriptor);
  const half = halfOf(privateKey);
  writeFileSync(`${file}.pub`, `${JSON.stringify(half)}\n`);
  return half;
}

/** The draft with the signatures of these keys beside those it has. */
export function withSignatures(draft: Draft, files: readonly string[]): Draft {
  const added = files.map((file) => {
    const key = createPrivateKey(readFileSync(file, 'utf8'));
    const text = Buffer.from(signedText('root', draft.body));
    return { kid: halfOf(key).kid, sig: sign(null, text, key).toString('base64url') };
  });
  const names = new Set(added.map(({ kid }) => kid));
  return { ...draft, sigs: [...draft.sigs.filter(({ kid }) => !names.has(kid)), ...added] };
}

export function readDraft(file: string): Draft {
  const text = readFileSync(file, 'utf8').trim();
  const bare = JSON.parse(text) as Draft;
  // A draft without signatures is no sealed message yet.
  if (Array.isArray(bare.sigs) && bare.sigs.length === 0) return bare;
  const sealed = parseSealed(text);
  if (!sealed.ok) throw new Error(`${file}: ${sealed.error.detail}`);
  return sealed.value;
}

/** Adds signatures to the file. @returns who has signed, and what: each key of the new list */
export function signDraft(
  file: string,
  keys: readonly string[],
): { readonly kids: string[]; readonly change: string } {
  const draft = readDraft(file);
  const root = readBody(draft.body, TrustRoot);
  if (!root.ok) throw new Error(`${file}: ${root.error.detail}`);
  const signed = withSignatures(draft, keys);
  writeFileSync(file, `${JSON.stringify(signed)}\n`);
  const lines = root.value.keys.map(
    ({ role, kid, revoked }) => `  ${role.padEnd(9)} ${kid}${revoked ? '  revoked' : ''}`,
  );
  return {
    kids: signed.sigs.map(({ kid }) => kid),
    change: [`root ${root.value.num}`, ...lines].join('\n'),
  };
}
