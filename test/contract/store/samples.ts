/**
 * Samples for the store — mẫu dữ liệu để lưu.
 *
 * Whole values of every stored kind, with Vietnamese text in all of them; each test changes only
 * what it speaks about.
 */
import {
  type AreaId,
  BulletinId,
  DeviceId,
  EntryId,
  JobId,
  PlayId,
  ProgrammeId,
  playIdOf,
  Sha256,
  UserId,
} from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import { Ack } from '@loaso/shared/wire/ack';
import { Plan } from '@loaso/shared/wire/plan';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { Status } from '@loaso/shared/wire/status';
import type {
  PlannedAiring,
  StoredBulletin,
  StoredDevice,
  StoredEntry,
  StoredJob,
  StoredPlan,
  StoredProgramme,
} from '#server/ports/store-records';
import { QUY_NHON } from '../../support/store.js';

export const T0 = 1_780_000_000_000;
export const sha = (digit: string): Sha256 => Sha256.parse(digit.repeat(64).slice(0, 64));
export const box = (name: string): DeviceId => DeviceId.parse(`box-${name}`.padEnd(8, '0'));

export const bulletin = (change: Partial<StoredBulletin> = {}): StoredBulletin => ({
  id: BulletinId.parse('bul-1'),
  areaId: QUY_NHON,
  title: 'Quyết định 1462 về đèn đường',
  field: 'law',
  priority: 'normal',
  state: 'draft',
  script: {
    v: 1,
    title: 'Quyết định về chiếu sáng',
    rulesVersion: '1',
    sentences: [
      {
        index: 0,
        clause: 'Điều 1',
        kind: 'body',
        written: 'Điều 1. Phê duyệt “kế hoạch”.',
        spoken: 'Điều một. Phê duyệt kế hoạch.',
        pauseAfterMs: 400,
        uncertain: [{ written: 'kǶ', spoken: 'kỳ', why: 'chữ hỏng' }],
      },
    ],
    dropped: [{ text: 'Nơi nhận:', reason: 'Nơi nhận' }],
    repairs: [],
    expectedMs: 12_345,
  },
  sourceName: 'qd-1462.txt',
  sourceSha256: sha('a'),
  sourceText: 'QUYẾT ĐỊNH\nVề việc phổ biến pháp luật qua loa truyền thanh\t“số”',
  clip: null,
  approval: null,
  rejectionReason: null,
  createdBy: UserId.parse('usr-official'),
  writtenBy: [UserId.parse('usr-official')],
  createdAt: T0,
  updatedAt: T0,
  revision: 1,
  kind: 'text',
  recording: null,
  variants: [],
  ...change,
});

export const job = (change: Partial<StoredJob> = {}): StoredJob => ({
  id: JobId.parse('job-1'),
  kind: 'voice',
  bulletinId: BulletinId.parse('bul-1'),
  state: 'waiting',
  progress: 0.25,
  phase: 'voicing',
  startedAt: null,
  expectedEndAt: null,
  problem: null,
  createdBy: UserId.parse('usr-official'),
  createdAt: T0,
  ...change,
});

export const programme = (change: Partial<StoredProgramme> = {}): StoredProgramme => ({
  id: ProgrammeId.parse('prg-1'),
  areaId: QUY_NHON,
  title: 'Bản tin sáng',
  bulletinIds: [BulletinId.parse('bul-1')],
  parts: [{ sha256: sha('b'), offsetMs: 0, durationMs: 60_000 }],
  durationMs: 60_000,
  repeat: null,
  episodes: null,
  ...change,
});

export const entry = (change: Partial<StoredEntry> = {}): StoredEntry => ({
  id: EntryId.parse('ent-1'),
  areaId: QUY_NHON,
  title: 'Bản tin sáng',
  programmeId: ProgrammeId.parse('prg-1'),
  target: { areaIds: [QUY_NHON], deviceIds: [] },
  rule: { kind: 'once', at: instant(T0) },
  priority: 'normal',
  origin: 'commune',
  rank: 100,
  lateStart: 'join',
  afterCut: 'skip',
  state: 'active',
  series: null,
  exceptions: [],
  endedAt: null,
  follows: null,
  createdBy: UserId.parse('usr-official'),
  createdAt: T0,
  ...change,
});

export const device = (id: DeviceId, change: Partial<StoredDevice> = {}): StoredDevice => ({
  id,
  name: 'Cụm loa chợ Đầm',
  areaId: QUY_NHON,
  position: { lat: 13.7829, lng: 109.2196 },
  state: 'registered',
  placeKind: 'residential',
  publicKey: null,
  secretHash: null,
  createdAt: T0,
  ...change,
});

export const plan = (dev: DeviceId, num: number, epoch = 1): StoredPlan => {
  const body: Plan = Plan.parse({
    v: 1,
    dev,
    area: QUY_NHON,
    epoch,
    num,
    iat: T0,
    nbf: T0,
    exp: T0 + 86_400_000,
    prev: null,
    audio: [{ sha256: sha('b'), sizeBytes: 480_000, durationMs: 60_000, codec: 'opus' }],
    items: [],
    standing: [],
  });
  return {
    deviceId: dev,
    mark: { epoch, num, hash: sha(String(num % 10)) },
    plan: body,
    sealed: JSON.stringify({ v: 1, type: 'plan', body: JSON.stringify(body), sigs: [] }),
    publishedAt: T0 + num,
  };
};

export const airing = (
  dev: DeviceId,
  startAt: number,
  change: Partial<PlannedAiring> & { areaId?: AreaId } = {},
): PlannedAiring => ({
  playId: playIdOf(change.entryId ?? EntryId.parse('ent-1'), dev, startAt),
  entryId: EntryId.parse('ent-1'),
  deviceId: dev,
  areaId: QUY_NHON,
  title: 'Bản tin sáng',
  startAt,
  durationMs: 60_000,
  priority: 'normal',
  cancelledAt: null,
  ...change,
});

export const record = (dev: DeviceId, seq: number, playedMs = 60_000): PlayRecord =>
  PlayRecord.parse({
    v: 1,
    seq,
    playId: PlayId.parse(`ent-1.${dev}.${T0 + seq}`),
    recordedAt: T0 + seq,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    outcome: 'completed',
    startedAt: T0 + seq,
    fromMs: durationMs(0),
    playedMs,
    virtual: false,
  });

export const status = (dev: DeviceId, at: number): Status =>
  Status.parse({
    v: 1,
    dev,
    at,
    bootId: `boot-${at}`,
    agentVersion: '0.1.0',
    uptimeS: 60,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    plan: null,
    envelopeNum: 0,
    cache: { needed: 1, have: 0, missing: [sha('b')], bytes: 0, freeBytes: 1_000_000_000_000 },
    onAir: null,
    next: null,
    output: { kind: 'card', virtual: false, healthy: true, detail: 'loa “chợ”' },
    unsentRecords: 2,
    refusals: [],
  });

export const ack = (dev: DeviceId, at: number): Ack =>
  Ack.parse({
    v: 1,
    dev,
    at,
    what: 'plan',
    outcome: 'accepted',
    plan: { epoch: 1, num: 3, hash: sha('3') },
    envelopeNum: 1,
    counter: 7,
  });
