/** What the signer signs of exempted days, whatever the server says: bounds, length, days of a year. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, LocalDate } from '@loaso/shared/time';
import { envelopeBounds } from '@loaso/shared/trust/envelope-within';
import { longestRun } from '@loaso/shared/trust/exempted-days';
import { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { PlacedBox } from '@loaso/shared/trust/widening';
import { SignerSettings } from '@loaso/shared/wire/signer';
import { expect } from 'chai';
import fc from 'fast-check';
import { boundsOf, DEFAULT_POLICY, type OuterPolicy } from '#server/core/schedule/policy';
import { openExemptedDays } from '#server/signer/exempted-days';
import { exemptedDates, judgeEnvelope } from '#server/signer/rules';
import { boxId, envelopeOf } from '../../../support/plans.js';
import { SignerRoom } from '../../../support/signer-room.js';

const NOW = Date.UTC(2026, 10, 20);
const TET = LocalDate.parse('2027-02-05');
const BOUNDS = boundsOf(DEFAULT_POLICY);

const festival = (from: number, days: number, change: object = {}) => ({
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute: 1380, volumeMaxPercent: 80 }],
  minutesPerDayMax: 300,
  fromDate: addDays(TET, from),
  toDate: addDays(TET, from + days - 1),
  ...change,
});

const textOf = (exemptions: object[], num = 1): string => {
  const base = envelopeOf(boxId(1), NOW, { ...DEFAULT_POLICY.default, num } as never);
  return JSON.stringify(exemptions.length === 0 ? base : { ...base, v: 3, exemptions });
};

const judge = (exemptions: object[], policy: OuterPolicy = DEFAULT_POLICY): string | null => {
  const bounds = boundsOf(policy);
  const settings = SignerSettings.parse({ dir: '/none', socketPath: '/none', bounds });
  const judged = judgeEnvelope(textOf(exemptions), settings, NOW);
  return judged.ok ? null : judged.error;
};

describe('signer/rules: exempted days', () => {
  it('signs a night within its own caps, and any day that is narrower than others', () => {
    expect(judge([festival(0, 7)])).to.equal(null);
    expect(judge([festival(0, 400, { windows: [], priorityOnly: true })])).to.equal(null);
    expect(judge([festival(0, 10), festival(11, 10)])).to.equal(null);
  });

  for (const [name, exemptions, said] of [
    ['an hour beyond the caps', [festival(0, 1, { windows: night(1381) })], /an exemption beyond/],
    [
      'a voice louder than the caps at night',
      [festival(0, 1, { windows: night(1380, 81) })],
      /beyond/,
    ],
    [
      'more minutes than the caps',
      [festival(0, 1, { minutesPerDayMax: 601 })],
      /an exemption beyond/,
    ],
    ['an exemption of more days', [festival(0, 11)], /more than 10 exempted days in a row/],
    ['one that lasts for ever', [festival(0, 2_000_000)], /in a row|real date|calendar/],
    ['two that follow each other', [festival(0, 6), festival(6, 5)], /in a row/],
    ['two of one day', [festival(0, 3), festival(2, 3)], /two exemptions of one day/],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(judge([...exemptions])).to.match(said);
    });
  }

  it('signs none beyond the bounds where the file sets no caps', () => {
    const { exemptionCaps: _, ...without } = DEFAULT_POLICY;
    expect(judge([festival(0, 1)], without)).to.match(/an exemption beyond the policy file/);
    expect(judge([festival(0, 1, { windows: [] })], without)).to.equal(null);
  });

  it('counts as beyond only days on which more may sound', () => {
    const settings = SignerSettings.parse({ dir: '/none', socketPath: '/none', bounds: BOUNDS });
    const body = textOf([festival(0, 2), festival(5, 300, { windows: [] })]);
    const judged = judgeEnvelope(body, settings, NOW);
    expect(judged.ok && exemptedDates(judged.value, settings)).to.deep.equal([
      TET,
      addDays(TET, 1),
    ]);
  });

  it('finds the longest run of days that follow each other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40)), (days) => {
        const sorted = [...days].sort((a, b) => a - b);
        const has = new Set(days);
        let longest = 0;
        for (const day of days) {
          let run = 0;
          while (has.has(day + run)) run += 1;
          longest = Math.max(longest, run);
        }
        expect(longestRun(sorted.map((day) => addDays(TET, day)))).to.equal(longest);
      }),
    );
  });
});

function night(toMinute: number, volumeMaxPercent = 80) {
  return [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 300, toMinute, volumeMaxPercent }];
}

describe('signer: exempted days of a year', () => {
  let room: SignerRoom;
  beforeEach(() => {
    room = new SignerRoom({ bounds: BOUNDS });
  });
  afterEach(() => room.close());

  /** Two people have agreed to it. */
  const sign = (num: number, exemptions: object[]): string => {
    const body = textOf(exemptions, num);
    const { dev, area, ...said } = SoundEnvelope.parse(JSON.parse(body));
    const to = envelopeBounds({ dev, area, ...said });
    const widened = [{ from: null, to, boxes: [[dev, area] as PlacedBox] }];
    const widening = { askedBy: 'can-bo', why: 'lễ hội', widened };
    expect(room.ask({ op: 'widen', user: 'lanh-dao', widening })).to.equal('done');
    return room.ask({ op: 'envelopes', bodies: [body] });
  };

  it('are thirty for a box, also one envelope after the other, taken back or not', () => {
    expect(sign(1, [festival(0, 10)])).to.equal('signed');
    expect(sign(2, [])).to.equal('signed');
    expect(sign(3, [festival(20, 10), festival(40, 10)])).to.equal('signed');
    expect(sign(4, [festival(60, 1)])).to.match(/more than 30 exempted days in a year/);
    room.restart({ bounds: BOUNDS });
    expect(sign(4, [festival(60, 1)])).to.match(/more than 30 exempted days in a year/);
    // The same days again, fewer of them, and another year.
    expect(sign(4, [festival(0, 10), festival(20, 3)])).to.equal('signed');
    expect(sign(5, [festival(365, 10)])).to.equal('signed');
    expect(sign(6, [festival(60, 90, { windows: [] })])).to.equal('signed');
  });

  it('are named in the audit, and nothing of them is written where it refuses', () => {
    sign(1, [festival(0, 2)]);
    sign(2, [festival(0, 1), festival(2, 11)]);
    const audit = readFileSync(join(room.dir, 'audit.log'), 'utf8');
    expect(audit).to.include('box-00001 1 exempted 2027-02-05 2027-02-06');
    const book = readFileSync(join(room.dir, 'exempted-days.log'), 'utf8');
    expect(book).to.equal('box-00001 2027-02-05 2027-02-06\n');
  });

  it('are never guessed from a damaged book', () => {
    sign(1, [festival(0, 2)]);
    appendFileSync(join(room.dir, 'exempted-days.log'), 'box-00001 2027-13\n');
    expect(() => openExemptedDays(room.dir)).to.throw(/line 2 is damaged/);
  });
});
