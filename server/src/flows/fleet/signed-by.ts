/**
 * Signed by the key in force — chữ ký còn hiệu lực.
 *
 * Tells what must be signed anew after a change of keys, from the end of the text alone: plans are
 * large and many, and their signatures stand last.
 */
import { activeKey } from '@loaso/shared/trust/accept-root';
import type { KeyRole, TrustRoot } from '@loaso/shared/trust/sealed';

/** Room for one signature and the end of the wrapper, characters. */
const TAIL = 260;

/** @param sealed a sealed message of ours, signatures last */
export function isSignedBy(sealed: string, root: TrustRoot, role: KeyRole): boolean {
  const kid = activeKey(root, role)?.kid;
  // In the body every quote has a backslash before it, so this cannot be found there.
  return kid === undefined || sealed.slice(-TAIL).includes(`"kid":"${kid}"`);
}
