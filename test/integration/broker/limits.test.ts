/** Bad traffic against the embedded broker, and the server's link through outages of either broker. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { createPacketCounter } from '#server/adapters/broker/packet-guard';
import { passwordLine } from '#server/adapters/broker/password-file';
import { createThrottle } from '#server/adapters/broker/throttle';
import { createInbox } from '#server/adapters/mqtt/inbox';
import type { FleetListener } from '#server/ports/fleet';
import { startBroker, type TestBroker } from '../../support/brokers.js';
import { login, until } from '../../support/mqtt-box.js';
import { QUIET } from '../../support/signer.js';

const A = DeviceId.parse('box-aaaa');
const SECRETS = new Map([[A, 'secret-of-a']]);
const asA = { username: A, clientId: A, password: 'secret-of-a' };

const earInto = (heard: string[]): FleetListener => ({
  message: (_device, name, raw) => Promise.resolve(void heard.push(`${name} ${raw}`)),
  connected: () => Promise.resolve(),
  disconnected: () => Promise.resolve(),
});

describe('the embedded broker under bad traffic', () => {
  let broker: TestBroker;
  before(async () => {
    broker = await startBroker('embedded', SECRETS);
  });
  after(() => broker.stop());

  it('throws out a box that sends more than one sealed message may hold', async () => {
    const a = await login(broker.url, asA);
    a?.client.publish(`d/${A}/up/status`, 'x'.repeat(650_000), { qos: 1 });
    await until(() => a?.closed() ?? false, 'the end of the connection');
    const again = await login(broker.url, asA);
    expect(again).to.not.equal(null);
    again?.client.publish(`d/${A}/up/status`, 'x'.repeat(590_000), { qos: 1 });
    await sleep(100);
    expect(again?.closed()).to.equal(false);
    again?.client.end(true);
  });

  it('throws out a stranger whose first packet is large, or no MQTT at all', async () => {
    const says = async (bytes: Buffer): Promise<boolean> => {
      const socket = connect(broker.port, '127.0.0.1');
      let closed = false;
      socket.on('error', () => undefined);
      socket.once('close', () => {
        closed = true;
      });
      socket.write(bytes);
      await until(() => closed, 'the end of the connection');
      return closed;
    };
    expect(await says(Buffer.from([0x10, 0xff, 0xff, 0x7f, 0, 4]))).to.equal(true);
    expect(await says(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'))).to.equal(true);
    expect(await says(Buffer.alloc(200, 0xff))).to.equal(true);
  });

  it('throws out a box that floods', async () => {
    const a = await login(broker.url, asA);
    for (let index = 0; index < 200; index += 1) a?.client.publish(`d/${A}/up/status`, 'flood');
    await until(() => a?.closed() ?? false, 'the end of the connection');
  });

  it('tells who comes and who goes', async () => {
    broker.presence.length = 0;
    const a = await login(broker.url, asA);
    await until(() => broker.presence.length === 1, 'the arrival');
    a?.client.stream.destroy();
    await until(() => broker.presence.length === 2, 'the departure');
    expect(broker.presence).to.deep.equal([`${A} connected`, `${A} disconnected`]);
  });
});

describe("the server's link to mosquitto", () => {
  it('comes back after the broker was restarted, and says meanwhile that nothing left', async () => {
    const broker = await startBroker('mosquitto', SECRETS);
    const heard: string[] = [];
    const link = broker.link();
    expect(await link.send(A, 'plan', 'too early')).to.equal(false);
    await link.start(earInto(heard));
    expect(await link.send(A, 'plan', 'to nobody')).to.equal(true);
    await broker.restart();
    await until(() => link.connected(), 'the link');
    await sleep(50);
    const a = await login(broker.url, asA);
    a?.client.publish(`d/${A}/up/ask`, 'after', { qos: 1 });
    await until(() => heard.includes('ask after'), 'the message');
    a?.client.end(true);
    await link.stop();
    expect(await link.send(A, 'plan', 'too late')).to.equal(false);
    await broker.stop();
  });
});

describe('the inbox', () => {
  const box = (index: number): DeviceId => DeviceId.parse(`box-0000${index}`);

  it('keeps the order of each box, works side by side, and survives a handler that fails', async () => {
    const done: string[] = [];
    const inbox = createInbox(
      {
        message: async (device, _name, raw) => {
          await sleep(Number(raw) % 3);
          if (raw === '5') throw new Error('handler');
          done.push(`${device} ${raw}`);
        },
      },
      QUIET,
      1000,
    );
    for (let index = 0; index < 30; index += 1) {
      await inbox.put({ device: box(index % 3), name: 'ask', raw: String(index) });
    }
    await inbox.idle();
    expect(inbox.failed()).to.equal(1);
    for (let index = 0; index < 3; index += 1) {
      const own = done.filter((line) => line.startsWith(box(index)));
      const sorted = [...own].sort((a, b) => Number(a.split(' ')[1]) - Number(b.split(' ')[1]));
      expect(own).to.deep.equal(sorted);
    }
    expect(done.length).to.equal(29);
  });

  it('makes the sender wait when too much is waiting', async () => {
    const gates: (() => void)[] = [];
    const inbox = createInbox(
      { message: () => new Promise((resolve) => gates.push(resolve)) },
      QUIET,
      3,
    );
    let passed = 0;
    const puts = [1, 2, 3, 4].map((index) =>
      inbox.put({ device: box(index), name: 'ask', raw: '' }).then(() => {
        passed += 1;
      }),
    );
    await sleep(10);
    expect([passed, inbox.waiting()]).to.deep.equal([2, 4]);
    for (const open of gates) open();
    await Promise.all(puts);
    await inbox.idle();
    expect(inbox.waiting()).to.equal(0);
  });
});

describe('the small parts of the broker', () => {
  it('counts packets through any cutting of the bytes', () => {
    const packet = (size: number): Buffer => {
      const length: number[] = [];
      for (let rest = size; ; ) {
        const byte = rest % 128;
        rest = Math.floor(rest / 128);
        length.push(rest > 0 ? byte + 128 : byte);
        if (rest === 0) break;
      }
      return Buffer.concat([Buffer.from([0x30, ...length]), Buffer.alloc(size, 0xff)]);
    };
    const limits = { firstMax: 100, laterMax: 20_000 };
    const passes = (sizes: number[], step: number): boolean => {
      const counter = createPacketCounter(limits);
      const bytes = Buffer.concat(sizes.map(packet));
      for (let at = 0; at < bytes.length; at += step) {
        if (!counter.accept(bytes.subarray(at, at + step))) return false;
      }
      return true;
    };
    for (const step of [1, 2, 7, 1000, 100_000]) {
      expect(passes([100, 20_000, 0, 0, 127, 128, 16_384, 3], step), `step ${step}`).to.equal(true);
      expect(passes([101], step)).to.equal(false);
      expect(passes([5, 0, 20_001], step)).to.equal(false);
    }
  });

  it('writes the password line that mosquitto 2.0 reads', () => {
    const line = passwordLine('box-aaaa', 'secret', Buffer.alloc(12, 1));
    expect(line).to.match(/^box-aaaa:\$7\$101\$AQEBAQEBAQEBAQEB\$[A-Za-z0-9+/]{86}==$/);
  });

  it('lets so many through at once and so many a second after that, per name', () => {
    let now = 0;
    const throttle = createThrottle(2, 1, () => now);
    expect([throttle.take('a'), throttle.take('a'), throttle.take('a')]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(throttle.take('b')).to.equal(true);
    now = 1000;
    expect([throttle.take('a'), throttle.take('a')]).to.deep.equal([true, false]);
  });
});
