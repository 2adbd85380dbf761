/** Days, groups, approvals and languages of many communes go the way that lines go. */
import { addDays, localDateOf } from '@loaso/shared/time';
import { expect } from 'chai';
import type { PlanChange } from '#server/flows/publication-flows';
import { administrator } from '../../../support/fleet-room.js';
import {
  COMMUNES,
  type GroupsRoom,
  official,
  openGroupsRoom,
} from '../../../support/groups-room.js';
import { codeOf, given } from '../../../support/people.js';
import { PROVINCE } from '../../../support/store.js';

describe('a change of many communes that is none of lines', () => {
  let one: GroupsRoom;
  beforeEach(async function () {
    this.timeout(30_000);
    one = await openGroupsRoom();
  });
  afterEach(() => one.room.close());

  const dayIn = (days: number) => addDays(localDateOf(one.room.ports.clock.now()), days);
  const onDays = (...kinds: string[]) => ({
    title: 'Ngày lễ',
    rule: {
      kind: 'daily',
      minutes: [8 * 60],
      dayKinds: kinds,
      from: dayIn(1),
      until: null,
      except: [],
    },
  });

  /** Until nothing more is on its way. */
  async function settle(): Promise<number[]> {
    const reached: number[] = [];
    for (let beat = 0; beat < 4; beat += 1) {
      for (const box of one.boxes) await one.takes(box);
      one.pass(100_000);
      await one.fleet.advancePublications();
      reached.push((await newest()).stage);
    }
    return reached;
  }

  async function newest() {
    const [first] = given(await one.fleet.publications(administrator));
    if (first === undefined) throw new Error('nothing was published');
    return await one.shown(first.id);
  }

  async function sounding(entryId: string, date: string): Promise<number> {
    const plans = await one.room.stored.store.fleet.plans(one.ids());
    const airs = plans.filter(({ plan }) =>
      plan.items.some(
        (item) => item.entryId === entryId && localDateOf(item.startAt as never) === date,
      ),
    );
    return airs.length;
  }

  it('makes a day a holiday in three communes first, and says before what begins and stops', async () => {
    const { entry } = await one.add(onDays('holiday'));
    await settle();
    const work = await one.add({ ...onDays('ordinary', 'weekend'), title: 'Ngày thường' });
    await settle();
    const date = dayIn(3);
    const change = { areaId: PROVINCE, date, kind: 'holiday' as const, name: 'Lễ hội' };
    const told = given(await one.schedule.previewDay(official, change));
    expect(told.words.vi).to.equal(
      '8 xã, 8 cụm: bắt đầu phát «Ngày lễ»; thôi phát «Ngày thường». Gửi trước vài xã để kiểm tra, ổn thì gửi tiếp (3 đợt).',
    );
    expect(await sounding(entry.id, date)).to.equal(0);
    given(await one.schedule.changeDay(official, change));
    expect(await sounding(entry.id, date)).to.equal(3);
    // Whatever else is published meanwhile, the others keep the day as it was.
    given(await one.fleet.rollHorizon());
    expect(await sounding(entry.id, date)).to.equal(3);
    expect(await sounding(work.entry.id, date)).to.equal(5);
    await settle();
    expect(await sounding(entry.id, date)).to.equal(8);
    expect(await newest()).to.deep.include({ state: 'sent', act: 'day' });
  });

  it('stops a day at the first group when its boxes refuse, and gives it up everywhere', async () => {
    const { entry } = await one.add(onDays('holiday'));
    await settle();
    const date = dayIn(3);
    given(
      await one.schedule.changeDay(official, { areaId: PROVINCE, date, kind: 'holiday', name: '' }),
    );
    const { boxList } = await newest();
    const sent = new Set(
      boxList.filter(({ stage }) => stage === 1).map(({ deviceId }) => deviceId),
    );
    for (const box of one.boxes) if (sent.has(box.id)) await one.refuses(box);
    await one.fleet.advancePublications();
    const halted = await newest();
    expect(halted.state).to.equal('halted');
    given(await one.fleet.giveUpPublication(administrator, halted.id));
    expect(await sounding(entry.id, date)).to.equal(0);
    expect(await one.room.stored.store.schedule.dayChanges([PROVINCE])).to.deep.equal([]);
  });

  it('silences a day everywhere at once', async () => {
    const { entry } = await one.add(onDays('ordinary', 'weekend'));
    await settle();
    const date = dayIn(3);
    expect(await sounding(entry.id, date)).to.equal(COMMUNES);
    const change = { areaId: PROVINCE, date, kind: 'holiday' as const, name: '' };
    expect(given(await one.schedule.previewDay(official, change)).groups).to.equal(1);
    given(await one.schedule.changeDay(official, change));
    expect(await sounding(entry.id, date)).to.equal(0);
  });

  it('takes boxes into a group by groups, and out of it at once', async () => {
    const [first, ...rest] = one.ids();
    if (first === undefined) throw new Error('no box');
    const members = { areaId: PROVINCE, name: 'Ven biển' };
    const group = given(await one.schedule.saveGroup(official, { ...members, deviceIds: [first] }));
    const { entry } = await one.add({
      title: 'Tin biển',
      target: { areaIds: [], deviceIds: [], groupIds: [group.id] },
    });
    const change = { ...members, id: group.id, deviceIds: [first, ...rest] };
    expect(given(await one.schedule.previewGroup(official, change)).words.vi).to.match(
      /^7 xã, 7 cụm: bắt đầu phát «Tin biển»\..*3 đợt/,
    );
    given(await one.schedule.saveGroup(official, change));
    expect(await one.having(entry.id)).to.have.length(1 + 3);
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.have.length(1 + 3);
    // Who leaves meanwhile leaves at once, and does not come in by a later group.
    const without = { ...change, deviceIds: one.ids().slice(0, -1) };
    given(await one.schedule.saveGroup(official, without));
    await settle();
    expect((await one.having(entry.id)).map(({ id }) => id)).to.deep.equal(without.deviceIds);
  });

  it('takes back what a group was said to be a station of, when it is given up', async () => {
    const commune = one.boxes[0]!;
    const { store } = one.room.stored;
    const areaId = (await store.fleet.device(commune.id))!.areaId;
    const [second, third] = [await one.room.box(areaId), await one.room.box(areaId)];
    const since = dayIn(-10);
    const station = { areaId, name: 'Đài cũ', stationName: 'xã cũ', since };
    const ids = [commune.id, second.id];
    const group = given(
      await one.schedule.saveGroup(official, { ...station, deviceIds: [commune.id] }),
    );
    const facts = await store.stations.stationFacts();
    given(
      await one.schedule.addEntry(
        official,
        one.request({ target: { areaIds: [], deviceIds: [], groupIds: [group.id] } }),
      ),
    );
    for (const box of [commune, second, third]) await one.takes(box);
    const change = { ...station, id: group.id, deviceIds: [...ids, third.id], since: dayIn(-5) };
    given(await one.schedule.saveGroup(official, change));
    expect(await store.stations.stationFacts()).to.have.length(facts.length + 2);
    const [open] = given(await one.fleet.publications(administrator));
    await store.publications.movePublication((await store.publications.publication(open!.id))!, {
      state: 'halted',
      stage: 1,
      faults: { refused: 1, troubled: 0, answered: 2 },
    });
    given(await one.fleet.giveUpPublication(administrator, open!.id));
    expect(await store.stations.stationFacts()).to.deep.equal(facts);
    const [now] = await store.schedule.clusterGroupsBy([group.id]);
    expect([now?.deviceIds, now?.stationName]).to.deep.equal([[commune.id], 'xã cũ']);
  });

  /** As who approves, or changes what is heard, hands it over. */
  const told = (act: 'approve' | 'languages', earlier: PlanChange['earlier']): PlanChange => ({
    act,
    by: 'an.nguyen',
    areaId: PROVINCE,
    title: 'Bản tin cả tỉnh',
    lines: [],
    ...(earlier === undefined ? {} : { earlier }),
    firstAt: one.room.ports.clock.now() + 86_400_000,
    takesBack: false,
    losing: [],
  });

  it('lets a bulletin that was approved sound in three communes first', async () => {
    const { entry } = await one.add();
    await settle();
    expect(await one.having(entry.id)).to.have.length(COMMUNES);
    const bulletins = ['b-first' as never];
    given(await one.fleet.publish(one.ids(), 'approved', told('approve', { bulletins })));
    given(await one.fleet.rollHorizon());
    expect(await one.having(entry.id)).to.have.length(3);
    // Withdrawn meanwhile, nobody waits for it any more.
    const gone = { ...told('approve', { bulletins }), act: 'take-off' as const, takesBack: true };
    given(await one.fleet.publish(one.ids(), 'withdrawn', gone));
    const all = given(await one.fleet.publications(administrator));
    expect(all.map(({ act, state }) => `${act} ${state}`)).to.include('approve superseded');
  });

  it('reads a programme anew in three communes first, and as before elsewhere', async () => {
    const { entry } = await one.add();
    await settle();
    const { schedule } = one.room.stored.store;
    const line = await schedule.entry(entry.id);
    const before = line === null ? null : await schedule.programme(line.programmeId);
    if (before === null) throw new Error('no programme');
    await schedule.replaceProgramme({ ...before, durationMs: before.durationMs + 60_000 });
    const programmes = [before];
    given(await one.fleet.publish(one.ids(), 'heard', told('languages', { programmes })));
    const lengths = async (): Promise<number> => {
      const plans = await one.room.stored.store.fleet.plans(one.ids());
      return plans.filter(({ plan }) =>
        plan.items.some(
          ({ entryId, durationMs }) => entryId === entry.id && durationMs > before.durationMs,
        ),
      ).length;
    };
    expect(await lengths()).to.equal(3);
    await settle();
    expect(await lengths()).to.equal(COMMUNES);
  });

  it('gives up no approval, which is taken back by withdrawing', async () => {
    const open = await one.add();
    const { store } = one.room.stored;
    const publication = await store.publications.publication(open.id);
    if (publication === null) throw new Error('nothing was published');
    const earlier = { ...publication.earlier, bulletins: ['b-first' as never] };
    await store.publications.putWithheld(open.id, { lines: publication.lines, earlier });
    for (const box of await one.having(open.entry.id)) await one.refuses(box);
    await one.fleet.advancePublications();
    expect(codeOf(await one.fleet.giveUpPublication(administrator, open.id))).to.equal(
      'withdraw-instead',
    );
  });
});
