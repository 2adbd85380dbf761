/** The week ahead is what the resolver decides: one fate per airing, and sums that fit. */
import { EntryId, Sha256 } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { expect } from 'chai';
import fc from 'fast-check';
import type { BoxAhead } from '#server/core/schedule/box-doubts';
import { DEFAULT_POLICY, planningEnvelope } from '#server/core/schedule/policy';
import { type AheadWish, weekAhead } from '#server/core/schedule/week-ahead';

const MONDAY = LocalDate.parse('2026-11-23');
const file = Sha256.parse('a'.repeat(64));
const envelope = planningEnvelope({ ...DEFAULT_POLICY.default, minutesPerDayMax: 60 });
const sparse = planningEnvelope({
  ...DEFAULT_POLICY.default,
  sessionsPerDayMax: 2,
  minutesPerSessionMax: 20,
});

const wish = (id: number, [day, minute, minutes]: readonly number[]): AheadWish => ({
  entryId: EntryId.parse(`e-${id}`),
  title: `Dòng ${id}`,
  startAt: instantAt(addDays(MONDAY, day ?? 0), minute ?? 0),
  durationMs: (minutes ?? 1) * 60_000,
  priority: id % 5 === 0 ? 'priority' : 'normal',
  origin: id % 3 === 0 ? 'province' : 'commune',
  rank: 100,
  lateStart: id % 2 === 0 ? 'join' : 'skip',
  afterCut: id % 4 === 0 ? 'skip' : 'join',
  sha256s: [file],
  draft: false,
  unapproved: id % 7 === 0 ? ['Bản tin'] : [],
  withheld: id % 11 === 0,
});

const anyWeek = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 200, max: 1400 }),
      fc.integer({ min: 1, max: 40 }),
    ),
    { maxLength: 40 },
  )
  .map((places) => places.map((place, index) => wish(index + 1, place)));

describe('the week ahead', () => {
  it('gives each airing one fate and a reason, and sounds as the resolver does', () => {
    fc.assert(
      fc.property(anyWeek, fc.constantFrom(envelope, sparse), (wishes, under) => {
        const { airings, days } = weekAhead(wishes, under);
        expect(airings).to.have.length(wishes.length);
        const able = wishes.filter(
          ({ unapproved, withheld }) => unapproved.length === 0 && !withheld,
        );
        const sounded = resolveTimeline(able, under).map(({ wish: one, startAt, endAt }) => [
          one.entryId,
          startAt,
          endAt,
        ]);
        const told = airings.flatMap(({ entryId, stretches }) =>
          stretches.map(({ startAt, endAt }) => [entryId, startAt, endAt]),
        );
        expect(told.sort()).to.deep.equal(sounded.sort());
        for (const { fate, soundedMs, durationMs, why } of airings) {
          expect(why.vi).not.to.equal('');
          expect(fate === 'sounds').to.equal(soundedMs === durationMs);
          expect(fate === 'sounds' || fate === 'cut').to.equal(soundedMs > 0);
        }
        const minutes = under === envelope ? 60 : 2 * 20;
        for (const { soundedMs } of days) expect(soundedMs).to.be.at.most(minutes * 60_000);
      }),
    );
  });

  it('does not depend on the order of wishes', () => {
    fc.assert(
      fc.property(anyWeek, (wishes) => {
        expect(weekAhead([...wishes].reverse(), envelope)).to.deep.equal(
          weekAhead(wishes, envelope),
        );
      }),
    );
  });

  it('says that what was halted is silent, and by whose hand it goes on', () => {
    const [airing] = weekAhead([{ ...wish(1, [0, 600, 5]), withheld: true }], envelope).airings;
    expect([airing?.fate, airing?.soundedMs]).to.deep.equal(['withheld', 0]);
    expect(airing?.why.vi).to.match(/^Không phát: .* “Gửi lịch tới cụm loa”/);
  });

  it('counts boxes for what sounds, and none for what is silent anyway', () => {
    const nobody: BoxAhead = {
      name: 'Cụm chưa lắp',
      patient: {
        ...{ state: 'registered', online: false, lastSeenAt: null, status: null, statusAt: null },
        ...{ desired: null, envelopeNum: 0, ack: null },
      },
      ...{ ahead: false, waitsFor: new Set(), planned: null, hornless: false },
    };
    const wishes = [wish(1, [0, 600, 5]), wish(2, [0, 120, 5])];
    const week = weekAhead(wishes, envelope, { boxes: [nobody], now: 0 });
    expect(
      week.airings.map(({ fate, sureBoxes, doubts }) => [
        fate,
        sureBoxes,
        doubts.map(({ words }) => words.vi),
      ]),
    ).to.deep.equal([
      ['outside-hours', 0, []],
      ['sounds', 0, ['1 cụm chưa lắp đặt']],
    ]);
    expect(week.doubts.map(({ names }) => names)).to.deep.equal([['Cụm chưa lắp']]);
  });

  it('tells nothing of airings that are over, and counts their minutes', () => {
    const tight = { ...envelope, minutesPerDayMax: 8 };
    const wishes = [wish(1, [0, 600, 5]), wish(2, [0, 700, 5])];
    const now = instantAt(MONDAY, 650);
    const { airings } = weekAhead(wishes, tight, { boxes: [], now });
    expect(airings.map(({ title, fate, soundedMs }) => [title, fate, soundedMs])).to.deep.equal([
      ['Dòng 2', 'cut', 3 * 60_000],
    ]);
  });

  it('says which airing finds the sessions of its day used, or a session full', () => {
    const week = [wish(1, [0, 400, 20]), wish(3, [0, 421, 5]), wish(6, [0, 600, 5])];
    const { airings } = weekAhead([...week, wish(9, [0, 700, 5])], sparse);
    expect(airings.map(({ fate, why }) => [fate, why.vi])).to.deep.equal([
      ['sounds', 'Phát đủ'],
      ['session-full', 'Không phát: buổi phát đã đủ 20 phút, phải nghỉ 15 phút'],
      ['sounds', 'Phát đủ'],
      ['sessions-used', 'Không phát: đã đủ 2 buổi trong ngày'],
    ]);
  });
});
