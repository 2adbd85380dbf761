/**
 * A province with its server's rooms — một tỉnh với kho, tiến trình ký và máy môi giới thật.
 *
 * The same world as in `province.ts`, stored in a real database, with the real signing process, the
 * real broker and the real flows: what a publication to a whole province costs from end to end.
 */
import { DeviceId, EntryId, ProgrammeId, type Sha256, UserId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import { PATIENCE_MS } from '#server/core/fleet/rollout';
import type { PlanEntry } from '#server/core/plan/airable';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import { approvableOf } from '#server/flows/approvals/approvable';
import { createApprovals } from '#server/flows/approvals/approvals';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { Actor, ScheduleFlows } from '#server/flows/flows';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import type { StoredBulletin, StoredEntry } from '#server/ports/store-records';
import { startBroker, type TestBroker } from '../support/brokers.js';
import { approvedBulletin } from '../support/bulletins.js';
import { QUIET, startTestSigner } from '../support/signer.js';
import { openTestStore } from '../support/store.js';
import { communeAt, PROVINCE, provinceOf } from './province.js';

export type ProvinceRoom = {
  readonly fleet: FleetService;
  readonly schedule: ScheduleFlows;
  readonly ports: FleetPorts;
  readonly broker: TestBroker;
  readonly boxes: readonly DeviceId[];
  /** An official of the province, and one of its first commune. */
  readonly official: { readonly province: Actor; readonly commune: Actor };
  /** Adds a daily line of a bulletin of its own and publishes to whom it reaches, all groups of them. */
  addLine(of: 'province' | 'commune', minute: number): Promise<void>;
  close(): Promise<void>;
};

/** A wide change goes in so many groups at most. */
const GROUPS_MAX = 3;

export async function openProvinceRoom(boxes: number): Promise<ProvinceRoom> {
  const secrets = new Map<DeviceId, string>();
  const [stored, signer, broker] = await Promise.all([
    openTestStore(),
    startTestSigner({ boxesPerMinuteMax: 1_000_000 }),
    startBroker('embedded', secrets),
  ]);
  const link = broker.link();
  const nobody = () => Promise.resolve();
  await link.start({ message: nobody, connected: nobody, disconnected: nobody });
  let aheadMs = 0;
  const clock = { now: () => instant(Date.now() + aheadMs) };
  const ports: FleetPorts = {
    store: stored.store,
    signer: signer.client,
    link,
    live: { push: () => undefined },
    clock,
    chance: createChance(clock),
    hashing: createHashing(),
    log: QUIET,
    policy: DEFAULT_POLICY,
    brokerUrl: () => broker.url,
    serverUrl: () => 'http://127.0.0.1:8080',
  };
  const ids = await settle(ports, boxes);
  // As at the first start of a server that keeps no approvals in its signer yet.
  await createApprovals({ ...ports, office: signer.client }).settle();
  const fleet = createFleetFlows(ports);
  const schedule = createScheduleFlows({ ...ports, publish: fleet.publish });
  const official = { province: officialOf(PROVINCE), commune: officialOf(communeAt(0)) };
  let lines = 0;
  return {
    fleet,
    schedule,
    ports,
    broker,
    boxes: ids,
    official,
    async addLine(of, minute) {
      lines += 1;
      const actor = official[of];
      const bulletin = bulletinOf(ports, `added-${lines}`, actor.areaId);
      await ports.store.content.addBulletin(bulletin);
      const wish = await approvableOf(ports, bulletin);
      await signer.client.approve([wish], { user: 'approver' });
      const added = await schedule.addEntry(actor, {
        areaId: actor.areaId,
        title: `Thêm ${lines}`,
        bulletinIds: [bulletin.id],
        target: { areaIds: [actor.areaId], deviceIds: [] },
        rule: {
          kind: 'daily',
          minutes: [minute as never],
          from: '2026-01-01' as never,
          until: null,
          except: [],
        },
        priority: 'normal',
        rank: 100,
        lateStart: 'join',
        afterCut: 'join',
      } as never);
      if (!added.ok) throw new Error(JSON.stringify(added.error));
      // Nobody answers here, so that each group is waited for in full: the clock is moved instead.
      for (let waits = 0; waits < GROUPS_MAX; waits += 1) {
        aheadMs += PATIENCE_MS;
        await fleet.advancePublications();
      }
    },
    async close() {
      await link.stop();
      await broker.stop();
      await signer.stop();
      await stored.close();
    },
  };
}

const officialOf = (areaId: Actor['areaId']): Actor => ({
  userId: UserId.parse('usr-official'),
  username: 'official',
  fullName: 'Cán bộ',
  role: 'official',
  areaId,
});

/** The world of `provinceOf` into the store: places, boxes, approved bulletins, lines. */
async function settle(ports: FleetPorts, boxes: number): Promise<DeviceId[]> {
  const { store } = ports;
  const { devices, entries, paths } = provinceOf(boxes, 14, ports.clock.now());
  await store.areas.putAreas(
    [...paths.keys()].map((id) => ({
      id,
      parentId: id === PROVINCE ? null : PROVINCE,
      name: `Xã ${id}`,
      level: id === PROVINCE ? 'province' : 'commune',
      kind: id === PROVINCE ? 'tinh' : 'xa',
      urban: false,
    })),
  );
  for (const entry of entries) {
    const [areaId = PROVINCE] = entry.target.areaIds;
    const bulletin = bulletinOf(ports, entry.id, areaId);
    await store.content.addBulletin(bulletin);
    const programmeId = ProgrammeId.parse(`p-${entry.id}`);
    const programme = {
      id: programmeId,
      areaId,
      title: entry.title,
      bulletinIds: [bulletin.id],
      parts: [{ sha256: clipOf(bulletin), offsetMs: 0, durationMs: 300_000 }],
      durationMs: 300_000,
      repeat: null,
      episodes: null,
    };
    const line = lineOf(entry, bulletin, programmeId);
    await store.schedule.addEntries([{ entry: line, programme }]);
  }
  for (const { id, areaId } of devices) {
    const name = `Cụm ${id}`;
    const place = { id, name, areaId, position: null };
    const key = { publicKey: id, secretHash: '!', createdAt: 1 };
    await store.fleet.addDevice({ ...place, ...key, state: 'enrolled', placeKind: 'residential' });
  }
  return devices.map(({ id }) => DeviceId.parse(id));
}

const lineOf = (
  entry: PlanEntry,
  { areaId, createdBy }: StoredBulletin,
  programmeId: ProgrammeId,
): StoredEntry => ({
  ...entry,
  id: EntryId.parse(entry.id),
  areaId,
  programmeId,
  createdBy,
  state: 'active',
  series: null,
  exceptions: [],
  endedAt: null,
  follows: null,
});

function clipOf({ clip, id }: StoredBulletin): Sha256 {
  if (clip === null) throw new Error(`${id} has no sound`);
  return clip.sha256;
}

function bulletinOf(
  { clock }: Pick<FleetPorts, 'clock'>,
  name: string,
  areaId: Actor['areaId'],
): StoredBulletin {
  const createdBy = UserId.parse('usr-official');
  const clip = { durationMs: 300_000, sizeBytes: 2_000_000 };
  const of = { name, areaId, createdBy, now: clock.now(), clip };
  return approvedBulletin(of, UserId.parse('usr-approver'));
}
