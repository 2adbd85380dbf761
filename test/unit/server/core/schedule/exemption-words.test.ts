/** What an official reads of an airing that an exemption silences. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { expect } from 'chai';
import { datesInWords, withExemption } from '#server/core/schedule/exemption-words';
import { reasonInWords, silenceInWords } from '#server/core/schedule/fate-words';
import { DEFAULT_POLICY, planningEnvelope } from '#server/core/schedule/policy';
import { wishOf } from '../../../shared/timeline/oracle.js';

const date = (text: string): LocalDate => LocalDate.parse(text);
const dated = (fromDate: string, toDate = fromDate) => ({
  fromDate: date(fromDate),
  toDate: date(toDate),
});
const DAY = date('2027-02-10');

const fateOf = (change: object) => {
  const exemption = { ...dated(DAY, '2027-02-11'), windows: [], minutesPerDayMax: 60, ...change };
  const envelope = planningEnvelope({ ...DEFAULT_POLICY.default, exemptions: [exemption] });
  const wish = { ...wishOf('news', 0, 10), title: 'Bản tin', startAt: instantAt(DAY, 600) };
  const [fate] = explainTimeline([wish], envelope);
  if (fate === undefined) throw new Error('a wish has a fate');
  return fate;
};

describe('words of exemptions', () => {
  it('tell the days as officials write them', () => {
    expect(
      [
        dated('2027-02-10'),
        dated('2027-02-05', '2027-02-11'),
        dated('2026-12-30', '2027-01-01'),
      ].map(datesInWords),
    ).to.deep.equal(['10/2/2027', '5/2–11/2/2027', '30/12/2026–1/1/2027']);
  });

  it('say that an airing is silent by the exemption of its days', () => {
    const fate = fateOf({});
    expect(reasonInWords(fate)).to.deep.equal({
      vi: 'Không phát: ngoài khung giờ được phép (theo ngoại lệ 10/2–11/2/2027)',
      en: 'Silent: outside the permitted hours (exemption of 10/2–11/2/2027)',
    });
    expect(silenceInWords(fate)?.vi).to.match(/loa sẽ im \(theo ngoại lệ 10\/2–11\/2\/2027\)$/);
  });

  it('say that only priority bulletins sound, and nothing where somebody else silences it', () => {
    const { windows } = DEFAULT_POLICY.default;
    const fate = fateOf({ windows, priorityOnly: true });
    expect(reasonInWords(fate).vi).to.match(
      /\(ngoại lệ 10\/2–11\/2\/2027: chỉ phát bản tin ưu tiên\)$/,
    );
    const words = { vi: 'Nhường', en: 'Gives way' };
    const other = { ...fate, kind: 'outranked' as const, by: fate.wish };
    expect(withExemption(other, words)).to.equal(words);
  });
});
