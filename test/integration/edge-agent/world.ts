/**
 * A small world for the agent — thế giới nhỏ quanh một cụm loa.
 *
 * Real keys, a real broker, a real file server and real audio on loopback, with a server's voice that
 * answers asks. Everything a box meets except the server's own code, so that the agent is tested alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import {
  type KeyRole,
  type SealedType,
  type Sign,
  seal,
  type TrustRoot,
} from '@loaso/shared/trust/sealed';
import type { PlanItem } from '@loaso/shared/wire/plan';
import { Aedes } from 'aedes';
import { makeKey } from '#edge-agent/adapters/keys';
import type { Issued } from '../../support/certificates.js';
import { serveFiles } from './file-server.js';

export const DEV = DeviceId.parse('box-test-01');
export const AREA = AreaId.parse('21553');
const SECRET = 'x'.repeat(40);

/** One signing key of a role, and its entry in the root. */
function roleKey(role: KeyRole) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const signer: Sign = {
    kid: `${role}-1`,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
  const key = { kid: `${role}-1`, role, publicKey: String(x), areas: ['*'], revoked: false };
  return { signer, key };
}

const ROLES = ['root', 'envelope', 'plan', 'urgent', 'drill', 'command', 'server'] as const;
type Role = (typeof ROLES)[number];

export function makeTrust() {
  const keys = Object.fromEntries(ROLES.map((role) => [role, roleKey(role)])) as Record<
    Role,
    ReturnType<typeof roleKey>
  >;
  const root: TrustRoot = {
    v: 1,
    num: 1,
    keys: ROLES.map((role) => keys[role].key),
    thresholds: {},
  };
  const sealAs = (role: Role, type: SealedType, body: object): string =>
    seal(type, JSON.stringify(body), [keys[role].signer]);
  return { root, sealAs };
}

/** An envelope that permits everything all day. */
export const openEnvelope = (num: number, nowMs: number) => ({
  v: 1,
  dev: DEV,
  area: AREA,
  num,
  iat: nowMs,
  exp: nowMs + 300 * 86_400_000,
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440, volumeMaxPercent: 100 }],
  minutesPerDayMax: 1440,
  emergencyVolumeMaxPercent: 100,
});

export type Clip = {
  sha256: Sha256;
  sizeBytes: number;
  durationMs: number;
  codec: 'mp3';
  bytes: Buffer;
  path: string;
};

/** White noise from a seed: it correlates with itself at one place only. */
export function makeClip(folder: string, seconds: number, seed: number): Clip {
  const path = join(folder, `clip-${seed}.mp3`);
  const noise = `anoisesrc=color=white:amplitude=0.4:duration=${seconds}:seed=${seed}:sample_rate=24000`;
  const words = ['-v', 'error', '-y', '-f', 'lavfi', '-i', noise, '-ac', '1', '-b:a', '64k', path];
  const made = spawnSync('ffmpeg', words);
  if (made.status !== 0) throw new Error(`ffmpeg: ${made.stderr}`);
  const bytes = readFileSync(path);
  const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  return { sha256, sizeBytes: bytes.length, durationMs: seconds * 1000, codec: 'mp3', bytes, path };
}

/** The samples that an output would make of a clip; from the file, since a pipe hides its length. */
export function decodeClip(clip: Clip): Int16Array {
  const words = ['-v', 'error', '-i', clip.path, '-f', 's16le', '-ac', '1', '-ar', '24000', '-'];
  const made = spawnSync('ffmpeg', words, { maxBuffer: 1 << 28 });
  if (made.status !== 0) throw new Error(`ffmpeg: ${made.stderr}`);
  return new Int16Array(made.stdout.buffer, made.stdout.byteOffset, made.stdout.length >> 1);
}

export const makeItem = (
  clips: readonly Clip[],
  part: Partial<Omit<PlanItem, 'startAt'>> & { startAt: number },
) => {
  let offsetMs = 0;
  const parts = clips.map(({ sha256, durationMs }) => {
    const one = { sha256, offsetMs };
    offsetMs += durationMs;
    return one;
  });
  return {
    entryId: 'entry-1',
    title: 'Bản tin thử',
    durationMs: offsetMs,
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    parts,
    gainDb: 0,
    lateStart: 'join',
    afterCut: 'join',
    ...part,
  };
};

export const makePlan = (
  num: number,
  nowMs: number,
  clips: readonly Clip[],
  items: readonly object[],
) => ({
  v: 1,
  dev: DEV,
  area: AREA,
  epoch: 1,
  num,
  iat: nowMs,
  nbf: nowMs - 60_000,
  exp: nowMs + 7 * 86_400_000,
  prev: null,
  audio: clips.map(({ bytes: _bytes, path: _path, ...ref }) => ref),
  items,
  standing: [],
});

/** An urgent message of all `clips`, one after another, ordered now. */
export const makeUrgent = (name: string, nowMs: number, clips: readonly Clip[]) => {
  const { parts, durationMs } = makeItem(clips, { startAt: nowMs });
  return {
    v: 1,
    kind: 'urgent',
    dev: DEV,
    area: AREA,
    id: `urgent-${name}`,
    iat: nowMs,
    nbf: nowMs,
    exp: nowMs + 600_000,
    why: 'vỡ đập',
    title: 'Di dời khẩn cấp',
    origin: 'commune',
    audio: clips.map(({ bytes: _bytes, path: _path, ...ref }) => ref),
    parts,
    durationMs,
    plays: 2,
    gapMs: 500,
    gainDb: 0,
    boot: null,
  };
};

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A world whose lines are encrypted, and whose time is not that of this machine. */
type Elsewhere = { readonly secure?: Issued; readonly aheadMs?: number };

/**
 * A broker, a file server and an enrolled state folder. What the box sends is collected by topic;
 * asks for the plan, the envelope and the time are answered, records are receipted.
 */
export async function makeWorld(makeClips: (folder: string) => Clip[], other: Elsewhere = {}) {
  const { secure, aheadMs = 0 } = other;
  const now = (): number => Date.now() + aheadMs;
  const folder = mkdtempSync(join(tmpdir(), 'loaso-agent-'));
  const clips = makeClips(folder);
  const trust = makeTrust();
  const heard: { name: string; body: Record<string, unknown> }[] = [];
  let planRaw: string | null = null;
  const broker = await Aedes.createBroker();
  // Two small messages in a row must not wait for one another, or every clock would be 20 ms behind.
  const tcp =
    secure === undefined
      ? createTcp({ noDelay: true }, broker.handle)
      : createTls({ ...secure, noDelay: true }, broker.handle);
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const http = await serveFiles(clips, secure);

  const send = (name: string, raw: string): void => {
    const packet = { cmd: 'publish' as const, topic: `d/${DEV}/down/${name}`, payload: raw };
    broker.publish({ ...packet, qos: 1, retain: false, dup: false }, () => undefined);
  };
  const stored = new Set<number>();
  const receipt = (): void => {
    let upToSeq = 0;
    while (stored.has(upToSeq + 1)) upToSeq += 1;
    const body = { v: 1, dev: DEV, iat: now(), upToSeq };
    send('receipt', trust.sealAs('server', 'receipt', body));
  };
  const answerAsk = (body: Record<string, unknown>): void => {
    const { nonce, t0 } = body['time'] as { nonce: string; t0: number };
    const t1 = now();
    const reply = { v: 1, dev: DEV, nonce, t0, t1, t2: now() };
    send('time', trust.sealAs('server', 'time', reply));
    if ((body['want'] as string[]).includes('plan') && planRaw !== null) send('plan', planRaw);
  };
  broker.on('publish', (packet, client) => {
    if (client === null || !packet.topic.startsWith(`d/${DEV}/up/`)) return;
    const name = packet.topic.split('/').at(-1) ?? '';
    const sealed = JSON.parse(packet.payload.toString()) as { body: string };
    const body = JSON.parse(sealed.body) as Record<string, unknown>;
    heard.push({ name, body });
    if (name === 'ask') answerAsk(body);
    if (name !== 'records') return;
    for (const { seq } of body['records'] as { seq: number }[]) stored.add(seq);
    receipt();
  });

  const state = join(folder, 'state');
  mkdirSync(state);
  writeFileSync(join(state, 'key.pem'), makeKey());
  const identity = {
    v: 1,
    dev: DEV,
    area: AREA,
    name: 'Cụm thử',
    secret: SECRET,
    brokerUrl: `mqtt${secure === undefined ? '' : 's'}://127.0.0.1:${portOf(tcp)}`,
    audioBaseUrl: `http${secure === undefined ? '' : 's'}://127.0.0.1:${portOf(http)}/audio`,
    root: trust.root,
    envelope: trust.sealAs('envelope', 'envelope', openEnvelope(1, now())),
  };
  writeFileSync(join(state, 'identity.json'), JSON.stringify(identity));

  const stopFiles = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeAllConnections();
    return closed;
  };
  const stopServers = async (): Promise<void> => {
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    tcp.close();
    await stopFiles();
  };

  return {
    folder,
    now,
    state,
    clips,
    trust,
    heard,
    stored,
    broker,
    send,
    offer: (plan: object): void => {
      planRaw = trust.sealAs('plan', 'plan', plan);
      send('plan', planRaw);
    },
    records: () =>
      heard
        .filter(({ name }) => name === 'records')
        .flatMap(({ body }) => body['records'] as Record<string, unknown>[]),
    stopFiles,
    /** Broker and file server go away; the box stays. */
    stopServers,
    close: async (): Promise<void> => {
      await stopServers();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Looks every 20 ms until `found` says so. @throws after `limitMs` */
export async function until(what: string, limitMs: number, found: () => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs <= limitMs; waitedMs += 20) {
    if (found()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not within ${limitMs} ms: ${what}`);
}
