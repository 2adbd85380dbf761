/**
 * loaso warners — mời người được ra lệnh khẩn, gỡ, xem sổ.
 *
 * The one way to a first secret for one-time codes: an act on the signer's machine, as its user. The
 * word it prints goes to the person by hand, who types it under *Tài khoản*. What the signer makes of
 * it is asked of the signer, which puts each change into its audit.
 */
import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatLocal, instant } from '@loaso/shared/time';
import type { ListedWarner } from '@loaso/shared/wire/signer';
import { invitationOf, invitationText, Warner } from '@loaso/shared/wire/warners';
import { readConfig, signerPlace } from '../config.js';
import { withSigner } from './keys-signer.js';
import { writeWarner } from './warners-file.js';

const USAGE = `loaso warners invite NAME --areas CODE,CODE|--all [--days 7]
    NAME: the login. Prints a word, once: hand it over, NAME types it under Tài khoản and scans.
    What NAME had before ends at once: a lost phone, another area
loaso warners remove NAME
    codes of NAME count no more, from now on
loaso warners list
    who may warn where, and whose invitation is open
`;
const OPTIONS = {
  areas: { type: 'string' },
  all: { type: 'boolean', default: false },
  days: { type: 'string', default: '7' },
} as const;
const DAYS_MAX = 60;
const DAY_MS = 86_400_000;
const WORD_BYTES = 16;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Given = ReturnType<typeof parse>['values'];

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export async function warners(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse([...args]);
  const [verb, name] = positionals;
  if (verb === 'list') return await list();
  if (verb === 'invite' && name !== undefined) return await invite(name, values);
  if (verb === 'remove' && name !== undefined) return await remove(name);
  return usage();
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

async function invite(name: string, { areas, all, days }: Given): Promise<number> {
  const lasting = Number(days);
  if ((areas === undefined) !== all || !(lasting > 0 && lasting <= DAYS_MAX)) return usage();
  const word = invitationOf(randomBytes(WORD_BYTES));
  const at = Date.now();
  const warner = Warner.safeParse({
    name,
    at,
    invitation: {
      hash: createHash('sha256').update(invitationText(name, word)).digest('hex'),
      areas: areas === undefined ? ['*'] : areas.split(',').map((area) => area.trim()),
      until: Math.round(at + lasting * DAY_MS),
    },
  });
  if (!warner.success)
    throw new Error(
      'areas are codes of communes or hamlets, as 21583,21910-03; for a province --all',
    );
  writeWarner(signerPlace(readConfig(null)).dir, warner.data);
  say(`${name}: ${word.replace(/(.{4})(?=.)/g, '$1-')}`);
  say(`until ${formatLocal(instant(at + lasting * DAY_MS))}, once, for this login alone`);
  say('Trao tận tay, gọi điện hoặc thư kín; người nhận gõ ở Tài khoản → Cài mã 6 số.');
  return await known(name);
}

async function remove(name: string): Promise<number> {
  const at = Date.now();
  writeWarner(signerPlace(readConfig(null)).dir, Warner.parse({ name, at, invitation: null }));
  say(`${name}: codes count no more`);
  return await known(name);
}

/** The signer looks at the file when it is asked about anybody; then its audit has the change. */
async function known(name: string): Promise<number> {
  return await withSigner(async (signer) => {
    const told = await signer.factorStates([name]);
    if (!told.ok) say(`written; the signer will read it when it runs (${told.error.detail})`);
    return 0;
  });
}

const STATE: Readonly<Record<ListedWarner['state'], string>> = {
  none: 'invited',
  pending: 'scanned, not confirmed',
  active: 'may warn',
};

const list = (): Promise<number> =>
  withSigner(async (signer) => {
    const told = await signer.warners();
    if (!told.ok) throw new Error(told.error.detail);
    for (const { user, areas, state, until } of told.value) {
      const open = until === null ? '' : `  open until ${formatLocal(instant(until))}`;
      say(`${user.padEnd(24)} ${STATE[state].padEnd(22)} ${areas.join(',')}${open}`);
    }
    return 0;
  });
