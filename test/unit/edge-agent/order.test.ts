/** What the box remembers of urgent messages, piece by piece: core/order, core/urgent-air, core/wants. */
import { URGENT_MEMORY_MS } from '@loaso/shared/wire/urgent';
import { expect } from 'chai';
import {
  airingAt,
  NO_ORDERS,
  playsOf,
  withOrder,
  withRun,
  withSpent,
} from '#edge-agent/core/order';
import { openTurn } from '#edge-agent/core/turn';
import { isExpired, momentOf, nextOf, orderWants } from '#edge-agent/core/urgent-air';
import { stopOrders } from '#edge-agent/core/urgent-stop';
import { driveUrgent, urgentDues } from '#edge-agent/core/urgent-turn';
import { wantsOf } from '#edge-agent/core/wants';
import { at } from './plans.js';
import { DEV, TOOLS } from './sealing.js';
import { linked, playOf, sealedUrgent, urgentOf } from './urgents.js';

const MESSAGE = urgentOf('dam', 290);
const judged = {
  raw: '{}',
  message: MESSAGE,
  hash: 'h',
  taken: { systemBootId: 'system-1', monoMs: 1_000, at: at(290) },
};

describe('edge-agent/core/order', () => {
  it('names every play by the message alone', () => {
    const order = withOrder(NO_ORDERS, judged, 0).live.get(MESSAGE.id);
    if (order === undefined) throw new Error('not taken');
    expect(playsOf(order, DEV)).to.deep.equal([0, 1, 2].map((index) => playOf(MESSAGE, index)));
    const late = airingAt(order, DEV, { index: 1, startAt: at(300) });
    expect(late).to.deep.include({
      playId: playOf(MESSAGE, 1),
      startAt: at(300),
      endAt: at(301),
      priority: 'emergency',
      ordered: true,
    });
  });

  it('keeps an id spent for a week after its end, and then forgets it', () => {
    const until = MESSAGE.exp + URGENT_MEMORY_MS;
    const spent = withSpent(NO_ORDERS, MESSAGE.id, { hash: 'h', until });
    const other = { ...judged, message: urgentOf('other', 290) };
    expect(withOrder(spent, other, until).spent.has(MESSAGE.id)).to.equal(true);
    expect(withOrder(spent, other, until + 1).spent.has(MESSAGE.id)).to.equal(false);
  });

  it('knows no play of an order that it does not hold', () => {
    const run = { index: 0, start: judged.taken };
    expect(withRun(NO_ORDERS, MESSAGE.id, run)).to.equal(NO_ORDERS);
  });
});

describe('edge-agent/core/urgent-air and core/wants', () => {
  const turnAt = (minute: number) => {
    const rig = linked();
    rig.message('urgent', sealedUrgent(MESSAGE));
    rig.passTo(at(minute));
    const turn = openTurn(rig.state, rig.read(), TOOLS);
    const order = turn.state.durable.orders.live.get(MESSAGE.id);
    if (order === undefined) throw new Error('not held');
    return { turn, order };
  };

  it('wants the play that is on and nothing else while the order holds the air', () => {
    const { turn } = turnAt(290.5);
    expect(wantsOf(turn).map(({ airing }) => airing.playId)).to.deep.equal([playOf(MESSAGE, 0)]);
    expect(wantsOf(turn)).to.deep.equal(orderWants(turn));
  });

  it('knows what comes next and when, and wakes for it', () => {
    const { turn, order } = turnAt(291.05);
    const next = nextOf(turn, order);
    expect(next?.index).to.equal(1);
    expect((next?.dueAt ?? 0) - at(290)).to.be.within(70_000, 71_000);
    const dueMonoMs = momentOf(turn).monoMs + (next?.dueAt ?? 0) - momentOf(turn).at;
    expect(urgentDues(turn).some((due) => Math.abs(dueMonoMs - 1_500 - due) < 2)).to.equal(true);
  });

  it('counts the time since the message came, whatever the clock says', () => {
    const { turn, order } = turnAt(290.5);
    expect(isExpired(turn, order)).to.equal(false);
    const later = { ...turn, at: { ...turn.at, monoMs: turn.at.monoMs + 61 * 60_000 } };
    const offsetMs = turn.state.clock.offsetMs - 100 * 60_000;
    const slow = { ...later, state: { ...turn.state, clock: { ...turn.state.clock, offsetMs } } };
    expect(isExpired(slow, order)).to.equal(true);
  });

  it('does nothing in a turn in which nothing is due', () => {
    const { turn } = turnAt(290.5);
    driveUrgent(turn);
    expect(turn.entries).to.deep.equal([]);
    expect(turn.effects).to.deep.equal([]);
  });

  it('finds the plays that a stop means', () => {
    const { turn } = turnAt(290.5);
    const times = { iat: at(290), nbf: at(290), exp: at(295) };
    const stop = { v: 1 as const, dev: DEV, id: 'stop-0001', ...times, why: 'x', entryId: null };
    expect(stopOrders(turn, stop)).to.have.length(3);
    expect(stopOrders(turn, { ...stop, entryId: MESSAGE.id })).to.have.length(3);
    expect(stopOrders(turn, { ...stop, entryId: 'line-1' as never })).to.deep.equal([]);
    expect(turn.entries).to.deep.equal([]);
  });
});
