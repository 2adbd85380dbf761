/** What is known before saving of days far ahead, and of single boxes whose hours are others. */
import type { BulletinId } from '@loaso/shared/ids';
import { instantAt, LocalDate, MinuteOfDay } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import type { StoredSoundExemption } from '#server/ports/sound-exemptions';
import type { StoredSoundRule } from '#server/ports/sound-rules';
import {
  addBox,
  approved,
  official,
  openRoom,
  provincial,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { NHON_CHAU, PROVINCE, QUY_NHON } from '../../../support/store.js';

const day = (date: string): LocalDate => LocalDate.parse(date);
const daily = (minutes: number[], from = '2026-06-03') => ({
  kind: 'daily',
  minutes,
  from: day(from),
  until: null,
});

describe('schedule, before saving', () => {
  let room: Room;
  let bulletinId: BulletinId;

  const line = (change: object = {}): NewEntry =>
    NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Mới',
      bulletinIds: [bulletinId],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      ...{ rule: daily([17 * 60]), ...change },
    });
  const preview = async (change: object) =>
    given(await room.schedule.preview(official, line(change)));

  beforeEach(async () => {
    room = await openRoom();
    ({ id: bulletinId } = await approved(room));
  });
  afterEach(() => room.close());

  describe('days far ahead', () => {
    beforeEach(async () => {
      await addBox(room, 'quy-nhon', QUY_NHON);
      given(await room.schedule.addEntry(official, line({ title: 'Cũ', rank: 1 })));
    });

    it('have their conflicts as tomorrow has', async () => {
      for (const date of ['2026-06-16', '2026-06-18', '2026-09-02', '2027-02-05']) {
        const at = instantAt(day(date), 17 * 60);
        const { conflicts } = await preview({ rule: { kind: 'once', at } });
        expect(
          conflicts.map(({ startAt, otherTitle }) => [startAt, otherTitle]),
          date,
        ).to.deep.equal([[at, 'Cũ']]);
      }
      const rule = { kind: 'dates', minutes: [17 * 60], dates: ['2026-07-01', '2026-09-02'] };
      const { conflicts, alikeFrom, lookedUntil } = await preview({ rule });
      expect(conflicts).to.have.length(1);
      expect([alikeFrom, lookedUntil]).to.deep.equal([instantAt(day('2026-06-18'), 0), null]);
    });

    it('are told once where they are alike, each near day by itself', async () => {
      const { conflicts, alikeFrom, lookedUntil } = await preview({});
      const near = conflicts.filter(({ startAt }) => startAt < alikeFrom);
      // One for each weekday, since hours may differ by it.
      expect([near.length, conflicts.length - near.length]).to.deep.equal([15, 7]);
      expect(lookedUntil).to.equal(instantAt(day('2027-07-08'), 0));
    });

    it('have the lines of a festival in them that begin months from now', async () => {
      const rule = { kind: 'dates', minutes: [5 * 60], dates: ['2027-02-05', '2027-02-06'] };
      given(await room.schedule.addEntry(official, line({ title: 'Tết', rank: 1, rule })));
      const { conflicts } = await preview({ rule: daily([5 * 60]) });
      expect(conflicts.map(({ startAt, otherTitle }) => [startAt, otherTitle])).to.deep.equal([
        [instantAt(day('2027-02-05'), 5 * 60), 'Tết'],
        [instantAt(day('2027-02-06'), 5 * 60), 'Tết'],
      ]);
    });
  });

  describe('days with hours of their own', () => {
    const exempted = (num: number, date: string, word: object): StoredSoundExemption => ({
      ...{ areaId: QUY_NHON, lifts: QUY_NHON, num, state: 'in-force', why: 'lễ hội' },
      ...{ fromDate: day(date), toDate: day(date), word: word as StoredSoundExemption['word'] },
      ...{ createdBy: official.userId, createdAt: 0, decidedBy: null, decidedAt: null },
      ...{ withdrawnBy: null, withdrawnAt: null },
    });
    const at = (date: string, minute: number) => ({
      kind: 'once',
      at: instantAt(day(date), minute),
    });

    beforeEach(async () => {
      await addBox(room, 'quy-nhon', QUY_NHON);
      const windows = [{ fromMinute: 300, toMinute: 1380, volumeMaxPercent: 80 }];
      const festival = { kind: 'hours', windows, minutesPerDayMax: 300 };
      await room.store.soundExemptions.addExemption(exempted(1, '2026-09-02', festival));
      const mourning = { kind: 'priority-only' };
      await room.store.soundExemptions.addExemption(exempted(2, '2026-09-10', mourning));
    });

    it('take a line into the night of the festival, and on no other night', async () => {
      given(await room.schedule.addEntry(official, line({ rule: at('2026-09-02', 1350) })));
      for (const date of ['2026-09-01', '2026-09-03']) {
        const rule = at(date, 1350);
        expect(codeOf(await room.schedule.addEntry(official, line({ rule })))).to.equal(
          'outside-hours',
        );
      }
    });

    it('say of a daily line on which of them it is silent, and why', async () => {
      const { refusals } = await preview({ rule: daily([9 * 60]) });
      expect(refusals.map(({ startAt }) => startAt)).to.deep.equal([
        instantAt(day('2026-09-10'), 9 * 60),
      ]);
      expect(refusals[0]?.vi).to.match(/ngoại lệ 10\/9\/2026: chỉ phát bản tin ưu tiên/);
    });
  });

  describe('one box near a clinic', () => {
    const noon = daily([12 * 60]);
    const rule = (): StoredSoundRule => ({
      areaId: QUY_NHON,
      num: 1,
      state: 'in-force',
      limits: {
        ...DEFAULT_POLICY.default,
        windows: [...DEFAULT_POLICY.default.windows],
        places: [
          {
            kind: 'clinic',
            volumeMaxPercent: 60,
            quiet: [
              {
                days: [1, 2, 3, 4, 5, 6, 7],
                fromMinute: MinuteOfDay.parse(690),
                toMinute: MinuteOfDay.parse(840),
              },
            ],
          },
        ],
      },
      why: 'trạm y tế nghỉ trưa',
      restores: null,
      createdBy: official.userId,
      createdAt: 1,
      decidedBy: null,
      decidedAt: null,
    });

    beforeEach(async () => {
      await room.store.soundRules.addRule(rule());
      await addBox(room, 'cho-lon', QUY_NHON);
      await addBox(room, 'dinh-lang', QUY_NHON);
      await addBox(room, 'nhon-chau', NHON_CHAU);
      const clinic = await addBox(room, 'tram-y-te', QUY_NHON);
      await room.store.fleet.changeDevice(clinic, { placeKind: 'clinic' });
    });

    it('takes noon from nobody else, and is counted in the preview', async () => {
      const { refusals, devices } = await preview({ rule: noon });
      expect([refusals[0]?.devices, devices]).to.deep.equal([1, 3]);
      given(await room.schedule.addEntry(official, line({ rule: noon })));
      const all = { areaId: PROVINCE, target: { areaIds: [PROVINCE], deviceIds: [] } };
      given(
        await room.schedule.addEntry(provincial, line({ ...all, rule: daily([12 * 60 + 30]) })),
      );
    });

    it('alone is refused a line that it could never sound', async () => {
      const target = { areaIds: [], deviceIds: ['loa-tram-y-te'] };
      expect(codeOf(await room.schedule.addEntry(official, line({ target, rule: noon })))).to.equal(
        'outside-hours',
      );
    });

    it('does not open the night to the others', async () => {
      const night = daily([22 * 60]);
      expect(codeOf(await room.schedule.addEntry(official, line({ rule: night })))).to.equal(
        'outside-hours',
      );
    });
  });
});
