/** What a change of exemptions lets more sound, who must agree, and what no box would be signed. */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import { expect } from 'chai';
import { exemptionFault, liftedBy, opensMore } from '#server/core/schedule/exemption-change';
import { dayInWords, exemptionInWords } from '#server/core/schedule/exemption-said';
import type { AreaExemption } from '#server/core/schedule/exemptions';
import { DEFAULT_POLICY, type Policy } from '#server/core/schedule/policy';

const [commune, province] = ['21553', '52'] as AreaId[] as [AreaId, AreaId];
const PATH = [commune, province];
const TODAY = LocalDate.parse('2027-02-01');

const hours = (from: number, to: number, volumeMaxPercent = 80): ExemptionWord =>
  ({
    kind: 'hours',
    windows: [{ fromMinute: from, toMinute: to, volumeMaxPercent }],
    minutesPerDayMax: 300,
  }) as unknown as ExemptionWord;
const QUIET = { kind: 'quiet', quiet: [{ fromMinute: 360, toMinute: 1020 }] } as ExemptionWord;
const ONLY: ExemptionWord = { kind: 'priority-only' };

const exempt = (word: ExemptionWord, from = 0, days = 1): AreaExemption => ({
  areaId: commune,
  lifts: commune,
  fromDate: addDays(TODAY, from),
  toDate: addDays(TODAY, from + days - 1),
  word,
});

const daily = (fromMinute: number, toMinute: number) => ({
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent: 100 }],
  minutesPerDayMax: 300,
  emergencyVolumeMaxPercent: 100,
});
const saying = (exemptions: AreaExemption[], rules: object[] = []): Policy => ({
  ...DEFAULT_POLICY,
  rules: rules as Policy['rules'],
  exemptions,
});

describe('a change of exemptions', () => {
  it('lets more sound where hours open, and where what silenced is taken back', () => {
    const plain = saying([]);
    for (const [word, opens, opensBack] of [
      [hours(300, 1380), true, true],
      [hours(300, 1200), false, true],
      [QUIET, false, true],
      [ONLY, false, true],
    ] as const) {
      const next = saying([exempt(word)]);
      expect(opensMore(next, plain, PATH), word.kind).to.equal(opens);
      expect(opensMore(plain, next, PATH), `${word.kind} back`).to.equal(opensBack);
      expect(opensMore(next, next, PATH)).to.equal(false);
    }
    const quieter = saying([exempt(hours(285, 1290, 60))]);
    expect(opensMore(saying([exempt(hours(285, 1290, 80))]), quieter, PATH)).to.equal(true);
  });

  it('is agreed to by the area above only where it leaves the hours of that area', () => {
    const rules = [{ areaId: province, limits: daily(300, 1260) }];
    expect(liftedBy(saying([], rules), exempt(hours(300, 1380)), PATH)).to.equal(province);
    expect(liftedBy(saying([], rules), exempt(hours(300, 1200)), PATH)).to.equal(commune);
    expect(liftedBy(saying([], rules), exempt(QUIET), PATH)).to.equal(commune);
    expect(liftedBy(saying([]), exempt(hours(300, 1380)), PATH)).to.equal(commune);
  });

  it('is refused beyond the days that the operator permits, and beyond what a box holds', () => {
    const fault = (all: AreaExemption[]) => exemptionFault(saying(all), [PATH], TODAY)?.code;
    const night = hours(300, 1380);
    expect(fault([exempt(night, 0, 10)])).to.equal(undefined);
    expect(fault([exempt(night, 0, 6), exempt(night, 6, 5)])).to.equal('exemption-too-long');
    const three = [0, 20, 40].map((from) => exempt(night, from, 10));
    expect(fault(three)).to.equal(undefined);
    expect(fault([...three, exempt(night, 60)])).to.equal('exemption-year-full');
    expect(fault([exempt(ONLY, 0, 90)])).to.equal(undefined);
    const many = Array.from({ length: 17 }, (_, index) => exempt(QUIET, index * 2));
    expect(fault(many)).to.equal('exemptions-full');
    expect(fault(many.slice(1))).to.equal(undefined);
    const capless = { ...saying([exempt(night)]), exemptionCaps: undefined };
    expect(exemptionFault(capless, [PATH], TODAY), 'the night is not opened').to.equal(null);
  });

  it('is told in a sentence, and by what differs on its days', () => {
    const told = [hours(300, 1350), QUIET, ONLY].map((word) => exemptionInWords(exempt(word)).vi);
    expect(told).to.deep.equal([
      'Ngày 1/2/2027: phát 05:00–22:30, âm lượng tối đa 80 %, tối đa 300 phút mỗi ngày',
      'Ngày 1/2/2027: im lặng 06:00–17:00',
      'Ngày 1/2/2027: chỉ phát bản tin ưu tiên',
    ]);
    const { default: house } = DEFAULT_POLICY;
    const { emergencyVolumeMaxPercent: _, ...day } = house;
    expect(dayInWords(house, { ...day, windows: [...day.windows] })).to.deep.equal([]);
    const mourning = { ...day, windows: [...day.windows], priorityOnly: true as const };
    expect(dayInWords(house, mourning).map(({ vi }) => vi)).to.deep.equal([
      'Chỉ phát bản tin ưu tiên',
    ]);
  });
});
