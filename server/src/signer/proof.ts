/**
 * Proof of a person — điều chứng tỏ chính người ấy đồng ý.
 *
 * In the name of who holds a secret for one-time codes a code of theirs, good for these places; in the
 * name of others the word of the web process is all there is, unless the operator wants codes of all.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SignerOffice } from './office.js';
import { coversAll } from './orders.js';
import type { Refused } from './publication.js';

export type Shown = {
  readonly user: string;
  readonly code: string | undefined;
  /** Areas that it is about. */
  readonly places: readonly string[];
};

export function proofBy(
  { factors, settings }: Pick<SignerOffice, 'factors' | 'settings'>,
  { user, code, places }: Shown,
): Result<'code' | 'word', Refused> {
  if (code === undefined) {
    if (factors.state(user) === 'active') {
      return err({ code: 'factor-required', detail: `${user} approves with a code` });
    }
    return settings.approvalCodes
      ? err({ code: 'factor-missing', detail: 'approvals need a code, and there is no secret' })
      : ok('word');
  }
  const areas = factors.use(user, code);
  if (!areas.ok) return areas;
  return coversAll(areas.value, places)
    ? ok('code')
    : err({ code: 'signer-refused', detail: `${user} may not approve there` });
}
