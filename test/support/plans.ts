/**
 * Sample plans — kế hoạch mẫu cho kiểm thử.
 *
 * Small, valid plans to bend: a test says only what it changes.
 */
import { createHash } from 'node:crypto';
import { AreaId, DeviceId, EntryId, Sha256 } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import { type ApprovableBulletin, ApprovableRelay } from '@loaso/shared/trust/approval';
import { envelopeVersion, type SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Plan, PlanItem } from '@loaso/shared/wire/plan';

export const DAY = 86_400_000;
export const AREA = AreaId.parse('21553');
export const boxId = (index: number): DeviceId =>
  DeviceId.parse(`box-${String(index).padStart(5, '0')}`);
export const sha = (text: string): Sha256 =>
  Sha256.parse(createHash('sha256').update(text).digest('hex'));

export const itemAt = (startAt: number, change: Partial<PlanItem> = {}): PlanItem => ({
  entryId: EntryId.parse('line-1'),
  title: 'Thông báo',
  startAt: instant(startAt),
  durationMs: durationMs(60_000),
  priority: 'normal',
  origin: 'commune',
  rank: 100,
  parts: [{ sha256: sha('clip'), offsetMs: durationMs(0) }],
  gainDb: 0,
  lateStart: 'join',
  afterCut: 'join',
  ...change,
});

/** @param now UTC milliseconds; the plan holds one airing an hour later */
export const planOf = (
  dev: DeviceId,
  num: number,
  now: number,
  change: Partial<Plan> = {},
): Plan => ({
  v: 1,
  dev,
  area: AREA,
  epoch: 0,
  num,
  iat: instant(now),
  nbf: instant(now),
  exp: instant(now + 14 * DAY),
  prev: null,
  audio: [{ sha256: sha('clip'), sizeBytes: 1000, durationMs: durationMs(60_000), codec: 'mp3' }],
  items: [itemAt(now + 3_600_000)],
  standing: [],
  ...change,
});

export const envelopeOf = (
  dev: DeviceId,
  now: number,
  change: Partial<SoundEnvelope> = {},
): SoundEnvelope => ({
  v: envelopeVersion(change),
  dev,
  area: AREA,
  num: 1,
  iat: instant(now),
  exp: instant(now + 300 * DAY),
  windows: [
    {
      days: [1, 2, 3, 4, 5, 6, 7],
      fromMinute: 300 as never,
      toMinute: 1200 as never,
      volumeMaxPercent: 80,
    },
  ],
  minutesPerDayMax: 180,
  emergencyVolumeMaxPercent: 100,
  ...change,
});

/** A bulletin with one file, written by 'minh'. */
export const approvableOf = (
  text = 'clip',
  change: Partial<ApprovableBulletin> = {},
): ApprovableBulletin => ({
  bulletinId: `bulletin-${text}`,
  areaId: AREA,
  text: sha(`words of ${text}`),
  audio: [sha(text)],
  writtenBy: ['minh'],
  ...change,
});

/** A stream that 'quan-tri' entered. */
export const streamOf = (sourceId: string, change: Partial<ApprovableRelay> = {}) =>
  ApprovableRelay.parse({
    sourceId,
    areaId: AREA,
    url: `https://stream.example/${sourceId}`,
    origin: 'central',
    writtenBy: ['quan-tri'],
    ...change,
  });
