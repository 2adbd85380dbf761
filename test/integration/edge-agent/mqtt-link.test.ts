/** The link against a real broker: comes up, comes back, says farewell, and holds its limits. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { expect } from 'chai';
import { createMqttLink, LINK_LIMITS } from '#edge-agent/adapters/mqtt-link';
import type { Link } from '#edge-agent/ports';
import { NO_DIAL } from './file-server.js';
import { until } from './world.js';

const limits = { ...LINK_LIMITS, retryMinMs: 40, retryMaxMs: 200 };
const GONE = { topic: 'd/box-test-01/up/gone', raw: 'farewell' };

describe('edge-agent/adapters/mqtt-link', function () {
  this.timeout(15_000);
  let broker: Aedes;
  let server: Server;
  let sockets: Set<Socket>;
  let link: Link;
  let news: string[];
  let received: { topic: string; text: string; who: string }[];
  let logged: string[];

  const makeLink = (part: Partial<typeof limits> = {}): Link =>
    createMqttLink(
      {
        brokerUrl: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
        user: 'box-test-01',
        secret: 'pole-secret',
        dial: NO_DIAL,
        filter: 'd/box-test-01/down/+',
        gone: GONE,
        limits: { ...limits, ...part },
      },
      (_level, event) => logged.push(event),
    );
  const start = (made: Link): void =>
    made.start({
      up: () => news.push('up'),
      down: () => news.push('down'),
      message: (topic, raw) => news.push(`${topic} ${raw}`),
    });
  const send = (payload: string): Promise<void> =>
    new Promise((resolve) => {
      const packet = { cmd: 'publish' as const, topic: 'd/box-test-01/down/plan', payload };
      broker.publish({ ...packet, qos: 1, retain: false, dup: false }, () => resolve());
    });

  beforeEach(async () => {
    news = [];
    received = [];
    logged = [];
    sockets = new Set();
    broker = await Aedes.createBroker();
    broker.authenticate = (_client, user, secret, done) =>
      done(null, user === 'box-test-01' && secret?.toString() === 'pole-secret');
    broker.on('publish', (packet, client) => {
      if (packet.topic.startsWith('$')) return;
      received.push({
        topic: packet.topic,
        text: packet.payload.toString(),
        who: client?.id ?? '',
      });
    });
    server = createServer((socket) => {
      sockets.add(socket);
      broker.handle(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    link = makeLink();
  });
  afterEach(async () => {
    await link.stop();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('comes up with its login, hears its topics and is heard', async () => {
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    await send('a plan');
    await until('a message', 5_000, () => news.includes('d/box-test-01/down/plan a plan'));
    link.publish('d/box-test-01/up/status', 'well', 0);
    await until('a status', 5_000, () => received.some(({ text }) => text === 'well'));
    expect(received.find(({ text }) => text === 'well')?.who).to.equal('box-test-01');
  });

  it('knows the way there and back to the broker while it is up, and only then', async () => {
    expect(await link.roundTripMs()).to.equal(null);
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    expect(await link.roundTripMs()).to.be.at.least(0);
  });

  it('comes back by itself after its line was cut, with what was kept for it', async () => {
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    for (const socket of sockets) socket.destroy();
    await until('down', 5_000, () => news.includes('down'));
    await send('while away');
    await until('up again', 5_000, () => news.filter((one) => one === 'up').length === 2);
    await until('what was kept', 5_000, () => news.some((one) => one.endsWith('while away')));
  });

  it('leaves its farewell to the broker when the line breaks', async () => {
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    for (const socket of sockets) socket.destroy();
    await until('farewell', 5_000, () => received.some(({ text }) => text === 'farewell'));
  });

  it('says farewell itself when it is stopped', async () => {
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    await link.stop();
    await until('farewell', 5_000, () => received.some(({ text }) => text === 'farewell'));
    expect(news).to.deep.equal(['up']);
  });

  it('goes on trying while nobody lets it in', async () => {
    let tries = 0;
    broker.authenticate = (_client, _user, _secret, done) => {
      tries += 1;
      done(null, false);
    };
    start(link);
    await until('five tries', 8_000, () => tries >= 5);
    expect(news).to.deep.equal([]);
    expect(logged).to.include('link-fault');
  });

  it('leaves a broker that lets it in and then says nothing, and comes again', async () => {
    await link.stop();
    link = makeLink({ subscribeWithinMs: 100 });
    let silent = true;
    broker.authorizeSubscribe = (_client, subscription, done) => {
      if (!silent) done(null, subscription);
    };
    start(link);
    await until('a word on it', 5_000, () => logged.includes('link-fault'));
    expect(news).to.deep.equal([]);
    silent = false;
    await until('up', 5_000, () => news.includes('up'));
  });

  it('takes in no flood', async () => {
    await link.stop();
    link = makeLink({ perSecond: 1, burst: 10 });
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    for (let count = 0; count < 100; count += 1) await send(`flood ${count}`);
    await until('a word on it', 5_000, () => logged.includes('link-throttled'));
    expect(news.filter((one) => one.includes('flood')).length).to.be.below(30);
  });

  it('sends no flood: what is too much waits, what is far too much is dropped', async () => {
    await link.stop();
    link = makeLink({ perSecond: 50, burst: 5, queueMax: 20 });
    start(link);
    await until('up', 5_000, () => news.includes('up'));
    for (let count = 0; count < 100; count += 1)
      link.publish('d/box-test-01/up/status', `s${count}`, 0);
    expect(logged).to.include('link-throttled');
    await until('what waited', 5_000, () => received.length >= 25);
    expect(received.length).to.be.at.most(26);
    expect(received.map(({ text }) => text).slice(0, 3)).to.deep.equal(['s0', 's1', 's2']);
  });

  it('drops what is said while the line is down', () => {
    link.publish('d/box-test-01/up/status', 'nobody', 0);
    expect(received).to.deep.equal([]);
  });
});
