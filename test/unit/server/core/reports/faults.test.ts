/** Faults of a period: each in one period, none twice, the time until it was mended by median and longest. */
import { type AreaId, IncidentId } from '@loaso/shared/ids';
import { FaultReport } from '@loaso/shared/wire/http/report-faults';
import { expect } from 'chai';
import fc from 'fast-check';
import { faultSheet } from '#server/core/reports/fault-file';
import {
  countFaults,
  type Fault,
  faultsBehind,
  medianOf,
  seenFrom,
} from '#server/core/reports/faults';
import { NHON_CHAU, QUY_NHON } from '../../../../support/store.js';

const HOUR = 3_600_000;
const period = { fromAt: 100 * HOUR, toAt: 200 * HOUR };
const fault = (id: string, change: Partial<Fault>): Fault => ({
  id: IncidentId.parse(id),
  cause: 'horn-line',
  startedAt: 110 * HOUR,
  openedAt: 110 * HOUR,
  resolvedAt: null,
  ended: null,
  areaIds: [QUY_NHON],
  peak: 1,
  ...change,
});
const mended = (id: string, hours: number, change: Partial<Fault> = {}): Fault =>
  fault(id, { resolvedAt: (110 + hours) * HOUR, ended: 'healed', ...change });

const FAULTS = [
  mended('inc-a', 2),
  mended('inc-b', 30),
  mended('inc-c', 4, { cause: 'commune-power' }),
  fault('inc-d', {}),
  mended('inc-e', 1, { ended: 'merged' }),
  mended('inc-s', 9, { cause: 'data-short' }),
  mended('inc-f', 95, { openedAt: 99 * HOUR }),
  fault('inc-g', { openedAt: 200 * HOUR }),
];

describe('faults of a period', () => {
  it('are over for a place when it was over there, and go on where they lasted', () => {
    const left = [{ areaId: NHON_CHAU, at: 115 * HOUR }];
    const storm = { ...mended('inc-storm', 40), left };
    const seen = (...areas: AreaId[]) => {
      const { areaIds, resolvedAt } = seenFrom(storm, new Set(areas));
      return [areaIds, resolvedAt];
    };
    expect(seen(NHON_CHAU)).to.deep.equal([[NHON_CHAU], 115 * HOUR]);
    expect(seen(QUY_NHON)).to.deep.equal([[QUY_NHON], 150 * HOUR]);
    expect(seen(QUY_NHON, NHON_CHAU)).to.deep.equal([[QUY_NHON, NHON_CHAU], 150 * HOUR]);
  });

  it('are counted by cause with the median and the longest time until they were mended', () => {
    const { total, byCause, carried } = countFaults(FAULTS, period);
    expect(total).to.deep.equal({
      faults: 4,
      mended: 3,
      open: 1,
      medianMs: 4 * HOUR,
      longestMs: 30 * HOUR,
    });
    expect(byCause.map(({ cause, sums }) => [cause, sums.faults, sums.medianMs])).to.deep.equal([
      ['horn-line', 3, 16 * HOUR],
      ['commune-power', 1, 4 * HOUR],
    ]);
    expect(carried.map(({ id }) => id)).to.deep.equal(['inc-f']);
  });

  it('come with what is open first, then what took longest', () => {
    const { sorted } = countFaults(FAULTS, period);
    expect(sorted.map(({ id }) => id)).to.deep.equal(['inc-d', 'inc-b', 'inc-c', 'inc-a']);
  });

  it('are the same in whatever order they come, and no cause is lost', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(FAULTS, { minLength: FAULTS.length }), (shuffled) => {
        expect(countFaults(shuffled, period)).to.deep.equal(countFaults(FAULTS, period));
      }),
    );
  });

  it('are behind each figure as many as it says, of one cause or of all', () => {
    const named = fc.shuffledSubarray(FAULTS);
    fc.assert(
      fc.property(named, (some) => {
        const counted = countFaults(some, period);
        const behind = (of: 'all' | 'mended' | 'open' | 'carried', cause?: string) =>
          faultsBehind(counted, { of, cause });
        const rows = [{ cause: undefined, sums: counted.total }, ...counted.byCause];
        for (const { cause, sums } of rows) {
          expect(behind('all', cause).length).to.equal(sums.faults);
          expect(behind('open', cause).length).to.equal(sums.open);
          const mended = behind('mended', cause).map((one) => one.resolvedAt! - one.startedAt);
          expect(mended.length).to.equal(sums.mended);
          expect(mended[0] ?? null).to.equal(sums.longestMs);
          expect(medianOf(mended.reverse())).to.equal(sums.medianMs);
        }
        expect(behind('carried')).to.deep.equal(counted.carried);
      }),
    );
  });

  it('have no median where none is mended', () => {
    expect([medianOf([]), medianOf([3]), medianOf([3, 6])]).to.deep.equal([null, 3, 5]);
  });

  it('are one row each in the file, with every column and an end only where there was one', () => {
    const { total, sorted, carried } = countFaults(FAULTS, period);
    const name = { vi: 'Dây loa', en: 'Horns' };
    const report = FaultReport.parse({
      areaId: QUY_NHON,
      areaName: 'Phường Quy Nhơn',
      from: '2026-05-01',
      to: '2026-05-31',
      asOf: period.toAt,
      total,
      byCause: [],
      carried: carried.length,
      opened: sorted.length,
      lines: sorted.map(({ id, peak, startedAt, resolvedAt }) => ({
        id,
        name,
        places: ['Phường Quy Nhơn'],
        boxes: peak,
        startedAt,
        mendedAt: resolvedAt,
      })),
      cut: false,
    });
    const { rows, columns, totals } = faultSheet(report);
    expect([...rows, totals ?? []].every((row) => row.length === columns.length)).to.equal(true);
    expect(rows.map((row) => [row[3] === 'chưa xong', row.at(-1)])).to.deep.equal([
      [true, null],
      [false, 30],
      [false, 4],
      [false, 2],
    ]);
    expect(totals).to.deep.equal(['Cộng', '', '', '', 4, 3, 1, 4, 30]);
  });
});
