/**
 * Hostile broker — máy môi giới bị chiếm, tệp bị sửa.
 *
 * A broker that is not ours any more sends a real agent everything an attacker could: forged, replayed,
 * misdirected and damaged messages. Nothing is taken, nothing sounds, everything is reported. A flipped
 * bit on the box's disk is noticed before the first sample.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedType, Sign } from '@loaso/shared/trust/sealed';
import { EnrolReply } from '@loaso/shared/wire/enrol';
import type { Plan } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import { type Agent, cacheFolder } from '#edge-agent/main';
import { openKeyRing } from '#server/signer/keys';
import { type Box, deviceOf } from '../../deploy/demo/boxes.js';
import { call, until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import {
  airOnce,
  allReady,
  approvedBulletin,
  type Line,
  SHORT_NOTICE,
  samplesOf,
  secondAhead,
} from '../support/e2e/air.js';
import { basesOf, betray, captured, evilPlan, flood } from '../support/e2e/betrayed-box.js';
import { find, loudSpans } from '../support/e2e/hearing.js';
import type { AudioGate, HostileBroker } from '../support/e2e/hostile-broker.js';
import { storedPlan, storedRecords } from '../support/e2e/ledger.js';
import { drawFrom } from '../support/e2e/mutations.js';
import { openWorld, type World } from '../support/e2e/world.js';
import { type BareClient, login } from '../support/mqtt-box.js';

const MUTATIONS = 2_000;
const SEED = 1462;
const soon = { everyMs: 50, limitMs: 90_000 };

describe('e2e: a hostile broker and a damaged disk', function () {
  this.timeout(300_000);
  let world: World;
  let box: Box;
  let other: Box;
  let hostile: HostileBroker;
  let gate: AudioGate;
  let agent: Agent;
  let bulletin: MadeBulletin;
  /** The airing whose file is damaged while no other can be had, and the one after it. */
  let damaged: Line;
  let healed: Line;

  before(async () => {
    world = await openWorld({ boxes: 2 });
    [box, other] = world.boxes as [Box, Box];
    bulletin = await approvedBulletin(world, SHORT_NOTICE);
    await airOnce(world, bulletin, secondAhead(3 * 3_600_000));
    ({ hostile, gate, agent } = await betray(box));
    await allReady(world, [box]);
    gate.open = false;
    flipBit();
    damaged = await airOnce(world, bulletin, secondAhead(8_000));
    healed = await airOnce(world, bulletin, Math.ceil(damaged.endAt / 1000) * 1000 + 22_000);
    await until('the newest plan is held', soon, async () => {
      const { device } = await deviceOf(world.people.viewer, box.id);
      return device.desired?.mark.hash === held() ? true : null;
    });
  });
  after(async () => {
    await agent?.stop('the test is over');
    await hostile?.close();
    gate?.close();
    await world?.close();
  });

  const cachedFile = (): string => join(cacheFolder(box.stateDir), 'audio', bulletin.clip!.sha256);
  function flipBit(): void {
    const bytes = readFileSync(cachedFile());
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(cachedFile(), bytes);
  }

  const held = (): string | undefined => agent.shell.state().durable.mark?.hash;
  const refusedAs = (code: string): boolean =>
    agent.shell.state().refusals.some((one) => one.code === code);
  const evil = (change: Partial<Plan>, signer: Sign, type?: SealedType): string =>
    evilPlan(hostile, change, signer, type);

  function strangerNamed(kid: string): Sign {
    const { privateKey } = generateKeyPairSync('ed25519');
    return { kid, sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url') };
  }

  it('refuses every forged, replayed and misdirected message and says why', async () => {
    const keys = openKeyRing(join(world.server.dataDir, 'signer'));
    const real = (role: 'plan' | 'server' | 'command'): Sign => keys.signerOf(role);
    const before = held();
    const number = agent.shell.state().durable.mark!.num;
    const next = { num: number + 1 };
    const mine = captured(hostile, 'plan', -1);
    const envelope = JSON.parse(readFileSync(join(box.stateDir, 'identity.json'), 'utf8'))
      .envelope as string;
    const attacks: readonly (readonly [code: string, topic: string, raw: string])[] = [
      ['unknown-key', 'plan', evil(next, strangerNamed('stranger'))],
      ['bad-signature', 'plan', evil(next, strangerNamed(real('plan').kid))],
      ['unknown-key', 'plan', evil(next, real('server'))],
      ['wrong-device', 'plan', storedPlan(world, other)],
      ['old-number', 'plan', captured(hostile, 'plan', 0)],
      ['equivocation', 'plan', evil({}, real('plan'))],
      ['number-jump', 'plan', evil({ num: number + 1_000_000 }, real('plan'))],
      ['wrong-type', 'plan', envelope],
      ['bad-signature', 'plan', mine.replace(/"num\\":\d+/, '"num\\":9999')],
      ['malformed', 'plan', mine.slice(0, mine.length >> 1)],
      ['malformed', 'plan', ''],
      ['wrong-type', 'envelope', mine],
      ['unknown-key', 'envelope', evil({}, real('command'), 'envelope')],
      ['unknown-key', 'root', evil({}, real('plan'), 'root')],
      ['unknown-key', 'stop', evil({}, real('plan'), 'stop')],
      ['malformed', 'command', 'not even JSON'],
      ['wrong-type', 'urgent', mine],
    ];
    for (const [code, topic, raw] of attacks) {
      const seen = agent.shell.state().refusals.at(-1);
      hostile.say(topic, raw);
      await until(`${topic}: ${code}`, soon, () => {
        const last = agent.shell.state().refusals.at(-1);
        return Promise.resolve(last !== seen && last?.code === code ? true : null);
      });
    }
    hostile.sayOn(`d/${other.id}/down/plan`, storedPlan(world, other));
    await until('another box’s topic', soon, () =>
      Promise.resolve(refusedAs('wrong-topic') ? true : null),
    );
    expect(held()).to.equal(before);
    const codes = new Set(attacks.map(([code]) => code).concat('wrong-topic'));
    await until('every refusal on the box page', soon, async () => {
      const shown = new Set((await pageOf(box)).refusals.map(({ code }) => code));
      return [...codes].every((code) => shown.has(code)) ? true : null;
    });
  });

  it('does not play a file in which one bit was flipped, says so and fetches it again', async () => {
    const silent = await recordOf(damaged, 'missed');
    expect(silent).to.have.property('reason').that.is.oneOf(['file-corrupt', 'file-absent']);
    expect(loudSpans(box)).to.deep.equal([]);
    gate.open = true;
    await recordOf(healed, 'completed');
    const { refusals } = await pageOf(box);
    expect(refusals.map(({ what, code }) => `${what} ${code}`)).to.include('file file-corrupt');
  });

  it(`takes none of ${MUTATIONS} damaged messages`, async () => {
    const betrayed = { hostile, gate, agent };
    const damage = { count: MUTATIONS, draw: drawFrom(SEED) };
    const { accepted, answered, kept } = await flood(
      betrayed,
      basesOf(world, betrayed, other),
      damage,
    );
    expect({ accepted, kept }).to.deep.equal({ accepted: 0, kept: true });
    expect(answered).to.be.at.least(MUTATIONS);
  });

  it('sounds what was signed for it and nothing else', async () => {
    const { errorMs, score } = find(box, await samplesOf(world, bulletin), { startAt: healed.at });
    expect(score).to.be.at.least(0.8);
    expect(Math.abs(errorMs)).to.be.at.most(100);
    const spans = loudSpans(box);
    expect(spans.length).to.be.at.least(1);
    expect(spans[0]?.from).to.be.at.least(healed.at - 100);
    expect(spans.at(-1)?.to).to.be.at.most(healed.endAt + 100);
  });

  it('opens nothing of another box to who has stolen the login of one', async () => {
    await agent.stop('its login was stolen');
    await hostile.close();
    const thief = await loginAs(world, box);
    const owner = await loginAs(world, other);
    const grants = await thief.client.subscribeAsync([`d/${other.id}/down/+`, '#']).catch(() => []);
    expect(grants.filter(({ qos }) => qos < 128)).to.deep.equal([]);
    await owner.client.subscribeAsync(`d/${other.id}/down/+`);
    const before = await pageOf(other);
    const said = hostile.up.filter(({ name }) => name === 'status').at(-1)!.raw;
    const again = thief.closed() ? await loginAs(world, box) : thief;
    again.client.publish(`d/${other.id}/up/status`, said);
    await call(world.people.technician, 'POST', `/api/devices/${other.id}/command`, {
      kind: 'report',
    });
    await until('the owner hears its command', soon, () =>
      Promise.resolve(owner.heard.length > 0 ? true : null),
    );
    expect([...thief.heard, ...again.heard]).to.deep.equal([]);
    const { statusAt, status } = await pageOf(other);
    expect({ statusAt, status }).to.deep.equal({ statusAt: before.statusAt, status: null });
    for (const one of [thief, owner, again]) one.client.end(true);
  });

  type Page = {
    refusals: { what: string; code: string }[];
    statusAt: number | null;
    status: unknown;
  };
  const pageOf = async (one: Box): Promise<Page> =>
    (await call<{ device: Page }>(world.people.technician, 'GET', `/api/devices/${one.id}`)).device;

  /** The stored record of the box about a line. */
  const recordOf = (line: Line, outcome: string): Promise<object> =>
    until(`${outcome} of ${line.entryId}`, { everyMs: 250, limitMs: 80_000 }, () => {
      const record = storedRecords(world, box).find(
        (one) => one.outcome === outcome && one.playId.startsWith(`${line.entryId}.`),
      );
      return Promise.resolve(record ?? null);
    });
});

/** A bare client with the login that the enrolment gave to a box. */
async function loginAs(world: World, box: Box): Promise<BareClient> {
  const text = readFileSync(join(box.stateDir, 'identity.json'), 'utf8');
  const { dev, secret } = EnrolReply.parse(JSON.parse(text));
  const client = await login(world.server.brokerUrl, {
    clientId: dev,
    username: dev,
    password: secret,
  });
  if (client === null) throw new Error(`${dev} was not let in`);
  return client;
}
