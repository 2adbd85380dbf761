/** What people outside the screens are told of incidents: each beginning, each end, late but not lost. */
import { DeviceId, IncidentId, UserId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import { expect } from 'chai';
import type { Incident } from '#server/core/fleet/incidents';
import type { AlarmRules } from '#server/core/fleet/incidents-alarm';
import { createWatch, type WatchService } from '#server/flows/fleet/watch';
import type { AlarmMessage } from '#server/ports/alarm';
import { type FleetRoom, openFleetRoom } from '../../../support/fleet-room.js';
import { QUY_NHON } from '../../../support/store.js';

const SECOND = 1_000;
const MIN = 60 * SECOND;
/** 2026-06-03, 14:00 in Việt Nam. */
const AFTERNOON = Date.UTC(2026, 5, 3, 7);
const NIGHT = AFTERNOON + 8 * 60 * MIN;
const RULES: AlarmRules = {
  fromMinute: 6 * 60,
  untilMinute: 21 * 60,
  settleMs: 2 * MIN,
  escalateMs: 60 * MIN,
  graveBoxes: 20,
};

/** Told of and taken on; its box is in no register any more, so nothing ails it. */
const told = (id: number, openedAt: number): Incident => ({
  id: IncidentId.parse(`inc-${id}`),
  cause: 'horn-line',
  operator: null,
  areaIds: [QUY_NHON],
  deviceIds: [DeviceId.parse(`box-told${id}`)],
  peak: 1,
  startedAt: openedAt,
  openedAt,
  calmSince: null,
  resolvedAt: null,
  ended: null,
  sentence: { vi: 'Đường dây ra loa bị đứt.', en: 'The line of the horns is open.' },
  next: null,
  evidence: [],
  acked: { by: 'usr-technician' as never, name: 'Anh Tư', at: openedAt },
  assignee: null,
  notes: [],
  toldAt: openedAt,
  escalatedAt: null,
  toldEndAt: null,
  revision: 1,
});

describe('people outside the screens', () => {
  let room: FleetRoom;
  let watch: WatchService;
  let now: number;
  let reachable: boolean;
  let heard: string[];
  beforeEach(async () => {
    room = await openFleetRoom();
    now = AFTERNOON;
    reachable = true;
    heard = [];
    const alarms = {
      rules: RULES,
      first: [
        (message: AlarmMessage) => {
          if (!reachable) return Promise.resolve(err({ detail: 'no answer' }));
          if ('incident' in message) heard.push(`${message.what} ${message.incident.id}`);
          return Promise.resolve(ok(null));
        },
      ],
      above: [],
      letters: null,
    };
    watch = createWatch({ ...room.ports, clock: { now: () => instant(now) }, alarms });
  });
  afterEach(() => room.close());

  const open = async (count: number): Promise<void> => {
    for (let id = 1; id <= count; id += 1) {
      await room.stored.store.watch.putIncident(told(id, now - 10 * MIN));
    }
  };
  const pass = async (ms: number, everyMs = 10 * SECOND): Promise<void> => {
    for (const end = now + ms; now < end; ) {
      now += everyMs;
      await watch.watchRound();
    }
  };
  const ends = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `resolved inc-${index + 1}`);

  it('hear the end of each of five that heal together, once', async () => {
    await open(5);
    await pass(3 * MIN);
    expect([...heard].sort()).to.deep.equal(ends(5));
  });

  it('hear of the end when their channel is back', async () => {
    await open(5);
    reachable = false;
    await pass(10 * MIN);
    expect(heard).to.deep.equal([]);
    reachable = true;
    await pass(MIN);
    expect([...heard].sort()).to.deep.equal(ends(5));
  });

  it('hear in the morning what was over in the night, even if the first try fails', async () => {
    now = NIGHT;
    await open(2);
    await pass(7 * 60 * MIN, 10 * MIN);
    expect(heard).to.deep.equal([]);
    reachable = false;
    await pass(65 * MIN, MIN);
    reachable = true;
    await pass(MIN);
    expect([...heard].sort()).to.deep.equal(ends(2));
  });

  it('are left alone while all of it is under planned work, and hear of it afterwards', async () => {
    const { id } = await room.box();
    const { fleet, watch: kept } = room.stored.store;
    await fleet.setOnline(id, true, 'boot', AFTERNOON);
    const planned = { id: 'mtn-1', areaId: QUY_NHON, deviceId: id, why: 'thay dây' };
    const span = { fromAt: AFTERNOON, untilAt: AFTERNOON + 30 * MIN, createdAt: AFTERNOON };
    await kept.addMaintenance({ ...planned, ...span, by: UserId.parse('usr-technician') });
    const fresh = { deviceIds: [id], toldAt: null, acked: null };
    await kept.putIncident({ ...told(1, AFTERNOON), ...fresh });
    await pass(29 * MIN, MIN);
    expect(heard).to.deep.equal([]);
    await pass(2 * MIN, MIN);
    expect(heard).to.deep.equal(['opened inc-1']);
  });

  it('are troubled no more after half an hour without success', async () => {
    await open(1);
    reachable = false;
    await pass(35 * MIN, MIN);
    reachable = true;
    await pass(5 * MIN);
    expect(heard).to.deep.equal([]);
  });
});
