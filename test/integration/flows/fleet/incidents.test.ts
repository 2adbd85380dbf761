/** What people see and do when boxes ail: scope, taking, notes, giving, planned work. */
import { type AreaId, IncidentId, UserId } from '@loaso/shared/ids';
import { DAY_MS } from '@loaso/shared/time';
import type { Incident } from '@loaso/shared/wire/http/incidents';
import { expect } from 'chai';
import type { Actor } from '#server/flows/flows';
import { speak } from '../../../support/box-speech.js';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const MIN = 60_000;
describe('incidents for people', () => {
  let room: FleetRoom;
  let box: TestBox;
  let other: TestBox;
  const neighbour: Actor = { ...actorOf('technician'), areaId: NHON_CHAU };
  before(async () => {
    room = await openFleetRoom();
    box = await room.box();
    other = await room.box();
  });
  after(() => room.close());

  /** Time passes, both speak, and the watch looks. */
  const later = async (ms: number, change: object = {}): Promise<void> => {
    room.shiftMs += ms;
    await speak(room, box, { vitals: change });
    await speak(room, other, {});
    await room.flows.watchRound();
  };
  const hire = async (name: string, areaId: AreaId): Promise<UserId> => {
    const id = UserId.parse(`usr-${name}`);
    const { store } = room.stored;
    const like = await store.people.user(technician.userId);
    if (like === null) throw new Error('no technician');
    await store.people.addUser({
      ...like,
      id,
      username: name,
      fullName: `Người thử ${name}`,
      areaId,
    });
    return id;
  };
  const bothOpen = async (ms: number): Promise<void> => {
    room.shiftMs += ms;
    for (const one of [box, other]) await speak(room, one, { vitals: { line: 'open' } });
    await room.flows.watchRound();
  };
  const only = async (actor: Actor = technician): Promise<Incident> => {
    const [one] = given(await room.flows.incidents(actor));
    if (one === undefined) throw new Error('no incident');
    return one;
  };

  it('opens when a fault lasts, not for a moment', async () => {
    expect(room.flows.watchFigures()).to.equal(null);
    await later(0, { line: 'open' });
    expect(given(await room.flows.incidents(technician))).to.deep.equal([]);
    await later(MIN, { line: 'open' });
    await later(MIN + 1_000, { line: 'open' });
    const one = await only();
    expect(one.title.vi).to.equal('Lỗi tăng âm hoặc dây loa — Phường Quy Nhơn (1 cụm)');
    expect(one).to.deep.include({ errand: 'visit', devices: 1, carryOn: 0, resolvedAt: null });
    expect(room.live.map(({ kind }) => kind)).to.include('incident');
    const page = given(await room.flows.device(administrator, box.id));
    expect(page.diagnosis?.cause).to.equal('horn-line');
    expect(page.lights.audible).to.equal('red');
    const figures = room.flows.watchFigures();
    expect(figures?.incidents).to.include({ 'horn-line': 1, unknown: 0 });
    expect(figures?.lights.audible).to.include({ red: 1 });
  });

  it('does not exist outside its area', async () => {
    const { id } = await only();
    expect(given(await room.flows.incidents(neighbour))).to.deep.equal([]);
    expect(codeOf(await room.flows.incident(neighbour, id))).to.equal('not-found');
    const act = { kind: 'take' } as const;
    expect(codeOf(await room.flows.actOnIncident(neighbour, id, act))).to.equal('not-found');
    expect(given(await room.flows.workList(neighbour))).to.deep.equal([]);
    expect(codeOf(await room.flows.timeAxis(neighbour, box.id, 7))).to.equal('not-found');
    const unknown = IncidentId.parse('inc-none');
    expect(codeOf(await room.flows.incident(technician, unknown))).to.equal('not-found');
  });

  it('is taken, noted and given back by technicians alone, and each deed is on the trail', async () => {
    const { id } = await only();
    const take = { kind: 'take' } as const;
    expect(codeOf(await room.flows.actOnIncident(actorOf('viewer'), id, take))).to.equal(
      'not-allowed',
    );
    const taken = given(await room.flows.actOnIncident(technician, id, take));
    expect([taken.assignee?.name, taken.acked?.name]).to.deep.equal([
      technician.fullName,
      technician.fullName,
    ]);
    const text = 'Đã gọi anh Tư, hẹn 15 giờ';
    given(await room.flows.actOnIncident(technician, id, { kind: 'note', text }));
    const left = given(await room.flows.actOnIncident(technician, id, { kind: 'leave' }));
    expect(left.assignee).to.equal(null);
    expect(left.notes.map((note) => note.text)).to.deep.equal([text]);
    const trail = await room.stored.store.audit.eventsOf(`incident:${id}`, 10);
    expect(trail.map(({ act }) => act)).to.deep.equal([
      'incident.take',
      'incident.note',
      'incident.leave',
    ]);
  });

  it('is given to another technician of the place, who finds it among the work of the day', async () => {
    const tam = await hire('tam', QUY_NHON);
    await hire('sau', NHON_CHAU);
    const { id } = await only();
    const hands = given(await room.flows.incident(technician, id)).hands;
    expect(hands.map(({ name }) => name)).to.deep.equal([
      'Người thử tam',
      'Người thử administrator',
      'Người thử technician',
    ]);
    room.live.length = 0;
    const act = { kind: 'assign', userId: tam } as const;
    const handed = given(await room.flows.actOnIncident(technician, id, act));
    const holder = { id: tam, name: 'Người thử tam', by: technician.fullName };
    expect([handed.assignee, handed.acked?.name]).to.deep.equal([holder, technician.fullName]);
    const his: Actor = { ...actorOf('technician'), userId: tam, areaId: QUY_NHON };
    expect(given(await room.flows.workList(his))[0]?.assignee).to.deep.equal(holder);
    expect(given(await room.flows.incidents(his))[0]?.assignee).to.deep.equal(holder);
    expect(room.live.map(({ kind }) => kind)).to.deep.equal(['incident']);
    const trail = await room.stored.store.audit.eventsOf(`incident:${id}`, 10);
    expect(trail.at(-1)).to.deep.include({ act: 'incident.assign', detail: 'Người thử tam' });
    const own = given(await room.flows.actOnIncident(his, id, { kind: 'take' }));
    expect(own.assignee).to.deep.equal({ id: tam, name: his.fullName });
  });

  it('is given to nobody elsewhere, of another trade or gone, and by nobody who may not', async () => {
    const { id, assignee } = await only();
    const give = (userId: string, actor: Actor = technician) =>
      room.flows.actOnIncident(actor, id, { kind: 'assign', userId: UserId.parse(userId) });
    for (const who of ['usr-sau', 'usr-official', 'usr-none']) {
      expect(codeOf(await give(who)), who).to.equal('assignee-unfit');
    }
    await room.stored.store.people.changeUser(UserId.parse('usr-tam'), { active: false });
    expect(codeOf(await give('usr-tam'))).to.equal('assignee-unfit');
    expect(codeOf(await give('usr-technician', actorOf('viewer')))).to.equal('not-allowed');
    expect(codeOf(await give('usr-technician', neighbour))).to.equal('not-found');
    expect(given(await room.flows.incident(actorOf('viewer'), id)).hands).to.deep.equal([]);
    expect((await only()).assignee).to.deep.equal(assignee);
  });

  it('stands on the list of the day with its boxes', async () => {
    const [item] = given(await room.flows.workList(technician));
    expect(item?.boxes.map(({ id }) => id)).to.deep.equal([box.id]);
  });

  it('is over by itself when the fault is gone, with its time to repair', async () => {
    await later(MIN);
    expect((await only()).calmSince).to.not.equal(null);
    await later(MIN + 1_000);
    const over = await only();
    expect(over.resolvedAt).to.not.equal(null);
    expect((over.resolvedAt ?? 0) - over.startedAt).to.be.within(3 * MIN - 5_000, 4 * MIN);
  });

  it('is not raised by what is planned', async () => {
    const now = room.ports.clock.now();
    const planned = {
      areaId: QUY_NHON,
      deviceId: box.id,
      fromAt: now,
      untilAt: now + 60 * MIN,
      why: 'thay dây',
    };
    expect(codeOf(await room.flows.planMaintenance(actorOf('viewer'), planned))).to.equal(
      'not-allowed',
    );
    expect(codeOf(await room.flows.planMaintenance(neighbour, planned))).to.equal('not-found');
    const past = { ...planned, fromAt: now - 2, untilAt: now - 1 };
    expect(codeOf(await room.flows.planMaintenance(technician, past))).to.equal('day-gone');
    const [one] = given(await room.flows.planMaintenance(technician, planned));
    expect(one).to.deep.include({ why: 'thay dây', areaName: 'Phường Quy Nhơn' });
    for (const step of [0, 2 * MIN, 2 * MIN]) await later(step, { line: 'short' });
    expect(
      given(await room.flows.incidents(technician)).filter((at) => at.resolvedAt === null),
    ).to.deep.equal([]);
    expect(given(await room.flows.device(technician, box.id)).sentence.vi).to.match(
      /^Đang bảo trì/,
    );
    expect(given(await room.flows.endMaintenance(technician, one?.id ?? ''))).to.deep.equal([]);
    for (const step of [MIN, 2 * MIN + 1_000]) await later(step, { line: 'short' });
    expect((await only()).resolvedAt).to.equal(null);
    await later(MIN);
    await later(MIN + 1_000);
  });

  it('is raised before the planned hour and not from it on, at the one box of the plan', async () => {
    const now = room.ports.clock.now();
    const ahead = {
      areaId: NHON_CHAU,
      deviceId: box.id,
      fromAt: now + 30 * MIN,
      untilAt: now + 90 * MIN,
      why: 'thay tăng âm',
    };
    const far = { ...ahead, fromAt: now + 1_200 * DAY_MS, untilAt: now + 1_201 * DAY_MS };
    expect(codeOf(await room.flows.planMaintenance(technician, far))).to.equal('day-too-far');
    expect(codeOf(await room.flows.planMaintenance(neighbour, ahead))).to.equal('not-found');
    const [one] = given(await room.flows.planMaintenance(technician, ahead));
    expect(one).to.deep.include({ deviceId: box.id, areaName: 'Phường Quy Nhơn' });
    for (const step of [0, MIN, MIN + 1_000]) await later(step, { line: 'open' });
    expect((await only()).resolvedAt).to.equal(null);
    for (const step of [MIN, MIN + 1_000]) await later(step);
    expect((await only()).resolvedAt).to.not.equal(null);
    room.shiftMs += 27 * MIN;
    for (const step of [0, MIN, MIN + 1_000]) await later(step, { line: 'open' });
    expect((await only()).resolvedAt).to.not.equal(null);
    for (const step of [0, MIN, MIN + 1_000]) await bothOpen(step);
    const open = given(await room.flows.incidents(technician)).filter((at) => !at.resolvedAt);
    expect(open.map(({ devices }) => devices)).to.deep.equal([1]);
    const told = given(await room.flows.incident(technician, IncidentId.parse(open[0]?.id)));
    expect(told.boxes.map(({ id }) => id)).to.deep.equal([other.id]);
    given(await room.flows.endMaintenance(technician, one?.id ?? ''));
  });
});
