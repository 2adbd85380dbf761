/**
 * Check of a root signature — kiểm chữ ký của khoá gốc.
 *
 * One Ed25519 check for the few signatures of root keys. The keys it meets were put into the folder of
 * the signer by its operator; those of strangers are judged elsewhere, by a stricter check.
 */
import { createPublicKey, verify } from 'node:crypto';

/** Never throws: what cannot be read has not signed. */
export function verifyEd25519(publicKey: string, message: string, signature: string): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(null, Buffer.from(message), key, Buffer.from(signature, 'base64url'));
  } catch {
    // A key or signature of another length.
    return false;
  }
}
