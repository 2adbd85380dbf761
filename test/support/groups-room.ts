/**
 * A province of small communes for tests — một tỉnh nhiều xã, mỗi xã một cụm.
 *
 * The fleet's room with one box in each of eight communes, all on line and well, and the schedule of
 * the province beside it: what a change that goes in groups needs. Boxes take or refuse as told.
 */
import { AreaId, type DeviceId, type PublicationId } from '@loaso/shared/ids';
import { addDays, localDateOf } from '@loaso/shared/time';
import type { Publication } from '@loaso/shared/wire/http/publications';
import { type Entry, NewEntry } from '@loaso/shared/wire/http/schedule';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { Actor, ScheduleFlows } from '#server/flows/flows';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import { administrator, type FleetRoom, openFleetRoom, type TestBox } from './fleet-room.js';
import { statusOf } from './fleet-status.js';
import { given } from './people.js';
import { actorOf, PROVINCE } from './store.js';

export const COMMUNES = 8;
/** Of the whole province. */
export const official: Actor = { ...actorOf('official'), areaId: PROVINCE };

type Added = { readonly entry: Entry; readonly id: PublicationId; readonly devices: number };

export type GroupsRoom = {
  readonly room: FleetRoom;
  readonly boxes: readonly TestBox[];
  readonly fleet: FleetService;
  readonly schedule: ScheduleFlows;
  /** New flows on the same store, as after a crash. */
  restart(ports?: FleetPorts): void;
  ids(): DeviceId[];
  numOf(id: DeviceId): Promise<number>;
  /** The box is on line, has stored its newest plan and says so. */
  takes(box: TestBox): Promise<void>;
  refuses(box: TestBox): Promise<void>;
  /** A daily line of the province whose first airing is tomorrow. */
  request(change?: object): NewEntry;
  add(change?: object): Promise<Added>;
  /** Boxes whose stored plan has the line in it. */
  having(entryId: string): Promise<TestBox[]>;
  shown(id: PublicationId): Promise<Publication>;
  pass(ms: number): void;
};

export async function openGroupsRoom(): Promise<GroupsRoom> {
  const room = await openFleetRoom();
  const boxes = await settle(room);
  await room.addLine('first', 17 * 60, PROVINCE);
  const one = groupsRoom(room, boxes);
  given(await one.fleet.publish(one.ids(), 'first'));
  for (const box of boxes) await one.takes(box);
  return one;
}

async function settle(room: FleetRoom): Promise<TestBox[]> {
  const communes = Array.from({ length: COMMUNES }, (_, at) => AreaId.parse(`${30_001 + at}`));
  await room.stored.store.areas.putAreas(
    communes.map((id) => ({
      ...{ id, parentId: PROVINCE, name: `Xã ${id}`, level: 'commune', kind: 'xa' },
      urban: false,
    })),
  );
  const boxes: TestBox[] = [];
  for (const id of communes) boxes.push(await room.box(id));
  return boxes;
}

function groupsRoom(room: FleetRoom, boxes: readonly TestBox[]): GroupsRoom {
  const flowsOn = (ports: FleetPorts) => {
    const fleet = createFleetFlows(ports);
    return { fleet, schedule: createScheduleFlows({ ...ports, publish: fleet.publish }) };
  };
  let flows = flowsOn(room.ports);
  const { store } = room.stored;
  const ids = () => boxes.map(({ id }) => id);
  const request = (change: object = {}): NewEntry => lineOf(room, change);
  return {
    room,
    boxes,
    get fleet() {
      return flows.fleet;
    },
    get schedule() {
      return flows.schedule;
    },
    restart: (ports = room.ports) => {
      flows = flowsOn(ports);
    },
    ids,
    numOf: async (id) => (await store.fleet.plan(id))?.mark.num ?? 0,
    ...wordsOf(room),
    request,
    async add(change) {
      const { entry, publish } = given(await flows.schedule.addEntry(official, request(change)));
      if (publish.publicationId === undefined) throw new Error('nobody can follow it');
      return { entry, id: publish.publicationId, devices: publish.devices };
    },
    async having(entryId) {
      const plans = await store.fleet.plans(ids());
      const has = plans.filter(({ plan }) => plan.items.some((item) => item.entryId === entryId));
      return boxes.filter(({ id }) => has.some(({ deviceId }) => deviceId === id));
    },
    shown: async (id) => given(await flows.fleet.publication(administrator, id)),
    pass: (ms) => {
      room.shiftMs += ms;
    },
  };
}

function wordsOf(room: FleetRoom): Pick<GroupsRoom, 'takes' | 'refuses'> {
  let counter = 0;
  return {
    async takes(box) {
      const plan = (await room.stored.store.fleet.plan(box.id))?.mark ?? null;
      const at = room.ports.clock.now();
      await room.flows.connected(box.id);
      await box.say('status', statusOf(box.id, { at, plan }));
    },
    async refuses(box) {
      counter += 1;
      const word = { v: 1, dev: box.id, at: room.ports.clock.now(), what: 'plan', plan: null };
      const why = { outcome: 'refused', code: 'wrong-area', envelopeNum: 1, counter };
      await box.say('ack', { ...word, ...why });
    },
  };
}

const lineOf = (room: FleetRoom, change: object): NewEntry =>
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
