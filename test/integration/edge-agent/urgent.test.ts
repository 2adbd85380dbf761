/** Urgent messages to the whole agent on loopback: real broker, real keys, real files, file output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sealed, seal } from '@loaso/shared/trust/sealed';
import { expect } from 'chai';
import { loadConfig } from '#edge-agent/config';
import { type Agent, startAgent } from '#edge-agent/main';
import { startOf } from './correlate.js';
import {
  DEV,
  decodeClip,
  makeClip,
  makePlan,
  makeTrust,
  makeUrgent,
  makeWorld,
  until,
  type World,
} from './world.js';

const configOf = (world: World) =>
  loadConfig(
    { state: world.state, output: 'file', outputFile: join(world.folder, 'sound') },
    { LOASO_AGENT_LOG_LEVEL: process.env['AGENT_LOG'] ?? 'silent', LOASO_AGENT_NTP: 'no' },
  );

describe('edge-agent, told of an emergency', function () {
  this.timeout(60_000);
  let world: World;
  let agent: Agent;

  beforeEach(async () => {
    world = await makeWorld((folder) => [makeClip(folder, 2, 1), makeClip(folder, 1, 2)]);
    agent = await startAgent(configOf(world), () => undefined);
    const trusted = () => agent.shell.state().clock.trusted;
    await until('a box that knows the time', 10_000, trusted);
  });
  afterEach(async () => {
    await agent.stop('the test is over');
    await world.close();
  });

  const acks = (): string[] =>
    world.heard
      .filter(({ name }) => name === 'ack')
      .map(({ body }) => `${body['what']} ${body['outcome']} ${body['code'] ?? ''}`.trim());
  const tell = (raw: string, topic = 'urgent'): void => world.send(topic, raw);
  const urgent = (name: string, part: object = {}) => ({
    ...makeUrgent(name, Date.now(), world.clips),
    ...part,
  });

  it('fetches it, sounds it as often as it was told, and reports every play', async () => {
    const message = urgent('dam');
    const raw = world.trust.sealAs('urgent', 'urgent', message);
    tell(raw);
    tell(raw);
    await until('two stored records', 25_000, () => world.stored.size === 2);
    tell(raw);
    await until('three answers', 5_000, () => acks().length === 3);

    expect(acks()).to.deep.equal([
      'urgent accepted file-absent',
      'urgent unchanged',
      'urgent unchanged',
    ]);
    const nominal = [0, 1].map((play) => message.nbf + play * (3_000 + 500));
    expect(world.records().map(({ playId, outcome }) => `${playId} ${outcome}`)).to.have.members(
      nominal.map((startAt) => `urgent-dam.${DEV}.${startAt} completed`),
    );
    const [first, second] = world.records().map(({ startedAt }) => Number(startedAt));
    expect((second ?? 0) - (first ?? 0)).to.be.closeTo(3_500, 20);
    const sound = decodeClip(world.clips[0]!);
    expect(startOf(join(world.folder, 'sound'), sound)).to.be.closeTo(first ?? 0, 20);
    const journal = readFileSync(join(world.state, 'journal.log'), 'utf8');
    expect(journal).to.include('urgent-spent');
  });

  it('shows what sounds, and is silent as soon as it is told to stop', async () => {
    tell(world.trust.sealAs('urgent', 'urgent', urgent('dam', { plays: 10 })));
    const onAir = () => world.heard.findLast(({ name }) => name === 'status')?.body['onAir'];
    await until('a status that names it', 20_000, () => Boolean(onAir()));
    expect(onAir()).to.have.property('title', 'Di dời khẩn cấp');
    const iat = Date.now();
    const times = { iat, nbf: iat, exp: iat + 120_000 };
    const stop = { v: 1, dev: DEV, id: 'stop-0001', ...times, why: 'thử', entryId: 'urgent-dam' };
    tell(world.trust.sealAs('command', 'stop', stop), 'stop');
    await until('a word on every play', 10_000, () => world.stored.size === 10);
    const outcomes = world.records().map(({ outcome, reason }) => `${outcome} ${reason}`);
    expect(outcomes.filter((one) => one === 'missed stopped').length).to.be.at.least(8);
    expect(agent.shell.state().durable.orders.live.size).to.equal(0);
  });

  it('answers a drill and makes no sound', async () => {
    const drill = { ...urgent('drill'), kind: 'drill' };
    tell(world.trust.sealAs('drill', 'drill', drill), 'drill');
    await until('an answer', 10_000, () => acks().length === 1);
    expect(acks()).to.deep.equal(['drill accepted file-absent']);
    const ack = world.heard.find(({ name }) => name === 'ack')?.body;
    expect(ack?.['detail']).to.match(/^0 of 2 files here, \d+ bytes to fetch, output virtual file/);
    expect(agent.shell.state().nextSoundId).to.equal(1);
  });

  it('does not obey whoever holds another key, another word, an old copy or half of one', async () => {
    const { sealAs } = world.trust;
    const body = urgent('evil');
    const stranger = makeTrust();
    const real = sealAs('urgent', 'urgent', body);
    const bent = { ...(JSON.parse(real) as Sealed), body: JSON.stringify({ ...body, plays: 9 }) };
    const noKey = { kid: 'urgent-1', sign: () => 'A'.repeat(86) };
    const attacks: readonly (readonly [answer: string, topic: string, raw: string])[] = [
      [
        'urgent refused unknown-key',
        'urgent',
        seal('urgent', JSON.stringify(body), [{ ...noKey, kid: 'plan-1' }]),
      ],
      ['urgent refused bad-signature', 'urgent', seal('urgent', JSON.stringify(body), [noKey])],
      ['urgent refused bad-signature', 'urgent', stranger.sealAs('urgent', 'urgent', body)],
      ['urgent refused bad-signature', 'urgent', JSON.stringify(bent)],
      ['urgent refused unknown-key', 'urgent', sealAs('plan', 'urgent', body)],
      ['urgent refused unknown-key', 'urgent', sealAs('drill', 'urgent', body)],
      ['urgent refused wrong-type', 'urgent', sealAs('drill', 'drill', { ...body, kind: 'drill' })],
      ['drill refused wrong-type', 'drill', real],
      ['drill refused unknown-key', 'drill', sealAs('urgent', 'drill', { ...body, kind: 'drill' })],
      ['drill refused malformed', 'drill', sealAs('drill', 'drill', body)],
      [
        'urgent refused wrong-device',
        'urgent',
        sealAs('urgent', 'urgent', urgent('x', { dev: 'box-other-1' })),
      ],
      [
        'urgent refused wrong-area',
        'urgent',
        sealAs('urgent', 'urgent', urgent('x', { area: '21554' })),
      ],
      ['urgent refused expired', 'urgent', sealAs('urgent', 'urgent', old())],
      ['urgent refused malformed', 'urgent', real.slice(0, real.length >> 1)],
      ['plan refused wrong-type', 'plan', real],
      ['plan refused inconsistent', 'plan', sealAs('plan', 'plan', named())],
    ];
    for (const [answer, topic, raw] of attacks) {
      const before = acks().length;
      tell(raw, topic);
      await until(`${topic}: ${answer}`, 5_000, () => acks().length > before);
      expect(acks().at(-1)).to.equal(answer);
    }
    const { nextSoundId, durable } = agent.shell.state();
    expect({ nextSoundId, live: durable.orders.live.size }).to.deep.equal({
      nextSoundId: 1,
      live: 0,
    });
  });

  const old = () =>
    urgent('old', { iat: Date.now() - 9e5, nbf: Date.now() - 9e5, exp: Date.now() - 1 });
  /** A plan that gives one of its airings the name of an urgent message. */
  const named = () => {
    const startAt = Date.now() + 60_000;
    const { parts, durationMs, title, origin } = urgent('x');
    const rules = {
      priority: 'emergency',
      rank: 1,
      gainDb: 0,
      lateStart: 'join',
      afterCut: 'join',
    };
    const item = { entryId: 'urgent-x', title, startAt, durationMs, origin, parts, ...rules };
    return makePlan(1, Date.now(), world.clips, [item]);
  };
});
