/** Encrypted lines of a box whose clock may be wrong, with real certificates: adapters/tls/secure-line, main/lines. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { expect } from 'chai';
import { createSecureLine, type KnownTime } from '#edge-agent/adapters/tls/secure-line';
import { loadConfig } from '#edge-agent/config';
import { startAgent } from '#edge-agent/main';
import { postOf } from '#edge-agent/main/lines';
import { Authority, type Issued, type Span } from '../../support/certificates.js';
import { makeClip, makeItem, makePlan, makeWorld, until } from './world.js';

const DAY_MS = 86_400_000;
const dayOf = (inDays: number): string =>
  new Date(Date.now() + inDays * DAY_MS).toISOString().slice(2, 10).replaceAll('-', '');
/** By the clock of this machine, which is the one of the box. */
const TODAY: Span = { from: dayOf(-2), to: dayOf(400) };
const LONG: Span = { from: '200101', to: '491231' };
/** The world is there already; the clock of the box is not. */
const LATER: Span = { from: '400101', to: '410101' };
const LATER_MS = Date.UTC(2040, 5, 1);
const PAST: Span = { from: '200101', to: '210101' };

const NO_CLOCK: KnownTime = { atMs: null, floorMs: Date.now() - 30 * DAY_MS };
const at = (atMs: number): KnownTime => ({ atMs, floorMs: NO_CLOCK.floorMs });

describe('edge-agent/adapters/tls/secure-line', function () {
  this.timeout(30_000);
  let authority: Authority;
  let stranger: Authority;
  let received: string;
  before(() => {
    authority = new Authority(LONG);
    stranger = new Authority(LONG);
  });
  after(() => {
    authority.close();
    stranger.close();
  });

  /** 'in' when the line was opened and said its word, else what kept it from that. */
  async function tried(issued: Issued, known: KnownTime, host = '127.0.0.1'): Promise<string> {
    received = '';
    const server: Server = createServer(issued, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        received += chunk.toString();
        socket.end('in');
      });
    });
    // A client that hangs up in the middle of a handshake is what is tested.
    server.on('tlsClientError', () => undefined);
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
    const line = createSecureLine(authority.cert, () => known)(
      host,
      (server.address() as AddressInfo).port,
    );
    line.write('secret');
    const word = await new Promise<string>((resolve) => {
      line.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      line.once('error', (cause) => resolve(cause.message));
    });
    line.destroy();
    server.close();
    return word;
  }

  it('opens to a server of an authority of the settings', async () => {
    expect(await tried(authority.issue(TODAY), NO_CLOCK)).to.equal('in');
    expect(received).to.equal('secret');
  });

  it('opens with a clock that stands years behind, by what the box knows of the time', async () => {
    const issued = authority.issue(LATER);
    expect(await tried(issued, NO_CLOCK)).to.equal('in');
    expect(await tried(issued, at(LATER_MS))).to.equal('in');
  });

  it('opens along a chain', async () => {
    const between = new Authority(LONG, authority);
    const { cert, key } = between.issue(LATER);
    expect(await tried({ cert: cert + between.cert, key }, NO_CLOCK)).to.equal('in');
    expect(await tried({ cert, key }, NO_CLOCK)).to.match(/authority is not trusted/);
    between.close();
  });

  const refused: [string, () => Issued, KnownTime, RegExp, string?][] = [
    [
      'that is not valid yet by a trusted clock',
      () => authority.issue(LATER),
      at(Date.now()),
      /not valid before/,
    ],
    ['that has expired by the floor', () => authority.issue(PAST), NO_CLOCK, /expired/],
    [
      'that has expired by a trusted clock',
      () => authority.issue(LATER),
      at(Date.UTC(2042, 0, 1)),
      /expired/,
    ],
    [
      'that the clock of the system finds good and the floor does not',
      () => authority.issue(TODAY),
      { atMs: null, floorMs: Date.now() + 500 * DAY_MS },
      /expired/,
    ],
    [
      'of nobody, of another time',
      () => stranger.issue(LATER),
      NO_CLOCK,
      /authority is not trusted/,
    ],
    ['of nobody, of today', () => stranger.issue(TODAY), NO_CLOCK, /UNABLE_TO_VERIFY|SELF_SIGNED/],
    [
      'of another host, of another time',
      () => authority.issue(LATER),
      NO_CLOCK,
      /IP: 127\.0\.0\.2/,
      '127.0.0.2',
    ],
    ['of another host, of today', () => authority.issue(TODAY), NO_CLOCK, /ALTNAME/, '127.0.0.2'],
    [
      'that is not for servers',
      () => authority.issue(LATER, 'client'),
      NO_CLOCK,
      /not that of a server/,
    ],
  ];
  for (const [what, issue, known, why, host] of refused) {
    it(`writes no byte to a server with a certificate ${what}`, async () => {
      expect(await tried(issue(), known, host)).to.match(why);
      expect(received).to.equal('');
    });
  }
});

describe('edge-agent/main/lines', function () {
  this.timeout(30_000);
  let authority: Authority;
  let folder: string;
  before(() => {
    authority = new Authority(LONG);
    folder = mkdtempSync(join(tmpdir(), 'loaso-lines-'));
    writeFileSync(join(folder, 'ca.pem'), authority.cert);
  });
  after(() => {
    authority.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = () => ({
    LOASO_AGENT_LOG_LEVEL: 'silent',
    LOASO_AGENT_NTP: 'no',
    LOASO_AGENT_RTC: 'no',
    LOASO_AGENT_CA_FILE: join(folder, 'ca.pem'),
  });

  it('bring the time, the plan and the files to a box whose clock is years behind', async () => {
    const secure = authority.issue(LATER);
    const world = await makeWorld((into) => [makeClip(into, 2, 43)], {
      secure,
      aheadMs: LATER_MS - Date.now(),
    });
    const config = loadConfig({ state: world.state, output: 'silent' }, env());
    const agent = await startAgent(config, () => undefined);
    try {
      await until('a trusted clock', 15_000, () => agent.shell.state().clock.trusted);
      const item = makeItem(world.clips, { startAt: world.now() + 2_000 });
      world.offer(makePlan(1, world.now(), world.clips, [item]));
      await until('its record', 15_000, () => world.records().length > 0);
      expect(world.records()[0]).to.include({ outcome: 'completed', fromMs: 0 });
    } finally {
      await agent.stop('test');
      await world.close();
    }
  });

  it('enrol over the same trust, also before any time is known', async () => {
    const server = createServer(authority.issue(LATER), (socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}'),
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/enrol`;
    const config = loadConfig({ state: folder }, env());
    expect(await postOf(config)(url, { code: 'x' })).to.deep.equal({ status: 200, text: '{}' });
    const bare = loadConfig({ state: folder }, {});
    const fault = await postOf(bare)(url, { code: 'x' }).catch((cause: Error) => cause.message);
    expect(fault).to.match(/authority is not trusted/);
    server.close();
  });
});
