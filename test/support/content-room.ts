/**
 * A room of content and schedule for tests — phòng bản tin và lịch phát để thử.
 *
 * Real store, real cores, real flows; the voice, the sound workshop and the signer are stand-ins that
 * a test can hold, release and break. Its publication builds real plans and stores them, unsigned.
 */
import { Readable } from 'node:stream';
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
import { areaPaths } from '#server/core/schedule/reach';
import { type ContentRoom, createContentFlows } from '#server/flows/content/content';
import type { Actor, FleetFlows, ScheduleFlows } from '#server/flows/flows';
import { loadPlanSources } from '#server/flows/schedule/plan-sources';
import { createScheduleFlows } from '#server/flows/schedule/schedule';
import type {
  Mastered,
  MasteredRecording,
  Mastering,
  MasterSpeechRequest,
} from '#server/ports/audio';
import type { Speech } from '#server/ports/speech';
import type { AudioFiles, Log } from '#server/ports/system';
import type { Upload, Uploads } from '#server/ports/uploads';
import { given } from './people.js';
import { actorOf, openTestStore, QUY_NHON, type TestStore } from './store.js';

/** Wednesday 2026-06-03, 09:00 in Việt Nam. */
export const NINE = Date.UTC(2026, 5, 3, 2);

export const official = actorOf('official');
export const approver = actorOf('approver');
/** An official of the whole province. */
export const provincial: Actor = { ...official, areaId: actorOf('viewer').areaId };

export type Gate = {
  /** Voicing waits until it is opened; open at first. */
  hold(): void;
  open(): void;
  /** The next voicing fails so. */
  breakWith: 'speech-too-short' | 'throw' | null;
  wait(signal: AbortSignal): Promise<void>;
};

function createGate(): Gate {
  let held = Promise.resolve();
  let release = (): void => undefined;
  return {
    breakWith: null,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    open: () => release(),
    wait: (signal) =>
      Promise.race([
        held,
        new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        }),
      ]),
  };
}

const pcm = { path: '', key: 'k', sampleRate: 22_050, durationMs: 1_000 };

const fakeSpeech = (gate: Gate): Speech => ({
  voices: () => [
    {
      id: 'vi',
      label: 'Giọng Bắc',
      engine: 'espeak-ng',
      region: 'north',
      sampleRate: 22_050,
      licence: 'GPL-3.0-or-later',
    },
  ],
  synthesise: () => Promise.resolve(ok(pcm)),
  async *synthesiseAll(spoken, _options, signal) {
    for (const sentence of spoken) {
      await gate.wait(signal);
      if (signal.aborted) return yield err({ code: 'cancelled', detail: '' });
      if (gate.breakWith === 'throw') throw new Error('disk full');
      if (gate.breakWith !== null) return yield err({ code: gate.breakWith, detail: sentence });
      yield ok(pcm);
    }
  },
});

/** A clip named by how many segments it has and when it was made. */
function fakeMastering(sha256: (text: string) => Sha256): Mastering {
  let made = 0;
  return {
    masterSpeech: async (request: MasterSpeechRequest, onProgress, signal) => {
      let count = 0;
      for await (const _segment of request.segments) {
        count += 1;
        onProgress(count / request.segmentCount);
      }
      if (signal.aborted) return err({ code: 'cancelled', detail: '' });
      made += 1;
      return ok<Mastered>({
        path: `clip-${made}`,
        sha256: sha256(`clip ${made}`),
        sizeBytes: count * 6_000,
        durationMs: count * 1_000 + 60_000,
        codec: 'mp3',
        loudnessLufs: -16,
        truePeakDbtp: -1.2,
        iterations: 1,
        segmentStartsMs: [],
      });
    },
    masterRecording: ({ path }) => {
      made += 1;
      return Promise.resolve(
        path.endsWith('.silent')
          ? err({ code: 'silent', detail: '' })
          : ok<MasteredRecording>(recordingOf(sha256(`recording ${made}`), made)),
      );
    },
    probe: () => Promise.resolve(err({ code: 'not-audio', detail: '' })),
  };
}

const recordingOf = (sha256: Sha256, made: number): MasteredRecording => ({
  path: `recording-${made}`,
  sha256,
  sizeBytes: 9_000,
  durationMs: 20_000,
  codec: 'mp3',
  loudnessLufs: -16.1,
  truePeakDbtp: -1.3,
  iterations: 1,
  segmentStartsMs: [],
  repairs: ['mixed-to-mono', 'resampled'],
  before: {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRate: 8_000,
    channels: 2,
    durationMs: 20_500,
  },
  loudnessBeforeLufs: -31.5,
});

/** Takes what comes into memory; a file named '.silent' will hold no sound. */
const memoryUploads = (sha256: (text: string) => Sha256): Uploads => ({
  receive: async ({ bytes }, limitBytes) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    const all = Buffer.concat(pieces);
    if (all.byteLength > limitBytes) return err({ code: 'too-large' });
    if (all.byteLength === 0) return err({ code: 'empty' });
    const text = all.toString('utf8');
    const path = text === 'silence' ? 'x.silent' : 'x.upload';
    return ok({ path, sizeBytes: all.byteLength, sha256: sha256(text) });
  },
  discard: () => Promise.resolve(),
});

/** A file as a browser would send it. */
export const uploading = (text = 'a song'): Upload => ({
  bytes: Readable.from([Buffer.from(text)]),
  sizeBytes: Buffer.byteLength(text),
  signal: new AbortController().signal,
});

export type Room = TestStore & {
  readonly content: ContentRoom;
  readonly schedule: ScheduleFlows;
  readonly gate: Gate;
  readonly hash: (text: string) => Sha256;
  /** Pushed to screens, oldest first. */
  readonly seen: LiveEvent[];
  readonly published: { readonly devices: readonly DeviceId[]; readonly why: string }[];
  readonly adopted: Sha256[];
  readonly logged: string[];
  now: number;
  publishRefusal: 'signer' | null;
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
  };
  const clock = { now: () => instant(room.now) };
  const say = (event: string): void => {
    room.logged.push(event);
  };
  const log: Log = { info: say, warn: say, error: say };
  const publish: FleetFlows['publish'] = async (devices, why) => {
    room.published.push({ devices, why });
    if (room.publishRefusal !== null) {
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
  const memory: AudioFiles = {
    adopt: (_path, sha256) => {
      room.adopted.push(sha256);
      return Promise.resolve();
    },
    find: () => Promise.resolve(null),
  };
  const content = createContentFlows({
    ...shared,
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
  return Object.assign(room, { content, schedule });
}

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
  const devices = (await store.fleet.devices()).filter(({ id }) => ids.includes(id));
  const old = new Map((await store.fleet.plans(ids)).map((plan) => [plan.deviceId, plan.mark]));
  const { plans, airings } = buildPlans({
    ...(await loadPlanSources({ store, hashing, clock })),
    devices,
    paths: areaPaths(await store.areas.areas()),
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
