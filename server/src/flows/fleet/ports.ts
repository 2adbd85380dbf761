/**
 * What the verbs about the fleet need — cổng của nhóm việc về cụm loa.
 *
 * The ports handed in by `main`, and what all verbs of this folder share: finding a box within the
 * scope of who asks, the line in the audit trail, one publication at a time.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Permission } from '../../core/access/roles.js';
import { holdsAll, touches } from '../../core/access/station-hands.js';
import type { OuterPolicy } from '../../core/schedule/policy.js';
import type { Alarms } from '../../ports/alarm.js';
import type {
  FleetLink,
  Lease,
  LiveFeed,
  RootSource,
  Signer,
  SignerRefusal,
  UrgentDesk,
} from '../../ports/fleet.js';
import type { Store } from '../../ports/store.js';
import type { StoredArea, StoredDevice } from '../../ports/store-records.js';
import type { Chance, Clock, Hashing, Log } from '../../ports/system.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import type { WatchView } from './incidents-memory.js';

export type FleetPorts = {
  readonly store: Store;
  readonly link: FleetLink;
  readonly signer: Signer & RootSource;
  /** None where no second server can come. */
  readonly lease?: Lease;
  readonly live: LiveFeed;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Pick<Hashing, 'sha256' | 'verify'>;
  readonly log: Log;
  readonly policy: OuterPolicy;
  /** Boxes without a real loudspeaker are taken for boxes with one. */
  readonly demo?: boolean;
  /** The room for emergencies; none where nothing but plans is sent. */
  readonly urgent?: UrgentDesk;
  /** Who is told of incidents; nobody outside the screens where absent. */
  readonly alarms?: Alarms;
  /** The fleet as the last round saw it; each box alone where absent. */
  readonly watch?: WatchView;
  /** Boxes ahead of this database, as of the last look; nobody looks where absent. */
  readonly ahead?: () => ReadonlySet<DeviceId>;
  /** Told when the signer misses an approval that the database has. */
  readonly approvalMissing?: () => void;
  /** What a box is told at enrolment; asked then, because a port may be free until the start. */
  readonly brokerUrl: () => string;
  readonly serverUrl: () => string;
};

export type FoundDevice = Scope & { readonly device: StoredDevice };

/** A box that `actor` may treat so; outside their area it does not exist. */
export async function findDevice(
  ports: { readonly store: Pick<FleetPorts['store'], 'areas' | 'fleet'> },
  actor: Actor,
  { id, permission }: { readonly id: DeviceId; readonly permission: Permission },
): Answer<FoundDevice> {
  const scope = await scopeOf(ports, actor, permission);
  if (!scope.ok) return scope;
  const device = await ports.store.fleet.device(id);
  if (device === null || !scope.value.within.has(device.areaId)) return NOT_FOUND;
  const held = touches(permission) !== 'boxes' || holdsAll(actor.hands, [id]);
  return held ? ok({ ...scope.value, device }) : err({ code: 'station-only' });
}

export async function auditDevice(
  { store, clock }: Pick<FleetPorts, 'store' | 'clock'>,
  by: string,
  event: { readonly act: string; readonly id: DeviceId; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `device.${event.act}`,
    target: `device:${event.id}`,
    detail: event.detail.slice(0, 500),
  });
}

export const areaName = (areas: readonly StoredArea[], id: AreaId): string =>
  areas.find((area) => area.id === id)?.name ?? id;

/** What a person is told of a refusal of the signer. */
export function signerRefusal(refusal: SignerRefusal): { readonly ok: false; error: Refusal } {
  const { code, detail } = refusal;
  switch (code) {
    case 'factor-wrong':
    case 'factor-missing':
    case 'factor-uninvited':
    case 'factor-word-wrong':
    case 'factor-required':
      return err({ code });
    case 'factor-wait':
      return err({ code, retryAfterS: refusal.retryAfterS ?? 30 });
    default:
      return err({ code: 'signer', reason: code, detail });
  }
}
