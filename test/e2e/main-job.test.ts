/**
 * The main job — việc chính từ văn bản đến loa và trở lại.
 *
 * Two communes, three boxes: import, voice, approve, schedule, play, record. Every figure is asked of
 * the server or measured in the sound that the boxes wrote.
 */
import { expect } from 'chai';
import { AN_NHON, QUY_NHON } from '../../deploy/demo/accounts.js';
import { deviceOf } from '../../deploy/demo/boxes.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import { type Airing, count, heldPlan } from '../../deploy/demo/proof.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  SHORT_NOTICE,
  samplesOf,
  secondAhead,
} from '../support/e2e/air.js';
import { find } from '../support/e2e/hearing.js';
import { openWorld, type World } from '../support/e2e/world.js';

describe('e2e: from a text to three boxes and back', function () {
  this.timeout(300_000);
  let world: World;
  const bulletins = new Map<string, MadeBulletin>();
  const airings: Airing[] = [];

  before(async () => {
    world = await openWorld({ boxes: 3 });
    for (const one of world.boxes) world.startBox(one);
    for (const area of [QUY_NHON, AN_NHON]) {
      bulletins.set(area, await approvedBulletin(world, SHORT_NOTICE, area));
    }
    const at = secondAhead(6_000);
    const lines = [];
    for (const [area, bulletin] of bulletins) {
      lines.push(await airOnce(world, bulletin, at, area));
    }
    await allReady(world);
    for (const [index, line] of lines.entries()) {
      airings.push(...(await aired(world, line, { count: 2 - index, limitMs: 90_000 })));
    }
  });
  after(() => world?.close());

  it('delivers the newest plan to every box and every file to its cache', async () => {
    for (const one of world.boxes) {
      const { device } = await deviceOf(world.people.viewer, one.id);
      expect(device.acked?.mark?.hash).to.equal(device.desired?.mark.hash);
      expect(await heldPlan(one)).to.equal(device.desired?.mark.hash);
      expect(device.status?.cache.have).to.equal(device.status?.cache.needed);
    }
  });

  it('plays every planned airing once and loses no record', () => {
    expect(count(airings)).to.deep.equal({
      planned: 3,
      played: 3,
      missed: 0,
      lost: 0,
      duplicate: 0,
    });
    expect(airings.map(({ deviceId }) => deviceId).sort()).to.deep.equal(
      world.boxes.map(({ id }) => id).sort(),
    );
    for (const { pieces } of airings) {
      expect(pieces.map(({ outcome, fromMs }) => ({ outcome, fromMs }))).to.deep.equal([
        { outcome: 'completed', fromMs: 0 },
      ]);
    }
  });

  it('sounds at each box as mastered, within 100 ms of its instant', async () => {
    for (const one of world.boxes) {
      const airing = airings.find(({ deviceId }) => deviceId === one.id);
      const sound = await samplesOf(world, bulletins.get(one.areaId)!);
      const { errorMs, score } = find(one, sound, { startAt: airing!.startAt });
      expect(score, one.id).to.be.at.least(0.8);
      expect(Math.abs(errorMs), one.id).to.be.at.most(100);
    }
  });
});
