/** What an official types into the schedule form, and the request it becomes. */
import { AreaId, BulletinId } from '@loaso/shared/ids';
import { instantAt, LocalDate, MinuteOfDay } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import fc from 'fast-check';
import { newDraft, requestOf, ruleOf } from '#dashboard/screens/entry/entry-draft';
import { minuteOf, timesOf } from '#dashboard/screens/entry/time-text';

const date = LocalDate.parse('2026-11-25');
const area = AreaId.parse('21583');
const minute = (value: number): MinuteOfDay => MinuteOfDay.parse(value);
const whole = {
  ...newDraft(date, [BulletinId.parse('qd-1462')]),
  areaIds: [area],
  minutes: [minute(300), minute(1020)],
};

describe('dashboard/schedule-form', () => {
  it('reads times the way people write them', () => {
    const written = ['5', '5h', '5:00', '17h30', '17.30', '17 giờ 30', '17 giờ 30 phút', '17g5'];
    expect(written.map(minuteOf)).to.deep.equal([300, 300, 300, 1050, 1050, 1050, 1050, 1025]);
  });

  it('takes nothing for a time that is none', () => {
    const wrong = ['', '24:00', '5:60', 'sáng', '5:00 chiều', '-1', '1730'];
    expect(wrong.map(minuteOf)).to.deep.equal(wrong.map(() => null));
  });

  it('names the part it does not understand', () => {
    expect(timesOf('5:00, trưa')).to.deep.equal({ ok: false, wrong: 'trưa' });
  });

  it('sorts several times and keeps each once', () => {
    expect(timesOf('17:00; 5h và 5:00')).to.deep.equal({ ok: true, minutes: [300, 1020] });
  });

  it('reads back every minute of the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (value) => {
        const text = `${Math.floor(value / 60)}h${String(value % 60).padStart(2, '0')}`;
        expect(minuteOf(text)).to.equal(value);
      }),
    );
  });

  it('makes a request that the server accepts', () => {
    const request = requestOf(whole, area, 'Bản tin');
    expect(NewEntry.safeParse(request).success).to.equal(true);
    expect(request?.title).to.equal('Bản tin');
  });

  it('makes no request while a place, a time or a bulletin is missing', () => {
    const gaps = [{ areaIds: [] }, { minutes: [] }, { bulletinIds: [] }];
    expect(gaps.map((gap) => requestOf({ ...whole, ...gap }, area, 'Bản tin'))).to.deep.equal([
      null,
      null,
      null,
    ]);
  });

  it('makes a single airing of the first time in Việt Nam', () => {
    expect(ruleOf({ ...whole, repeat: 'once' })).to.deep.equal({
      kind: 'once',
      at: instantAt(date, 300),
    });
  });

  it('waits for a day of the week before it repeats weekly', () => {
    expect(ruleOf({ ...whole, repeat: 'weekly' })).to.equal(null);
  });
});
