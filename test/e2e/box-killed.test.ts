/**
 * Box killed — cụm mất điện giữa lúc phát.
 *
 * `kill -9` in the middle of an airing and a new start: the box joins where the airing is by then,
 * and the ledger holds both pieces and nothing else.
 */
import { expect } from 'chai';
import { airingOf } from '#server/core/coverage/expected';
import { deviceOf } from '../../deploy/demo/boxes.js';
import { until } from '../../deploy/demo/client.js';
import type { MadeBulletin } from '../../deploy/demo/content.js';
import type { Airing } from '../../deploy/demo/proof.js';
import {
  aired,
  airOnce,
  allReady,
  approvedBulletin,
  type Line,
  LONG_NOTICE,
  samplesOf,
  secondAhead,
} from '../support/e2e/air.js';
import { find } from '../support/e2e/hearing.js';
import { isWhole, saidBy, storedRecords } from '../support/e2e/ledger.js';
import { openWorld, type World } from '../support/e2e/world.js';

/**
 * The journal marks the position every five seconds. The cut comes late after the first mark, so that
 * what the ledger cannot know is always more than an airing may lack and still count as played.
 */
const CUT_AFTER_MS = 9_000;

describe('e2e: a box loses power while it plays', function () {
  this.timeout(300_000);
  let world: World;
  let bulletin: MadeBulletin;
  let sound: Int16Array;
  let line: Line;
  let cutAt = 0;
  let airing: Airing;

  before(async () => {
    world = await openWorld({ boxes: 1 });
    const [box] = world.boxes;
    world.startBox(box!);
    bulletin = await approvedBulletin(world, LONG_NOTICE);
    sound = await samplesOf(world, bulletin);
    line = await airOnce(world, bulletin, secondAhead(6_000));
    await allReady(world);
    await until('the box is in mid-play', { everyMs: 20, limitMs: 90_000 }, () =>
      Promise.resolve(Date.now() >= line.at + CUT_AFTER_MS ? true : null),
    );
    await world.killBox(box!);
    cutAt = Date.now();
    world.startBox(box!);
    [airing] = (await aired(world, line, { count: 1, pieces: 2, limitMs: 90_000 })) as [Airing];
  });
  after(() => world?.close());

  it('joins again at the elapsed position', () => {
    const [box] = world.boxes;
    const [, second] = airing.pieces;
    expect(second?.fromMs).to.be.greaterThan(cutAt - line.at - 500);
    const started = saidBy(world, box!, 'sound-started');
    expect(started.length).to.equal(2);
    const first = find(box!, sound, { startAt: line.at, toMs: CUT_AFTER_MS - 500 });
    const rest = find(box!, sound, { startAt: line.at, fromMs: second!.fromMs + 200 });
    for (const { errorMs, score } of [first, rest]) {
      expect(score).to.be.at.least(0.8);
      expect(Math.abs(errorMs)).to.be.at.most(100);
    }
  });

  it('leaves both pieces in the ledger, one cut by power and one completed', () => {
    const records = storedRecords(world, world.boxes[0]!);
    expect(records.map(({ outcome }) => outcome)).to.deep.equal(['interrupted', 'completed']);
    expect(records[0]).to.include({ reason: 'power', fromMs: 0, playId: airing.playId });
    expect(records[1]).to.include({ playId: airing.playId });
    expect(isWhole(records)).to.equal(true);
    const [cut, rest] = airing.pieces;
    expect(cut!.fromMs + cut!.playedMs).to.be.at.most(rest!.fromMs);
    expect(rest!.fromMs + rest!.playedMs).to.be.closeTo(bulletin.durationMs, 500);
  });

  it('shows the airing as the pieces tell it', async () => {
    const told = airingOf(airing, storedRecords(world, world.boxes[0]!), Date.now(), null);
    expect(told.state).to.equal('interrupted');
    expect({ state: airing.state, pieces: airing.pieces.length }).to.deep.equal({
      state: told.state,
      pieces: 2,
    });
    const { device } = await deviceOf(world.people.viewer, airing.deviceId);
    expect(device.acked?.mark?.hash).to.equal(device.desired?.mark.hash);
  });
});
