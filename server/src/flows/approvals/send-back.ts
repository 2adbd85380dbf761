/**
 * Sending back — đưa về chờ duyệt lại.
 *
 * What the database has as approved, and the signer does not, waits for a person again; the trail
 * says so before it is done.
 */
import type { StoredRelaySource } from '../../ports/relays.js';
import type { ApprovedRow } from '../../ports/store.js';
import type { ApprovalPorts } from './ports.js';

export async function sendBack(
  { store, clock, live, log }: ApprovalPorts,
  id: ApprovedRow['id'],
): Promise<void> {
  const bulletin = await store.content.bulletin(id);
  if (bulletin?.state !== 'approved') return;
  const at = clock.now();
  const next = {
    ...bulletin,
    state: 'submitted' as const,
    approval: null,
    revision: bulletin.revision + 1,
    updatedAt: at,
  };
  await store.audit.append({
    at,
    actor: 'server',
    act: 'bulletin.unapprove',
    target: `bulletin:${id}`,
    detail: bulletin.approval?.contentHash ?? '',
  });
  if (!(await store.content.replaceBulletin(next))) return;
  log.error('approval-lost', { bulletinId: id });
  live.push(next.areaId, { kind: 'bulletin', at, bulletinId: id, state: next.state });
}

export async function sendBackRelay(
  { store, clock, log }: ApprovalPorts,
  one: StoredRelaySource,
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: 'server',
    act: 'relay.unapprove',
    target: `relay:${one.id}`,
    detail: `${one.name} · ${one.url}`,
  });
  const next = { ...one, state: 'pending' as const, approval: null };
  if (await store.relays.changeSource(one, next)) log.error('approval-lost', { sourceId: one.id });
}
