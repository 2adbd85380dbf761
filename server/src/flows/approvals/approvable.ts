/**
 * Approvable — bản tin và nguồn tiếp âm như người ký ghi nhận.
 *
 * The one mapping from what is approved to what the signer keeps of it: of a bulletin every file, the
 * hash of its words, its place; of a stream its address; and its writers by their login names, by
 * which the signer knows people.
 */
import type {
  Approvable,
  ApprovableBulletin,
  ApprovableRelay,
  ApprovedBefore,
} from '@loaso/shared/trust/approval';
import type { StoredRelaySource } from '../../ports/relays.js';
import type { ApprovedRow, Store } from '../../ports/store.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { ApprovalPorts } from './ports.js';

type Knowing = { readonly store: Pick<ApprovalPorts['store'], 'people'> };

export const approvableOf = (
  ports: Knowing,
  one: ApprovedRow | StoredRelaySource,
): Promise<Approvable> => ('url' in one ? relayOf(ports, one) : bulletinOf(ports, one));

async function bulletinOf(
  { store }: Knowing,
  { id, areaId, clip, variants, approval, writtenBy }: ApprovedRow,
): Promise<ApprovableBulletin> {
  if (approval === null || clip === null) throw new Error(`${id} is not approved`);
  const audio = [clip.sha256, ...variants.map((one) => one.clip.sha256)];
  const writers = await Promise.all(writtenBy.map((one) => nameOf(store, one)));
  return { bulletinId: id, areaId, text: approval.contentHash, audio, writtenBy: writers };
}

async function relayOf(
  { store }: Knowing,
  { id: sourceId, areaId, url, origin, createdBy }: StoredRelaySource,
): Promise<ApprovableRelay> {
  return { sourceId, areaId, url, origin, writtenBy: [await nameOf(store, createdBy)] };
}

/** With who approved it, as the database has it. */
export async function beforeOf(
  ports: Knowing,
  one: ApprovedRow | StoredRelaySource,
): Promise<ApprovedBefore> {
  const approver = one.approval?.approvedBy;
  const approvedBy = approver === undefined ? '' : await nameOf(ports.store, approver);
  return { ...(await approvableOf(ports, one)), approvedBy };
}

const nameOf = async (
  { people }: Pick<Store, 'people'>,
  id: StoredBulletin['createdBy'],
): Promise<string> => (await people.user(id))?.username ?? id;
