/** The file server tried over real connections, also by a network that lies, breaks and keeps silent. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcp,
  type Socket,
  type Server as Tcp,
} from 'node:net';
import { Sha256 } from '@loaso/shared/ids';
import type { FileTrial } from '@loaso/shared/wire/result';
import { expect } from 'chai';
import { createFileTrial } from '#edge-agent/adapters/http/file-trial';
import { createSecureLine } from '#edge-agent/adapters/tls/secure-line';

const DIAL = createSecureLine(null, () => ({ atMs: null, floorMs: 0 }));
const SHA = Sha256.parse('ab'.repeat(32));
const BYTES = Buffer.alloc(400_000, 7);
const AUDIO = { 'content-type': 'audio/ogg' };

describe('edge-agent/adapters/http/file-trial', () => {
  let server: Server | Tcp;
  let counted: number;
  let asked: { url: string | undefined; headers: Record<string, unknown> }[];
  beforeEach(() => {
    counted = 0;
    asked = [];
  });
  afterEach(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });

  async function listen(made: Server | Tcp): Promise<number> {
    server = made;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  async function tried(listener: RequestListener, host = '127.0.0.1'): Promise<FileTrial> {
    const port = await listen(
      createServer((request, response) => {
        asked.push({ url: request.url, headers: request.headers });
        listener(request, response);
      }),
    );
    return trial(`http://${host}:${port}/audio`);
  }
  const trial = (audioBaseUrl: string, bytesMax = 256_000, wholeMs = 5_000): Promise<FileTrial> =>
    createFileTrial(
      { audioBaseUrl, user: 'box', secret: 'pole', dial: DIAL },
      (bytes) => {
        counted += bytes;
      },
      { wholeMs },
    )({ sha256: bytesMax === 0 ? null : SHA, bytesMax });

  it('reads so many bytes of a file and no more, logged in, and counts them', async () => {
    const found = await tried((_request, response) =>
      response.writeHead(206, AUDIO).end(BYTES.subarray(0, 256_000)),
    );
    expect(found).to.deep.include({ fault: null, status: 206, nameMs: null, tlsMs: null });
    expect(found.bytes).to.equal(256_000);
    expect(found.connectMs).to.be.at.least(0);
    expect(found.firstByteMs).to.be.at.least(0);
    expect(counted).to.be.within(256_000, 260_000);
    expect(asked[0]?.url).to.equal(`/audio/${SHA}`);
    expect(asked[0]?.headers).to.deep.include({
      range: 'bytes=0-255999',
      authorization: `Basic ${Buffer.from('box:pole').toString('base64')}`,
    });
  });

  it('stops reading a server that knows no range', async () => {
    const found = await tried((_request, response) => response.writeHead(200, AUDIO).end(BYTES));
    expect(found.fault).to.equal(null);
    expect(found.bytes).to.be.within(256_000, 330_000);
  });

  it('times the look-up of a name', async () => {
    const found = await tried((_request, response) => response.writeHead(404).end(), 'localhost');
    expect(found).to.deep.include({ fault: null, status: 404, bytes: 0 });
    expect(found.nameMs).to.be.at.least(0);
  });

  it('takes a file that is not there for a line that works', async () => {
    const port = await listen(createServer((_request, response) => response.writeHead(404).end()));
    const found = await trial(`http://127.0.0.1:${port}/audio`, 0);
    expect(found).to.deep.include({ fault: null, status: 404, bytes: 0 });
  });

  it('tells a login page, a refusal and a fault of the server apart', async () => {
    const answers: readonly RequestListener[] = [
      (_request, response) => response.writeHead(302, { location: 'http://login.example/' }).end(),
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      (_request, response) => response.writeHead(401).end(),
      (_request, response) => response.writeHead(503).end(),
    ];
    const found: unknown[] = [];
    for (const answer of answers) {
      const { fault, status } = await tried(answer);
      found.push([fault, status]);
      server.close();
    }
    expect(found).to.deep.equal([
      ['portal', 302],
      ['portal', 200],
      ['refused', 401],
      ['refused', 503],
    ]);
  });

  it('names the step that did not come: the name, the connection, the answer', async () => {
    const silent = createTcp((socket: Socket) => void socket.on('error', () => undefined).resume());
    const port = await listen(silent);
    expect(await trial(`http://127.0.0.1:${port}/audio`, 1_000, 200)).to.deep.include({
      fault: 'silent',
      status: null,
      firstByteMs: null,
    });
    const closed = new Promise((resolve) => silent.close(resolve));
    expect((await trial('http://no-such-name.invalid/audio')).fault).to.equal('name');
    await closed;
    expect(await trial(`http://127.0.0.1:${port}/audio`)).to.deep.include({
      fault: 'connect',
      connectMs: null,
    });
  });

  it('names the certificate where a secure connection does not come about', async () => {
    const port = await listen(createTcp((socket: Socket) => void socket.end('no TLS here')));
    const found = await trial(`https://127.0.0.1:${port}/audio`);
    expect(found).to.deep.include({ fault: 'certificate', tlsMs: null });
    expect(found.connectMs).to.be.at.least(0);
  });

  it('tells of a transfer that broke off, with what had come', async () => {
    const found = await tried((_request, response) => {
      response.writeHead(206, { ...AUDIO, 'content-length': 256_000 });
      response.write(BYTES.subarray(0, 50_000), () => response.destroy());
    });
    expect(found.fault).to.equal('broken');
    expect(found.bytes).to.be.at.most(50_000);
  });
});
