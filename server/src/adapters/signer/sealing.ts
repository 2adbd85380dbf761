/**
 * Sealing — đóng gói kèm chữ ký.
 *
 * Bodies stay with the server; only signatures travel back. Puts the two together as the wire wants
 * them, in order, all or none.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { Sealed, SealedType } from '@loaso/shared/trust/sealed';
import type { Signature } from '@loaso/shared/wire/signer';
import type { SignerRefusal } from '../../ports/fleet.js';

export const sealedText = (type: SealedType, body: string, sig: Signature): string =>
  JSON.stringify({ v: 1, type, body, sigs: [sig] } satisfies Sealed);

export function sealedAll(
  type: SealedType,
  bodies: readonly string[],
  sigs: readonly Signature[],
): Result<string[], SignerRefusal> {
  const sealed = bodies.flatMap((body, index) => {
    const sig = sigs[index];
    return sig === undefined ? [] : [sealedText(type, body, sig)];
  });
  return sealed.length === bodies.length
    ? ok(sealed)
    : err({ code: 'signer-unreachable', detail: 'answered with too few signatures' });
}
