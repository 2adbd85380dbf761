/**
 * Enrolment code — mã đăng ký một lần.
 *
 * 128 random bits as 26 letters and digits in Crockford's base 32, in groups that a technician can
 * read aloud on a roof. Reads back what a person types: small letters, spaces, O for 0, I or L for 1.
 */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS = 128n;
const CODE_SIGNS = 26;
const GROUP = 4;

/** @param token 16 random bytes in base64url (22 signs) */
export function enrolmentCodeOf(token: string): string {
  let value = 0n;
  for (const sign of token) {
    const digit = BASE64URL.indexOf(sign);
    if (digit < 0) throw new Error('token is not base64url');
    value = value * 64n + BigInt(digit);
  }
  // 22 signs hold four bits more than 16 bytes do.
  value = (value >> 4n) & ((1n << BITS) - 1n);
  let code = '';
  for (let index = 0; index < CODE_SIGNS; index += 1) {
    code = (SIGNS[Number(value & 31n)] ?? '0') + code;
    value >>= 5n;
  }
  return code.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/** The one spelling of a code that a person typed; null when it cannot be one. */
export function readEnrolmentCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(plain) ? plain : null;
}

/** What a technician types at the box, and what is scanned in its place. */
export const enrolLineOf = (code: string, serverUrl: string): string =>
  `loaso-agent enrol ${code} --server ${serverUrl}`;
