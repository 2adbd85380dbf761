/**
 * What the verbs about people need — cổng của nhóm việc về người dùng.
 *
 * The ports handed in by `main`, and the few words that all verbs of this folder share.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import type { Area, User } from '@loaso/shared/wire/http/people';
import { type Permission, rolesWith } from '../../core/access/roles.js';
import type { Store } from '../../ports/store.js';
import type { StoredUser } from '../../ports/store-records.js';
import type { Chance, Clock, Hashing, Log } from '../../ports/system.js';

export type PeoplePorts = {
  readonly store: Pick<Store, 'people' | 'delegations' | 'areas' | 'audit' | 'registry' | 'fleet'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Hashing;
  readonly log: Log;
};

export const notAllowed = (permission: Permission) =>
  err({ code: 'not-allowed' as const, needs: rolesWith(permission).join(', ') });

/** The code itself where the area has been taken out of the tree. */
const nameOf = (areas: readonly Area[], id: AreaId): string =>
  areas.find((area) => area.id === id)?.name ?? id;

/** A person as screens see them: without any hash. */
export const userOf = (stored: StoredUser, areas: readonly Area[]): User => ({
  id: stored.id,
  username: stored.username,
  fullName: stored.fullName,
  role: stored.role,
  areaId: stored.areaId,
  areaName: nameOf(areas, stored.areaId),
  active: stored.active,
});
