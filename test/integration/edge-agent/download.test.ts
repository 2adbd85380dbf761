/** Downloads over real HTTP from servers that lie: the cache never holds a wrong byte. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@loaso/shared/ids';
import { expect } from 'chai';
import { createDiskCache } from '#edge-agent/adapters/disk-cache';
import { createHttpDownloader } from '#edge-agent/adapters/http/downloader';
import type { AudioCache, DownloadEnd } from '#edge-agent/ports';
import { NO_DIAL } from './file-server.js';

const BYTES = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 251));
const SHA = Sha256.parse(createHash('sha256').update(BYTES).digest('hex'));
const LIMITS = { idleMs: 150, slowestBytesPerS: 500_000, graceMs: 300 };
const AUDIO = { 'content-type': 'audio/mpeg' };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('edge-agent/adapters/http/downloader', () => {
  let folder: string;
  let cache: AudioCache;
  let server: Server;
  let answer: Answer;
  let asked: IncomingMessage[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-cache-'));
    cache = createDiskCache(folder);
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One try, as the shell makes it. */
  async function fetchOnce(): Promise<DownloadEnd & { readonly kept?: string }> {
    const { port } = server.address() as AddressInfo;
    const account = {
      audioBaseUrl: `http://127.0.0.1:${port}/audio/`,
      user: 'box',
      secret: 'pole',
      dial: NO_DIAL,
    };
    const into = await cache.open(SHA);
    const end = await createHttpDownloader(account, LIMITS).download(SHA, BYTES.length, into);
    if (end.ok) return { ...end, kept: await into.keep() };
    await into.pause();
    return end;
  }

  /** What an honest server with Range does. */
  const honest: Answer = (request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-${BYTES.length - 1}/${BYTES.length}` };
    response.writeHead(from > 0 ? 206 : 200, { ...AUDIO, ...(from > 0 ? range : {}) });
    response.end(BYTES.subarray(from));
  };

  it('brings a file whole, by its hash and with the login of the box', async () => {
    answer = honest;
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'kept' });
    expect(readFileSync(cache.pathOf(SHA)).equals(BYTES)).to.equal(true);
    expect(asked[0]?.url).to.equal(`/audio/${SHA}`);
    const login = Buffer.from('box:pole').toString('base64');
    expect(asked[0]?.headers.authorization).to.equal(`Basic ${login}`);
    expect(await cache.list()).to.deep.equal([{ sha256: SHA, sizeBytes: BYTES.length }]);
  });

  it('goes on where it was cut, and asks for no byte twice', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { ...AUDIO, 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 20_000), () => setTimeout(() => response.destroy(), 30));
    };
    expect(await fetchOnce()).to.include({ ok: false, reason: 'network' });
    answer = honest;
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'kept' });
    expect(asked[1]?.headers.range).to.equal('bytes=20000-');
    expect(asked[1]?.headers['if-range']).to.equal(`"${SHA}"`);
    expect(readFileSync(cache.pathOf(SHA)).equals(BYTES)).to.equal(true);
  });

  it('begins again with a server that knows no ranges', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { ...AUDIO, 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 20_000), () => setTimeout(() => response.destroy(), 30));
    };
    await fetchOnce();
    answer = (_request, response) => response.writeHead(200, AUDIO).end(BYTES);
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'kept' });
  });

  it('begins again after a range that does not exist', async () => {
    answer = (_request, response) => response.writeHead(200, AUDIO).end(BYTES.subarray(0, 100));
    await fetchOnce();
    answer = (_request, response) => response.writeHead(416).end();
    expect(await fetchOnce()).to.include({ ok: false, reason: 'network' });
    answer = honest;
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'kept' });
    expect(asked[2]?.headers.range).to.equal(undefined);
  });

  const lies: [string, string, Answer][] = [
    [
      'a captive portal',
      'refused',
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>'),
    ],
    [
      'a redirect',
      'refused',
      (_request, response) =>
        response.writeHead(302, { location: 'http://127.0.0.1:9/portal' }).end(),
    ],
    [
      'a file that is too long',
      'too-large',
      (_request, response) =>
        response.writeHead(200, { ...AUDIO, 'content-length': 10_000_000 }).end('x'),
    ],
    [
      'an endless body',
      'too-large',
      (_request, response) => {
        response.writeHead(200, AUDIO);
        const pour = (): void => {
          if (!response.destroyed) response.write(Buffer.alloc(30_000), () => setTimeout(pour, 1));
        };
        pour();
      },
    ],
    [
      'a truncated body',
      'network',
      (_request, response) => response.writeHead(200, AUDIO).end(BYTES.subarray(0, 10_000)),
    ],
    ['a file that is gone', 'absent', (_request, response) => response.writeHead(404).end()],
    ['a login that is refused', 'refused', (_request, response) => response.writeHead(401).end()],
    ['a server in trouble', 'network', (_request, response) => response.writeHead(503).end()],
    [
      'a silent line',
      'network',
      (_request, response) => {
        response.writeHead(200, AUDIO);
        response.write('x');
      },
    ],
    [
      'a byte at a time',
      'network',
      (_request, response) => {
        response.writeHead(200, AUDIO);
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'a wrong range',
      'refused',
      (_request, response) =>
        response.writeHead(206, { ...AUDIO, 'content-range': 'bytes 5-9/10' }).end('12345'),
    ],
  ];
  for (const [what, reason, lie] of lies) {
    it(`keeps nothing of ${what}, and gets the file once the line is honest`, async () => {
      answer = lie;
      expect(await fetchOnce()).to.include({ ok: false, reason });
      expect(await cache.list()).to.deep.equal([]);
      answer = honest;
      let end = await fetchOnce();
      // What a liar left behind is found out by its hash, and thrown away.
      if (end.kept === 'corrupt') end = await fetchOnce();
      expect(end).to.deep.equal({ ok: true, kept: 'kept' });
      expect(readFileSync(cache.pathOf(SHA)).equals(BYTES)).to.equal(true);
    });
  }

  it('throws away a body of the right length with a wrong byte', async () => {
    answer = (_request, response) => {
      const wrong = Buffer.from(BYTES);
      wrong[777] = (wrong[777] ?? 0) ^ 1;
      response.writeHead(200, AUDIO).end(wrong);
    };
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'corrupt' });
    expect(await cache.list()).to.deep.equal([]);
    answer = honest;
    expect(await fetchOnce()).to.deep.equal({ ok: true, kept: 'kept' });
  });

  it('says so when nobody answers', async () => {
    answer = honest;
    const into = await cache.open(SHA);
    const account = {
      audioBaseUrl: 'http://127.0.0.1:9',
      user: 'box',
      secret: 'pole',
      dial: NO_DIAL,
    };
    const end = await createHttpDownloader(account, LIMITS).download(SHA, BYTES.length, into);
    await into.pause();
    expect(end).to.include({ ok: false, reason: 'network' });
  });

  it('gives up what is under way when it is stopped', async () => {
    answer = (_request, response) => void response.writeHead(200, AUDIO).write('x');
    const { port } = server.address() as AddressInfo;
    const account = {
      audioBaseUrl: `http://127.0.0.1:${port}`,
      user: 'box',
      secret: 'pole',
      dial: NO_DIAL,
    };
    const downloader = createHttpDownloader(account, {
      ...LIMITS,
      idleMs: 60_000,
      graceMs: 60_000,
    });
    const into = await cache.open(SHA);
    const end = downloader.download(SHA, BYTES.length, into);
    await once(server, 'request');
    downloader.stop();
    expect(await end).to.deep.equal({ ok: false, reason: 'network', detail: 'stopped' });
    await into.pause();
  });
});

describe('edge-agent/adapters/disk-cache', () => {
  it('tells a file that is right from one that is absent, short or changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loaso-cache-'));
    const cache = createDiskCache(folder);
    expect(await cache.check(SHA, BYTES.length)).to.equal('absent');
    const into = await cache.open(SHA);
    await into.write(BYTES);
    expect(await into.keep()).to.equal('kept');
    expect(await cache.check(SHA, BYTES.length)).to.equal('right');
    expect(await cache.check(SHA, BYTES.length + 1)).to.equal('corrupt');
    const wrong = Buffer.from(BYTES);
    wrong[1] = 1 ^ (wrong[1] ?? 0);
    writeFileSync(cache.pathOf(SHA), wrong);
    expect(await cache.check(SHA, BYTES.length)).to.equal('corrupt');
    await cache.delete(SHA);
    expect(await cache.list()).to.deep.equal([]);
    expect(await cache.freeBytes()).to.be.above(0);
    rmSync(folder, { recursive: true, force: true });
  });
});
