/**
 * One-time codes of the demo — mã xác nhận của tài khoản trình diễn.
 *
 * Sets up the codes of those who may warn and plays their authenticator app (RFC 6238). The secret is
 * printed with the accounts, so that whoever tries the demo types it into an app of their own.
 */
import { createHmac } from 'node:crypto';
import { invitationTyped } from '@loaso/shared/wire/warners';
import type { Account, Accounts, People } from './accounts.js';
import { call, type Session } from './client.js';
import { runOnce, SERVER_BIN } from './processes.js';
import type { InstalledServer } from './server.js';

const STEP_MS = 30_000;
/** The signer takes one try of a person every two seconds. */
const GAP_MS = 2_100;
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export type Phone = {
  readonly secret: string;
  /** A code that was not used before; waits where all that hold now are used. */
  code(): Promise<string>;
};

export function phoneOf(secret: string): Phone {
  let step = 0;
  let usedAt = 0;
  const until = async (at: number): Promise<void> => {
    const ms = at - Date.now();
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return {
    secret,
    async code() {
      await until(usedAt + GAP_MS);
      step = Math.max(step + 1, Math.floor(Date.now() / STEP_MS) - 1);
      // A code of the step after next is not taken yet.
      await until((step - 1) * STEP_MS);
      usedAt = Date.now();
      return codeAt(secret, step);
    },
  };
}

function codeAt(secret: string, step: number): string {
  const bits = [...secret].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/[01]{8}/g) ?? [];
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = (mac.readUInt32BE(mac.readUInt8(19) & 15) & 0x7fff_ffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

type Env = InstalledServer['env'];
export type Warner = Pick<Account, 'username' | 'areaId'>;

/** What the administrator does at the machine of the signer. @returns the word to hand over */
export async function invite(env: Env, { username, areaId }: Warner): Promise<string> {
  const args = ['warners', 'invite', username, '--areas', areaId];
  const said = await runOnce(SERVER_BIN, args, { env });
  const [line = ''] = said.split('\n');
  return line.slice(`${username}: `.length);
}

/** Invites one person, who sets up codes as they do under Tài khoản. */
export async function setUpCodes(env: Env, warner: Warner, who: Session): Promise<Phone> {
  const invitation = invitationTyped(await invite(env, warner));
  const { secret } = await call<{ secret: string }>(who, 'POST', '/api/me/factor', { invitation });
  const phone = phoneOf(secret);
  await call(who, 'POST', '/api/me/factor/confirm', { code: await phone.code() });
  return phone;
}

const WARNERS = ['official', 'approver', 'otherOfficial', 'otherApprover'] as const;

/** @returns lines to print beside the accounts */
export async function codesFor(env: Env, accounts: Accounts, people: People): Promise<string> {
  const lines: string[] = [];
  for (const key of WARNERS) {
    const { username } = accounts[key];
    const { secret } = await setUpCodes(env, accounts[key], people[key]);
    lines.push(`  ${username.padEnd(18)} ${secret.replace(/(.{4})(?=.)/g, '$1 ')}`);
  }
  return lines.join('\n');
}

/** Invitations of those who set up their own phone, to be printed. */
export async function wordsFor(env: Env, learners: readonly Account[]): Promise<string> {
  const lines: string[] = [];
  for (const one of learners) {
    lines.push(`  ${one.username.padEnd(18)} ${await invite(env, one)}`);
  }
  return lines.join('\n');
}
