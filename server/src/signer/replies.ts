/**
 * Replies of the signer — câu trả lời của bàn ký.
 *
 * A refusal, said or also written into the audit; signatures in parts that fit a line.
 */
import { SIGNER_PART_MAX, type Signature, type SignerReply } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';
import type { Refused } from './publication.js';

export const refusal = (id: number, { code, detail }: Refused): SignerReply => ({
  kind: 'refused',
  id,
  code,
  detail: detail.slice(0, 400),
});

export const refusedBy = (id: number, detail: string): SignerReply[] => [
  refusal(id, { code: 'signer-refused', detail }),
];

export function refuseLoudly(
  { audit }: Pick<SignerOffice, 'audit'>,
  id: number,
  refused: string | Refused,
): SignerReply[] {
  const said =
    typeof refused === 'string' ? { code: 'signer-refused' as const, detail: refused } : refused;
  audit.append([{ act: 'refused', detail: said.detail.slice(0, 400) }]);
  return [refusal(id, said)];
}

export function inParts(id: number, sigs: readonly Signature[]): SignerReply[] {
  const replies: SignerReply[] = [];
  for (let from = 0; from < sigs.length; from += SIGNER_PART_MAX) {
    const to = from + SIGNER_PART_MAX;
    replies.push({ kind: 'signed', id, sigs: sigs.slice(from, to), last: to >= sigs.length });
  }
  return replies;
}
