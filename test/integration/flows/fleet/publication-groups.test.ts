/** A wide change goes to a few communes first; what their boxes say decides about the others. */
import { AreaId, type DeviceId, UserId } from '@loaso/shared/ids';
import { addDays, localDateOf } from '@loaso/shared/time';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import type { PlanMark } from '@loaso/shared/wire/plan';
import { expect } from 'chai';
import { PATIENCE_MS } from '#server/core/fleet/rollout';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { Actor, ScheduleFlows } from '#server/flows/flows';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import { type FleetRoom, openFleetRoom, type TestBox } from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, PROVINCE } from '../../../support/store.js';

const COMMUNES = 8;
const official: Actor = { ...actorOf('official'), areaId: PROVINCE };
const administrator = actorOf('administrator');

describe('a change of the whole province', () => {
  let room: FleetRoom;
  let fleet: FleetService;
  let schedule: ScheduleFlows;
  let boxes: TestBox[];
  let counter = 0;

  beforeEach(async function () {
    this.timeout(30_000);
    room = await openFleetRoom();
    const communes = Array.from({ length: COMMUNES }, (_, at) => AreaId.parse(`${30_001 + at}`));
    await room.stored.store.areas.putAreas(
      communes.map((id) => ({
        ...{ id, parentId: PROVINCE, name: `Xã ${id}`, level: 'commune', kind: 'xa' },
        urban: false,
      })),
    );
    boxes = [];
    for (const id of communes) boxes.push(await room.box(id));
    await room.addLine('first', 17 * 60, PROVINCE);
    restart();
    given(await fleet.publish(ids(), 'first'));
    for (const box of boxes) await takes(box);
  });
  afterEach(() => room.close());

  const restart = (): void => {
    fleet = createFleetFlows(room.ports);
    schedule = createScheduleFlows({ ...room.ports, publish: fleet.publish });
  };
  const ids = () => boxes.map(({ id }) => id);
  const numOf = async (id: DeviceId): Promise<number> =>
    (await room.stored.store.fleet.plan(id))?.mark.num ?? 0;
  const markOf = async ({ id }: TestBox): Promise<PlanMark | null> =>
    (await room.stored.store.fleet.plan(id))?.mark ?? null;

  /** The box is on line, has stored its newest plan and says so. */
  const takes = async (box: TestBox): Promise<void> => {
    const plan = await markOf(box);
    const at = room.ports.clock.now();
    await room.flows.connected(box.id);
    await box.say('status', statusOf(box.id, { at, plan }));
  };
  const refuses = async (box: TestBox): Promise<void> => {
    counter += 1;
    const word = { v: 1, dev: box.id, at: room.ports.clock.now(), what: 'plan', plan: null };
    const why = { outcome: 'refused', code: 'wrong-area', envelopeNum: 1, counter };
    await box.say('ack', { ...word, ...why });
  };

  /** A daily line whose first airing is tomorrow. */
  const request = (change: object = {}): NewEntry =>
    NewEntry.parse({
      areaId: PROVINCE,
      title: 'Bản tin cả tỉnh',
      bulletinIds: ['b-first'],
      target: { areaIds: [PROVINCE], deviceIds: [] },
      rule: {
        kind: 'daily',
        minutes: [8 * 60],
        from: addDays(localDateOf(room.ports.clock.now()), 1),
        until: null,
        except: [],
      },
      ...change,
    });
  const add = async (change: object = {}) => {
    const { entry, publish } = given(await schedule.addEntry(official, request(change)));
    if (publish.publicationId === undefined) throw new Error('nobody can follow it');
    return { entry, id: publish.publicationId, devices: publish.devices };
  };
  /** Boxes whose stored plan has the line in it. */
  const having = async (entryId: string): Promise<TestBox[]> => {
    const plans = await room.stored.store.fleet.plans(ids());
    const has = new Set(
      plans
        .filter(({ plan }) => plan.items.some((item) => item.entryId === entryId))
        .map(({ deviceId }) => deviceId),
    );
    return boxes.filter(({ id }) => has.has(id));
  };
  const shown = async (id: Awaited<ReturnType<typeof add>>['id']) =>
    given(await fleet.publication(administrator, id));
  const pass = (ms: number): void => {
    room.shiftMs += ms;
  };

  it('goes to three communes, then to more, then to all, while their boxes take it', async () => {
    const { entry, id } = await add();
    const reached: number[] = [];
    for (let beat = 0; beat < 4; beat += 1) {
      const there = await having(entry.id);
      reached.push(there.length);
      for (const box of there) await takes(box);
      pass(100_000);
      await fleet.advancePublications();
    }
    expect(reached).to.deep.equal([3, 5, 8, 8]);
    expect(await shown(id)).to.deep.include({ state: 'sent', stage: 3, stages: 3, boxes: 8 });
    for (const box of boxes) await takes(box);
    expect((await shown(id)).sentence.vi).to.equal('Đã tới 8/8 cụm.');
  });

  it('stops at the first group when its boxes refuse; the other communes keep their old plan', async () => {
    const before = new Map(
      await Promise.all(ids().map(async (id) => [id, await numOf(id)] as const)),
    );
    const { entry, id } = await add();
    const first = await having(entry.id);
    for (const box of first) await refuses(box);
    await fleet.advancePublications();
    pass(3 * PATIENCE_MS);
    await fleet.advancePublications();
    const halted = await shown(id);
    expect(halted).to.deep.include({ state: 'halted', stage: 1, maySteer: true });
    expect(halted.counts).to.deep.include({ refused: 3, held: 5 });
    expect(halted.next?.vi).to.match(/Đã tự dừng ở đợt 1\/3: 3 cụm từ chối/);
    expect(halted.boxList[0]?.words.vi).to.equal(
      'Cụm từ chối: kế hoạch của địa bàn khác. Vẫn theo lịch cũ.',
    );
    expect(room.logged).to.include('fleet.publication-halted');
    const untouched = boxes.filter((box) => !first.includes(box));
    for (const box of untouched) expect(await numOf(box.id)).to.equal(before.get(box.id));
  });

  it('stays halted through a restart, the daily roll and other changes, which reach everybody', async () => {
    const { entry } = await add();
    for (const box of await having(entry.id)) await refuses(box);
    await fleet.advancePublications();
    restart();
    given(await fleet.rollHorizon());
    const small = await add({ title: 'Của một xã', target: { areaIds: ['30002'], deviceIds: [] } });
    pass(3 * PATIENCE_MS);
    await fleet.advancePublications();
    expect(await having(entry.id)).to.have.length(3);
    expect(await having(small.entry.id)).to.have.length(1);
    given(await fleet.rollHorizon());
    expect(await having(entry.id)).to.have.length(3);
  });

  it('goes on after a restart in the middle, from the group where it was', async () => {
    const { entry, id } = await add();
    for (const box of await having(entry.id)) await takes(box);
    restart();
    given(await fleet.rollHorizon());
    expect(await having(entry.id)).to.have.length(3);
    pass(100_000);
    await fleet.advancePublications();
    expect(await having(entry.id)).to.have.length(5);
    expect(await shown(id)).to.deep.include({ state: 'running', stage: 2 });
  });

  it('sends what a server killed between writing it down and sending it still owes', async () => {
    const { store } = room.stored;
    const dying = createFleetFlows({
      ...room.ports,
      signer: { ...room.ports.signer, signPlans: () => Promise.reject(new Error('killed')) },
    });
    const dead = createScheduleFlows({ ...room.ports, publish: dying.publish });
    const died = await dead.addEntry(official, request()).catch(() => 'killed');
    expect(died).to.equal('killed');
    restart();
    given(await fleet.rollHorizon());
    await fleet.advancePublications();
    const [open] = await store.publications.openPublications();
    const sent = await store.publications.publicationBoxes(open?.id ?? ('' as never));
    expect(sent.filter(({ mark }) => mark !== null)).to.have.length(3);
    expect(await having(open?.lines[0]?.id ?? '')).to.have.length(3);
  });

  it('asks a signer that is away now and then, and sends what it owes when it is back', async () => {
    let away = false;
    let asked = 0;
    const { signer } = room.ports;
    const moody: typeof signer = {
      ...signer,
      signPlans: (plans, why) => {
        asked += 1;
        const refused = { ok: false, error: { code: 'signer-refused', detail: 'test' } } as const;
        return away ? Promise.resolve(refused) : signer.signPlans(plans, why);
      },
    };
    fleet = createFleetFlows({ ...room.ports, signer: moody });
    schedule = createScheduleFlows({ ...room.ports, publish: fleet.publish });
    const { entry } = await add();
    for (const box of await having(entry.id)) await takes(box);
    pass(100_000);
    away = true;
    for (let beat = 0; beat < 5; beat += 1) await fleet.advancePublications();
    const tries = asked;
    for (let beat = 0; beat < 5; beat += 1) await fleet.advancePublications();
    expect(asked).to.equal(tries);
    expect(await having(entry.id)).to.have.length(3);
    away = false;
    pass(30_000);
    await fleet.advancePublications();
    expect(await having(entry.id)).to.have.length(5);
  });

  it('is let on by an administrator, and by nobody else', async () => {
    const { entry, id } = await add();
    for (const box of await having(entry.id)) await refuses(box);
    await fleet.advancePublications();
    expect(codeOf(await fleet.resumePublication(official, id))).to.equal('not-allowed');
    const elsewhere = { ...administrator, areaId: AreaId.parse('30005') };
    expect(codeOf(await fleet.resumePublication(elsewhere, id))).to.equal('not-found');
    expect(given(await fleet.resumePublication(administrator, id))).to.deep.include({
      state: 'running',
      stage: 2,
    });
    expect(await having(entry.id)).to.have.length(5);
    expect(codeOf(await fleet.resumePublication(administrator, id))).to.equal('wrong-state');
  });

  it('is taken back by an administrator: every box is as it was', async () => {
    const { entry, id } = await add();
    for (const box of await having(entry.id)) await refuses(box);
    await fleet.advancePublications();
    expect(given(await fleet.giveUpPublication(administrator, id)).state).to.equal('given-up');
    expect(await having(entry.id)).to.deep.equal([]);
    expect((await room.stored.store.schedule.entry(entry.id))?.state).to.equal('cancelled');
    given(await fleet.rollHorizon());
    expect(await having(entry.id)).to.deep.equal([]);
    const acts = (await room.stored.store.audit.events(20)).map(({ act }) => act);
    expect(acts).to.include.members(['publication.halt', 'publication.give-up']);
  });

  it('waits for no box that is off line', async () => {
    for (const { id } of boxes) await room.flows.disconnected(id);
    const { entry, id } = await add();
    pass(PATIENCE_MS);
    await fleet.advancePublications();
    pass(PATIENCE_MS);
    await fleet.advancePublications();
    expect(await having(entry.id)).to.have.length(8);
    expect((await shown(id)).sentence.vi).to.equal(
      'Đã tới 0/8 cụm; 8 cụm chưa kết nối, sẽ nhận khi có mạng.',
    );
  });

  it('goes everywhere at once when it sounds within the hour', async () => {
    const soon = await room.addLine('soon', 8 * 60, PROVINCE);
    const after = await room.stored.store.schedule.entry(soon);
    if (after === null) throw new Error('no line');
    const change = { act: 'add' as const, by: 'official', areaId: PROVINCE, title: 'Sắp phát' };
    const firstAt = room.ports.clock.now() + 30 * 60_000;
    const lines = [{ id: soon, before: null, after }];
    const told = { ...change, lines, firstAt, takesBack: false, losing: [] };
    expect(given(await fleet.publish(ids(), 'soon', told)).devices).to.equal(COMMUNES);
    expect(await having(soon)).to.have.length(COMMUNES);
  });

  it('is taken off everywhere at once, and what was under way with it', async () => {
    const { entry, id } = await add();
    const off = given(await schedule.cancelEntry(official, entry.id));
    expect(off.state).to.equal('cancelled');
    expect(await having(entry.id)).to.deep.equal([]);
    expect((await shown(id)).state).to.equal('superseded');
    expect((await shown(id)).next?.vi).to.match(/bị bỏ trước khi gửi hết/);
  });

  it('as an edit leaves the old line to the communes that wait, until their turn', async () => {
    const { entry, id } = await add();
    for (let beat = 0; beat < 3; beat += 1) {
      for (const box of await having(entry.id)) await takes(box);
      pass(100_000);
      await fleet.advancePublications();
    }
    expect((await shown(id)).state).to.equal('sent');
    const at = (await room.stored.store.fleet.plan(boxes[0]!.id))?.plan.items.find(
      (item) => item.entryId === entry.id,
    )?.startAt;
    const rule = { ...request().rule, minutes: [9 * 60] };
    const edit = { scope: 'all' as const, at: at as never, change: { rule: rule as never } };
    const { entry: later } = given(await schedule.editEntry(official, { id: entry.id, edit }));
    expect(await having(later.id)).to.have.length(3);
    given(await fleet.rollHorizon());
    expect(await having(entry.id)).to.have.length(5);
    given(await schedule.cancelEntry(official, later.id));
    expect([...(await having(later.id)), ...(await having(entry.id))]).to.deep.equal([]);
  });

  it('shows an official of a commune their own boxes of it', async () => {
    const { id } = await add();
    const commune: Actor = {
      ...official,
      userId: UserId.parse('usr-viewer'),
      areaId: AreaId.parse('30004'),
    };
    expect(given(await fleet.publication(commune, id))).to.deep.include({
      boxes: 1,
      maySteer: false,
    });
    expect(given(await fleet.publications(commune)).map((one) => one.id)).to.deep.equal([id]);
    const outside = { ...commune, areaId: AreaId.parse('21607') };
    expect(codeOf(await fleet.publication(outside, id))).to.equal('not-found');
  });

  it('is told before it is saved: how far it goes and in how many groups', async () => {
    await room.flows.disconnected(boxes[0]!.id);
    const { publish } = given(await schedule.preview(official, request()));
    expect(publish).to.deep.include({ communes: 8, boxes: 8, offline: 1, groups: 3 });
    expect(publish?.words.vi).to.equal(
      '8 xã, 8 cụm, 1 chương trình mới (14 lượt trong 14 ngày tới). 1 cụm chưa kết nối, sẽ nhận khi có mạng. Gửi trước vài xã để kiểm tra, ổn thì gửi tiếp (3 đợt).',
    );
  });
});
