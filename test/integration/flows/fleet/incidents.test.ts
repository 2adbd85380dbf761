/** What people see and do when boxes ail: scope, taking, notes, planned work, the axis, the question. */
import { IncidentId } from '@loaso/shared/ids';
import { DAY_MS, instant } from '@loaso/shared/time';
import type { Incident } from '@loaso/shared/wire/http/incidents';
import type { Status } from '@loaso/shared/wire/status';
import { expect } from 'chai';
import type { Actor } from '#server/flows/flows';
import {
  administrator,
  type FleetRoom,
  openFleetRoom,
  type TestBox,
  technician,
} from '../../../support/fleet-room.js';
import { statusOf } from '../../../support/fleet-status.js';
import { codeOf, given } from '../../../support/people.js';
import { actorOf, NHON_CHAU, QUY_NHON } from '../../../support/store.js';

const MIN = 60_000;
const vitals = (change: object): NonNullable<Status['vitals']> => ({
  mains: 'on',
  mainsSinceAt: null,
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 45,
  operator: 'Viettel',
  signalDbm: -80,
  dataUsedBytes: 1_000,
  line: 'ok',
  starts24h: 1,
  lastStart: 'power',
  ...change,
});

let uptimeS = 100;
async function speak(room: FleetRoom, box: TestBox, change: object): Promise<void> {
  uptimeS += 1;
  const at = instant(room.ports.clock.now());
  const plan = (await room.stored.store.fleet.plan(box.id))?.mark ?? null;
  await box.say('status', statusOf(box.id, { at, uptimeS, plan, vitals: vitals(change) }));
}

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
    await speak(room, box, change);
    await speak(room, other, {});
    await room.flows.watchRound();
  };
  const bothOpen = async (ms: number): Promise<void> => {
    room.shiftMs += ms;
    for (const one of [box, other]) await speak(room, one, { line: 'open' });
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

describe('the watch and a box', () => {
  let room: FleetRoom;
  let box: TestBox;
  let other: TestBox;
  before(async () => {
    room = await openFleetRoom();
    box = await room.box();
    other = await room.box();
    // The signer has a clock of its own and signs nothing that is dated far ahead.
    room.shiftMs = -15 * MIN;
    for (const one of [box, other]) await speak(room, one, {});
  });
  after(() => room.close());

  it('asks a box that has fallen silent whether it is there before it is called lost', async () => {
    room.shiftMs = -131_000;
    await room.flows.disconnected(box.id);
    room.shiftMs = -130_500;
    await room.flows.connected(box.id);
    const dark = instant(room.ports.clock.now());
    for (const one of [box, other])
      await speak(room, one, { mains: 'battery', mainsSinceAt: dark });
    room.sent.length = 0;
    room.shiftMs = 0;
    await speak(room, other, {});
    await room.flows.watchRound();
    expect(room.heardBy(box.id, 'command').map(({ kind }) => kind)).to.deep.equal(['report']);
    expect(room.heardBy(other.id, 'command')).to.deep.equal([]);
    await speak(room, box, {});
    await room.flows.watchRound();
    expect(given(await room.flows.device(technician, box.id)).lights.reachable).to.equal('green');
  });

  it('have power, network and commands on one axis, newest first', async () => {
    given(await room.flows.command(technician, box.id, 'report'));
    const axis = given(await room.flows.timeAxis(technician, box.id, 7));
    const lines = axis.map(({ track, kind, detail }) => `${track} ${kind} ${detail}`);
    expect(lines).to.include.members([
      'power mains battery',
      'power mains on',
      'network gone broker',
      'network connected broker',
      'command report technician',
    ]);
    expect(axis.map(({ at }) => at)).to.deep.equal(axis.map(({ at }) => at).sort((a, b) => b - a));
    const gone = axis.find(({ kind }) => kind === 'gone');
    expect((gone?.untilAt ?? 0) - (gone?.at ?? 0)).to.be.within(500, 5_000);
  });
});
