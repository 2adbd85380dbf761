/**
 * Store for tests — kho dữ liệu cho kiểm thử.
 *
 * A real store on a temporary SQLite file, with a small true part of the tree of Gia Lai and one
 * person of each role, so that a test begins where its own subject begins. Nobody in it can log in:
 * their password hash is no hash.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AreaId, UserId } from '@loaso/shared/ids';
import type { Area, Role } from '@loaso/shared/wire/http/people';
import { createSqlStore } from '#server/adapters/sql/store';
import type { Actor } from '#server/flows/flows';
import type { Store } from '#server/ports/store';
import type { StoredUser } from '#server/ports/store-records';

const area = (id: string, parentId: string | null, name: string, kind: Area['kind']): Area => ({
  id: AreaId.parse(id),
  parentId: parentId === null ? null : AreaId.parse(parentId),
  name,
  level: parentId === null ? 'province' : id.includes('-') ? 'hamlet' : 'commune',
  kind,
  urban: kind === 'phuong' || kind === 'to-dan-pho',
});

export const PROVINCE = AreaId.parse('52');
export const QUY_NHON = AreaId.parse('21583');
export const NHON_CHAU = AreaId.parse('21607');

/** A province, two wards, an island commune, two hamlets. */
export const AREAS: readonly Area[] = [
  area('52', null, 'Tỉnh Gia Lai', 'tinh'),
  area('21553', '52', 'Phường Quy Nhơn Bắc', 'phuong'),
  area('21583', '52', 'Phường Quy Nhơn', 'phuong'),
  area('21583-01', '21583', 'Tổ dân phố 1', 'to-dan-pho'),
  area('21583-02', '21583', 'Tổ dân phố 2', 'to-dan-pho'),
  area('21607', '52', 'Xã Nhơn Châu', 'xa'),
];

const PLACES: Record<Role, AreaId> = {
  administrator: PROVINCE,
  official: QUY_NHON,
  approver: QUY_NHON,
  viewer: PROVINCE,
  technician: PROVINCE,
};

const user = (role: Role, areaId: AreaId): StoredUser => ({
  id: UserId.parse(`usr-${role}`),
  username: role,
  fullName: `Người thử ${role}`,
  role,
  areaId,
  active: true,
  passwordHash: '!',
  createdAt: 1_700_000_000_000,
});

/** One person of each role; the official and the approver work in Quy Nhơn. */
export const USERS: readonly StoredUser[] = (Object.keys(PLACES) as Role[]).map((role) =>
  user(role, PLACES[role]),
);

/** The person of `role`, as flows see who asks. */
export function actorOf(role: Role): Actor {
  const { id, username, fullName, areaId } = user(role, PLACES[role]);
  return { userId: id, username, fullName, role, areaId };
}

export type TestStore = {
  readonly store: Store;
  /** The SQLite file, for opening it again after `stop`. */
  readonly path: string;
  /** Stops the store and removes the file. */
  close(): Promise<void>;
};

/** Opens a new store with {@link AREAS} and {@link USERS} in it. */
export async function openTestStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'loaso-store-'));
  const path = join(folder, 'loaso.sqlite');
  const store = createSqlStore({ dialect: 'sqlite', path });
  await store.start();
  await seed(store);
  return {
    store,
    path,
    close: async () => {
      await store.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Areas and people into an empty store of any dialect. */
export async function seed(store: Store): Promise<void> {
  await store.areas.putAreas(AREAS);
  for (const one of USERS) await store.people.addUser(one);
}
