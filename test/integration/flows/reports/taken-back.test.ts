/** What was taken back and sounded all the same, by a box that did not know of it. */
import type { DeviceId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { dayRows } from '#server/flows/reports/settle-days';
import {
  addBox,
  approved,
  official,
  openRoom,
  playId,
  type Room,
} from '../../../support/content-room.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (hour: number, minute = 0) => instantAt(TODAY, hour * 60 + minute);

describe('an airing that was taken back', () => {
  let room: Room;
  let away: DeviceId;
  beforeEach(async () => {
    room = await openRoom();
    away = await addBox(room, 'khu-cho', QUY_NHON);
    await addBox(room, 'ven-bien', QUY_NHON);
  });
  afterEach(() => room.close());

  it('is kept in diary, calendar and lists of the box that sounded it, and of no other', async () => {
    const { id: bulletinId } = await approved(room);
    const line = NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin',
      bulletinIds: [bulletinId],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [1020], from: TODAY, until: null },
    });
    const { entry } = given(await room.schedule.addEntry(official, line));
    room.now = at(16, 55);
    given(await room.schedule.cancelEntry(official, entry.id));
    const record = (device: DeviceId, more: object) =>
      PlayRecord.parse({
        v: 1,
        seq: 1,
        playId: playId(entry.id, device, at(17)),
        recordedAt: at(18),
        clock: { trust: 'locked', source: 'ntp', errorMs: 5 },
        virtual: false,
        ...more,
      });
    const whole = { startedAt: at(17), fromMs: 0, playedMs: entry.durationMs };
    const sounded = record(away, { outcome: 'completed', ...whole });
    await room.store.ledger.addRecords(away, [sounded], at(18));
    room.now = at(19);
    const day = { from: at(0), to: at(24) };
    const airings = given(await room.schedule.airings(official, { ...day, limit: 50 }));
    expect(airings.map(({ deviceId, state }) => [deviceId, state])).to.deep.equal([
      [away, 'played'],
    ]);
    const calendar = given(await room.schedule.calendar(official, day));
    expect(calendar.map(({ states }) => states)).to.deep.equal([{ played: 1 }]);
    const places = { communeOf: () => QUY_NHON, stationOf: () => null };
    const rows = await dayRows({ ...room, clock: { now: () => room.now } } as never, TODAY, places);
    expect(rows.map(({ sums }) => [sums.planned, sums.aired, sums.missed])).to.deep.equal([
      [1, 1, 0],
    ]);
  });
});
