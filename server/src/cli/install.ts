/**
 * loaso install — tạo người quản trị đầu tiên.
 *
 * For an empty installation only. The password comes from standard input or is made here and shown
 * once; there is no default one anywhere.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { NewUser } from '@loaso/shared/wire/http/people';
import { readConfig } from '../config.js';
import { openPeople } from '../main/people.js';

const PROVINCE = '52';

export async function install(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      username: { type: 'string' },
      'full-name': { type: 'string' },
      area: { type: 'string', default: PROVINCE },
      'password-stdin': { type: 'boolean', default: false },
    },
  });
  const given = values['password-stdin'] ? await firstLine() : null;
  const password = given ?? randomBytes(12).toString('base64url');
  const request = NewUser.safeParse({
    username: values.username,
    fullName: values['full-name'],
    role: 'administrator',
    areaId: values.area,
    password,
  });
  if (!request.success) {
    const lines = request.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    process.stderr.write(
      `loaso install --username NAME --full-name NAME [--password-stdin]\n${lines.join('\n')}\n`,
    );
    return 2;
  }
  return withPeople(request.data, given === null ? password : null);
}

async function withPeople(request: NewUser, shown: string | null): Promise<number> {
  const people = await openPeople(readConfig(null));
  try {
    const made = await people.flows.installAdministrator(request);
    if (!made.ok) {
      process.stderr.write(`refused: ${made.error.code}\n`);
      return 1;
    }
    process.stdout.write(`administrator ${made.value.username} created\n`);
    if (shown !== null) process.stdout.write(`password (shown once): ${shown}\n`);
    return 0;
  } finally {
    await people.close();
  }
}

async function firstLine(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8').split('\n')[0]?.trim() ?? '';
}
