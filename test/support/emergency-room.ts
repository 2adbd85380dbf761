/**
 * A room for emergencies in tests — phòng cảnh báo để thử.
 *
 * A room of the fleet with the verbs about emergencies over it, a signer's desk whose clock a test
 * moves with the room's, and people with phones that show codes.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { Stop } from '@loaso/shared/wire/command';
import { NewEmergency } from '@loaso/shared/wire/http/emergency';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { Urgent } from '@loaso/shared/wire/urgent';
import { createChance } from '#server/adapters/system/chance';
import { approve } from '#server/core/bulletin/lifecycle';
import { createApprovals } from '#server/flows/approvals/approvals';
import { createEmergencyFlows, type EmergencyService } from '#server/flows/emergency/emergency';
import type { EmergencyPorts } from '#server/flows/emergency/ports';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { Actor } from '#server/flows/flows';
import type { ApprovalOffice } from '#server/ports/approvals';
import type { StoredBulletin } from '#server/ports/store-records';
import { voicedBulletin } from './bulletins.js';
import { type DeskSigner, openDeskSigner } from './desk-signer.js';
import { type Phone, phoneOf } from './factors.js';
import { type FleetRoom, openFleetRoom, type TestBox } from './fleet-room.js';
import { given } from './people.js';
import { sha } from './plans.js';
import { actorOf, QUY_NHON } from './store.js';

export const official = actorOf('official');
export const approver = actorOf('approver');
export const technician = actorOf('technician');
/** An official of the province. */
export const provincial: Actor = {
  ...actorOf('approver'),
  userId: 'usr-provincial' as never,
  username: 'provincial',
  fullName: 'Người thử provincial',
  areaId: '52' as AreaId,
};

export type EmergencyRoom = {
  readonly room: FleetRoom;
  readonly signer: DeskSigner;
  readonly ports: EmergencyPorts;
  readonly live: { areas: readonly AreaId[]; event: LiveEvent }[];
  flows: EmergencyService;
  fleet: FleetService;
  box(): Promise<TestBox>;
  /** Speaks as the box, to the verbs that know of emergencies. */
  say(box: TestBox, name: TopicName, body: object): Promise<void>;
  bulletin(name: string, change?: Partial<StoredBulletin>): Promise<StoredBulletin>;
  /** A bulletin approved as a warning, lying on every box. */
  warning(name: string): Promise<StoredBulletin>;
  phone(actor: Actor): Promise<Phone>;
  order(bulletin: StoredBulletin, phone: Phone, change?: object): NewEmergency;
  /** Bodies of the urgent messages or drills that were sent to a box. */
  urgents(id: DeviceId, name?: 'urgent' | 'drill'): Urgent[];
  stops(id: DeviceId): Pick<Stop, 'id' | 'entryId' | 'exp'>[];
  /** As after a crash: new verbs over the same store. */
  restart(): void;
  close(): Promise<void>;
};

export async function openEmergencyRoom(): Promise<EmergencyRoom> {
  const room = await openFleetRoom();
  const { clock, store } = room.ports;
  const signer = openDeskSigner(() => clock.now());
  const live: EmergencyRoom['live'] = [];
  const chance = createChance(clock);
  const ports: EmergencyPorts = {
    ...room.ports,
    signer,
    chance,
    live: {
      push: (area, event) => void live.push({ areas: [area], event }),
      pushTo: (areas, event) => void live.push({ areas, event }),
    },
    publish: (devices, why, change) => room.flows.publish(devices, why, change),
    approvals: createApprovals({ ...room.ports, office: bothOf(signer, room) }),
  };
  await store.people.addUser({
    id: provincial.userId,
    username: provincial.username,
    fullName: provincial.fullName,
    role: 'approver',
    areaId: provincial.areaId,
    active: true,
    passwordHash: '!',
    createdAt: 1,
  });
  const bodiesOf = <T>(id: DeviceId, name: TopicName): T[] => room.heardBy(id, name) as T[];
  const self: EmergencyRoom = {
    room,
    signer,
    ports,
    live,
    ...built(ports, room),
    box: () => room.box(),
    say: (box, name, body) => self.fleet.receive(box.id, name, box.seal(name as never, body)),
    bulletin: (name, change) => addBulletin(ports, name, change),
    async warning(name) {
      const bulletin = await addBulletin(ports, name, { state: 'submitted' });
      const by = { id: approver.userId, at: clock.now() };
      const approved = approve(bulletin, by, ports.hashing.sha256);
      if (!approved.ok) throw new Error(approved.error.code);
      await store.content.replaceBulletin({ ...approved.value, revision: 2 });
      signer.prepare([sha(`clip ${name}`)]);
      await room.approve(approved.value);
      const devices = await store.fleet.devices();
      given(
        await room.flows.publish(
          devices.map(({ id }) => id),
          'warning',
        ),
      );
      return { ...approved.value, revision: 2 };
    },
    async phone(actor) {
      // The official of the province may warn everywhere, everybody else where they work.
      const areas = actor.areaId.length < 5 ? ['*'] : [actor.areaId];
      const invitation = signer.invite(actor.username, areas);
      const { secret } = given(await self.flows.beginFactor(actor, { invitation }));
      const phone = phoneOf(secret, () => clock.now());
      given(await self.flows.confirmFactor(actor, phone.code()));
      room.shiftMs += 31_000;
      return phone;
    },
    order: (bulletin, phone, change = {}) =>
      NewEmergency.parse({
        kind: 'real',
        bulletinId: bulletin.id,
        areaIds: [QUY_NHON],
        code: phone.code(),
        ...change,
      }),
    urgents: (id, name = 'urgent') => bodiesOf<Urgent>(id, name),
    stops: (id) => bodiesOf(id, 'stop'),
    restart: () => Object.assign(self, built(ports, room)),
    async close() {
      await self.flows.settled();
      signer.close();
      await room.close();
    },
  };
  return self;
}

/** Codes and orders are judged at one desk, plans are signed at another: both get what was approved. */
const bothOf = (desk: DeskSigner, { signer }: FleetRoom): ApprovalOffice => ({
  ...desk,
  async approve(approvals, by) {
    const taken = await desk.approve(approvals, by);
    return taken.ok ? await signer.client.approve(approvals, { user: by.user }) : taken;
  },
});

function built(ports: EmergencyPorts, room: FleetRoom) {
  const flows = createEmergencyFlows(ports);
  const fleet = createFleetFlows({ ...room.ports, urgent: flows.desk });
  return { flows, fleet };
}

async function addBulletin(
  { store, clock }: EmergencyPorts,
  name: string,
  change: Partial<StoredBulletin> = {},
): Promise<StoredBulletin> {
  const clip = { durationMs: 20_000, sizeBytes: 1_000 };
  const bulletin = voicedBulletin(
    {
      name,
      id: `b-${sha(name).slice(0, 12)}`,
      areaId: QUY_NHON,
      createdBy: official.userId,
      now: clock.now(),
      clip,
    },
    {
      title: `Cảnh báo ${name}`,
      priority: 'emergency',
      ...change,
    },
  );
  await store.content.addBulletin(bulletin);
  return bulletin;
}
