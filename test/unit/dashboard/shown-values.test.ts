/** Dates, spans, weeks and searches as a person in Việt Nam sees them, whatever the zone of the laptop. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { instant, instantAt, LocalDate } from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { formatClock, formatPosition, formatsOf, type Translate } from '#dashboard/i18n/format';
import { vi } from '#dashboard/i18n/vi/index';
import { finds, fold } from '#dashboard/parts/fold';
import { daysOfWeek, mondayOf, onDay, spanOf, stateOf } from '#dashboard/screens/calendar/week';
import { positionOf } from '#dashboard/screens/devices/position-text';

const now = instantAt(LocalDate.parse('2026-11-25'), 600);

/** The dictionary itself, gaps filled in. */
function translate(key: string, gaps: Readonly<Record<string, string | number>> = {}): string {
  let found: unknown = vi;
  for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(gaps[name]));
}

describe('dashboard/shown-values', () => {
  const fmt = formatsOf(translate as Translate, 'vi-VN');

  it('says spans in words', () => {
    expect([9_000, 60_000, 260_000, 5_400_000].map(fmt.duration)).to.deep.equal([
      '9 giây',
      '1 phút',
      '4 phút 20 giây',
      '1 giờ 30 phút',
    ]);
  });

  it('says how old a value is, and never that nothing is new', () => {
    expect([now - 3_000, now - 200_000, null].map((at) => fmt.age(at, now))).to.deep.equal([
      'vừa xong',
      '3 phút trước',
      'chưa bao giờ',
    ]);
  });

  it('names near days and dates far ones by day, month, year', () => {
    const days = [0, 86_400_000, -86_400_000, 864_000_000].map((ms) => fmt.when(now + ms, now));
    expect(days).to.deep.equal([
      '10:00 hôm nay',
      '10:00 ngày mai',
      '10:00 hôm qua',
      '10:00 05/12/2026',
    ]);
  });

  it('writes numbers as in Việt Nam', () => {
    expect([fmt.number(1234.5), fmt.size(14_200_000)]).to.deep.equal(['1.234,5', '14,2 MB']);
  });

  it('shows a player position from seconds to hours', () => {
    expect([0, 187_000, 3_729_000].map(formatPosition)).to.deep.equal(['0:00', '3:07', '1:02:09']);
  });

  it('shows the clock of Việt Nam on a laptop of any zone', () => {
    const script = `
      import { formatClock } from '#dashboard/i18n/format';
      process.stdout.write(formatClock(${now}));`;
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const shown = ['America/New_York', 'Asia/Tokyo'].map(
      (TZ) =>
        spawnSync(
          process.execPath,
          ['--conditions=source', '--import=tsx', '--input-type=module', '-e', script],
          { cwd: root, env: { ...process.env, TZ }, encoding: 'utf8', timeout: 15_000 },
        ).stdout,
    );
    expect([formatClock(now), ...shown]).to.deep.equal(['10:00', '10:00', '10:00']);
  }).timeout(30_000);

  it('begins the week on Monday, at the midnight of Việt Nam', () => {
    const monday = mondayOf(LocalDate.parse('2026-11-29'));
    expect([monday, daysOfWeek(monday).at(-1)]).to.deep.equal(['2026-11-23', '2026-11-29']);
    expect(spanOf(monday).to - spanOf(monday).from).to.equal(7 * 86_400_000);
  });

  it('shows the state that most needs a look', () => {
    const item = { states: { played: 40, missed: 1 } } as CalendarItem;
    expect(stateOf(item)).to.equal('missed');
  });

  it('puts an airing just before midnight on its own day', () => {
    const startAt = instant(instantAt(LocalDate.parse('2026-11-25'), 1439));
    const items = [{ startAt, title: 'a' } as CalendarItem];
    expect(onDay(items, LocalDate.parse('2026-11-25'))).to.have.length(1);
    expect(onDay(items, LocalDate.parse('2026-11-26'))).to.have.length(0);
  });

  it('finds An Nhơn without its marks', () => {
    expect(finds('an nhon', 'Phường An Nhơn Đông')).to.equal(true);
    expect(finds('dong an', 'Phường An Nhơn Đông')).to.equal(true);
    expect(finds('quy nhon', 'Phường An Nhơn Đông')).to.equal(false);
    expect(fold('Đặk Đoa')).to.equal('dak doa');
  });

  it('takes a position with comma or point, both numbers or neither', () => {
    expect(positionOf('13,9214', '109.0713')).to.deep.equal({
      ok: true,
      position: { lat: 13.9214, lng: 109.0713 },
    });
    expect(positionOf('', ' ')).to.deep.equal({ ok: true, position: null });
    expect(positionOf('13,9', '')).to.deep.equal({ ok: false });
    expect(positionOf('91', '109')).to.deep.equal({ ok: false });
  });
});
