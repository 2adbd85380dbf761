/**
 * One-time codes for tests — mã xác nhận để thử.
 *
 * Plays the authenticator app of a person: one secret, and codes that rise by a step each time, as
 * far as the signer takes them early.
 */
import { codeAt, STEP_MS } from '#server/signer/totp';

export type Phone = {
  /** The code of the next unused step, from the one before the present on. */
  code(): string;
};

export function phoneOf(secret: string, now: () => number = Date.now): Phone {
  let used = -1;
  return {
    code() {
      used = Math.max(used + 1, Math.floor(now() / STEP_MS) - 1);
      return codeAt(secret, used);
    },
  };
}
