/**
 * Password file of mosquitto — tệp mật khẩu của mosquitto.
 *
 * Lines `login:$7$iterations$salt$hash` (PBKDF2-SHA512), as `mosquitto_passwd` writes them. Secrets
 * are 256 random bits, so that few iterations cost an attacker as much as many.
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto';

/** What mosquitto 2.0 itself uses. */
const ITERATIONS = 101;
const SALT_BYTES = 12;
const HASH_BYTES = 64;

/** @param salt random; given only by tests */
export function passwordLine(
  login: string,
  secret: string,
  salt: Buffer = randomBytes(SALT_BYTES),
): string {
  const hash = pbkdf2Sync(secret, salt, ITERATIONS, HASH_BYTES, 'sha512');
  return `${login}:$7$${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Login → line, in the order of the file; foreign lines are kept. */
export function readPasswordFile(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(lines.map((line) => [line.slice(0, Math.max(0, line.indexOf(':'))), line]));
}

export const writePasswordFile = (lines: ReadonlyMap<string, string>): string =>
  [...lines.values()].map((line) => `${line}\n`).join('');
