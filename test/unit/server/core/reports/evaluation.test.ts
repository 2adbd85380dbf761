/** What a year is held against: its days, its target, the communes behind it, those in which nothing was heard. */
import { AreaId } from '@loaso/shared/ids';
import { addDays, dayNumberOf, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import fc from 'fast-check';
import type { HamletCoverage } from '#server/core/coverage/compute';
import {
  communesBehind,
  daysOfReach,
  monthsLater,
  targetOn,
  unairedWhy,
  yearBefore,
} from '#server/core/reports/evaluation';
import { NO_SUMS } from '#server/core/reports/sums';

const on = (day: string): LocalDate => LocalDate.parse(day);

describe('a year of reports', () => {
  it('is held against the target that is due next, and behind the last one against that', () => {
    const due = (day: string): number => targetOn(on(day)).year;
    expect([
      due('2026-12-31'),
      due('2027-12-31'),
      due('2028-01-01'),
      due('2031-05-01'),
    ]).to.deep.equal([2027, 2027, 2030, 2030]);
  });

  it('is compared with the same days a year ago, a leap day with the year that has it', () => {
    const ago = (from: string, to: string) => yearBefore({ from: on(from), to: on(to) });
    expect([
      ago('2026-01-01', '2026-12-31'),
      ago('2025-11-01', '2026-10-31'),
      ago('2025-03-01', '2026-02-28'),
      ago('2024-03-01', '2025-02-28'),
    ]).to.deep.equal([
      { from: '2025-01-01', to: '2025-12-31' },
      { from: '2024-11-01', to: '2025-10-31' },
      { from: '2024-03-01', to: '2025-02-28' },
      { from: '2023-03-01', to: '2024-02-29' },
    ]);
  });

  it('leaves no day between it and the year before', () => {
    const start = dayNumberOf(on('2024-01-01'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), (days) => {
        const from = addDays(on('2024-01-01'), days);
        const to = addDays(monthsLater(from, 12), -1);
        const before = yearBefore({ from, to });
        expect(dayNumberOf(before.from)).to.be.lessThan(start + days);
        // A year that begins on a leap day ends before the 28th.
        const left = dayNumberOf(from) - dayNumberOf(before.to);
        expect(left).to.be.within(1, from.endsWith('02-29') ? 2 : 1);
      }),
    );
  });

  it('is looked at before it, at the ends of its quarters and on its last day that has begun', () => {
    const year = { from: on('2026-01-01'), to: on('2026-12-31') };
    expect(daysOfReach(year, on('2027-02-03'))).to.deep.equal([
      '2025-12-31',
      '2026-03-31',
      '2026-06-30',
      '2026-09-30',
      '2026-12-31',
    ]);
    expect(daysOfReach(year, on('2026-04-02'))).to.deep.equal([
      '2025-12-31',
      '2026-03-31',
      '2026-04-02',
    ]);
    expect(
      daysOfReach({ from: on('2025-11-01'), to: on('2026-10-31') }, on('2027-01-01')),
    ).to.include('2026-01-31');
  });
});

const hamlet = (
  communeId: string,
  { people, heard, urban = false }: { people: number; heard: number; urban?: boolean },
): HamletCoverage => {
  const share = { sure: heard, unknown: 0 };
  const id = AreaId.parse(communeId);
  return {
    hamlet: { areaId: id, communeId: id, urban, people, centre: null, radiusM: 300 },
    placed: true,
    shares: { paper: share, today: share, heard7: share, heard30: share },
  };
};

describe('communes behind a target', () => {
  const target = { year: 2027, urbanPercent: 80, ruralPercent: 60 };

  it('are named with whom they lack, the most first; who reaches it is not', () => {
    const parts = [
      hamlet('21583', { people: 1000, heard: 0.6 }),
      hamlet('21607', { people: 1000, heard: 0.5 }),
      hamlet('21610', { people: 1000, heard: 0.6, urban: true }),
    ];
    expect(communesBehind(parts, target, (id) => `Xã ${id}`)).to.deep.equal([
      {
        areaId: '21610',
        name: 'Xã 21610',
        people: 1000,
        reached: 600,
        missing: 200,
        unreached: 400,
      },
      {
        areaId: '21607',
        name: 'Xã 21607',
        people: 1000,
        reached: 500,
        missing: 100,
        unreached: 500,
      },
    ]);
  });

  it('are behind for their countryside though their town has more than it needs', () => {
    const parts = [
      hamlet('21583', { people: 1000, heard: 1, urban: true }),
      hamlet('21583', { people: 100, heard: 0 }),
    ];
    expect(communesBehind(parts, target, (id) => id).map(({ missing }) => missing)).to.deep.equal([
      60,
    ]);
  });
});

describe('a commune in which nothing was heard', () => {
  it('is told apart by why; silence of the boxes is not called failure', () => {
    const why = (change: object) => unairedWhy({ ...NO_SUMS, planned: 3, ...change });
    expect([
      unairedWhy(undefined),
      why({ missed: 2, unknown: 1 }),
      why({ missed: 3 }),
      why({ virtual: 3 }),
      why({ missed: 2, interrupted: 1 }),
      why({ aired: 3 }),
    ]).to.deep.equal(['not-planned', 'no-word', 'not-aired', 'virtual', null, null]);
  });
});
