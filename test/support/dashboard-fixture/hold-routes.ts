/**
 * Hold of the fixture — đang giữ lịch trong thế giới mẫu.
 *
 * Nothing is held; what it would look like is here for pictures.
 */
import { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import type { FleetHold } from '@loaso/shared/wire/http/signing';
import type { Call, Reply } from './routes.js';

const QUY_NHON = { areaId: AreaId.parse('21583'), areaName: 'Phường Quy Nhơn' };
const HOUR_MS = 3_600_000;

export const heldOf = (now: number): FleetHold => ({
  held: true,
  boxes: ['Khu phố 1', 'Khu phố 3', 'Chợ Lớn'].map((place, index) => ({
    ...QUY_NHON,
    id: DeviceId.parse(`loa-quy-nhon-0${index + 1}`),
    name: `Cụm loa ${place}`,
    signed: 12 + index,
    remembered: 10,
    reported: index === 2 ? null : 12 + index,
    online: index !== 2,
    next: index === 2 ? null : { title: 'Thông báo họp dân', startAt: now + 2 * HOUR_MS },
  })),
  lines: [
    { id: 'qd-1462', title: 'Quyết định 1462 về phí vệ sinh', nextAt: now + 2 * HOUR_MS },
    { id: 'tiem-chung', title: 'Tiêm chủng mở rộng', nextAt: now + 15 * HOUR_MS },
    { id: 'nong-vu', title: 'Lịch gieo sạ vụ Đông Xuân', nextAt: null },
  ].map(({ id, ...line }) => ({ ...QUY_NHON, id: EntryId.parse(id), ...line })),
  newestAt: now - 20 * HOUR_MS,
});

export const hold: Readonly<Record<string, (call: Call) => Reply>> = {
  'GET fleet/hold': () => ({
    status: 200,
    json: { held: false, boxes: [], lines: [], newestAt: null } satisfies FleetHold,
  }),
};
