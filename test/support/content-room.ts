/**
 * A room of content and schedule for tests — phòng bản tin và lịch phát để thử.
 *
 * Real store, real cores, real flows; the voice, the sound workshop and the signer are stand-ins that
 * a test can hold, release and break. Its publication builds real plans and stores them, unsigned.
 */
import type { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import { DeviceId as DeviceIdSchema, EntryId, PlayId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { instant } from '@loaso/shared/time';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import { ImportRequest, VoiceRequest } from '@loaso/shared/wire/http/content';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import { createChance } from '#server/adapters/system/chance';
import { createHashing } from '#server/adapters/system/hashing';
import { buildPlans, horizonFrom } from '#server/core/plan/build';
import { DEFAULT_POLICY, type Policy } from '#server/core/schedule/policy';
import { createApprovals } from '#server/flows/approvals/approvals';
import type { Approvals } from '#server/flows/approvals/ports';
import { type ContentRoom, createContentFlows } from '#server/flows/content/content';
import type { Actor, FleetFlows, ScheduleFlows } from '#server/flows/flows';
import type { PlanChange } from '#server/flows/publication-flows';
import { loadPlanSources } from '#server/flows/schedule/plan-sources';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import { loadStandingGround } from '#server/flows/schedule/standing-ground';
import type { ApprovalOffice } from '#server/ports/approvals';
import type { Mastering } from '#server/ports/audio';
import type { Speech } from '#server/ports/speech';
import type { AudioFiles, Log } from '#server/ports/system';
import type { Uploads } from '#server/ports/uploads';
import { type DeskSigner, openDeskSigner } from './desk-signer.js';
import { given } from './people.js';
import { createGate, fakeMastering, fakeSpeech, type Gate, memoryUploads } from './stand-ins.js';
import { actorOf, openTestStore, QUY_NHON, type TestStore } from './store.js';

/** Wednesday 2026-06-03, 09:00 in Việt Nam. */
export const NINE = Date.UTC(2026, 5, 3, 2);

export const official = actorOf('official');
export const approver = actorOf('approver');
/** An official of the whole province. */
export const provincial: Actor = { ...official, areaId: actorOf('viewer').areaId };

export type Room = TestStore & {
  readonly content: ContentRoom;
  readonly schedule: ScheduleFlows;
  readonly gate: Gate;
  readonly hash: (text: string) => Sha256;
  /** Pushed to screens, oldest first. */
  readonly seen: LiveEvent[];
  readonly published: {
    readonly devices: readonly DeviceId[];
    readonly why: string;
    /** What a person may follow of it. */
    readonly change?: PlanChange | null;
  }[];
  readonly adopted: Sha256[];
  readonly logged: string[];
  now: number;
  publishRefusal: 'signer' | null;
  /** The keeper of the book of approvals. */
  readonly signer: DeskSigner;
  readonly approvals: Approvals;
  signerAway: boolean;
};

export type RoomOptions = {
  readonly policy?: Policy;
  readonly speech?: Speech;
  readonly mastering?: Mastering;
  readonly uploads?: Uploads;
  readonly audioFiles?: AudioFiles;
  readonly clipDir?: string;
};

export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const opened = await openTestStore();
  const { store } = opened;
  const hashing = createHashing();
  const gate = createGate();
  const room = {
    ...opened,
    gate,
    hash: hashing.sha256,
    seen: [] as LiveEvent[],
    published: [] as Room['published'],
    adopted: [] as Sha256[],
    logged: [] as string[],
    now: NINE,
    publishRefusal: null as Room['publishRefusal'],
    signerAway: false,
  };
  const clock = { now: () => instant(room.now) };
  const say = (event: string): void => {
    room.logged.push(event);
  };
  const log: Log = { info: say, warn: say, error: say };
  const publish: FleetFlows['publish'] = async (devices, why, change) => {
    room.published.push({ devices, why, change: change ?? null });
    const stored = (await change?.deed?.store()) ?? ok(null);
    if (!stored.ok) return stored;
    if (room.publishRefusal !== null) {
      await change?.deed?.undo?.();
      return err({ code: 'signer', reason: 'signer-unreachable', detail: 'test' });
    }
    return ok(await storePlans({ store, hashing, clock }, devices));
  };
  const shared = { store, clock, chance: createChance(clock), hashing, log, publish };
  const live = {
    push: (_area: AreaId, event: LiveEvent): void => {
      room.seen.push(event);
    },
  };
  const signer = openDeskSigner(clock.now);
  const office: ApprovalOffice = {
    ...signer,
    approve: (...asked) => (room.signerAway ? away() : signer.approve(...asked)),
    withdrawApprovals: (...asked) =>
      room.signerAway ? away() : signer.withdrawApprovals(...asked),
  };
  const approvals = createApprovals({ office, store, clock, hashing, live, log });
  const memory: AudioFiles = {
    adopt: (_path, sha256) => {
      room.adopted.push(sha256);
      return Promise.resolve();
    },
    find: () => Promise.resolve(null),
  };
  const content = createContentFlows({
    ...shared,
    policy: options.policy ?? DEFAULT_POLICY,
    approvals,
    live,
    ingest: { decode: (bytes, name) => Promise.resolve(decodeUtf8(bytes, name)) },
    speech: options.speech ?? fakeSpeech(gate),
    mastering: options.mastering ?? fakeMastering(hashing.sha256),
    booth: { wav: ({ key }) => Promise.resolve(Buffer.from(key)) },
    uploads: options.uploads ?? memoryUploads(hashing.sha256),
    audioFiles: options.audioFiles ?? memory,
    clipDir: options.clipDir ?? '',
    chimes: {},
  });
  const schedule = createScheduleFlows({
    ...shared,
    live,
    policy: options.policy ?? DEFAULT_POLICY,
  });
  const close = async (): Promise<void> => {
    signer.close();
    await opened.close();
  };
  return Object.assign(room, { content, schedule, signer, approvals, close });
}

const away = () =>
  Promise.resolve(err({ code: 'signer-unreachable' as const, detail: 'nobody answers' }));

const decodeUtf8 = (bytes: Uint8Array, name: string) => {
  try {
    return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
  } catch {
    return err({ code: 'not-text', detail: `${name} không phải văn bản` });
  }
};

type Shared = Parameters<typeof loadPlanSources>[0];

/** Builds and stores the plans of `ids` as a publication would, without signing. */
async function storePlans(
  { store, hashing, clock }: Shared,
  ids: readonly DeviceId[],
): Promise<{ devices: number; planned: number }> {
  const now = clock.now();
  const devices = (await store.fleet.devices()).filter(
    ({ id, state }) => ids.includes(id) && state === 'enrolled',
  );
  const old = new Map((await store.fleet.plans(ids)).map((plan) => [plan.deviceId, plan.mark]));
  const { plans, airings } = buildPlans({
    ...(await loadPlanSources({ store, hashing, clock })),
    ...(await loadStandingGround({ store, hashing })),
    devices,
    horizon: horizonFrom(now),
    numbers: new Map(
      devices.map(({ id }) => [
        id,
        { epoch: 1, num: (old.get(id)?.num ?? 0) + 1, prevHash: old.get(id)?.hash ?? null },
      ]),
    ),
    now,
  });
  await store.fleet.putPlans(
    plans.map(({ deviceId, plan, body }) => ({
      deviceId,
      mark: { epoch: plan.epoch, num: plan.num, hash: hashing.sha256(body) },
      plan,
      sealed: body,
      publishedAt: now,
    })),
    airings,
    now,
  );
  return { devices: plans.length, planned: airings.length };
}

export const boxId = (name: string): DeviceId => DeviceIdSchema.parse(`loa-${name}`);

export async function addBox(room: Room, name: string, areaId: AreaId): Promise<DeviceId> {
  const id = boxId(name);
  await room.store.fleet.addDevice({
    id,
    name: `Cụm ${name}`,
    areaId,
    position: null,
    state: 'enrolled',
    placeKind: 'residential',
    publicKey: null,
    secretHash: null,
    createdAt: 0,
  });
  return id;
}

export const NOTICE = `THÔNG BÁO
Về việc tiêm chủng mở rộng
Mời bà con đưa trẻ đến trạm y tế trước 7 giờ 30 phút ngày 5 tháng 6.
Khi đi mang theo sổ tiêm chủng.`;

export const importing = (change: object = {}): ImportRequest =>
  ImportRequest.parse({ areaId: QUY_NHON, title: 'Tiêm chủng', text: NOTICE, ...change });

export async function voiced(room: Room, change: object = {}): Promise<Bulletin> {
  const { id } = given(await room.content.importText(official, importing(change)));
  given(await room.content.voice(official, id, VoiceRequest.parse({})));
  await room.content.idle();
  return given(await room.content.bulletin(official, id));
}

export async function approved(room: Room, change: object = {}): Promise<Bulletin> {
  const { id } = await voiced(room, change);
  given(await room.content.submit(official, id));
  return given(await room.content.approve(approver, id));
}

export const playId = (entry: string, device: DeviceId, startAt: number): PlayId =>
  PlayId.parse(`${EntryId.parse(entry)}.${device}.${startAt}`);
