/** Noise of hamlets: what sounds at one time counts once; the worst day is a day of the period. */
import { LocalDate } from '@loaso/shared/time';
import { NoiseReport } from '@loaso/shared/wire/http/report-noise';
import { expect } from 'chai';
import fc from 'fast-check';
import { QUIET, unionMs, withDay } from '#server/core/reports/noise';
import { noiseSheet } from '#server/core/reports/noise-file';
import { box } from '../../../../contract/store/samples.js';
import { QUY_NHON } from '../../../../support/store.js';

const [A, B, C] = [box('a'), box('b'), box('c')];
const at = (fromAt: number, toAt: number) => ({ fromAt, toAt });
const MONDAY = LocalDate.parse('2026-05-04');
const TUESDAY = LocalDate.parse('2026-05-05');

describe('the noise of a hamlet', () => {
  it('counts overlapping sound once, and sound one after the other as both', () => {
    expect(unionMs([at(0, 60), at(30, 90), at(100, 110), at(40, 50)])).to.equal(100);
    expect(unionMs([])).to.equal(0);
  });

  it('is never more than the sum, never less than the longest, in whatever order', () => {
    const any = fc.array(
      fc.tuple(fc.nat(1_000), fc.nat(500)).map(([fromAt, ms]) => at(fromAt, fromAt + ms)),
    );
    fc.assert(
      fc.property(any, (spans) => {
        const lengths = spans.map(({ fromAt, toAt }) => toAt - fromAt);
        const union = unionMs(spans);
        expect(union).to.be.at.most(lengths.reduce((sum, ms) => sum + ms, 0));
        expect(union).to.be.at.least(Math.max(0, ...lengths));
        expect(unionMs([...spans].reverse())).to.equal(union);
      }),
    );
  });

  it('adds day to day, remembers the worst, and hears no cluster out of earshot', () => {
    const monday = new Map([
      [A, [at(0, 60_000)]],
      [B, [at(30_000, 90_000)]],
      [C, [at(0, 999_000)]],
    ]);
    const tuesday = new Map([[A, [at(0, 10_000)]]]);
    const first = withDay(QUIET, [A, B], { day: MONDAY, sounds: monday });
    expect(withDay(first, [A, B], { day: TUESDAY, sounds: tuesday })).to.deep.equal({
      soundMs: 100_000,
      worstDay: MONDAY,
      worstDayMs: 90_000,
    });
  });

  it('stands in the file in minutes; a hamlet without a place has none', () => {
    const hamlet = { areaId: QUY_NHON, communeName: 'Phường Quy Nhơn', people: 800 };
    const report = NoiseReport.parse({
      areaId: QUY_NHON,
      areaName: 'Phường Quy Nhơn',
      from: MONDAY,
      to: TUESDAY,
      asOf: 1_780_000_000_000,
      days: 2,
      meanDayMs: 1,
      unplaced: 1,
      hamlets: [
        {
          ...hamlet,
          name: 'Khu phố 1',
          placed: true,
          clusters: 2,
          soundMs: 90_000,
          worstDay: MONDAY,
          worstDayMs: 60_000,
        },
        {
          ...hamlet,
          name: 'Khu phố 2',
          placed: false,
          clusters: 0,
          soundMs: 0,
          worstDay: null,
          worstDayMs: 0,
        },
      ],
    });
    const { rows, columns } = noiseSheet(report);
    expect(rows.map((row) => row.length === columns.length)).to.deep.equal([true, true]);
    expect(rows.map((row) => row.slice(3))).to.deep.equal([
      [2, 1.5, 0.8, 1, '04/05/2026'],
      [null, null, null, null, ''],
    ]);
  });
});
