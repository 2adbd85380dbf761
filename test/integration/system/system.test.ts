/**
 * The machine behind the ports — máy chủ sau các cổng.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256, UserId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import { createAudioFiles } from '#server/adapters/system/audio-files';
import { createChance } from '#server/adapters/system/chance';
import { createSystemClock } from '#server/adapters/system/clock';
import { createHashing } from '#server/adapters/system/hashing';
import { createLog } from '#server/adapters/system/log';

const hashing = createHashing();
const rawKey = (key: { export(options: { format: 'jwk' }): { x?: string } }): string =>
  key.export({ format: 'jwk' }).x ?? '';

describe('The clock', () => {
  it('tells the time of the machine in milliseconds', () => {
    const before = Date.now();
    expect(createSystemClock().now()).to.be.within(before, Date.now());
  });
});

describe('Ids and tokens', () => {
  it('are parsed by the treaty, and no two are equal', () => {
    const chance = createChance(createSystemClock());
    const ids = Array.from({ length: 2_000 }, () => chance.id('usr'));
    for (const id of ids) {
      expect(UserId.parse(id)).to.match(/^usr-[a-z0-9]{16}$/);
    }
    expect(new Set(ids).size).to.equal(ids.length);
    expect(Buffer.from(chance.token(32), 'base64url')).to.have.length(32);
  });

  it('sort in the order of their making', () => {
    fc.assert(
      fc.property(fc.nat(9_000_000_000_000), fc.integer({ min: 1, max: 1e9 }), (at, later) => {
        const first = createChance({ now: () => instant(at) }).id('ent');
        const second = createChance({ now: () => instant(at + later) }).id('ent');
        return first < second;
      }),
    );
  });
});

describe('Passwords', () => {
  it('are kept as Argon2id with a salt of their own, and only the same one fits', async () => {
    const stored = await hashing.hashPassword('mưa rào trên bến sông');
    expect(stored).to.match(/^\$argon2id\$v=19\$m=47104,t=2,p=1\$/);
    expect(await hashing.hashPassword('mưa rào trên bến sông')).not.to.equal(stored);
    expect(await hashing.verifyPassword('mưa rào trên bến sông', stored)).to.equal(true);
    expect(await hashing.verifyPassword('mưa rào trên bến sôn', stored)).to.equal(false);
  });

  it('fit nobody where there is no hash, or none of ours', async () => {
    expect(await hashing.verifyPassword('x', null)).to.equal(false);
    expect(await hashing.verifyPassword('!', '!')).to.equal(false);
  });

  it('are compared with a hash of the same cost where there is none', async () => {
    const source = await readFile('server/src/adapters/system/hashing.ts', 'utf8');
    const stored = await hashing.hashPassword('any');
    const cost = (text: string): string => /\$argon2id\$v=19\$[^$]+/.exec(text)?.[0] ?? '';
    expect(cost(source)).to.equal(cost(stored));
  });
});

describe('A signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = rawKey(publicKey);
  const signed = (text: string): string =>
    sign(null, Buffer.from(text), privateKey).toString('base64url');

  it('fits its own text and key, and no changed bit of either', () => {
    const message = 'Lịch phát — xã Nhơn Châu';
    const signature = signed(message);
    expect(hashing.verify(key, message, signature)).to.equal(true);
    expect(hashing.verify(key, `${message}.`, signature)).to.equal(false);
    const bytes = Buffer.from(signature, 'base64url');
    fc.assert(
      fc.property(fc.nat(511), (bit) => {
        const bent = Buffer.from(bytes);
        bent.writeUInt8(bent.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        return !hashing.verify(key, message, bent.toString('base64url'));
      }),
    );
    const other = rawKey(generateKeyPairSync('ed25519').publicKey);
    expect(hashing.verify(other, message, signature)).to.equal(false);
  });

  it('is refused in any other spelling, and garbage is no fault', () => {
    const signature = signed('a');
    for (const bent of [`${signature}=`, `${signature} `, signature.slice(1), '', '*']) {
      expect(hashing.verify(key, 'a', bent)).to.equal(false);
    }
    for (const bent of [`${key}=`, '', 'abc', '*'.repeat(43), 'A'.repeat(44)]) {
      expect(hashing.verify(bent, 'a', signature)).to.equal(false);
    }
  });

  it('under the identity key, which fits every text, is refused', () => {
    const identity = Buffer.alloc(32);
    identity[0] = 1;
    // R is the base point and S is one: under this key R = S·B holds whatever the text (and OpenSSL 3.0 agrees).
    const base = Buffer.from(`58${'66'.repeat(31)}`, 'hex');
    const forged = Buffer.concat([base, identity]);
    const signature = forged.toString('base64url');
    expect(hashing.verify(identity.toString('base64url'), 'anything', signature)).to.equal(false);
  });

  it('under any point of small order, in either sign, is refused', () => {
    const order8 = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05';
    const minusOne = `ec${'ff'.repeat(30)}7f`;
    for (const hex of ['00'.repeat(32), order8, minusOne, `ee${'ff'.repeat(30)}7f`]) {
      for (const sign of [0, 0x80]) {
        const point = Buffer.from(hex, 'hex');
        point.writeUInt8(point.readUInt8(31) | sign, 31);
        for (const r of [point, Buffer.from(`01${'00'.repeat(31)}`, 'hex')]) {
          const forged = Buffer.concat([r, Buffer.alloc(32)]).toString('base64url');
          expect(hashing.verify(point.toString('base64url'), 'a', forged)).to.equal(false);
        }
      }
    }
  });

  it('agrees with a published vector (RFC 8032, test 1: the empty message)', () => {
    const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
    const vector = {
      key: hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
      signature: hex(
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      ),
    };
    expect(hashing.verify(vector.key, '', vector.signature)).to.equal(true);
  });
});

describe('The log', () => {
  it('writes one JSON object a line and blacks out what opens a door', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
    log.info('login', { username: 'lan', token: 'abc', request: { cookie: 'x', path: '/' } });
    log.error('signer.died', { code: 1, error: new Error('gone') });
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).to.deep.include({
      level: 'info',
      event: 'login',
      username: 'lan',
      token: '[redacted]',
      request: { cookie: '[redacted]', path: '/' },
    });
    expect(first?.['time']).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(second).to.deep.include({ level: 'error', event: 'signer.died', code: 1 });
    expect(second?.['error']).to.include({ message: 'gone' });
  });

  it('marks an event that is not on the list instead of losing it', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
    log.warn('never-listed');
    expect(JSON.parse(lines[0] ?? '')).to.include({ event: 'never-listed', unlisted: true });
  });
});

describe('The store of audio files', () => {
  let folder = '';
  const bytes = Buffer.from('not really sound, but bytes');
  const name = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  const source = async (): Promise<string> => {
    const path = join(folder, 'finished.mp3');
    await writeFile(path, bytes);
    return path;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-audio-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('takes over a finished file under the name of its content', async () => {
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    expect(await files.find(name)).to.equal(null);
    await files.adopt(await source(), name, 'mp3');
    const path = join(folder, 'audio', name.slice(0, 2), `${name}.mp3`);
    expect(await files.find(name)).to.deep.equal({ path, sizeBytes: bytes.length, codec: 'mp3' });
    expect(await readFile(path)).to.deep.equal(bytes);
    expect(await readdir(folder)).to.deep.equal(['audio']);
  });

  it('takes the same file twice, also at the same time', async () => {
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    const second = join(folder, 'second.mp3');
    await writeFile(second, bytes);
    await Promise.all([files.adopt(await source(), name, 'mp3'), files.adopt(second, name, 'mp3')]);
    await files.adopt(await source(), name, 'mp3');
    expect(await readdir(join(folder, 'audio', 'incoming'))).to.deep.equal([]);
    expect((await files.find(name))?.sizeBytes).to.equal(bytes.length);
  });

  it('refuses a file that is not what it is called, and keeps the caller’s', async () => {
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    const wrong = Sha256.parse('a'.repeat(64));
    const path = await source();
    let told = '';
    await files.adopt(path, wrong, 'mp3').catch((cause: Error) => {
      told = cause.message;
    });
    expect(told).to.equal(`finished.mp3 holds ${name}, not ${wrong}`);
    expect(await files.find(wrong)).to.equal(null);
    expect(await readFile(path)).to.deep.equal(bytes);
  });

  it('removes at its start what a power cut left half copied', async () => {
    await mkdir(join(folder, 'audio', 'incoming'), { recursive: true });
    await writeFile(join(folder, 'audio', 'incoming', 'half'), 'x');
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    expect(await readdir(join(folder, 'audio', 'incoming'))).to.deep.equal([]);
  });

  it('removes a file of one kind alone, and lists what is there', async () => {
    const files = createAudioFiles(join(folder, 'audio'));
    await files.start();
    await files.adopt(await source(), name, 'mp3');
    await files.adopt(await source(), name, 'jpg');
    expect(await files.list('jpg')).to.deep.equal([name]);
    await files.remove(name, 'jpg');
    await files.remove(name, 'jpg');
    expect(await files.list('jpg')).to.deep.equal([]);
    expect((await files.find(name))?.codec).to.equal('mp3');
  });

  it('reports a fault that is not absence', async () => {
    const blocked = join(folder, 'audio');
    await writeFile(blocked, 'a file where the folder belongs');
    await chmod(blocked, 0o600);
    let code: unknown;
    await createAudioFiles(blocked)
      .find(name)
      .catch((cause: { code?: unknown }) => {
        code = cause.code;
      });
    expect(code).to.equal('ENOTDIR');
  });
});
