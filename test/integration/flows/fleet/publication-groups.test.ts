/** A wide change goes to a few communes first; what their boxes say decides about the others. */
import { AreaId, UserId } from '@loaso/shared/ids';
import { expect } from 'chai';
import { PATIENCE_MS } from '#server/core/fleet/rollout';
import { createFleetFlows } from '#server/flows/fleet/fleet';
import type { Actor } from '#server/flows/flows';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import { administrator } from '../../../support/fleet-room.js';
import {
  COMMUNES,
  type GroupsRoom,
  official,
  openGroupsRoom,
} from '../../../support/groups-room.js';
import { codeOf, given } from '../../../support/people.js';
import { PROVINCE } from '../../../support/store.js';

describe('a change of the whole province', () => {
  let one: GroupsRoom;
  beforeEach(async function () {
    this.timeout(30_000);
    one = await openGroupsRoom();
  });
  afterEach(() => one.room.close());

  it('goes to three communes, then to more, then to all, while their boxes take it', async () => {
    const { entry, id } = await one.add();
    const reached: number[] = [];
    for (let beat = 0; beat < 4; beat += 1) {
      const there = await one.having(entry.id);
      reached.push(there.length);
      for (const box of there) await one.takes(box);
      one.pass(100_000);
      await one.fleet.advancePublications();
    }
    expect(reached).to.deep.equal([3, 5, 8, 8]);
    expect(await one.shown(id)).to.deep.include({ state: 'sent', stage: 3, stages: 3, boxes: 8 });
    for (const box of one.boxes) await one.takes(box);
    expect((await one.shown(id)).sentence.vi).to.equal('Đã tới 8/8 cụm.');
  });

  it('stops at the first group when its boxes refuse; the other communes keep their old plan', async () => {
    const before = new Map(
      await Promise.all(one.ids().map(async (id) => [id, await one.numOf(id)] as const)),
    );
    const { entry, id } = await one.add();
    const first = await one.having(entry.id);
    for (const box of first) await one.refuses(box);
    await one.fleet.advancePublications();
    one.pass(3 * PATIENCE_MS);
    await one.fleet.advancePublications();
    const halted = await one.shown(id);
    expect(halted).to.deep.include({ state: 'halted', stage: 1, maySteer: true });
    expect(halted.counts).to.deep.include({ refused: 3, held: 5 });
    expect(halted.next?.vi).to.match(/Đã tự dừng ở đợt 1\/3: 3 cụm từ chối/);
    expect(halted.boxList[0]?.words.vi).to.equal(
      'Cụm từ chối: kế hoạch của địa bàn khác. Vẫn theo lịch cũ.',
    );
    expect(one.room.logged).to.include('fleet.publication-halted');
    const untouched = one.boxes.filter((box) => !first.includes(box));
    for (const box of untouched) expect(await one.numOf(box.id)).to.equal(before.get(box.id));
  });

  it('stays halted through a restart, the daily roll and other changes, which reach everybody', async () => {
    const { entry } = await one.add();
    for (const box of await one.having(entry.id)) await one.refuses(box);
    await one.fleet.advancePublications();
    one.restart();
    given(await one.fleet.rollHorizon());
    const small = await one.add({
      title: 'Của một xã',
      target: { areaIds: ['30002'], deviceIds: [] },
    });
    one.pass(3 * PATIENCE_MS);
    await one.fleet.advancePublications();
    expect(await one.having(entry.id)).to.have.length(3);
    expect(await one.having(small.entry.id)).to.have.length(1);
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.have.length(3);
  });

  it('goes on after a restart in the middle, from the group where it was', async () => {
    const { entry, id } = await one.add();
    for (const box of await one.having(entry.id)) await one.takes(box);
    one.restart();
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.have.length(3);
    one.pass(100_000);
    await one.fleet.advancePublications();
    expect(await one.having(entry.id)).to.have.length(5);
    expect(await one.shown(id)).to.deep.include({ state: 'running', stage: 2 });
  });

  it('sends what a server killed between writing it down and sending it still owes', async () => {
    const { store } = one.room.stored;
    const dying = createFleetFlows({
      ...one.room.ports,
      signer: { ...one.room.ports.signer, signPlans: () => Promise.reject(new Error('killed')) },
    });
    const dead = createScheduleFlows({ ...one.room.ports, publish: dying.publish });
    const died = await dead.addEntry(official, one.request()).catch(() => 'killed');
    expect(died).to.equal('killed');
    one.restart();
    given(await one.fleet.rollHorizon());
    await one.fleet.advancePublications();
    const [open] = await store.publications.openPublications();
    const sent = await store.publications.publicationBoxes(open?.id ?? ('' as never));
    expect(sent.filter(({ mark }) => mark !== null)).to.have.length(3);
    expect(await one.having(open?.lines[0]?.id ?? '')).to.have.length(3);
  });

  it('is on record before it is stored: nothing that is published between carries it to all', async () => {
    const { store } = one.room.stored;
    const { schedule } = store;
    const dying = {
      ...one.room.ports.store,
      schedule: {
        ...schedule,
        addEntries: async (lines: Parameters<typeof schedule.addEntries>[0]) => {
          await schedule.addEntries(lines);
          throw new Error('killed');
        },
      },
    };
    one.restart({ ...one.room.ports, store: dying });
    const died = await one.schedule.addEntry(official, one.request()).catch(() => 'killed');
    expect(died).to.equal('killed');
    one.restart();
    given(await one.fleet.rollHorizon());
    const [open] = await store.publications.openPublications();
    const line = open?.lines[0]?.id ?? '';
    expect(await one.having(line)).to.have.length(3);
    await one.fleet.advancePublications();
    expect(await one.having(line)).to.have.length(3);
  });

  it('is forgotten when the server was killed before it was stored', async () => {
    const { store } = one.room.stored;
    const addEntries = () => Promise.reject(new Error('killed'));
    const dying = { ...one.room.ports.store, schedule: { ...store.schedule, addEntries } };
    one.restart({ ...one.room.ports, store: dying });
    const died = await one.schedule.addEntry(official, one.request()).catch(() => 'killed');
    expect(died).to.equal('killed');
    expect(await store.publications.openPublications()).to.have.length(1);
    one.restart();
    await one.fleet.advancePublications();
    expect(await store.publications.openPublications()).to.deep.equal([]);
    expect(given(await one.fleet.publications(administrator))).to.deep.equal([]);
  });

  it('asks a signer that is away now and then, and sends what it owes when it is back', async () => {
    let away = false;
    let asked = 0;
    const { signer } = one.room.ports;
    const moody: typeof signer = {
      ...signer,
      signPlans: (plans, why) => {
        asked += 1;
        const refused = { ok: false, error: { code: 'signer-refused', detail: 'test' } } as const;
        return away ? Promise.resolve(refused) : signer.signPlans(plans, why);
      },
    };
    one.restart({ ...one.room.ports, signer: moody });
    const { entry } = await one.add();
    for (const box of await one.having(entry.id)) await one.takes(box);
    one.pass(100_000);
    away = true;
    for (let beat = 0; beat < 5; beat += 1) await one.fleet.advancePublications();
    const tries = asked;
    for (let beat = 0; beat < 5; beat += 1) await one.fleet.advancePublications();
    expect(asked).to.equal(tries);
    expect(await one.having(entry.id)).to.have.length(3);
    away = false;
    one.pass(30_000);
    await one.fleet.advancePublications();
    expect(await one.having(entry.id)).to.have.length(5);
  });

  it('is let on by an administrator, and by nobody else', async () => {
    const { entry, id } = await one.add();
    for (const box of await one.having(entry.id)) await one.refuses(box);
    await one.fleet.advancePublications();
    expect(codeOf(await one.fleet.resumePublication(official, id))).to.equal('not-allowed');
    const elsewhere = { ...administrator, areaId: AreaId.parse('30005') };
    expect(codeOf(await one.fleet.resumePublication(elsewhere, id))).to.equal('not-found');
    expect(given(await one.fleet.resumePublication(administrator, id))).to.deep.include({
      state: 'running',
      stage: 2,
    });
    expect(await one.having(entry.id)).to.have.length(5);
    expect(codeOf(await one.fleet.resumePublication(administrator, id))).to.equal('wrong-state');
  });

  it('is taken back by an administrator: every box is as it was', async () => {
    const { entry, id } = await one.add();
    for (const box of await one.having(entry.id)) await one.refuses(box);
    await one.fleet.advancePublications();
    expect(given(await one.fleet.giveUpPublication(administrator, id)).state).to.equal('given-up');
    expect(await one.having(entry.id)).to.deep.equal([]);
    expect((await one.room.stored.store.schedule.entry(entry.id))?.state).to.equal('cancelled');
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.deep.equal([]);
    const acts = (await one.room.stored.store.audit.events(20)).map(({ act }) => act);
    expect(acts).to.include.members(['publication.halt', 'publication.give-up']);
  });

  it('waits for no box that is off line', async () => {
    for (const { id } of one.boxes) await one.room.flows.disconnected(id);
    const { entry, id } = await one.add();
    one.pass(PATIENCE_MS);
    await one.fleet.advancePublications();
    one.pass(PATIENCE_MS);
    await one.fleet.advancePublications();
    expect(await one.having(entry.id)).to.have.length(8);
    expect((await one.shown(id)).sentence.vi).to.equal(
      'Đã tới 0/8 cụm; 8 cụm chưa kết nối, sẽ nhận khi có mạng.',
    );
  });

  it('goes everywhere at once when it sounds within the hour', async () => {
    const soon = await one.room.addLine('soon', 8 * 60, PROVINCE);
    const after = await one.room.stored.store.schedule.entry(soon);
    if (after === null) throw new Error('no line');
    const change = { act: 'add' as const, by: 'official', areaId: PROVINCE, title: 'Sắp phát' };
    const firstAt = one.room.ports.clock.now() + 30 * 60_000;
    const lines = [{ id: soon, before: null, after }];
    const told = { ...change, lines, firstAt, takesBack: false, losing: [] };
    expect(given(await one.fleet.publish(one.ids(), 'soon', told)).devices).to.equal(COMMUNES);
    expect(await one.having(soon)).to.have.length(COMMUNES);
  });

  it('is taken off everywhere at once, and what was under way with it', async () => {
    const { entry, id } = await one.add();
    const off = given(await one.schedule.cancelEntry(official, entry.id));
    expect(off.state).to.equal('cancelled');
    expect(await one.having(entry.id)).to.deep.equal([]);
    expect((await one.shown(id)).state).to.equal('superseded');
    expect((await one.shown(id)).next?.vi).to.match(/bị bỏ trước khi gửi hết/);
  });

  it('as an edit leaves the old line to the communes that wait, until their turn', async () => {
    const { entry, id } = await one.add();
    for (let beat = 0; beat < 3; beat += 1) {
      for (const box of await one.having(entry.id)) await one.takes(box);
      one.pass(100_000);
      await one.fleet.advancePublications();
    }
    expect((await one.shown(id)).state).to.equal('sent');
    const at = (await one.room.stored.store.fleet.plan(one.boxes[0]!.id))?.plan.items.find(
      (item) => item.entryId === entry.id,
    )?.startAt;
    const rule = { ...one.request().rule, minutes: [9 * 60] };
    const edit = { scope: 'all' as const, at: at as never, change: { rule: rule as never } };
    const { entry: later } = given(await one.schedule.editEntry(official, { id: entry.id, edit }));
    expect(await one.having(later.id)).to.have.length(3);
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.have.length(5);
    given(await one.schedule.cancelEntry(official, later.id));
    expect([...(await one.having(later.id)), ...(await one.having(entry.id))]).to.deep.equal([]);
  });

  it('shows an official of a commune their own boxes of it', async () => {
    const { id } = await one.add();
    const commune: Actor = {
      ...official,
      userId: UserId.parse('usr-viewer'),
      areaId: AreaId.parse('30004'),
    };
    expect(given(await one.fleet.publication(commune, id))).to.deep.include({
      boxes: 1,
      maySteer: false,
    });
    expect(given(await one.fleet.publications(commune)).map((one) => one.id)).to.deep.equal([id]);
    const outside = { ...commune, areaId: AreaId.parse('21607') };
    expect(codeOf(await one.fleet.publication(outside, id))).to.equal('not-found');
  });

  it('is told before it is saved: how far it goes and in how many groups', async () => {
    await one.room.flows.disconnected(one.boxes[0]!.id);
    const { publish } = given(await one.schedule.preview(official, one.request()));
    expect(publish).to.deep.include({ communes: 8, boxes: 8, offline: 1, groups: 3 });
    expect(publish?.words.vi).to.equal(
      '8 xã, 8 cụm, 1 chương trình mới (14 lượt trong 14 ngày tới). 1 cụm chưa kết nối, sẽ nhận khi có mạng. Gửi trước vài xã để kiểm tra, ổn thì gửi tiếp (3 đợt).',
    );
  });
});
