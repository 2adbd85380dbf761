/** Exemptions by date: which one holds on a day, and that no other day hears of it. */
import { addDays, instant, instantAt, LocalDate, MINUTE_MS } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { resolveTimeline } from '@loaso/shared/timeline/resolve';
import { daysIn, exemptionOn, overlaps } from '@loaso/shared/trust/exemptions';
import {
  boundsOn,
  type EnvelopeExemption,
  envelopeVersion,
  permittedSpans,
  SoundEnvelope,
  volumeCeiling,
} from '@loaso/shared/trust/sound-envelope';
import { expect } from 'chai';
import fc from 'fast-check';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { envelopes, exemptions, wishes } from '../timeline/any-timeline.js';
import { MIDNIGHT, MINUTES, soundingByMinute, wishOf } from '../timeline/oracle.js';

const date = (text: string): LocalDate => LocalDate.parse(text);
const WEDNESDAY = date('2026-06-03');
const RUNS = { numRuns: 300 };

const window = (fromMinute: number, toMinute: number, volumeMaxPercent = 60) =>
  ({ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent }) as never;

const day = (fromDate: string, toDate: string, change: Partial<EnvelopeExemption> = {}) => ({
  fromDate: date(fromDate),
  toDate: date(toDate),
  windows: [window(300, 1380)],
  minutesPerDayMax: 1440,
  ...change,
});

const under = (...all: EnvelopeExemption[]): SoundEnvelope =>
  envelopeOf(boxId(1), MIDNIGHT, { minutesPerDayMax: 1440, exemptions: all });

/** The same envelope, and some exemptions of its days. */
const exempted = fc
  .tuple(envelopes, exemptions)
  .filter(([envelope]) => envelope !== null)
  .map(
    ([envelope, all]): SoundEnvelope => ({ ...envelope, v: 3, exemptions: all }) as SoundEnvelope,
  );

describe('exemptions by date', () => {
  it('hold on the days that they name and on no others, at local midnight', () => {
    const one = under(day('2026-06-03', '2026-06-04'));
    const at = (text: string, minute: number) => instantAt(date(text), minute);
    const open = (text: string, minute: number): boolean =>
      volumeCeiling(one, 'normal', at(text, minute)) > 0;
    expect(['02', '03', '04', '05'].map((dd) => open(`2026-06-${dd}`, 1379))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    const all = under(day('2026-06-03', '2026-06-03', { windows: [window(0, 1440)] }));
    const week = { startAt: at('2026-06-02', 1200), endAt: at('2026-06-04', 300) };
    expect(permittedSpans(all, 'normal', week)).to.deep.equal([
      { startAt: at('2026-06-03', 0), endAt: at('2026-06-04', 0) },
    ]);
  });

  it('give way to the one of fewer days, and then to the one that begins later', () => {
    const [long, short, later] = [
      day('2026-06-01', '2026-06-10'),
      day('2026-06-02', '2026-06-03'),
      day('2026-06-03', '2026-06-04'),
    ];
    expect(exemptionOn([long, short], WEDNESDAY)).to.equal(short);
    expect(exemptionOn([later, long, short], WEDNESDAY)).to.equal(later);
    expect(exemptionOn([short, later], date('2026-06-02'))).to.equal(short);
    expect(exemptionOn([short, later], date('2026-06-05'))).to.equal(null);
    expect([
      daysIn(long),
      overlaps(short, later),
      overlaps(short, day('2026-06-04', '2026-06-04')),
    ]).to.deep.equal([10, true, false]);
  });

  it('mean the same in any order', () => {
    fc.assert(
      fc.property(exempted, wishes, (envelope, list) => {
        const turned = { ...envelope, exemptions: [...(envelope.exemptions ?? [])].reverse() };
        for (let back = -2; back < 4; back += 1) {
          const on = addDays(WEDNESDAY, back);
          const [one, other] = [turned, envelope].map((all) => ({
            ...boundsOn(all, on),
            exemptions: [],
          }));
          expect(one).to.deep.equal(other);
        }
        expect(resolveTimeline(list, turned)).to.deep.equal(resolveTimeline(list, envelope));
      }),
      RUNS,
    );
  });

  it('make a day what it would be if every day were so, and leave all others as they are', () => {
    let differing = 0;
    fc.assert(
      fc.property(exempted, wishes, (envelope, list) => {
        const { exemptions: all = [], v: _, ...plain } = envelope;
        for (const on of [WEDNESDAY, addDays(WEDNESDAY, 1)]) {
          const found = exemptionOn(all, on);
          const { sessionsPerDayMax: _n, minutesPerSessionMax: _m, ...rest } = plain;
          const alike = (found === null ? plain : { ...rest, ...found }) as SoundEnvelope & {
            priorityOnly?: true;
          };
          const within = list.filter(
            ({ startAt, durationMs }) =>
              startAt >= instantAt(on, 0) && startAt + durationMs * 2 <= instantAt(on, 1440),
          );
          const heard = within.filter(
            ({ priority }) => alike.priorityOnly === undefined || priority !== 'normal',
          );
          const expected = resolveTimeline(heard, alike);
          expect(resolveTimeline(within, envelope)).to.deep.equal(expected);
          if (JSON.stringify(expected) !== JSON.stringify(resolveTimeline(within, plain as never)))
            differing += 1;
        }
      }),
      RUNS,
    );
    expect(differing, 'days that never differ prove nothing').to.be.above(50);
  });

  it('are resolved minute by minute as the slow resolver does', () => {
    fc.assert(
      fc.property(exempted, wishes, (envelope, list) => {
        const slow = soundingByMinute(list, envelope);
        const fast = resolveTimeline(list, envelope);
        for (let minute = 0; minute < MINUTES; minute += 1) {
          const at = MIDNIGHT + minute * MINUTE_MS;
          const one = fast.find(({ startAt, endAt }) => startAt <= at && at < endAt);
          const said = slow[minute] ?? null;
          expect(one?.wish.entryId, `minute ${minute}`).to.equal(said?.wish.entryId);
          if (one !== undefined) expect(at - one.startAt + one.offsetMs).to.equal(said?.positionMs);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never touch an emergency', () => {
    fc.assert(
      fc.property(exempted, wishes, fc.nat(MINUTES - 1), (envelope, list, minute) => {
        const urgent = list.filter(({ priority }) => priority === 'emergency');
        const at = instant(MIDNIGHT + minute * MINUTE_MS);
        expect(resolveTimeline(urgent, envelope)).to.deep.equal(resolveTimeline(urgent, null));
        expect(volumeCeiling(envelope, 'emergency', at)).to.be.at.least(
          envelope.emergencyVolumeMaxPercent,
        );
      }),
      RUNS,
    );
  });

  it('let nothing but priority sound where they say so', () => {
    const mourning = under(day('2026-06-03', '2026-06-03', { priorityOnly: true }));
    const news = wishOf('news', 600, 10);
    const notice = wishOf('notice', 605, 10, { priority: 'priority' });
    const [first, second] = explainTimeline([news, notice], mourning);
    expect([first?.kind, second?.kind]).to.deep.equal(['envelope', 'sounds']);
    expect(first?.exemption).to.deep.equal({
      fromDate: '2026-06-03',
      toDate: '2026-06-03',
      priorityOnly: true,
    });
    expect(explainTimeline([wishOf('next', 2040, 10)], mourning)[0]?.exemption).to.equal(undefined);
  });

  it('are told of in an envelope of the third version, and in no other', () => {
    const one = under(day('2026-06-03', '2026-06-03'));
    expect([one.v, envelopeVersion({ sessionsPerDayMax: 2, exemptions: [] })]).to.deep.equal([
      3, 2,
    ]);
    expect(SoundEnvelope.safeParse(one).success).to.equal(true);
    for (const v of [1, 2]) expect(SoundEnvelope.safeParse({ ...one, v }).success).to.equal(false);
    expect(SoundEnvelope.safeParse({ ...one, exemptions: [] }).success).to.equal(false);
    const turned = day('2026-06-04', '2026-06-03');
    expect(SoundEnvelope.safeParse(under(turned)).success).to.equal(false);
    const many = Array.from({ length: 17 }, (_, index) =>
      day(addDays(WEDNESDAY, index), addDays(WEDNESDAY, index)),
    );
    expect(SoundEnvelope.safeParse(under(...many)).success).to.equal(false);
    expect(SoundEnvelope.safeParse(under(...many.slice(1))).success).to.equal(true);
  });
});
