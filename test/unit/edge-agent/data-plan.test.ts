/** The data of a SIM as the office sets it: kept, told, counted from its own day, and bounded. */
import { monthOf, nextMonth } from '@loaso/shared/data-month';
import { type Instant, instantAt, LocalDate } from '@loaso/shared/time';
import { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { begunOn, withCounter } from '#edge-agent/core/data-use';
import { bytesLeft } from '#edge-agent/core/fetch-time';
import { replay, snapshotOf } from '#edge-agent/core/journal-replay';
import { openTurn } from '#edge-agent/core/turn';
import { orderTo, resultsOf } from './orders.js';
import { at } from './plans.js';
import { Rig } from './rig.js';
import { DEV, ROOT, TOOLS } from './sealing.js';

const MB = 1_000_000;
const day = (date: string, hour = 0): Instant => instantAt(LocalDate.parse(date), hour * 60);
const counter = { of: 'wwan0', bytes: 0 };
const used = (bytes: number, part: object = {}) => ({ month: '2026-11', bytes, counter, ...part });

function onLine(): Rig {
  const rig = new Rig({ settings: { dataBudgetBytes: 100 * MB } });
  rig.feed({ type: 'link-up' });
  return rig;
}
const set = (rig: Rig, data: object | null, part: object = {}): string =>
  orderTo(rig, { kind: 'set-data', data, ...part }).id;
const told = (rig: Rig): Status => Status.parse(rig.last('status'));
const leftMb = (rig: Rig): number => bytesLeft(openTurn(rig.state, rig.read(), TOOLS)) / MB;
const use = (rig: Rig, bytes: number): void =>
  rig.feed({
    type: 'board-read',
    reading: {
      ...{ mains: null, supplyVolts: null, underVoltage: null, temperatureC: null },
      ...{ operator: null, signalDbm: null, line: null, counter: { of: 'wwan0', bytes } },
    },
  });

describe('edge-agent/core/data-plan', () => {
  it('holds the box to what the office has set, tells it, and gives the file its say again', () => {
    const rig = onLine();
    use(rig, 0);
    use(rig, 40 * MB);
    expect([told(rig).dataPlan, leftMb(rig)]).to.deep.equal([null, 60]);
    const id = set(rig, { budgetMb: 300, monthDay: 1 });
    rig.passTo(at(292));
    expect(resultsOf(rig, id)[0]).to.deep.include({
      kind: 'data',
      data: { budgetMb: 300, monthDay: 1 },
    });
    expect(told(rig).dataPlan).to.deep.include({ budgetMb: 300, monthDay: 1, commandId: id });
    expect(told(rig).vitals?.dataBudgetBytes).to.equal(300 * MB);
    expect(leftMb(rig)).to.equal(260);
    set(rig, null);
    rig.passTo(at(294));
    expect(told(rig)).to.deep.include({ dataPlan: null });
    expect(leftMb(rig)).to.equal(60);
  });

  it('keeps it over a power cut and over a compaction of the journal', () => {
    const rig = onLine();
    set(rig, { budgetMb: 700, monthDay: 15 });
    rig.passTo(at(292));
    rig.powerCut(at(300));
    const { dataPlan } = rig.state.durable;
    expect(dataPlan?.set).to.deep.equal({ budgetMb: 700, monthDay: 15 });
    const entries = JSON.parse(JSON.stringify(snapshotOf(rig.state.durable)));
    expect(replay(ROOT, entries, DEV, TOOLS).dataPlan).to.deep.equal(dataPlan);
  });

  it('follows the order that was made last, and refuses figures that are out of bounds', () => {
    const rig = onLine();
    rig.passTo(at(291));
    set(rig, { budgetMb: 700, monthDay: 15 });
    const late = set(
      rig,
      { budgetMb: 90, monthDay: 15 },
      { iat: rig.now - 30_000, nbf: rig.now - 30_000 },
    );
    rig.passTo(at(292));
    expect(resultsOf(rig, late)[0]).to.deep.include({ kind: 'refused', code: 'superseded' });
    set(rig, { budgetMb: 10, monthDay: 15 });
    set(rig, { budgetMb: 700, monthDay: 31 });
    rig.passTo(at(293));
    expect(rig.state.durable.dataPlan?.set).to.deep.equal({ budgetMb: 700, monthDay: 15 });
    const acks = rig.sent.filter(
      ({ topic, body }) => topic === 'ack' && body['code'] === 'malformed',
    );
    expect(acks).to.have.length(2);
  });

  it('names a month by the day on which it began, at the ends of years too', () => {
    const names = ['2026-12-19', '2026-12-20', '2027-01-19', '2027-01-20'].map((date) =>
      monthOf(day(date), 20),
    );
    expect(names).to.deep.equal(['2026-11', '2026-12', '2026-12', '2027-01']);
    expect(nextMonth(day('2026-12-25'), 20)).to.equal(day('2027-01-20'));
    expect(nextMonth(day('2026-12-25', 3))).to.equal(day('2027-01-01'));
  });

  it('shares what was used among the days before and after, and makes up none that nobody counted', () => {
    const now = day('2026-11-25');
    const later = begunOn(used(240 * MB), { now, firstDay: 21 });
    expect(later).to.deep.equal(used(40 * MB, { firstDay: 21 }));
    const sooner = begunOn(used(80 * MB), { now: day('2026-11-05'), firstDay: 21 });
    expect(sooner).to.deep.equal(used(80 * MB, { month: '2026-10', firstDay: 21 }));
    const over = begunOn(used(80 * MB, { month: '2026-10' }), {
      now: day('2026-11-05'),
      firstDay: 21,
    });
    expect(over).to.deep.equal(used(0, { month: '2026-10', firstDay: 21 }));
  });

  it('begins to count anew on that day', () => {
    const before = used(70 * MB, { firstDay: 21 });
    const on = (date: string) => ({ now: day(date), firstDay: 21 });
    const more = { ...counter, bytes: 5 * MB };
    expect(withCounter(before, more, on('2026-12-20')).bytes).to.equal(75 * MB);
    expect(withCounter(before, more, on('2026-12-21')).bytes).to.equal(5 * MB);
    expect(withCounter(before, more, { now: null, firstDay: 21 })).to.deep.equal({
      ...used(75 * MB, { firstDay: 21 }),
      counter: more,
    });
  });
});
