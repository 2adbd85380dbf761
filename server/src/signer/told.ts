/**
 * Told — trả lời đã ghi sổ.
 *
 * A refusal about people, codes and approvals is in the audit before it is told.
 */
import type { Result } from '@loaso/shared/result';
import type { SignerReply, SignerRequest } from '@loaso/shared/wire/signer';
import type { SignerOffice } from './office.js';
import type { Refused } from './publication.js';

export type Told = Result<SignerReply, Refused>;

export function told(
  { audit }: Pick<SignerOffice, 'audit'>,
  request: SignerRequest,
  answer: Told,
): SignerReply {
  if (answer.ok) return answer.value;
  const { code, detail, retryAfterS } = answer.error;
  const who = 'user' in request ? ` ${request.user}` : '';
  const what = 'urgentId' in request ? ` ${request.urgentId}` : '';
  const line = `${request.op}${what}${who}: ${code} ${detail}`.slice(0, 400);
  audit.append([{ act: 'refused', detail: line }]);
  const shown = { kind: 'refused', id: request.id, code, detail: detail.slice(0, 400) } as const;
  return retryAfterS === undefined ? shown : { ...shown, retryAfterS };
}
