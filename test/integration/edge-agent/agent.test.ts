/** The whole agent on loopback: real broker, real files, real ffmpeg, the file output. */
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '#edge-agent/config';
import { startAgent } from '#edge-agent/main';
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

const configOf = (world: World) =>
  loadConfig(
    { state: world.state, output: 'file', outputFile: join(world.folder, 'sound') },
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
});
