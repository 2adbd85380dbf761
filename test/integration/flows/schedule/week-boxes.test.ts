/** The coming week says at how many boxes an airing is sure, and never more than is known of them. */
import { type BulletinId, type DeviceId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import { addDays, type Instant, instant, instantAt, LocalDate } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { WeekAheadRequest } from '@loaso/shared/wire/http/week';
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import { addBox, approved, official, openRoom, type Room } from '../../../support/content-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { given } from '../../../support/people.js';
import { QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (days: number, hour: number): Instant => instantAt(addDays(TODAY, days), hour * 60);

describe('schedule/week, box by box', () => {
  let room: Room;
  let bulletinId: BulletinId;
  let box: DeviceId;

  beforeEach(async () => {
    room = await openRoom();
    box = await addBox(room, 'quy-nhon', QUY_NHON);
    ({ id: bulletinId } = await approved(room));
  });
  afterEach(() => room.close());

  const add = async () =>
    given(
      await room.schedule.addEntry(
        official,
        NewEntry.parse({
          areaId: QUY_NHON,
          title: 'Bản tin chiều',
          bulletinIds: [bulletinId],
          target: { areaIds: [QUY_NHON], deviceIds: [] },
          rule: { kind: 'once', at: at(1, 17) },
        }),
      ),
    ).entry;
  const ahead = async () =>
    given(await room.schedule.weekAhead(official, WeekAheadRequest.parse({})));

  /** The box says that it holds its newest plan, and what else `change` says. */
  const says = async (id: DeviceId, change: Partial<Status> = {}): Promise<void> => {
    const [name] = await room.store.fleet.planMarks([id]);
    const at = instant(room.now);
    const status = statusOf(id, { at, plan: name?.mark ?? null, ...change });
    await room.store.fleet.setOnline(id, true, 'boot-0001', room.now);
    await room.store.fleet.putStatus(id, status, room.now);
  };
  const doubts = async () => {
    const [group] = (await ahead()).groups;
    return {
      airings: group?.airings.map(({ fate, sureBoxes, doubts: all }) => [
        fate,
        sureBoxes,
        ...all.map(({ words }) => words.vi),
      ]),
      steps: group?.doubts.map(({ names, next }) => [names.join(), next.vi]),
    };
  };

  it('says at how many boxes an airing is sure, why not at the others, and what to do', async () => {
    const deaf = await addBox(room, 'hong-loa', QUY_NHON);
    const empty = await addBox(room, 'thieu-tep', QUY_NHON);
    const gone = await addBox(room, 'mat-song', QUY_NHON);
    await add();
    const sha256 = (await room.store.content.bulletin(bulletinId))?.clip?.sha256;
    await says(box);
    await says(deaf, { output: { kind: 'card', virtual: false, healthy: false, detail: '' } });
    const cache = { needed: 1, have: 0, missing: [sha256!], bytes: 0, freeBytes: 1e9 };
    await says(empty, { cache });
    await says(gone, { cache });
    await room.store.fleet.setOnline(gone, false, 'boot-0001', room.now);
    room.now += 3_600_000;
    for (const id of [box, deaf, empty])
      await room.store.fleet.setOnline(id, true, 'boot-0001', room.now);
    expect(await doubts()).to.deep.equal({
      airings: [
        [
          'sounds',
          1,
          '1 cụm chưa biết: mất liên lạc từ 09:00',
          '1 cụm hỏng đường ra âm thanh',
          '1 cụm chưa tải xong tệp',
        ],
      ],
      steps: [
        ['Cụm mat-song', 'Xem trang Sự cố, hoặc nhờ người ở gần kiểm tra điện và sóng của cụm.'],
        ['Cụm hong-loa', 'Nhờ kỹ thuật viên cắm lại dây tiếng và card âm thanh.'],
        ['Cụm thieu-tep', 'Cụm sẽ tự tải khi có sóng.'],
      ],
    });
  });

  it('says that a box has not the airing in its plan, though it holds its newest', async () => {
    await add();
    await says(box);
    expect((await doubts()).airings).to.deep.equal([['sounds', 1]]);
    room.publishRefusal = 'signer';
    await room.store.schedule.addEntries([await unpublished()]);
    expect((await doubts()).airings).to.deep.equal([
      ['sounds', 1],
      ['sounds', 0, '1 cụm chưa được gửi lịch có lượt này'],
    ]);
  });

  /** The same line an hour later, stored while nobody could sign. */
  const unpublished = async () => {
    const [entry] = await room.store.schedule.entries([QUY_NHON], 'active');
    const [programme] = await room.store.schedule.programmes([entry!.programmeId]);
    const id = EntryId.parse('chua-gui');
    const programmeId = ProgrammeId.parse('p-chua-gui');
    return {
      entry: { ...entry!, id, programmeId, rule: { kind: 'once' as const, at: at(1, 18) } },
      programme: { ...programme!, id: programmeId },
    };
  };

  it('shows no box that was shut out, and says of one not installed that it is not', async () => {
    await add();
    await room.store.fleet.changeDevice(box, { state: 'revoked' });
    expect((await ahead()).groups).to.deep.equal([]);
    await room.store.fleet.changeDevice(box, { state: 'registered' });
    expect((await doubts()).airings).to.deep.equal([['sounds', 0, '1 cụm chưa lắp đặt']]);
  });
});
