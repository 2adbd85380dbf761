/** Pace of an order: every box in one count, the first and nearly the last by what boxes recorded. */
import { EmergencyReport } from '@loaso/shared/wire/http/report-emergencies';
import { expect } from 'chai';
import fc from 'fast-check';
import { type BoxWord, SILENT } from '#server/core/emergency/box-word';
import { paceOf } from '#server/core/reports/emergencies';
import { emergencySheet } from '#server/core/reports/emergency-file';
import { QUY_NHON } from '../../../../support/store.js';

const T0 = 1_780_000_000_000;
const real = { kind: 'real', since: T0 } as const;
const word = (change: Partial<BoxWord>): BoxWord => ({ ...SILENT, sentAt: T0, ...change });
const sounded = (afterMs: number): BoxWord => word({ soundedAt: T0 + afterMs });

describe('the pace of an order', () => {
  it('is the first speaker that sounded, and when 95 of 100 had', () => {
    const hundred = Array.from({ length: 100 }, (_, step) => sounded(1_000 + step));
    expect(paceOf([...hundred].reverse(), real)).to.include({
      ordered: 100,
      begun: 100,
      firstMs: 1_000,
      mostMs: 1_094,
    });
  });

  it('keeps apart who sounded into nothing, who gave word without a sound, and who gave none', () => {
    const words = [
      sounded(2_000),
      word({ soundedAt: T0, virtual: true }),
      word({ acceptedAt: T0 + 5 }),
      word({ refusal: { code: 'expired', detail: '' } }),
      word({ told: [T0], missed: 'output-failed' }),
      word({}),
      SILENT,
    ];
    expect(paceOf(words, real)).to.deep.equal({
      ordered: 7,
      begun: 1,
      virtual: 1,
      silent: 3,
      unheard: 2,
      firstMs: 2_000,
      mostMs: 2_000,
    });
  });

  it('of a drill is when boxes said that they would have sounded', () => {
    const words = [
      word({ acceptedAt: T0 + 700 }),
      word({ acceptedAt: T0 + 100, refusal: { code: 'file-absent', detail: '' } }),
      word({}),
    ];
    expect(paceOf(words, { kind: 'drill', since: T0 })).to.include({
      begun: 1,
      silent: 1,
      unheard: 1,
      firstMs: 700,
    });
  });

  it('counts every box once, and has no time where none began', () => {
    const maybe = fc.option(fc.integer({ min: T0 - 9_000, max: T0 + 9_000 }));
    const any = fc.record({ acceptedAt: maybe, soundedAt: maybe, virtual: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any), fc.constantFrom('real', 'drill'), (changes, kind) => {
        const pace = paceOf(changes.map(word), { kind: kind as 'real' | 'drill', since: T0 });
        expect(pace.begun + pace.virtual + pace.silent + pace.unheard).to.equal(pace.ordered);
        expect(pace.firstMs === null).to.equal(pace.begun === 0);
        expect((pace.mostMs ?? 0) >= (pace.firstMs ?? 0)).to.equal(true);
      }),
    );
  });

  it('stands in the file in seconds, and an order that was never sent has no figures', () => {
    const order = {
      kind: 'real',
      title: 'Cảnh báo lũ',
      places: ['Phường Quy Nhơn'],
      orderedAt: T0,
      firstSoundAt: null,
    };
    const pace = paceOf([sounded(1_250), SILENT], real);
    const report = EmergencyReport.parse({
      areaId: QUY_NHON,
      areaName: 'Phường Quy Nhơn',
      from: '2026-05-01',
      to: '2026-05-31',
      asOf: T0,
      warnings: 1,
      drills: 0,
      slowestMs: 1_250,
      orders: [
        { ...order, id: 'u-2', state: 'vetoed', confirmedAt: null, pace: null },
        { ...order, id: 'u-1', state: 'ended', confirmedAt: T0 + 30_000, pace },
      ],
      cut: false,
    });
    const { rows, columns } = emergencySheet(report);
    expect(rows.every((row) => row.length === columns.length)).to.equal(true);
    const nothing = Array.from({ length: 8 }, () => null);
    expect(rows.map((row) => row.slice(4))).to.deep.equal([
      ['Bị ngăn, không gửi', ...nothing],
      ['Đã xong', 2, 1, 0, 0, 1, 30, 1.3, 1.3],
    ]);
  });
});
