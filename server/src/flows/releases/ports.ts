/**
 * What the verbs about releases need — cổng của nhóm việc về bản phần mềm.
 *
 * The ports handed in by `main`, who may come in at all, and the line in the audit trail.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { may } from '../../core/access/roles.js';
import type { ReleaseFiles, StoredRollout } from '../../ports/releases.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Uploads } from '../../ports/uploads.js';
import type { Actor, Answer } from '../actor.js';
import type { FleetPorts } from '../fleet/ports.js';
import { notAllowed } from '../people/ports.js';

export type ReleasePorts = Pick<
  FleetPorts,
  'store' | 'link' | 'live' | 'clock' | 'chance' | 'hashing' | 'log' | 'policy' | 'lease'
> & {
  readonly signer: Pick<FleetPorts['signer'], 'root'>;
  readonly uploads: Uploads;
  readonly releaseFiles: ReleaseFiles;
  /** So long a group must have been well before the next follows. */
  readonly settleMs: number;
};

export type Office = { readonly areas: readonly StoredArea[]; readonly province: AreaId };

/** Every box of the province is concerned, so nobody of a single commune may do it. */
export async function officeOf(
  { store }: Pick<ReleasePorts, 'store'>,
  actor: Actor,
): Answer<Office> {
  if (!may(actor.role, 'steer-releases')) return notAllowed('steer-releases');
  const areas = await store.areas.areas();
  const own = areas.find(({ id }) => id === actor.areaId);
  if (own?.parentId !== null) {
    return err({ code: 'not-allowed', needs: 'administrator of the province' });
  }
  return ok({ areas, province: own.id });
}

/** The same for what changes anything: a server that was taken over decides nothing any more. */
export async function deskOf(ports: ReleasePorts, actor: Actor): Answer<Office> {
  if (ports.lease?.lost() === true) {
    const detail = 'another server has taken over';
    return err({ code: 'signer', reason: 'signer-fenced', detail });
  }
  return await officeOf(ports, actor);
}

type Told = { readonly by: string; readonly act: string; readonly detail: string };

export async function auditRelease(
  { store, clock }: Pick<ReleasePorts, 'store' | 'clock'>,
  num: number,
  { by, act, detail }: Told,
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `release.${act}`,
    target: `release:${num}`,
    detail: detail.slice(0, 500),
  });
}

/** Screens of the province look again. */
export function announceRollout(
  { live, clock }: Pick<ReleasePorts, 'live' | 'clock'>,
  areas: readonly StoredArea[],
  { id, state }: Pick<StoredRollout, 'id' | 'state'>,
): void {
  const province = areas.find(({ parentId }) => parentId === null);
  if (province === undefined) return;
  live.push(province.id, { kind: 'rollout', at: clock.now(), rolloutId: id, state });
}
