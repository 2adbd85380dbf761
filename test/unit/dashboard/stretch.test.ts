/** Pulling the end of an airing: how often it is read, how long a stream is relayed. */
import { RelaySourceId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import { CalendarItem, Entry, ScheduleRule } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { editOfMove } from '#dashboard/screens/calendar/move';
import { changeOfStretch, stretchBy, stretchTo } from '#dashboard/screens/calendar/stretch';
import { entriesOf } from '../../support/dashboard-fixture/schedule.js';

const MINUTE = 60_000;
const once = { repeat: null, relay: null };
const twice = { repeat: { times: 2, gapSeconds: 30 }, relay: null };
const relay = {
  repeat: null,
  relay: { sourceId: RelaySourceId.parse('rly-vov1'), minutes: 30, stallSeconds: 10 },
};
const long = (durationMs: number) => ({ durationMs });

describe('dashboard/stretching an airing', () => {
  it('reads it as often as comes nearest, with a pause between', () => {
    expect(stretchTo(long(4 * MINUTE), once, 9 * MINUTE)).to.deep.equal({
      kind: 'times',
      times: 2,
      lengthMs: 9 * MINUTE,
    });
    expect(stretchTo(long(4 * MINUTE), once, 11 * MINUTE)).to.deep.include({ times: 2 });
    expect(stretchTo(long(4 * MINUTE), once, 5 * MINUTE), 'as it is').to.equal(null);
    expect(stretchTo(long(4 * MINUTE), once, 90 * MINUTE)).to.deep.include({ times: 5 });
    const shorter = stretchTo(long(8.5 * MINUTE), twice, MINUTE);
    expect(shorter).to.deep.equal({ kind: 'times', times: 1, lengthMs: 4 * MINUTE });
    expect(changeOfStretch(shorter, twice)).to.deep.equal({ repeat: null });
  });

  it('relays a stream for longer or shorter, by five minutes', () => {
    const item = long(30 * MINUTE);
    const longer = stretchTo(item, relay, 43 * MINUTE);
    expect(longer).to.deep.equal({ kind: 'relay', minutes: 45, lengthMs: 45 * MINUTE });
    expect(changeOfStretch(longer, relay)).to.deep.equal({
      relay: { ...relay.relay, minutes: 45 },
    });
    expect(stretchBy(item, relay, { from: longer, steps: 1 })).to.deep.include({ minutes: 50 });
    expect(stretchBy(item, relay, { from: null, steps: -1 })).to.deep.include({ minutes: 25 });
    expect(stretchTo(item, relay, -MINUTE)).to.deep.include({ minutes: 5 });
  });

  it('by the keys ends where it began, as many steps back as there were', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(once, twice, relay),
        fc.integer({ min: 1, max: 3 }),
        (line, n) => {
          const item = long(30 * MINUTE);
          let stretch: ReturnType<typeof stretchBy> = null;
          for (let step = 0; step < n; step += 1) {
            stretch = stretchBy(item, line, { from: stretch, steps: 1 });
            expect(stretch?.lengthMs).to.be.greaterThan(item.durationMs);
            expect(stretchTo(item, line, stretch?.lengthMs ?? 0), 'by hand too').to.deep.equal(
              stretch,
            );
          }
          for (let step = 0; step < n; step += 1) {
            stretch = stretchBy(item, line, { from: stretch, steps: -1 });
          }
          expect(stretch).to.equal(null);
        },
      ),
    );
  });

  it('becomes an edit of this airing or of the line, alone or with another time', () => {
    const at = instantAt(LocalDate.parse('2026-11-25'), 1020);
    const rule = ScheduleRule.parse({
      kind: 'daily',
      minutes: [1020],
      from: '2026-11-01',
      until: null,
    });
    const [line] = entriesOf(at);
    const entry = Entry.parse({ ...line, ...once, rule });
    const item = CalendarItem.parse({
      ...{ entryId: entry.id, title: entry.title, startAt: at, durationMs: 4 * MINUTE },
      ...{ priority: 'normal', devices: 2, states: { planned: 2 } },
    });
    const stretch = stretchBy(item, entry, { from: null, steps: 1 });
    const today = LocalDate.parse('2026-11-24');
    const repeat = { times: 2, gapSeconds: 60 };
    const alone = { item, to: at, stretch };
    expect(editOfMove(alone, entry, { scope: 'this', today })?.change).to.deep.equal({ repeat });
    expect(editOfMove(alone, entry, { scope: 'all', today })?.change).to.deep.equal({ repeat });
    const later = { ...alone, to: instantAt(LocalDate.parse('2026-11-25'), 1080) };
    expect(editOfMove(later, entry, { scope: 'this', today })?.change).to.deep.equal({
      repeat,
      startAt: later.to,
    });
    expect(editOfMove(later, entry, { scope: 'later', today })?.change).to.deep.include({ repeat });
  });
});
