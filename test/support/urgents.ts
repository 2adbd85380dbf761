/**
 * Sample urgent messages — tin khẩn mẫu cho kiểm thử.
 *
 * One valid message to bend, and the text in which the server writes it.
 */
import { type AreaId, type DeviceId, EntryId } from '@loaso/shared/ids';
import { durationMs, instant } from '@loaso/shared/time';
import type { UrgentOrder, UrgentPath } from '@loaso/shared/wire/signer';
import { type Urgent, urgentContent } from '@loaso/shared/wire/urgent';
import { AREA, boxId, sha } from './plans.js';

export const urgentOf = (id: string, now: number, change: Partial<Urgent> = {}): Urgent => ({
  v: 1,
  dev: boxId(1),
  area: AREA,
  boot: null,
  kind: 'urgent',
  id: EntryId.parse(id),
  iat: instant(now),
  nbf: instant(now),
  exp: instant(now + 3_600_000),
  why: 'lan',
  title: 'Cảnh báo lũ',
  origin: 'commune',
  audio: [{ sha256: sha('clip'), sizeBytes: 1000, durationMs: durationMs(60_000), codec: 'mp3' }],
  parts: [{ sha256: sha('clip'), offsetMs: durationMs(0) }],
  durationMs: durationMs(60_000),
  plays: 3,
  gapMs: 10_000,
  gainDb: 0,
  ...change,
});

export const bodiesFor = (message: object, boxes: readonly [DeviceId, AreaId][]): string[] =>
  boxes.map(([dev, area]) => {
    const { v, dev: _dev, area: _area, boot, ...rest } = message as Urgent;
    return JSON.stringify({ v, dev, area, boot, ...rest });
  });

export const orderOf = (
  message: Urgent,
  path: UrgentPath = 'A',
  change: Partial<UrgentOrder> = {},
): UrgentOrder => ({
  urgentId: message.id,
  drill: false,
  path,
  contentHash: sha(urgentContent(message)),
  communes: [AREA],
  ...change,
});
