/**
 * A third of 2,500 boxes is cut off: few incidents, seen soon, over by themselves. Real store and
 * watch, virtual clock.
 */
import { expect } from 'chai';
import { openStorm, type Storm, T0 } from '../../../support/storm-province.js';

const BOXES = 2_500;
const SEEN_WITHIN_S = 100;

describe('a province of 2,500 boxes', () => {
  let storm: Storm;
  before(async function open() {
    this.timeout(300_000);
    storm = await openStorm(BOXES);
    await storm.pass(20);
  });
  after(() => storm.close());

  it('has no incident on a calm day', async () => {
    expect(await storm.openIncidents()).to.deep.equal([]);
  });

  it('sees the outage of an operator as at most three incidents within 100 s, and its end', async function third() {
    this.timeout(300_000);
    const third = storm.boxes.filter(({ operator }) => operator === 'Vinaphone');
    const cutAt = storm.now();
    storm.cut(third);
    await storm.pass(SEEN_WITHIN_S);
    const seen = await storm.openIncidents();
    expect(seen).to.have.length.within(1, 3);
    expect(seen.map(({ cause, operator }) => [cause, operator])).to.deep.include([
      'operator-outage',
      'Vinaphone',
    ]);
    expect(Math.max(...seen.map(({ openedAt }) => openedAt - cutAt))).to.be.at.most(
      SEEN_WITHIN_S * 1_000,
    );
    await storm.pass(60);
    const held = (await storm.openIncidents()).flatMap(({ deviceIds }) => deviceIds);
    expect(new Set(held).size).to.equal(third.length);
    storm.heal(third);
    await storm.pass(150);
    expect(await storm.openIncidents()).to.deep.equal([]);
    const all = await storm.store.watch.incidents([...storm.areaIds], 50);
    expect(all).to.have.length.at.most(3);
    expect(all.map(({ ended }) => ended)).to.deep.equal(all.map(() => 'healed'));
    expect(storm.told.map(({ what }) => what)).to.deep.equal(['opened', 'resolved']);
  });

  it('sees a power cut of a third of the communes as at most three incidents, and its end', async function dark() {
    this.timeout(300_000);
    const before = (await storm.store.watch.incidents([...storm.areaIds], 50)).length;
    const third = storm.boxes.filter(({ commune }) => commune < 45);
    const cutAt = storm.now();
    storm.cut(third, true);
    await storm.pass(SEEN_WITHIN_S + 60);
    const seen = await storm.openIncidents();
    expect(seen).to.have.length.within(1, 3);
    expect(seen.map(({ cause }) => cause)).to.include('commune-power');
    expect(Math.min(...seen.map(({ openedAt }) => openedAt)) - cutAt).to.be.at.most(
      SEEN_WITHIN_S * 1_000,
    );
    storm.heal(third);
    await storm.pass(150);
    expect(await storm.openIncidents()).to.deep.equal([]);
    const after = (await storm.store.watch.incidents([...storm.areaIds], 50)).length;
    expect(after - before).to.be.at.most(3);
    expect(storm.now()).to.be.above(T0);
  });
});
