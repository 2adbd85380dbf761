/** A lesson in the training commune gives records of practice, which nothing counts. */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, type Instant, instant, instantAt, LocalDate } from '@loaso/shared/time';
import { TRAINING_COMMUNE } from '@loaso/shared/training';
import { VoiceRequest } from '@loaso/shared/wire/http/content';
import { Practice } from '@loaso/shared/wire/http/practice';
import { type Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { expect } from 'chai';
import {
  addBox,
  approver,
  importing,
  official,
  openRoom,
  type Room,
} from '../../../support/content-room.js';
import { codeOf, given } from '../../../support/people.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import { actorOf, PROVINCE, QUY_NHON } from '../../../support/store.js';

const TODAY = LocalDate.parse('2026-06-03');
const at = (days: number, hour: number): Instant => instantAt(addDays(TODAY, days), hour * 60);
const learner = { ...official, areaId: TRAINING_COMMUNE };
const teacher = { ...approver, areaId: TRAINING_COMMUNE };
const viewer = { ...actorOf('viewer'), areaId: PROVINCE };
const span = { from: TODAY, to: addDays(TODAY, 6) };

describe('practice', () => {
  let room: Room;

  beforeEach(async () => {
    room = await openRoom();
    const commune = { id: TRAINING_COMMUNE, parentId: PROVINCE, name: 'Xã tập huấn' };
    await room.store.areas.putAreas([{ ...commune, level: 'commune', kind: 'xa', urban: false }]);
    const id = await addBox(room, 'tap-huan-1', TRAINING_COMMUNE);
    await room.store.fleet.changeDevice(id, { state: 'registered' });
  });
  afterEach(() => room.close());

  async function lesson(
    title: string,
    hour: number,
    areaId: AreaId = TRAINING_COMMUNE,
  ): Promise<Entry> {
    const { id } = given(await room.content.importText(learner, importing({ areaId, title })));
    given(await room.content.voice(learner, id, VoiceRequest.parse({})));
    await room.content.idle();
    given(await room.content.submit(learner, id));
    given(await room.content.approve(teacher, id));
    const request = NewEntry.parse({
      ...{ areaId, title, bulletinIds: [id], target: { areaIds: [areaId], deviceIds: [] } },
      rule: { kind: 'once', at: at(1, hour) },
    });
    return given(await room.schedule.addEntry(learner, request)).entry;
  }
  const practised = async (actor = learner) =>
    given(await room.schedule.practice(actor, { areaId: TRAINING_COMMUNE, ...span }));

  it('is what the airings of a lesson would have done, once their time is over', async () => {
    await lesson('Bài một', 17);
    expect((await practised()).airings, 'still to come').to.deep.equal([]);
    room.now = at(2, 9);
    const told = await practised();
    expect(Practice.parse(told)).to.deep.equal(told);
    expect(told.boxes).to.equal(1);
    expect(told.airings.map(({ title, fate, boxes }) => [title, fate, boxes])).to.deep.equal([
      ['Bài một', 'sounds', 1],
    ]);
    expect(
      codeOf(await room.schedule.practice(official, { areaId: TRAINING_COMMUNE, ...span })),
    ).to.equal('not-found');
    expect(codeOf(await room.schedule.practice(viewer, { areaId: QUY_NHON, ...span }))).to.equal(
      'not-found',
    );
  });

  it('is counted in no report, of whatever place, and leaves nothing in the ledger', async () => {
    await lesson('Bài một', 17);
    room.now = at(2, 9);
    expect((await practised()).airings).to.have.length(1);
    const reports = reportFlowsOn(room.store, () => instant(room.now));
    for (const areaId of [PROVINCE, TRAINING_COMMUNE]) {
      const { totals, airings } = given(await reports.report(viewer, { ...span, areaId }));
      expect([totals.planned, totals.aired, totals.virtual, airings], areaId).to.deep.equal([
        0, 0, 0, 0,
      ]);
      expect(given(await reports.diary(viewer, { ...span, areaId })).lines, areaId).to.deep.equal(
        [],
      );
    }
    const planned = await room.store.ledger.planned({
      fromAt: at(-1, 0),
      toAt: at(9, 0),
      limit: 100,
    });
    expect(planned).to.deep.equal([]);
  });
});
