/**
 * loaso keys — khoá gốc ngoại tuyến, đổi khoá và thu hồi khoá.
 *
 * Root keys lie offline and sign nothing but the list of keys that boxes trust. This makes them, and
 * carries a change of keys from the signer's draft over the signatures to the signer's book. It asks
 * for the signer alone, never for the server: that one follows by itself within seconds.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import {
  ROOT_KEYS_FILE,
  type RootChange,
  RootKeys,
  SignerKeyRole,
} from '@loaso/shared/wire/signer';
import type { SignerClient } from '../adapters/signer/client.js';
import { readConfig, signerPlace } from '../config.js';
import { type Draft, makeRootKey, readDraft, signDraft, withSignatures } from './keys-offline.js';
import { withSigner } from './keys-signer.js';

const USAGE = `loaso keys init-root --out FILE [--count 3] [--threshold 2]
    makes FILE.1 … FILE.3: keep each with another body, offline; any two change the keys
loaso keys list
    the keys that boxes trust now
loaso keys rotate plan|command|envelope|server|urgent|drill --root FILE --root FILE
    a new key signs from now on; the old one is trusted until it is revoked
loaso keys revoke KID --root FILE --root FILE
    ends a key at once; where it was the last of its role, a new one takes its place
loaso keys renew --root FILE --root FILE
    takes root-keys.json and release-keys.json from the folder of the signer
loaso keys rotate … --draft FILE · loaso keys sign FILE --root FILE · loaso keys store FILE
    the same where the holders of the root keys do not meet
`;
const OPTIONS = {
  out: { type: 'string' },
  count: { type: 'string', default: '3' },
  threshold: { type: 'string', default: '2' },
  root: { type: 'string', multiple: true, default: [] as string[] },
  draft: { type: 'string' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Given = ReturnType<typeof parse>['values'];
type Verb = (given: Given, named: string | undefined) => number | Promise<number>;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const VERBS: Readonly<Record<string, Verb>> = {
  'init-root': initRoot,
  list: () => withSigner(async (signer) => show(await rootOf(signer))),
  rotate: (given, role) => {
    const known = SignerKeyRole.safeParse(role);
    return known.success ? change(given, { kind: 'rotate', role: known.data }) : usage();
  },
  revoke: (given, kid) => (kid === undefined ? usage() : change(given, { kind: 'revoke', kid })),
  renew: (given) => change(given, { kind: 'renew' }),
  sign: signFile,
  store: (_given, file) =>
    file === undefined ? usage() : withSigner((signer) => store(signer, readDraft(file))),
};

export async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse([...args]);
  const [verb = '', named] = positionals;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  return run === undefined ? usage() : await run(values, named);
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

function show(root: TrustRoot): number {
  say(`root ${root.num}, root keys needed: ${root.thresholds.root ?? 1}`);
  for (const { kid, role, revoked } of root.keys) {
    say(`  ${role.padEnd(9)} ${kid}${revoked ? '  revoked' : ''}`);
  }
  return 0;
}

async function rootOf(signer: SignerClient): Promise<TrustRoot> {
  const root = await signer.root();
  if (!root.ok) throw new Error(root.error.detail);
  return root.value;
}

const ADVICE = [
  'Giữ mỗi khoá ở một nơi, một người: Sở VHTTDL; Công an tỉnh hoặc Sở KH&CN; đơn vị cung cấp.',
  'Keep each with another body, on a stick in a safe, with a copy on paper; never two together,',
  'never on this machine. Lost: any two of the others can replace it. Two lost: enrol all boxes anew.',
];

function initRoot({ out, count, threshold }: Given): number {
  const [many, needed] = [Number(count), Number(threshold)];
  if (out === undefined || !(needed >= 1 && needed <= many && many <= 8)) return usage();
  const { dir } = signerPlace(readConfig(null));
  const path = join(dir, ROOT_KEYS_FILE);
  // Boxes hold what it names: the next ones must be signed by these.
  if (existsSync(path)) throw new Error(`${path} is there already`);
  const begun = existsSync(join(dir, 'roots.log')) || existsSync(join(dir, 'plan.key'));
  const files = Array.from({ length: many }, (_none, index) => `${out}.${index + 1}`);
  mkdirSync(dirname(out), { recursive: true });
  const halves = files.map(makeRootKey);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const trusted = RootKeys.parse({ v: 1, threshold: needed, keys: halves });
  writeFileSync(path, `${JSON.stringify(trusted, null, 2)}\n`, { mode: 0o600 });
  for (const [index, { kid }] of halves.entries()) say(`${kid}  ${files[index]}`);
  for (const line of ADVICE) say(line);
  if (begun) say(`Now: loaso keys renew ${files.map((file) => `--root ${file}`).join(' ')}`);
  return 0;
}

function change(given: Given, wish: RootChange): Promise<number> {
  return withSigner(async (signer) => {
    const drafted = await signer.draftRoot(wish);
    if (!drafted.ok) throw new Error(drafted.error.detail);
    const draft = withSignatures(
      { v: 1, type: 'root', body: drafted.value.body, sigs: [...drafted.value.sigs] },
      given.root,
    );
    if (given.draft === undefined) return store(signer, draft);
    writeFileSync(given.draft, `${JSON.stringify(draft)}\n`);
    say(`${given.draft}: loaso keys sign ${given.draft} --root FILE, then loaso keys store`);
    return 0;
  });
}

function signFile({ root }: Given, file: string | undefined): number {
  if (file === undefined || root.length === 0) return usage();
  const { kids, change: text } = signDraft(file, root);
  say(text);
  say(`signed: ${kids.join(', ')}`);
  return 0;
}

async function store(signer: SignerClient, draft: Draft): Promise<number> {
  const stored = await signer.storeRoot(JSON.stringify(draft));
  if (!stored.ok) {
    process.stderr.write(`refused: ${stored.error.detail}\n`);
    return 1;
  }
  return show(stored.value);
}
