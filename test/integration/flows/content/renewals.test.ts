/** A line whose new recording is longer than what was checked when the line was saved. */
import type { BulletinId, EntryId } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate } from '@loaso/shared/time';
import { BulletinChange, VariantQuery } from '@loaso/shared/wire/http/content';
import { EntryEdit, NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import { createHashing } from '#server/adapters/system/hashing';
import {
  addBox,
  approved,
  approver,
  boxId,
  official,
  openRoom,
  type Room,
} from '../../../support/content-room.js';
import { given } from '../../../support/people.js';
import { fakeMastering, uploading } from '../../../support/stand-ins.js';
import { QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const MINUTE = 60_000;

describe('a line that has outgrown its slot', () => {
  let room: Room;
  let lengthMs: number;
  let id: BulletinId;
  let times: number;

  beforeEach(async () => {
    lengthMs = MINUTE;
    times = 0;
    room = await openRoom({
      mastering: fakeMastering(createHashing().sha256, () => lengthMs),
    });
    await addBox(room, 'khu-cho', QUY_NHON);
    ({ id } = await approved(room));
  });
  afterEach(() => room.close());

  const add = async (change: object): Promise<EntryId> => {
    const request = NewEntry.parse({
      areaId: QUY_NHON,
      title: 'Bản tin sáng',
      bulletinIds: [id],
      target: { areaIds: [QUY_NHON], deviceIds: [] },
      rule: { kind: 'daily', minutes: [600], from: TODAY, until: null },
      ...change,
    });
    return given(await room.schedule.addEntry(official, request)).entry.id;
  };
  const daily = (...minutes: number[]) => ({
    rule: { kind: 'daily', minutes, from: TODAY, until: null },
  });
  /** Read again, so long, and sent for approval. */
  const readAnew = async (ms: number): Promise<void> => {
    lengthMs = ms;
    times += 1;
    const change = BulletinChange.parse({ spoken: { 0: `thông báo${' mới'.repeat(times)}.` } });
    given(await room.content.change(official, id, change));
    given(await room.content.voice(official, id, { voice: 'vi', wordsPerMinute: 135 }));
    await room.content.idle();
    given(await room.content.submit(official, id));
  };
  const forecast = async () => given(await room.content.forecastApproval(approver, id));
  const lengthsOf = async (line: EntryId): Promise<number[]> => {
    const items = (await room.store.fleet.plan(boxId('khu-cho')))?.plan.items ?? [];
    return [...new Set(items.flatMap((item) => (item.entryId === line ? item.durationMs : [])))];
  };
  const fatesOf = async (line: EntryId) => {
    const { groups } = given(await room.schedule.weekAhead(official, {}));
    const airings = groups.flatMap((group) => group.airings);
    return new Set(airings.flatMap((one) => (one.entryId === line ? one.fate : [])));
  };

  it('is held back where it would run into its own next airing, and told before and after', async () => {
    const line = await add(daily(600, 605));
    await readAnew(6 * MINUTE);
    const told = await forecast();
    expect(told.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    expect(told.longer).to.deep.equal([
      {
        entryId: line,
        held: true,
        words: [
          {
            vi: 'Dòng «Bản tin sáng» dài 6 phút thay vì 1 phút, không vừa chỗ đã xếp: chỗ đã xếp, hoặc lúc bắt đầu lượt sau của chính dòng này, chỉ cách 5 phút. Loa sẽ im ở các lượt của dòng này cho tới khi có người sửa dòng này: dời giờ, hoặc rút ngắn lời đọc.',
            en: 'Line “Bản tin sáng” takes 6 min instead of 1 min and does not fit where it was scheduled: its slot, or its own next airing, leaves it 5 min. It stays silent until somebody mends it: move it, or shorten what is read.',
          },
        ],
      },
    ]);
    given(await room.content.approve(approver, id));
    expect(await lengthsOf(line)).to.deep.equal([]);
    expect(await fatesOf(line)).to.deep.equal(new Set(['outgrown']));
    const acts = await room.store.audit.eventsOf(`entry:${line}`, 10);
    expect(acts.map(({ act }) => act)).to.include('entry.renew-held');

    const at = instantAt(addDays(TODAY, 1), 600);
    const edit = EntryEdit.parse({ scope: 'all', at, change: daily(600, 700) });
    const { entry } = given(await room.schedule.editEntry(official, { id: line, edit }));
    expect(await lengthsOf(entry.id)).to.deep.equal([6 * MINUTE]);
  });

  it('is held back by the slot that it was given, and goes on once it fits again', async () => {
    const line = await add({ slotMinutes: 2 });
    await readAnew(3 * MINUTE);
    expect((await forecast()).longer?.map(({ held }) => held)).to.deep.equal([true]);
    given(await room.content.approve(approver, id));
    expect(await lengthsOf(line)).to.deep.equal([]);
    await readAnew(2 * MINUTE);
    expect((await forecast()).longer?.map(({ held }) => held)).to.deep.equal([false]);
    given(await room.content.approve(approver, id));
    expect(await lengthsOf(line)).to.deep.equal([2 * MINUTE]);
  });

  it('is held back where it would leave the permitted hours', async () => {
    const line = await add(daily(21 * 60 + 26));
    await readAnew(5 * MINUTE);
    const [longer] = (await forecast()).longer ?? [];
    expect(longer?.held).to.equal(true);
    expect(longer?.words[0]?.vi).to.contain(
      'lượt 21:26 ngày 3/6 ra ngoài khung giờ được phép (04:45–21:30)',
    );
    given(await room.content.approve(approver, id));
    expect(await lengthsOf(line)).to.deep.equal([]);
  });

  it('goes out where scheduling would let it, naming winner, loser and what the loser loses', async () => {
    const line = await add({ ...daily(600), priority: 'priority' });
    const other = given(
      await room.schedule.addEntry(
        official,
        NewEntry.parse({
          areaId: QUY_NHON,
          title: 'Thể dục',
          bulletinIds: [(await approved(room, { title: 'Thể dục' })).id],
          target: { areaIds: [QUY_NHON], deviceIds: [] },
          rule: { kind: 'daily', minutes: [605], from: TODAY, until: addDays(TODAY, 1) },
        }),
      ),
    ).entry;
    await readAnew(5.5 * MINUTE);
    const [longer, ...more] = (await forecast()).longer ?? [];
    expect(more).to.deep.equal([]);
    expect([longer?.entryId, longer?.held]).to.deep.equal([line, false]);
    expect(longer?.words.map(({ vi }) => vi)).to.deep.equal([
      'Dòng «Bản tin sáng» dài 5 phút 30 giây thay vì 1 phút.',
      'Bản tin «Thể dục» chỉ bắt đầu lúc 10:05:30, sau «Bản tin sáng», bỏ 30 giây đầu',
    ]);
    given(await room.content.approve(approver, id));
    expect(await lengthsOf(line)).to.deep.equal([5.5 * MINUTE]);
    expect(await lengthsOf(other.id)).to.deep.equal([MINUTE]);
  });

  it('goes on as it was where another language makes it too long', async () => {
    const spoken = { id, language: 'bdq' as const };
    const query = VariantQuery.parse({ fileName: 'loi.m4a' });
    given(await room.content.addVariant(official, { ...spoken, query }, uploading()));
    given(await room.content.submit(official, id));
    given(await room.content.approve(approver, id));
    const line = await add(daily(600, 601));
    const languages = ['vi' as const, 'bdq' as const];
    const told = given(await room.content.previewSettings(official, QUY_NHON, { languages }));
    expect(told.words.vi).to.equal('Không cụm loa nào phát khác đi.');
    expect(told.longer?.[0]?.words[0]?.vi).to.match(/dài 1 phút 20 giây .* Loa vẫn phát như cũ/);
    given(await room.content.changeSettings(official, QUY_NHON, { languages }));
    expect(await lengthsOf(line)).to.deep.equal([MINUTE]);
    expect(await fatesOf(line)).to.deep.equal(new Set(['sounds']));
  });

  it('says nothing of one that comes out no longer', async () => {
    await add({});
    await readAnew(MINUTE);
    expect(await forecast()).to.not.have.property('longer');
  });
});
