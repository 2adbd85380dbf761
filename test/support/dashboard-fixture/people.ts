/**
 * People and places of the fixture — người và địa bàn mẫu.
 *
 * One account for each kind of person; three real communes of Gia Lai with hamlets. Any password
 * opens, but for "sai".
 */
import { AreaId, ClusterGroupId, UserId } from '@loaso/shared/ids';
import type { Area, AuditEvent, Role, User } from '@loaso/shared/wire/http/people';

const area = (id: string, parentId: string | null, name: string, kind: Area['kind']): Area => ({
  id: AreaId.parse(id),
  parentId: parentId === null ? null : AreaId.parse(parentId),
  name,
  kind,
  level: kind === 'tinh' ? 'province' : kind === 'thon' ? 'hamlet' : 'commune',
  urban: kind === 'phuong',
});

export const AREAS: readonly Area[] = [
  area('52', null, 'Tỉnh Gia Lai', 'tinh'),
  area('21553', '52', 'Phường Quy Nhơn Bắc', 'phuong'),
  area('21583', '52', 'Phường Quy Nhơn', 'phuong'),
  area('21583-01', '21583', 'Khu phố 1', 'thon'),
  area('23563', '52', 'Phường Diên Hồng', 'phuong'),
  area('99999', '52', 'Xã tập huấn', 'xa'),
];

const user = (username: string, fullName: string, role: Role, areaId: string): User => ({
  id: UserId.parse(username),
  username,
  fullName,
  role,
  areaId: AreaId.parse(areaId),
  areaName: AREAS.find(({ id }) => id === areaId)?.name ?? '',
  active: true,
});

export const USERS: readonly User[] = [
  user('quantri', 'Trần Văn Quản', 'administrator', '52'),
  user('canbo', 'Nguyễn Thị Hoa', 'official', '21583'),
  {
    ...user('canbodai', 'Phan Thị Mai', 'official', '21583'),
    stations: [{ id: ClusterGroupId.parse('nhom-dai-phu'), name: 'phường Nhơn Phú' }],
  },
  user('lanhdao', 'Lê Minh Đức', 'approver', '21583'),
  user('so', 'Phạm Thu Hằng', 'viewer', '52'),
  user('kythuat', 'Đinh Công Tráng', 'technician', '52'),
  { ...user('nghiviec', 'Võ Thị Sáu', 'official', '21553'), active: false },
];

const ACTS = [
  ['quantri', 'user.add', 'user:canbo', 'username=canbo role=official area=21583'],
  ['canbo', 'bulletin.import', 'bulletin:qd-1462', 'Kế hoạch chuyển đổi số · qd-1462-ubnd.txt'],
  ['canbo', 'bulletin.change', 'bulletin:qd-1462', 'draft → draft: sentences 3 4, left out 7'],
  ['canbo', 'bulletin.submit', 'bulletin:qd-1462', ''],
  ['lanhdao', 'bulletin.approve', 'bulletin:qd-1462', '5f1c9a'.repeat(10).padEnd(64, '0')],
  ['canbo', 'entry.add', 'entry:sang-chieu', 'Sáng, chiều · hằng ngày lúc 05:00, 17:00'],
  ['canbo', 'area.settings', 'area:21583', '{"style":{"thousand":"ngàn","four":"bốn"}}'],
  ['lanhdao', 'delegation.add', 'delegation:uq-1', 'to canbo 2026-11-25 2026-11-30: đi công tác'],
  ['canbo', 'device.stop', 'device:loa-quy-nhon-01', 'lenh-0912'],
  ['kythuat', 'device.report', 'device:loa-quy-nhon-02', 'lenh-0913'],
  ['server', 'emergency.lapse', 'emergency:urgent-9', 'quá 30 phút'],
  ['canbo', 'login', 'user:canbo', ''],
] as const;

export function auditOf(now: number): AuditEvent[] {
  return Array.from({ length: 42 }, (_, index) => {
    const [actor, act, target, detail] = ACTS[index % ACTS.length] ?? ACTS[0];
    return {
      seq: index + 1,
      at: now - (42 - index) * 1_260_000,
      actor,
      act,
      target,
      detail,
      hash: (index * 2654435761).toString(16).padStart(64, '7').slice(-64),
    };
  });
}
