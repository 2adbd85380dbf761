/**
 * Packed files — tệp nén sẵn của bảng điều khiển.
 *
 * A slow line gets what the build has packed, by the browser's own wish; who cannot unpack gets the file.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import { mountDashboard } from '#server/adapters/http/static';

const CODE = 'export const word = "Loa Số";\n';

describe('http/static', () => {
  let folder: string;
  let server: Server;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loaso-packed-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'door-1a.js'), CODE);
    writeFileSync(join(folder, 'assets', 'door-1a.js.br'), brotliCompressSync(CODE));
    writeFileSync(join(folder, 'assets', 'door-1a.js.gz'), gzipSync(CODE));
    writeFileSync(join(folder, 'assets', 'bare-2b.css'), 'p{}');
    const app = express();
    mountDashboard(app, folder);
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (path: string, accepts: string): Promise<IncomingMessage> =>
    new Promise((done, fail) => {
      const { port } = server.address() as AddressInfo;
      const headers = { 'accept-encoding': accepts };
      get({ port, host: '127.0.0.1', path, headers }, (answer) => {
        answer.resume();
        answer.once('end', () => done(answer));
      }).once('error', fail);
    });

  for (const [accepts, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['identity', undefined],
  ] as const) {
    it(`sends code as ${encoding ?? 'it is'} to who accepts ${accepts}`, async () => {
      const { statusCode, headers } = await ask('/assets/door-1a.js', accepts);
      expect(statusCode).to.equal(200);
      expect(headers['content-encoding']).to.equal(encoding);
      expect(headers['content-type']).to.match(/^text\/javascript/);
      expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    });
  }

  it('sends a file that was not packed as it is', async () => {
    const { statusCode, headers } = await ask('/assets/bare-2b.css', 'gzip, br');
    expect(statusCode).to.equal(200);
    expect(headers).to.not.have.property('content-encoding');
    expect(headers['content-type']).to.match(/^text\/css/);
  });

  it('leads nobody out of its folder', async () => {
    const { headers } = await ask('/assets/..%2f..%2fetc%2fpasswd.js', 'br');
    expect(headers['content-type']).to.match(/^text\/html/);
  });
});
