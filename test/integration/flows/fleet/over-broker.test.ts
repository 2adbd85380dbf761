/** The whole way once: flows, signer and store on one side of a real broker, a bare MQTT box on the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptPlan } from '@loaso/shared/trust/accept';
import { type Sealed, type SealedType, seal } from '@loaso/shared/trust/sealed';
import { NewDevice } from '@loaso/shared/wire/http/fleet';
import { expect } from 'chai';
import { createEmbeddedBroker, type EmbeddedBroker } from '#server/adapters/broker/embedded';
import { createLink, type Link } from '#server/adapters/mqtt/link';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import {
  administrator,
  type FleetRoom,
  newKey,
  openFleetRoom,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { type BareClient, login, until } from '../../../support/mqtt-box.js';
import { given } from '../../../support/people.js';
import { sha } from '../../../support/plans.js';
import { QUIET } from '../../../support/signer.js';
import { QUY_NHON } from '../../../support/store.js';

type Box = BareClient & { readonly id: string; say(name: SealedType, body: object): void };

describe('a box over a real broker', () => {
  let room: FleetRoom;
  let broker: EmbeddedBroker;
  let link: Link;
  let flows: FleetService;
  const dir = mkdtempSync(join(tmpdir(), 'loaso-fleet-'));

  before(async () => {
    room = await openFleetRoom();
    await room.addLine('mot');
    broker = createEmbeddedBroker({
      host: '127.0.0.1',
      port: 0,
      dataDir: join(dir, 'broker'),
      boxLogin: (device, secret) => flows.boxLogin(device, secret),
      presence: {
        connected: (device) => flows.connected(device),
        disconnected: (device) => flows.disconnected(device),
      },
      log: QUIET,
    });
    await broker.start();
    link = createLink({ broker: broker.inside, logins: broker, log: QUIET });
    flows = createFleetFlows({ ...room.ports, link });
    await link.start({
      message: (device, name, raw) => flows.receive(device, name, raw),
      connected: (device) => flows.connected(device),
      disconnected: (device) => flows.disconnected(device),
    });
  });
  after(async () => {
    await link.stop();
    await broker.stop();
    await room.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const join4 = async () => {
    const request = NewDevice.parse({ name: 'Cụm thật', areaId: QUY_NHON });
    const { id } = given(await flows.addDevice(administrator, request));
    const { code } = given(await flows.enrolmentCode(technician, id));
    const key = newKey();
    const reply = given(
      await flows.enrol({ v: 1, code, publicKey: key.publicKey, agentVersion: '0.1.0' }),
    );
    const client = await login(`mqtt://127.0.0.1:${broker.port()}`, {
      username: id,
      clientId: id,
      password: reply.secret,
    });
    if (client === null) throw new Error('login refused');
    await client.client.subscribeAsync(`d/${id}/down/+`, { qos: 1 });
    const say = (name: SealedType, body: object): void => {
      const text = seal(name, JSON.stringify({ v: 1, dev: id, at: Date.now(), ...body }), [
        { kid: id, sign: key.sign },
      ]);
      client.client.publish(`d/${id}/up/${name}`, text, { qos: 1 });
    };
    return { ...client, id, reply, say };
  };
  const textOf = (box: Box, name: string): string | undefined =>
    box.heard.find(({ topic }) => topic.endsWith(`/down/${name}`))?.text;

  it('enrols, asks, takes its plan, reports, is receipted, is stopped and revoked', async () => {
    const box = await join4();
    const time = { nonce: 'nonce-0001', t0: 1 };
    const ask = { bootId: 'boot-0001', have: null, envelopeNum: 0, agentVersion: '0.1.0' };
    box.say('ask', { ...ask, want: ['plan', 'envelope', 'time', 'receipt'], time });
    await until(() => textOf(box, 'receipt') !== undefined, 'the answers');
    expect(box.heard.map(({ topic }) => topic.split('/').at(-1))).to.deep.equal([
      'time',
      'plan',
      'envelope',
      'receipt',
    ]);
    const judged = acceptPlan(
      textOf(box, 'plan') ?? '',
      {
        dev: box.id as never,
        area: QUY_NHON,
        root: box.reply.root,
        stored: null,
        now: Date.now() as never,
        clockTrusted: true,
      },
      { verify: room.ports.hashing.verify, sha256: sha },
    );
    if (!judged.ok) throw new Error(judged.error.code);
    const { mark } = judged.value;
    const { v, dev, at, ...status } = statusOf(box.id as never, { plan: mark });
    expect([v, dev]).to.deep.equal([1, box.id]);
    expect(at).to.be.a('number');
    box.say('ack', { what: 'plan', outcome: 'accepted', plan: mark, envelopeNum: 1, counter: 1 });
    box.say('status', status);
    const page = async () => given(await flows.device(administrator, box.id as never));
    const sentence = async (): Promise<string> => (await page()).sentence.en;
    for (let tries = 0; tries < 100 && (await sentence()) !== 'All is well.'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await page()).to.deep.include({
      online: true,
      lights: { reachable: 'green', ready: 'green', audible: 'unknown' },
    });
    box.heard.length = 0;
    given(await flows.stop(administrator, box.id as never, null));
    await until(() => textOf(box, 'stop') !== undefined, 'the stop');
    given(await flows.revoke(administrator, box.id as never));
    await until(box.closed, 'the end of the connection');
    expect((await page()).online).to.equal(false);
  });

  it('gives a new plan to forty boxes on line, each its own', async () => {
    const boxes: Awaited<ReturnType<typeof join4>>[] = [];
    for (let count = 0; count < 40; count += 1) boxes.push(await join4());
    await room.addLine('hai', 6 * 60);
    const ids = boxes.map(({ id }) => id as never);
    expect(given(await flows.publish(ids, 'test')).devices).to.equal(40);
    await until(() => boxes.every((box) => textOf(box, 'plan') !== undefined), 'the plans');
    for (const box of boxes) {
      const sealed = JSON.parse(textOf(box, 'plan') ?? '') as Sealed;
      expect((JSON.parse(sealed.body) as { dev: string }).dev).to.equal(box.id);
      box.client.end(true);
    }
  });
});
