/** Days with hours of their own, as somebody writes them. */
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import {
  EMPTY,
  type ExemptDraft,
  exemptFault,
  exemptionOf,
  nextSpan,
} from '#dashboard/screens/hours/exempt-draft';

const TET = LocalDate.parse('2027-02-06');
const dated: ExemptDraft = { ...EMPTY, fromDate: TET, toDate: TET };
const span = (from: string, to: string, volume: number | '' = 80) => ({ from, to, volume });

describe('a day with hours of its own', () => {
  it('may be heard several times, each as loud as it says', () => {
    const spans = [span('05:00', '06:30', 60), span('17:00', '24:00', 80)];
    expect(exemptionOf({ ...dated, spans })?.word).to.deep.equal({
      kind: 'hours',
      windows: [
        { fromMinute: 300, toMinute: 390, volumeMaxPercent: 60 },
        { fromMinute: 1020, toMinute: 1440, volumeMaxPercent: 80 },
      ],
      minutesPerDayMax: 300,
    });
  });

  it('may be silent several times, whatever volume stands there', () => {
    const spans = [span('11:00', '13:30', ''), span('20:00', '22:00')];
    expect(exemptionOf({ ...dated, kind: 'quiet', spans })?.word).to.deep.equal({
      kind: 'quiet',
      quiet: [
        { fromMinute: 660, toMinute: 810 },
        { fromMinute: 1200, toMinute: 1320 },
      ],
    });
  });

  it('is nothing while one of its times is wrong', () => {
    const fault = (...spans: ExemptDraft['spans']) => exemptFault({ ...dated, spans });
    expect(fault(span('05:00', '06:00'), span('18:00', '17:00'))).to.equal('times');
    expect(fault(span('05:00', '06:00'), span('', '17:00'))).to.equal('from');
    expect(fault(span('05:00', '06:00', ''))).to.equal('number');
    expect(fault()).to.equal('times');
    const quiet = Array.from({ length: 5 }, () => span('11:00', '13:00'));
    expect(exemptFault({ ...dated, kind: 'quiet', spans: quiet })).to.equal('times');
  });

  it('goes on after the last time, and stays within the day', () => {
    expect(nextSpan([span('05:00', '06:30', 60)])).to.deep.equal(span('07:00', '08:00', 60));
    expect(nextSpan([span('17:00', '22:45')])).to.deep.equal(span('23:15', '24:00'));
    expect(nextSpan([span('17:00', '24:00')])).to.deep.equal(span('17:00', '24:00'));
  });
});
