/** Who may do what on either broker: every client × login, topic, filter, retain and will. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import type { IClientOptions } from 'mqtt';
import type { Link } from '#server/adapters/mqtt/link';
import type { FleetListener } from '#server/ports/fleet';
import { BROKERS, startBroker, type TestBroker } from '../../support/brokers.js';
import { type BareClient, login, until } from '../../support/mqtt-box.js';

const A = DeviceId.parse('box-aaaa');
const B = DeviceId.parse('box-bbbb');
const SECRETS = new Map([
  [A, 'secret-of-a-secret-of-a-secret-of-a'],
  [B, 'secret-of-b-secret-of-b-secret-of-b'],
]);
const as = (username: DeviceId, extra: IClientOptions = {}): IClientOptions => ({
  username,
  clientId: username,
  password: SECRETS.get(username) ?? '',
  ...extra,
});

/** A broker, the server's ear on it, and the clients that one test opened. */
class World {
  private readonly kind: (typeof BROKERS)[number];
  private readonly open: BareClient[] = [];
  private readonly ear: FleetListener;
  private started: { broker: TestBroker; link: Link } | null = null;
  heard: string[] = [];

  constructor(kind: (typeof BROKERS)[number]) {
    this.kind = kind;
    this.ear = {
      message: (device, name, raw) =>
        Promise.resolve(void this.heard.push(`${device} ${name} ${raw}`)),
      connected: () => Promise.resolve(),
      disconnected: () => Promise.resolve(),
    };
  }

  get broker(): TestBroker {
    if (this.started === null) throw new Error('not started');
    return this.started.broker;
  }

  get link(): Link {
    if (this.started === null) throw new Error('not started');
    return this.started.link;
  }

  async start(): Promise<void> {
    const broker = await startBroker(this.kind, SECRETS);
    this.started = { broker, link: broker.link() };
    await this.link.start(this.ear);
  }

  async renewLink(): Promise<void> {
    await this.link.stop();
    this.started = { broker: this.broker, link: this.broker.link() };
    await this.link.start(this.ear);
  }

  async stop(): Promise<void> {
    await this.link.stop();
    await this.broker.stop();
  }

  clear(): void {
    for (const one of this.open.splice(0)) one.client.end(true);
    this.heard = [];
  }

  async try(options: IClientOptions): Promise<BareClient | null> {
    const client = await login(this.broker.url, options);
    if (client !== null) this.open.push(client);
    return client;
  }

  async enter(options: IClientOptions): Promise<BareClient> {
    const client = await this.try(options);
    if (client === null) throw new Error('login refused');
    return client;
  }

  /** Sends a message that must arrive, so that what was sent before it had its chance. */
  async settle(): Promise<void> {
    const b = await this.enter(as(B));
    b.client.publish(`d/${B}/up/ask`, 'marker', { qos: 1 });
    await until(() => this.heard.includes(`${B} ask marker`), 'the marker');
    await sleep(40);
  }
}

const LOGINS: [string, IClientOptions, 'in' | 'out'][] = [
  ['a box with its secret', as(A), 'in'],
  ['nobody', { clientId: 'box-aaaa' }, 'out'],
  ['a wrong secret', as(A, { password: 'wrong' }), 'out'],
  ['an empty secret', as(A, { password: '' }), 'out'],
  ["another box's secret", as(A, { password: SECRETS.get(B) ?? '' }), 'out'],
  ['an unknown box', { username: 'box-cccc', clientId: 'box-cccc', password: 'x' }, 'out'],
  ['a false server', { username: '@server', clientId: '@server', password: 'x' }, 'out'],
  ['a login of wildcards', { username: '+', clientId: '+', password: 'x' }, 'out'],
];

const PUBLISHES: [string, string, 'taken' | 'dropped', { retain?: boolean }][] = [
  ['its ack', `d/${A}/up/ack`, 'taken', {}],
  ['its status', `d/${A}/up/status`, 'taken', {}],
  ['its records', `d/${A}/up/records`, 'taken', {}],
  ['its question', `d/${A}/up/ask`, 'taken', {}],
  ['its farewell', `d/${A}/up/gone`, 'taken', {}],
  ['an unknown up topic', `d/${A}/up/other`, 'dropped', {}],
  ['its own down topic', `d/${A}/down/plan`, 'dropped', {}],
  ["another box's up topic", `d/${B}/up/status`, 'dropped', {}],
  ["another box's down topic", `d/${B}/down/plan`, 'dropped', {}],
  ['a longer topic', `d/${A}/up/status/more`, 'dropped', {}],
  ['a topic of nobody', 'hello', 'dropped', {}],
  ['a system topic', '$SYS/broker/uptime', 'dropped', {}],
  ['a retained status', `d/${A}/up/status`, 'dropped', { retain: true }],
];

const OWN = `d/${A}/down/plan`;

/** Mosquitto takes any filter and judges each message; the embedded broker refuses the filter. */
const FILTERS: [filter: string, embedded: string[], mosquitto: string[]][] = [
  [`d/${A}/down/+`, [OWN], [OWN]],
  [`d/${A}/down/#`, [OWN], [OWN]],
  [`d/${A}/down/plan`, [OWN], [OWN]],
  [`d/${A}/down/stop`, [], []],
  [`d/${B}/down/+`, [], []],
  [`d/${B}/down/plan`, [], []],
  [`d/${B}/down/#`, [], []],
  [`d/${B}/up/ask`, [], []],
  [`d/${A}/up/+`, [], []],
  ['d/+/up/+', [], []],
  ['$SYS/#', [], []],
  ['d/+/down/+', [], [OWN]],
  ['d/+/down/plan', [], [OWN]],
  [`d/${A}/#`, [], [OWN]],
  ['#', [], [OWN]],
  ['+/+/+/+', [], [OWN]],
];

const WILLS: [string, { topic: string; retain?: boolean }, 'delivered' | 'lost'][] = [
  ['its own farewell', { topic: `d/${A}/up/gone` }, 'delivered'],
  ["another box's farewell", { topic: `d/${B}/up/gone` }, 'lost'],
  ["another box's plan", { topic: `d/${B}/down/plan` }, 'lost'],
  ['a retained farewell', { topic: `d/${A}/up/gone`, retain: true }, 'lost'],
];

const takeoverRights = (world: World, entered: boolean): void => {
  it("does not let box A into box B's session by its client id", async () => {
    const b = await world.enter(as(B));
    await b.client.subscribeAsync(`d/${B}/down/+`, { qos: 1 });
    const thief = await world.try(as(A, { clientId: B }));
    await thief?.client.subscribeAsync(`d/${B}/down/+`, { qos: 1 }).catch(() => undefined);
    expect(await world.link.send(B, 'plan', 'for B')).to.equal(true);
    await until(() => b.heard.length === 1, 'the plan of B');
    await sleep(40);
    expect(b.closed()).to.equal(false);
    expect(thief?.heard ?? []).to.deep.equal([]);
    // Mosquitto lets A in, as A: its client id is its login, whatever it says.
    expect(thief !== null).to.equal(entered);
  });
};

const publishRights = (world: World, closesLiars: boolean): void => {
  for (const [what, topic, fate, options] of PUBLISHES) {
    it(`${fate}: ${what}`, async () => {
      const a = await world.enter(as(A));
      const b = await world.enter(as(B));
      await b.client.subscribeAsync(`d/${B}/down/+`, { qos: 1 });
      a.client.publish(topic, 'canary', { qos: 1, ...options });
      await world.settle();
      const reached = world.heard.filter((line) => line.endsWith('canary')).length;
      expect(reached).to.equal(fate === 'taken' ? 1 : 0);
      expect(b.heard).to.deep.equal([]);
      if (fate === 'dropped' && closesLiars) expect(a.closed()).to.equal(true);
    });
  }

  it('keeps nothing that a box tried to retain', async () => {
    const a = await world.enter(as(A));
    a.client.publish(`d/${A}/up/status`, 'kept', { qos: 1, retain: true });
    await world.settle();
    world.heard = [];
    await world.renewLink();
    await world.settle();
    expect(world.heard.filter((line) => line.includes('kept'))).to.deep.equal([]);
  });
};

const readRights = (world: World, kind: (typeof BROKERS)[number]): void => {
  for (const [filter, embedded, mosquitto] of FILTERS) {
    const expected = kind === 'embedded' ? embedded : mosquitto;
    it(`shows box A through ${filter}: ${expected.join() || 'nothing'}`, async () => {
      const a = await world.enter(as(A));
      await a.client.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
      expect(await world.link.send(A, 'plan', 'for A')).to.equal(true);
      expect(await world.link.send(B, 'plan', 'for B')).to.equal(true);
      await world.settle();
      expect(a.heard.map(({ topic }) => topic)).to.deep.equal(expected);
    });
  }
};

const willRights = (world: World): void => {
  for (const [what, will, fate] of WILLS) {
    it(`${fate}: the last will of ${what}`, async () => {
      const b = await world.enter(as(B));
      await b.client.subscribeAsync(`d/${B}/down/+`, { qos: 1 });
      const payload = Buffer.from('last words');
      const full = { qos: 1 as const, retain: false, ...will, payload };
      const a = await world.try(as(A, { will: full }));
      a?.client.stream.destroy();
      const arrived = (): boolean => world.heard.includes(`${A} gone last words`);
      if (fate === 'delivered') await until(arrived, 'the will');
      await world.settle();
      expect(world.heard.some((line) => line.includes('last words'))).to.equal(
        fate === 'delivered',
      );
      expect(b.heard).to.deep.equal([]);
    });
  }
};

const revocation = (world: World): void => {
  it('ends the connection of a revoked box and keeps it out until it is let in anew', async () => {
    const b = await world.enter(as(B));
    await world.broker.logins.disconnect(B);
    await until(b.closed, 'the end of the connection');
    expect(await world.try(as(B))).to.equal(null);
    await world.broker.logins.admit(B, SECRETS.get(B) ?? '');
    let back = await world.try(as(B));
    for (let tries = 0; tries < 40 && back === null; tries += 1) {
      await sleep(50);
      back = await world.try(as(B));
    }
    expect(back).to.not.equal(null);
  });
};

for (const kind of BROKERS) {
  describe(`topic rights on the ${kind} broker`, () => {
    const world = new World(kind);
    before(() => world.start());
    after(() => world.stop());
    afterEach(() => world.clear());

    for (const [who, options, fate] of LOGINS) {
      it(`${fate}: ${who}`, async () => {
        expect((await world.try(options)) !== null).to.equal(fate === 'in');
      });
    }
    takeoverRights(world, kind === 'mosquitto');
    publishRights(world, kind === 'embedded');
    readRights(world, kind);
    willRights(world);
    revocation(world);
  });
}
