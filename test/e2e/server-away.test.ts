/**
 * Server away — máy chủ vắng mặt.
 *
 * Stopped in order or cut off as by a power failure, before an airing: the boxes play by the plan
 * they hold, and what they played arrives once when the server is back.
 */
import { expect } from 'chai';
import { call, until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  type Line,
  SHORT_NOTICE,
  samplesOf,
  secondAhead,
} from '../support/e2e/air.js';
import { find } from '../support/e2e/hearing.js';
import { isWhole, saidBy, storedRecords } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

type Overview = {
  devices: { total: number; reachable: number };
  today: { planned: number; played: number; missed: number; interrupted: number; unknown: number };
};

describe('e2e: the server is away', function () {
  this.timeout(300_000);
  let world: World;
  let bulletin: MadeBulletin;
  let sound: Int16Array;

  before(async () => {
    world = await openWorld({ boxes: 2 });
    for (const one of world.boxes) world.startBox(one);
    bulletin = await approvedBulletin(world, SHORT_NOTICE);
    sound = await samplesOf(world, bulletin);
  });
  after(() => world?.close());

  /** Sends an airing out, takes the server away, waits until every box has played it. */
  async function playAlone(take: () => Promise<void>): Promise<Line> {
    const line = await airOnce(world, bulletin, secondAhead(8_000));
    await allReady(world);
    // As late as can be: the longer a server is away, the longer boxes wait before they call again.
    await until('a moment before', { everyMs: 20, limitMs: 90_000 }, () =>
      Promise.resolve(Date.now() > line.at - 1_500 ? true : null),
    );
    await take();
    expect(Date.now(), 'the server is away before the airing').to.be.below(line.at);
    await until('both boxes have played', { everyMs: 100, limitMs: 90_000 }, () =>
      Promise.resolve(world.boxes.every((one) => hasPlayed(one, line)) ? true : null),
    );
    return line;
  }

  const hasPlayed = (box: World['boxes'][number], { entryId }: Line): boolean =>
    saidBy(world, box, 'play-recorded').some(({ playId, outcome }) => {
      return outcome === 'completed' && String(playId).startsWith(`${entryId}.`);
    });

  /** After the server is back: on time, once each, and the overview says so. */
  async function holds(line: Line, before: number): Promise<void> {
    const airings = await aired(world, line, { count: 2, limitMs: 70_000 });
    expect(airings.map(({ state, pieces }) => [state, pieces.length])).to.deep.equal([
      ['played', 1],
      ['played', 1],
    ]);
    for (const one of world.boxes) {
      const { errorMs, score } = find(one, sound, { startAt: line.at });
      expect(score, one.id).to.be.at.least(0.8);
      expect(Math.abs(errorMs), one.id).to.be.at.most(100);
      const records = storedRecords(world, one);
      expect(records.length, one.id).to.equal(before + 1);
      expect(isWhole(records), one.id).to.equal(true);
    }
    await until('every box is back', { everyMs: 250, limitMs: 70_000 }, async () => {
      const now = await call<Overview>(world.people.viewer, 'GET', '/api/overview');
      return now.devices.reachable === 2 ? now : null;
    });
    const { devices, today } = await call<Overview>(world.people.viewer, 'GET', '/api/overview');
    expect(devices).to.include({ total: 2, reachable: 2 });
    const count = 2 * (before + 1);
    expect(today).to.include({ planned: count, played: count, missed: 0, unknown: 0 });
  }

  it('boxes play on time after the server was stopped; their records arrive once', async () => {
    const line = await playAlone(() => world.server.stop());
    await world.server.start();
    await holds(line, 0);
  });

  it('boxes play on time after the server was killed; their records arrive once', async () => {
    const line = await playAlone(() => world.server.kill());
    await world.server.start();
    await holds(line, 1);
  });
});
