/** Planned joined with played: one state for every airing at every instant. */
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import fc from 'fast-check';
import { airingOf, REPORT_FRESH_MS, WORD_GRACE_MS } from '#server/core/coverage/expected';

const START = 1_700_000_000_000;
const planned = { playId: `e-1.loa-00001.${START}`, startAt: START, durationMs: 600_000 };
const END = START + planned.durationMs;
const clock = { trust: 'locked', source: 'ntp', errorMs: 5 };

const record = (fields: object): PlayRecord =>
  PlayRecord.parse({
    v: 1,
    seq: 1,
    playId: planned.playId,
    recordedAt: START,
    clock,
    startedAt: START,
    fromMs: 0,
    virtual: false,
    ...fields,
  });
const whole = record({ outcome: 'completed', startedAt: START + 40, playedMs: 600_000 });
const head = record({ outcome: 'interrupted', reason: 'power', playedMs: 60_000 });
const tail = record({
  seq: 2,
  outcome: 'completed',
  startedAt: START + 70_000,
  fromMs: 70_000,
  playedMs: 530_000,
});
const missed = record({ outcome: 'missed', reason: 'file-absent' });
const at = (
  now: number,
  records: PlayRecord[] = [],
  report: Parameters<typeof airingOf>[3] = null,
) => airingOf(planned, records, now, report);

describe('expected and real', () => {
  it('is planned before its time, and unknown after it when no word has come', () => {
    expect(at(START - 1).state).to.equal('planned');
    expect(at(END + WORD_GRACE_MS - 1).state).to.equal('planned');
    expect(at(END + WORD_GRACE_MS).state).to.equal('unknown');
  });

  it('plays while its box says so, and no longer than that word is fresh', () => {
    const report = { playId: planned.playId, at: START + 10_000 };
    expect(at(START + 20_000, [], report).state).to.equal('playing');
    expect(at(report.at + REPORT_FRESH_MS + 1, [], report).state).to.equal('planned');
    expect(at(START + 20_000, [], { ...report, playId: 'other' }).state).to.equal('planned');
  });

  it('is played when one piece holds it whole', () => {
    expect(at(END, [whole])).to.deep.equal({
      state: 'played',
      playedMs: 600_000,
      startErrorMs: 40,
      reason: null,
      virtual: false,
      pieces: [
        { seq: 1, startedAt: START + 40, fromMs: 0, playedMs: 600_000, outcome: 'completed' },
      ],
    });
  });

  it('is interrupted when its pieces leave a hole, and played when they do not', () => {
    const holed = at(END, [tail, head]);
    expect(holed).to.deep.include({ state: 'interrupted', playedMs: 590_000, reason: 'power' });
    expect(holed.pieces.map(({ seq }) => seq)).to.deep.equal([1, 2]);
    const near = record({ ...tail, startedAt: START + 61_000, fromMs: 61_000, playedMs: 539_000 });
    expect(at(END, [head, near]).state).to.equal('played');
  });

  it('names the late start of an airing that was joined', () => {
    expect(at(END, [tail])).to.deep.include({
      state: 'interrupted',
      reason: 'started-late',
      startErrorMs: 70_000,
    });
  });

  it('is missed with the reason the box gave', () => {
    expect(at(END, [missed])).to.deep.include({ state: 'missed', reason: 'file-absent' });
    const silent = record({ outcome: 'interrupted', reason: 'output-failed', playedMs: 0 });
    expect(at(END, [silent])).to.deep.include({ state: 'missed', reason: 'output-failed' });
  });

  it('names the lost stream of a relay that had nothing to sound for a while', () => {
    const relay = { streamMs: 300_000, fallbackMs: 60_000, silentMs: 240_000 } as never;
    const partly = record({ outcome: 'completed', playedMs: 360_000, relay });
    expect(at(END, [partly])).to.deep.include({ state: 'interrupted', reason: 'relay-lost' });
    const none = record({ outcome: 'completed', playedMs: 0, relay });
    expect(at(END, [none])).to.deep.include({ state: 'missed', reason: 'relay-lost' });
  });

  it('says that no real loudspeaker sounded', () => {
    expect(at(END, [record({ ...whole, virtual: true })]).virtual).to.equal(true);
  });

  const pieces = fc
    .record({
      seq: fc.integer({ min: 1, max: 6 }),
      fromMs: fc.nat(700_000),
      playedMs: fc.nat(700_000),
      outcome: fc.constantFrom('completed', 'interrupted', 'missed'),
      virtual: fc.boolean(),
    })
    .map(({ fromMs, ...rest }) =>
      record({ ...rest, fromMs, startedAt: START + fromMs, reason: 'envelope' }),
    );
  const unique = fc.uniqueArray(pieces, { maxLength: 6, selector: ({ seq }) => seq });
  const moments = fc.integer({ min: START - 1_000_000, max: END + 1_000_000 });
  const reports = fc.option(
    fc.record({ playId: fc.constantFrom(planned.playId, null), at: moments }),
  );

  it('does not care for the order or the repetition of records', () => {
    fc.assert(
      fc.property(unique, moments, reports, (records, now, report) => {
        const twice = [...records, ...records].reverse();
        expect(at(now, twice, report)).to.deep.equal(at(now, records, report));
      }),
    );
  });

  it('gives all airings of a day exactly one state each, so that the sums agree', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(unique, reports), { maxLength: 20 }), moments, (day, now) => {
        const states = day.map(([records, report]) => at(now, records, report).state);
        const count = (...wanted: string[]) => states.filter((one) => wanted.includes(one)).length;
        const ended = count('played') + count('interrupted') + count('missed') + count('unknown');
        expect(ended + count('planned', 'playing')).to.equal(day.length);
      }),
    );
  });

  it('never calls silence of the network a miss, nor counts more than its length', () => {
    fc.assert(
      fc.property(unique, moments, reports, (records, now, report) => {
        const { state, playedMs } = at(now, records, report);
        expect(playedMs).to.be.within(0, planned.durationMs);
        if (state === 'missed') expect(records).to.not.have.length(0);
        if (state === 'unknown') expect(records).to.have.length(0);
        if (state === 'unknown') expect(now).to.be.at.least(END);
      }),
    );
  });
});
