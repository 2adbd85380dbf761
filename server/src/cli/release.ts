/**
 * loaso release — phát hành phần mềm cho cụm loa.
 *
 * Makes an offline key, tells the server whom boxes may trust, packs a new agent into one signed file,
 * and brings that file to the server. Signing needs no server and belongs on a machine without a network.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSealed, type Sign, seal, TrustedKey } from '@loaso/shared/trust/sealed';
import { RELEASE_KEYS_FILE, Release, ReleaseKeys } from '@loaso/shared/wire/release';
import { readConfig, signerPlace } from '../config.js';
import { addReleaseFile } from './release-add.js';

const USAGE = `loaso release keygen --key FILE
    makes a release key; FILE stays offline, FILE.pub goes to the server
loaso release trust FILE.pub... [--threshold N]
    boxes that enrol from now on take releases signed by N of these keys
loaso release pack --agent FILE [--node FILE] --version X.Y.Z --num N --arch ARCH
    --key FILE [--key FILE] [--downgrade] [--days 90] [--notes TEXT] --out FILE
loaso release show FILE
loaso release add FILE
    takes a signed file into the running server, to be offered from its screen
`;
const DAY_MS = 86_400_000;

const OPTIONS = {
  key: { type: 'string', multiple: true },
  threshold: { type: 'string', default: '1' },
  agent: { type: 'string' },
  node: { type: 'string' },
  version: { type: 'string' },
  num: { type: 'string' },
  arch: { type: 'string', default: 'all' },
  downgrade: { type: 'boolean', default: false },
  days: { type: 'string', default: '90' },
  notes: { type: 'string', default: '' },
  out: { type: 'string' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Given = ReturnType<typeof parse>['values'];

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

type Verb = (given: Given, files: readonly string[]) => number | Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  keygen,
  trust,
  pack,
  show: (_given, [file]) => (file === undefined ? usage() : show(file)),
  add: (_given, [file]) => (file === undefined ? usage() : addReleaseFile(file)),
};

export async function release(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse([...args]);
  const [verb = '', ...files] = positionals;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  return run === undefined ? usage() : await run(values, files);
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

function keygen({ key }: Given): number {
  const [file] = key ?? [];
  if (file === undefined) return usage();
  const { privateKey } = generateKeyPairSync('ed25519');
  // Never over a key that boxes may trust already.
  const descriptor = openSync(file, 'wx', 0o600);
  writeFileSync(descriptor, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  closeSync(descriptor);
  const { kid, publicKey } = signerOf(file);
  writeFileSync(`${file}.pub`, `${JSON.stringify({ kid, publicKey })}\n`);
  say(`${kid}\n${file}: giữ ngoại tuyến. Keep it offline.\n${file}.pub: loaso release trust`);
  return 0;
}

function signerOf(file: string): Sign & { readonly publicKey: string } {
  const secret = createPrivateKey(readFileSync(file, 'utf8'));
  const publicKey = String(createPublicKey(secret).export({ format: 'jwk' }).x);
  const mark = createHash('sha256').update(publicKey).digest('hex').slice(0, 12);
  return {
    kid: `release-${mark}`,
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64url'),
  };
}

const PublicHalf = TrustedKey.pick({ kid: true, publicKey: true }).strict();

function trust({ threshold }: Given, files: readonly string[]): number {
  if (files.length === 0) return usage();
  const keys = files.map((file) => PublicHalf.parse(JSON.parse(readFileSync(file, 'utf8'))));
  const needed = Number(threshold);
  if (needed > keys.length) throw new Error(`${needed} signatures of ${keys.length} keys`);
  const { dir: signer } = signerPlace(readConfig(null));
  const path = join(signer, RELEASE_KEYS_FILE);
  if (existsSync(path)) {
    // A root that boxes hold can only be followed by one that an offline root key has signed.
    throw new Error(`${path} is there already: boxes hold it`);
  }
  mkdirSync(signer, { recursive: true, mode: 0o700 });
  const trusted = ReleaseKeys.parse({ v: 1, threshold: needed, keys });
  writeFileSync(path, `${JSON.stringify(trusted, null, 2)}\n`, { mode: 0o600 });
  say(`${keys.map(({ kid }) => kid).join(', ')}: ${needed} of ${keys.length}`);
  return 0;
}

const fileOf = (name: string, path: string) => {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, entry: { name, sha256, sizeBytes: bytes.length } };
};

function pack(given: Given): number {
  const { agent, node, version, num, arch, key = [], out } = given;
  if (agent === undefined || out === undefined || key.length === 0) return usage();
  const files = [fileOf('agent.mjs', agent), ...(node === undefined ? [] : [fileOf('node', node)])];
  const iat = Date.now();
  const body = Release.parse({
    v: 1,
    num: Number(num),
    version,
    arch,
    downgrade: given.downgrade,
    iat,
    exp: iat + Number(given.days) * DAY_MS,
    files: files.map(({ entry }) => entry),
    notes: given.notes,
  });
  const manifest = seal('release', JSON.stringify(body), key.map(signerOf));
  writeFileSync(
    out,
    Buffer.concat([Buffer.from(`${manifest}\n`), ...files.map(({ bytes }) => bytes)]),
  );
  say(`${out}: ${body.version} (${body.num}, ${body.arch})`);
  return 0;
}

/** What a release file says of itself; who signed it is told, not judged. */
function show(file: string): number {
  const bytes = readFileSync(file);
  const sealed = parseSealed(bytes.toString('utf8', 0, bytes.indexOf(0x0a)));
  if (!sealed.ok) throw new Error(`${file}: ${sealed.error.detail}`);
  say(sealed.value.body);
  say(`signed: ${sealed.value.sigs.map(({ kid }) => kid).join(', ')}`);
  return 0;
}
