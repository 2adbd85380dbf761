/** What a box makes of a relay of a stream, and what it says of it: core/relay. */
import type { Relay } from '@loaso/shared/wire/relay';
import { expect } from 'chai';
import type { RelayTurn } from '#edge-agent/core/event';
import { at, envelopeOf, item, planOf, sealedPlan } from './plans.js';
import { Rig, type RigOptions } from './rig.js';

const RELAY = {
  sourceId: 'vov1',
  url: 'https://stream.example/vov1',
  stallMs: 10_000,
} as Relay;

const withRelay = (options: RigOptions = {}, ...more: Parameters<typeof item>[]): Rig => {
  const rig = new Rig(options);
  rig.feed({ type: 'link-up' });
  const items = [item('vov', 300, 330, { relay: RELAY }), ...more.map((one) => item(...one))];
  rig.message('plan', sealedPlan(planOf(1, items)));
  return rig;
};

/** The output tells at `minute` where the sound comes from. */
function turn(rig: Rig, minute: number, to: RelayTurn): void {
  rig.passTo(at(minute));
  const soundId = rig.state.sounds[0]?.id ?? 0;
  rig.feed({ type: 'relay-turned', soundId, to, monoMs: rig.monoMs, detail: 'no sound comes' });
}

const heardOf = (rig: Rig): string[] =>
  rig.heard.map(({ playId, startAt, endAt }) => {
    const minutes = [startAt, endAt].map((ms) => Number(((ms - at(0)) / 60_000).toFixed(1)));
    return `${playId.split('.')[0]} ${minutes.join('-')}`;
  });

/** Minutes of stream, fallback and silence, and what counts as played. */
const sumsOf = (rig: Rig): unknown[] =>
  [...new Map(rig.records().map((one) => [one.seq, one])).values()].map((record) => {
    if (record.outcome === 'missed' || record.relay === undefined) return record.outcome;
    const { streamMs, fallbackMs, silentMs } = record.relay;
    const minutes = [streamMs, fallbackMs, silentMs, record.playedMs];
    return [record.outcome, ...minutes.map((ms) => Math.round(ms / 6_000) / 10)];
  });

describe('edge-agent/core/relay', () => {
  it('reaches for the stream before its instant, and ends on its own', () => {
    const rig = withRelay();
    rig.passTo(at(299.9));
    const prepared = rig.effects.find((one) => one.type === 'prepare');
    expect(prepared).to.deep.include({ relay: RELAY });
    turn(rig, 300.001, 'stream');
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['vov 300-330']);
    expect(sumsOf(rig)).to.deep.equal([['completed', 30, 0, 0, 30]]);
  });

  it('says what was stream, what was fallback and what was silence', () => {
    const rig = withRelay();
    turn(rig, 300.001, 'stream');
    turn(rig, 310, 'silence');
    turn(rig, 311, 'fallback');
    turn(rig, 316, 'stream');
    rig.passTo(at(340));
    expect(sumsOf(rig)).to.deep.equal([['completed', 24, 5, 1, 29]]);
  });

  it('counts no minute as played in which nothing came', () => {
    const rig = withRelay();
    rig.passTo(at(340));
    expect(sumsOf(rig)).to.deep.equal([['completed', 0, 0, 30, 0]]);
  });

  it('needs no file of its fallback', () => {
    const rig = withRelay({ downloads: false });
    turn(rig, 300.001, 'stream');
    rig.passTo(at(340));
    expect(sumsOf(rig)).to.deep.equal([['completed', 30, 0, 0, 30]]);
  });

  it('gives way to what stands above it, and goes on after it', () => {
    const rig = withRelay({}, ['news', 310, 315, { priority: 'priority' }]);
    turn(rig, 300.001, 'stream');
    rig.passTo(at(315.001));
    turn(rig, 315.002, 'stream');
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['vov 300-310', 'news 310-315', 'vov 315-330']);
    expect(sumsOf(rig)).to.deep.equal([
      ['interrupted', 10, 0, 0, 10],
      'completed',
      ['completed', 15, 0, 0, 15],
    ]);
  });

  it('stays inside its envelope: hours, minutes and volume', () => {
    const hours = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 240, toMinute: 320 };
    const windows = [{ ...hours, volumeMaxPercent: 40 }] as never;
    const rig = withRelay({ envelope: envelopeOf({ windows }) });
    turn(rig, 300.001, 'stream');
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['vov 300-320']);
    expect(rig.heard[0]?.volumePercent).to.equal(40);
  });

  it('ends when a new plan names another address', () => {
    const rig = withRelay();
    turn(rig, 300.001, 'stream');
    rig.passTo(at(305));
    const other = { ...RELAY, url: 'https://other.example/vov1' };
    rig.message('plan', sealedPlan(planOf(2, [item('vov', 300, 330, { relay: other })])));
    rig.passTo(at(340));
    const played = rig.effects.flatMap((one) => (one.type === 'play' ? [one.relay?.url] : []));
    expect(played).to.deep.equal([RELAY.url, other.url]);
  });

  it('says after a power cut only what it knows to have sounded', () => {
    const rig = withRelay();
    turn(rig, 302, 'stream');
    rig.passTo(at(305));
    rig.powerCut(at(306));
    rig.feed({ type: 'link-up' });
    rig.passTo(at(307));
    const [first] = rig.records();
    expect(first?.outcome).to.equal('interrupted');
    expect(first !== undefined && 'playedMs' in first ? first.playedMs : -1).to.be.within(
      3 * 60_000 - 6_000,
      3 * 60_000,
    );
  });

  it('is silent where silence is the stated fallback, with no file in the plan', () => {
    const rig = new Rig();
    rig.feed({ type: 'link-up' });
    const plan = planOf(1, [item('vov', 300, 330, { relay: RELAY, parts: [] })]);
    expect(plan.audio).to.deep.equal([]);
    rig.message('plan', sealedPlan(plan));
    turn(rig, 300.001, 'stream');
    rig.passTo(at(340));
    expect(heardOf(rig)).to.deep.equal(['vov 300-330']);
  });
});
