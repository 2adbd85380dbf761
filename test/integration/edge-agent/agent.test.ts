/** The whole agent on loopback: real broker, real files, real ffmpeg, the file output. */
import { join } from 'node:path';
import { Relay, RelaySums } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import { loadConfig } from '#edge-agent/config';
import { startAgent } from '#edge-agent/main';
import { Station } from '../../support/station.js';
import { startOf } from './correlate.js';
import {
  DEV,
  decodeClip,
  makeClip,
  makeItem,
  makePlan,
  makeWorld,
  until,
  type World,
} from './world.js';

const configOf = (world: World, privateStreams: 'yes' | 'no' = 'no') =>
  loadConfig(
    { state: world.state, output: 'file', outputFile: join(world.folder, 'sound'), privateStreams },
    { LOASO_AGENT_LOG_LEVEL: process.env['AGENT_LOG'] ?? 'silent', LOASO_AGENT_NTP: 'no' },
  );

describe('edge-agent', function () {
  this.timeout(40_000);
  let world: World;

  beforeEach(async () => {
    world = await makeWorld((folder) => [makeClip(folder, 2, 1), makeClip(folder, 1, 2)]);
  });
  afterEach(() => world.close());

  it('plays a signed plan on the sample and reports what it played', async () => {
    const agent = await startAgent(configOf(world), () => undefined);
    const startAt = Date.now() + 2_500;
    const item = makeItem(world.clips, { startAt });
    world.offer(makePlan(1, Date.now(), world.clips, [item]));
    await until('a stored record', 12_000, () => world.stored.size > 0);
    await agent.stop('test');

    const [record] = world.records();
    expect(record).to.deep.include({
      seq: 1,
      playId: `entry-1.${DEV}.${startAt}`,
      outcome: 'completed',
      fromMs: 0,
      virtual: true,
    });
    expect(Number(record?.['startedAt'])).to.be.closeTo(startAt, 5);
    const [first, second] = world.clips.map(decodeClip);
    expect(startOf(join(world.folder, 'sound'), first!)).to.be.closeTo(startAt, 5);
    expect(startOf(join(world.folder, 'sound'), second!)).to.be.closeTo(startAt + 2_000, 5);
  });

  for (const [privateStreams, source] of [
    ['yes', 'streamMs'],
    ['no', 'fallbackMs'],
  ] as const) {
    it(`relays a stream of its own network where that is allowed (${privateStreams}), and says what sounded`, async () => {
      const station = new Station();
      const url = `${await station.start()}/live`;
      const agent = await startAgent(configOf(world, privateStreams), () => undefined);
      try {
        const startAt = Date.now() + 3_000;
        const relay = Relay.parse({ sourceId: 'vov1', url, stallMs: 3_000 });
        const item = { ...makeItem(world.clips, { startAt }), durationMs: 7_000, relay };
        world.offer(makePlan(1, Date.now(), world.clips, [item]));
        await until('a stored record', 20_000, () => world.stored.size > 0);
      } finally {
        await agent.stop('test');
        station.stop();
      }
      const [record] = world.records();
      expect(record).to.deep.include({ outcome: 'completed' });
      const sums = RelaySums.parse(record?.['relay']);
      const heard = (['streamMs', 'fallbackMs'] as const).filter((name) => sums[name] > 1_000);
      expect(heard).to.deep.equal([source]);
      expect(station.asked.length > 0).to.equal(privateStreams === 'yes');
      expect(record?.['playedMs']).to.equal(sums.streamMs + sums.fallbackMs);
    });
  }
});
