/**
 * People and places of the fixture — người và địa bàn mẫu.
 *
 * One account for each kind of person; three real communes of Gia Lai with hamlets. Any password
 * opens, but for "sai".
 */
import { AreaId, UserId } from '@loaso/shared/ids';
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
  user('lanhdao', 'Lê Minh Đức', 'approver', '21583'),
  user('so', 'Phạm Thu Hằng', 'viewer', '52'),
  user('kythuat', 'Đinh Công Tráng', 'technician', '52'),
  { ...user('nghiviec', 'Võ Thị Sáu', 'official', '21553'), active: false },
];

const ACTS = [
  ['Trần Văn Quản', 'user.add', 'canbo', 'Cán bộ phụ trách, Phường Quy Nhơn'],
  ['Nguyễn Thị Hoa', 'bulletin.import', 'qd-1462', 'qd-1462-ubnd.txt, 46 998 byte'],
  ['Nguyễn Thị Hoa', 'bulletin.submit', 'qd-1462', ''],
  ['Lê Minh Đức', 'bulletin.approve', 'qd-1462', 'dấu nội dung 5f1c9a'],
  ['Nguyễn Thị Hoa', 'entry.add', 'sang-chieu', 'hằng ngày 05:00, 17:00'],
  ['hệ thống', 'device.stop', 'loa-quy-nhon-01', 'kế hoạch số 12'],
  ['Đinh Công Tráng', 'device.report', 'loa-quy-nhon-02', 'report'],
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
