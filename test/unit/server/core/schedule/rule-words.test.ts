/** Rules and scopes as the log will say them years later. */
import { instantAt, LocalDate } from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import {
  dateInWords,
  dayKindInWords,
  instantInWords,
  ruleInWords,
  scopeInWords,
} from '#server/core/schedule/rule-words';

const day = LocalDate.parse('2026-11-26');
const at = instantAt(day, 1020);
const words = (rule: object): string => ruleInWords(ScheduleRule.parse(rule));
const span = { minutes: [1020, 300], from: day, until: null };

describe('rules in words', () => {
  it('say days, hours, span and kinds of days', () => {
    expect(words({ kind: 'once', at })).to.equal('một lần lúc 17:00 ngày 26/11/2026');
    expect(words({ kind: 'daily', ...span, dayKinds: ['ordinary'] })).to.equal(
      'hằng ngày lúc 05:00, 17:00 từ 26/11/2026, chỉ ngày thường',
    );
    expect(words({ kind: 'weekly', days: [1, 7], ...span, until: '2026-12-31' })).to.equal(
      'thứ hai, chủ nhật lúc 05:00, 17:00 từ 26/11/2026 đến 31/12/2026',
    );
    expect(words({ kind: 'dates', dates: [day], minutes: [300] })).to.equal(
      '1 ngày (26/11/2026) lúc 05:00',
    );
    const lunar = { kind: 'lunar', days: [1, 15], leapMonths: true, ...span };
    expect(words({ ...lunar, months: [] })).to.equal(
      'ngày 1, 15 âm lịch hằng tháng lúc 05:00, 17:00 từ 26/11/2026',
    );
    expect(words({ ...lunar, months: [12] })).to.include('ngày 1, 15 âm lịch tháng 12 lúc');
  });

  it('say how much of a line was meant', () => {
    expect(scopeInWords('this', at)).to.equal('chỉ lần 17:00 ngày 26/11/2026');
    expect(scopeInWords('later', at)).to.equal('từ ngày 26/11/2026 về sau');
    expect(scopeInWords('all', at)).to.equal('tất cả các lần chưa phát');
    expect(instantInWords(at)).to.equal('17:00 ngày 26/11/2026');
    expect(dateInWords(day)).to.equal('26/11/2026');
    expect(dayKindInWords('holiday')).to.equal('ngày lễ, Tết');
  });
});
