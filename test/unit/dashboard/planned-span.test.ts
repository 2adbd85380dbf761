/** When planned work begins and ends, by what a technician typed. */
import { HOUR_MS, instantAt, LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { spanOf } from '#dashboard/screens/incidents/planned-span';

const DAY = LocalDate.parse('2026-03-05');
const NOW = instantAt(DAY, 9 * 60);

describe('dashboard/planned-span', () => {
  it('begins now when nothing else is said, whatever was typed before', () => {
    const start = { later: false, date: DAY, time: 'mai' };
    expect(spanOf(start, 2, NOW)).to.deep.equal({
      ok: true,
      fromAt: NOW,
      untilAt: NOW + 2 * HOUR_MS,
    });
  });

  it('begins at the day and the time of Việt Nam that was typed', () => {
    const start = { later: true, date: LocalDate.parse('2026-03-06'), time: '7h30' };
    const fromAt = instantAt(start.date, 450);
    expect(spanOf(start, 4, NOW)).to.deep.equal({
      ok: true,
      fromAt,
      untilAt: fromAt + 4 * HOUR_MS,
    });
  });

  it('may have begun already, but not be over', () => {
    const start = { later: true, date: DAY, time: '8:00' };
    expect(spanOf(start, 2, NOW).ok).to.equal(true);
    expect(spanOf(start, 1, NOW)).to.deep.equal({ ok: false, wrong: 'past' });
  });

  it('asks for the time where none was typed', () => {
    for (const time of ['', '25h', 'sáng mai']) {
      expect(spanOf({ later: true, date: DAY, time }, 2, NOW)).to.deep.equal({
        ok: false,
        wrong: 'time',
      });
    }
  });
});
