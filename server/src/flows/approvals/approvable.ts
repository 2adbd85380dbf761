/**
 * Approvable — bản tin như người ký ghi nhận.
 *
 * The one mapping from an approved bulletin to what the signer keeps of it: every file, the hash of
 * its words, its place, its writers by their login names, by which the signer knows people.
 */
import type { Approvable } from '@loaso/shared/trust/approval';
import type { ApprovedRow, Store } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { ApprovalPorts } from './ports.js';

export async function approvableOf(
  { store }: Pick<ApprovalPorts, 'store'>,
  { id, areaId, clip, variants, approval, writtenBy }: ApprovedRow,
): Promise<Approvable> {
  if (approval === null || clip === null) throw new Error(`${id} is not approved`);
  const audio = [clip.sha256, ...variants.map((one) => one.clip.sha256)];
  const writers = await Promise.all(writtenBy.map((one) => nameOf(store, one)));
  return { bulletinId: id, areaId, text: approval.contentHash, audio, writtenBy: writers };
}

export const nameOf = async (
  { people }: Pick<Store, 'people'>,
  id: StoredBulletin['createdBy'],
): Promise<string> => (await people.user(id))?.username ?? id;
