/**
 * Keys of a measured province — khoá của các cụm loa đem đo.
 *
 * Key and login of a box from its name alone, so that the program that enters them into the database
 * and the program that plays the boxes need not exchange them. For measuring only.
 */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

export type BoxKey = {
  readonly publicKey: string;
  readonly pkcs8: Buffer;
  readonly secret: string;
  readonly secretHash: string;
};

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

export function keyOf(id: string): BoxKey {
  const pkcs8 = Buffer.concat([PKCS8_HEAD, createHash('sha256').update(`key of ${id}`).digest()]);
  const { x = '' } = createPublicKey(
    createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
  ).export({ format: 'jwk' });
  const secret = createHash('sha256').update(`login of ${id}`).digest('base64url');
  const secretHash = createHash('sha256').update(secret).digest('hex');
  return { publicKey: x, pkcs8, secret, secretHash };
}
