/**
 * A room of the fleet for tests — phòng điều khiển đội loa để thử.
 *
 * Real store, real signing process, real flows; the link is a list of what was sent. Boxes are keys
 * that sign whatever a test makes them say.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { type AreaId, type DeviceId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { type Sealed, type SealedType, seal } from '@loaso/shared/trust/sealed';
import type { EnrolReply } from '@loaso/shared/wire/enrol';
import { NewDevice } from '@loaso/shared/wire/http/fleet';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { TopicName } from '@loaso/shared/wire/topics';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import { approvableOf } from '#server/flows/approvals/approvable';
import { createFleetFlows, type FleetService } from '#server/flows/fleet/fleet';
import type { FleetPorts } from '#server/flows/fleet/ports';
import type { ApprovalOffice } from '#server/ports/approvals';
import type { StoredBulletin, StoredEntry } from '#server/ports/store-records';
import { approvedBulletin } from './bulletins.js';
import { given } from './people.js';
import { sha } from './plans.js';
import { startTestSigner, type TestSigner } from './signer.js';
import { actorOf, openTestStore, QUY_NHON, type TestStore } from './store.js';

export type Sent = { readonly device: DeviceId; readonly name: TopicName; readonly sealed: string };

export type TestBox = {
  readonly id: DeviceId;
  readonly reply: EnrolReply;
  /** Signs `body` with the box's key. */
  seal(type: SealedType, body: object, kid?: string): string;
  /** Signs and hands it to the server as if it came over the box's own topic. */
  say(name: TopicName, body: object): Promise<void>;
};

export type FleetRoom = {
  readonly flows: FleetService;
  readonly ports: FleetPorts;
  readonly stored: TestStore;
  readonly signer: TestSigner;
  readonly sent: Sent[];
  readonly live: LiveEvent[];
  readonly logged: string[];
  /** Logins ended and opened, in order. */
  readonly logins: string[];
  /** Added to the machine's clock, milliseconds. */
  shiftMs: number;
  linkUp: boolean;
  /** Registers a box and enrols it with a key of its own. */
  box(areaId?: AreaId): Promise<TestBox>;
  /** Has the signer take the approval of a bulletin that the store has as approved. */
  approve(bulletin: StoredBulletin): Promise<void>;
  /** An approved bulletin on the air daily at `minute`, for the whole ward or another area. */
  addLine(name: string, minute?: number, areaId?: AreaId): Promise<EntryId>;
  /** Bodies of what was sent to a box over a topic, oldest first. */
  heardBy(id: DeviceId, name: TopicName): Record<string, unknown>[];
  close(): Promise<void>;
};

export const administrator = actorOf('administrator');
export const technician = actorOf('technician');

export async function openFleetRoom(): Promise<FleetRoom> {
  const [stored, signer] = await Promise.all([openTestStore(), startTestSigner()]);
  const sent: Sent[] = [];
  const live: LiveEvent[] = [];
  const logged: string[] = [];
  const logins: string[] = [];
  const state = { shiftMs: 0, linkUp: true };
  const clock = { now: () => instant(Date.now() + state.shiftMs) };
  const note = (event: string): void => void logged.push(event);
  const ports: FleetPorts = {
    store: stored.store,
    signer: {
      root: () => signer.client.root(),
      roots: (after) => signer.client.roots(after),
      signPlans: (plans, why) => signer.client.signPlans(plans, why),
      signedNumbers: (devices, of) => signer.client.signedNumbers(devices, of),
      signEnvelopes: (bodies) => signer.client.signEnvelopes(bodies),
      signCommand: (type, body) => signer.client.signCommand(type, body),
      signServer: (type, body) => signer.client.signServer(type, body),
      widen: (widening, by) => signer.client.widen(widening, by),
      unshownEnvelopes: (devices) => signer.client.unshownEnvelopes(devices),
      showEnvelopes: (sealed) => signer.client.showEnvelopes(sealed),
      unagreedEnvelopes: (bodies) => signer.client.unagreedEnvelopes(bodies),
    },
    link: {
      send: (device, name, sealed) => {
        if (state.linkUp) sent.push({ device, name, sealed });
        return Promise.resolve(state.linkUp);
      },
      admit: (device) => Promise.resolve(void logins.push(`in ${device}`)),
      disconnect: (device) => Promise.resolve(void logins.push(`out ${device}`)),
    },
    live: { push: (_area, event) => void live.push(event) },
    clock,
    chance: createChance(clock),
    hashing: createHashing(),
    log: { info: note, warn: note, error: note },
    policy: DEFAULT_POLICY,
    brokerUrl: () => 'mqtt://127.0.0.1:1883',
    serverUrl: () => 'http://127.0.0.1:8080',
  };
  const flows = createFleetFlows(ports);
  return {
    flows,
    ports,
    stored,
    signer,
    sent,
    live,
    logged,
    logins,
    get shiftMs() {
      return state.shiftMs;
    },
    set shiftMs(ms) {
      state.shiftMs = ms;
    },
    get linkUp() {
      return state.linkUp;
    },
    set linkUp(up) {
      state.linkUp = up;
    },
    box: (areaId = QUY_NHON) => enrolBox(flows, areaId),
    approve: (bulletin) => approveAt(signer.client, ports, bulletin),
    addLine: (name, minute = 17 * 60, areaId = QUY_NHON) =>
      addLine(ports, name, { minute, areaId, client: signer.client }),
    heardBy: (id, name) =>
      sent
        .filter((one) => one.device === id && one.name === name)
        .map(({ sealed }) => JSON.parse((JSON.parse(sealed) as Sealed).body)),
    async close() {
      await signer.stop();
      await stored.close();
    },
  };
}

export function newKey(): { publicKey: string; sign: (text: string) => string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

let boxes = 0;

async function enrolBox(flows: FleetService, areaId: AreaId): Promise<TestBox> {
  boxes += 1;
  const request = NewDevice.parse({ name: `Cụm loa ${boxes}`, areaId });
  const { id } = given(await flows.addDevice(administrator, request));
  const { code } = given(await flows.enrolmentCode(technician, id));
  const key = newKey();
  const reply = given(
    await flows.enrol({ v: 1, code, publicKey: key.publicKey, agentVersion: '0.1.0' }),
  );
  const sealBody = (type: SealedType, body: object, kid: string = id): string =>
    seal(type, JSON.stringify(body), [{ kid, sign: key.sign }]);
  return {
    id,
    reply,
    seal: sealBody,
    say: (name, body) => flows.receive(id, name, sealBody(name as SealedType, body)),
  };
}

async function approveAt(
  client: ApprovalOffice,
  ports: FleetPorts,
  bulletin: StoredBulletin,
): Promise<void> {
  given(await client.approve([await approvableOf(ports, bulletin)], { user: 'lanh-dao' }));
}

type Place = { readonly minute: number; readonly areaId: AreaId; readonly client: ApprovalOffice };

async function addLine(
  ports: FleetPorts,
  name: string,
  { minute, areaId, client }: Place,
): Promise<EntryId> {
  const { store, clock } = ports;
  const now = clock.now();
  const clip = { durationMs: 60_000, sizeBytes: 1_000 };
  const createdBy = actorOf('official').userId;
  const bulletin = approvedBulletin(
    { name, areaId, createdBy, now, clip },
    actorOf('approver').userId,
  );
  await store.content.addBulletin(bulletin);
  await approveAt(client, ports, bulletin);
  const id = EntryId.parse(`e-${name}`);
  const programmeId = ProgrammeId.parse(`p-${name}`);
  const entry: StoredEntry = {
    id,
    areaId,
    title: `Bản tin ${name}`,
    programmeId,
    target: { areaIds: [areaId], deviceIds: [] },
    rule: {
      kind: 'daily',
      minutes: [minute as never],
      from: '2026-01-01' as never,
      until: null,
      except: [],
    },
    priority: 'normal',
    origin: 'commune',
    rank: 100,
    lateStart: 'join',
    afterCut: 'join',
    state: 'active',
    series: null,
    exceptions: [],
    endedAt: null,
    follows: null,
    createdBy,
    createdAt: now,
  };
  const programme = {
    id: programmeId,
    areaId,
    title: `Bản tin ${name}`,
    bulletinIds: [bulletin.id],
    parts: [{ sha256: sha(`clip ${name}`), offsetMs: 0, durationMs: 60_000 }],
    durationMs: 60_000,
    repeat: null,
    episodes: null,
  };
  await store.schedule.addEntries([{ entry, programme }]);
  return id;
}
