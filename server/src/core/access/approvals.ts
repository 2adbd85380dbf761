/**
 * Approvals — ai được duyệt bản tin nào.
 *
 * Four eyes: an approver of the bulletin's area, and never anybody who wrote a part of it. An administrator
 * makes accounts, hence approves nothing: both together would be one person's broadcast.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Role } from '@loaso/shared/wire/http/people';
import { may, rolesWith } from './roles.js';
import { inScope } from './scope.js';

type Person = { readonly userId: UserId; readonly role: Role; readonly areaId: AreaId };
type Written = { readonly areaId: AreaId; readonly writtenBy: readonly UserId[] };
type Node = { readonly id: AreaId; readonly parentId: AreaId | null };

export type ApprovalRefusal =
  | { readonly code: 'not-allowed'; readonly needs: string }
  | { readonly code: 'not-found' }
  | { readonly code: 'own-approval' };

/** May `person` approve or reject this bulletin? Outside their area it does not exist for them. */
export function mayDecide(
  person: Person,
  bulletin: Written,
  areas: readonly Node[],
): Result<null, ApprovalRefusal> {
  if (!may(person.role, 'decide-bulletin')) {
    return err({ code: 'not-allowed', needs: rolesWith('decide-bulletin').join(', ') });
  }
  if (!inScope(areas, person.areaId, bulletin.areaId)) return err({ code: 'not-found' });
  return bulletin.writtenBy.includes(person.userId) ? err({ code: 'own-approval' }) : ok(null);
}
