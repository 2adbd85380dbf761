/**
 * What the verbs about content need — cổng của nhóm việc về bản tin.
 *
 * The ports handed in by `main`, and what all verbs of this folder share: who may, where, and the
 * line in the audit trail before the deed.
 */
import type { AreaId, BulletinId, JobId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Permission } from '../../core/access/roles.js';
import { subtreeOf } from '../../core/access/scope.js';
import type { Booth, Mastering } from '../../ports/audio.js';
import type { Ingest } from '../../ports/ingest.js';
import type { Speech } from '../../ports/speech.js';
import type { Store } from '../../ports/store.js';
import type { StoredArea, StoredBulletin, StoredJob } from '../../ports/store-records.js';
import type { AudioFiles } from '../../ports/system.js';
import type { Uploads } from '../../ports/uploads.js';
import type { Approvals } from '../approvals/ports.js';
import type { Actor, Answer } from '../flows.js';
import { refusalTo } from '../people/ports.js';
import type { Refusal } from '../refusals.js';
import type { SchedulePorts } from '../schedule/ports.js';
import type { Limit, Turns } from '../turns.js';
import type { UploadQuota } from '../upload-quota.js';

export type ContentPorts = Omit<SchedulePorts, 'store'> & {
  readonly store: Pick<Store, 'lexicon' | 'delegations' | 'settings'> & SchedulePorts['store'];
  readonly ingest: Ingest;
  readonly speech: Speech;
  readonly mastering: Mastering;
  readonly booth: Booth;
  readonly uploads: Uploads;
  readonly audioFiles: AudioFiles;
  readonly approvals: Approvals;
  /** Existing folder for clips under way. */
  readonly clipDir: string;
  readonly chimes: { readonly chimeIn?: string; readonly chimeOut?: string };
};

/** Long work as it stands now, before the store knows: the queue is asked first. */
export type JobsUnderWay = {
  current(id: JobId): StoredJob | null;
  ofBulletin(id: BulletinId): StoredJob | null;
};

/** Everything a verb of this folder works with. */
export type Desk = ContentPorts & {
  readonly jobs: JobsUnderWay;
  /** Changes of the lexicon one after another, each with what follows from it. */
  readonly inTurn: Turns;
  readonly quota: UploadQuota;
  readonly listening: Limit;
};

export type Scope = { readonly areas: readonly StoredArea[]; readonly within: Set<AreaId> };

export const NOT_FOUND: Result<never, Refusal> = err({ code: 'not-found' });

/** Where `actor` works, when their role has `permission`. */
export async function scopeOf(
  { store }: { readonly store: Pick<Store, 'areas'> },
  actor: Actor,
  permission: Permission,
): Answer<Scope> {
  const refused = refusalTo(actor, permission);
  if (refused !== null) return refused;
  const areas = await store.areas.areas();
  return ok({ areas, within: new Set(subtreeOf(areas, actor.areaId)) });
}

export type Found = Scope & { readonly bulletin: StoredBulletin };

export const bulletinTarget = (id: BulletinId): string => `bulletin:${id}`;

export async function auditBulletin(
  { store, clock }: Pick<ContentPorts, 'store' | 'clock'>,
  by: string,
  event: { readonly act: string; readonly id: BulletinId; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `bulletin.${event.act}`,
    target: bulletinTarget(event.id),
    detail: event.detail,
  });
}

/** Writes `next` over the revision that was read, and tells the screens. */
export async function save(
  ports: Pick<ContentPorts, 'store' | 'clock' | 'live'>,
  next: StoredBulletin,
): Answer<StoredBulletin> {
  const at = ports.clock.now();
  const written = { ...next, revision: next.revision + 1, updatedAt: at };
  if (!(await ports.store.content.replaceBulletin(written))) {
    return err({ code: 'changed-meanwhile' });
  }
  announce(ports, written);
  return ok(written);
}

export function announce(
  { live, clock }: Pick<ContentPorts, 'live' | 'clock'>,
  { areaId, id, state }: Pick<StoredBulletin, 'areaId' | 'id' | 'state'>,
): void {
  live.push(areaId, { kind: 'bulletin', at: clock.now(), bulletinId: id, state });
}
