/**
 * What the verbs about emergencies need — cổng của nhóm việc cảnh báo khẩn cấp.
 *
 * The ports handed in by `main`, and what all verbs of this folder share: finding an order within
 * the scope of who asks, the line in the audit trail, the word to the screens.
 */
import type { AreaId, EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { Permission } from '../../core/access/roles.js';
import { subtreeOf } from '../../core/access/scope.js';
import { holdsStations } from '../../core/access/station-hands.js';
import { coversAll } from '../../core/emergency/path.js';
import type { StoredEmergency, StoredPerson } from '../../ports/emergencies.js';
import type { FleetLink, SignerRefusal, UrgentSigner, WideFeed } from '../../ports/fleet.js';
import type { StoredStation } from '../../ports/stations.js';
import type { Store } from '../../ports/store.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Chance, Clock, Hashing, Log } from '../../ports/system.js';
import type { Approvals } from '../approvals/ports.js';
import { NOT_FOUND } from '../content/ports.js';
import { signerRefusal } from '../fleet/ports.js';
import type { Actor, Answer, FleetFlows } from '../flows.js';
import { refusalTo } from '../people/ports.js';
import type { Refusal } from '../refusals.js';

export type EmergencyPorts = {
  readonly store: Pick<
    Store,
    | 'emergencies'
    | 'content'
    | 'fleet'
    | 'people'
    | 'delegations'
    | 'areas'
    | 'registry'
    | 'ledger'
    | 'audit'
    | 'stations'
    | 'publications'
  >;
  readonly signer: UrgentSigner;
  readonly link: Pick<FleetLink, 'send'>;
  readonly live: WideFeed;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly hashing: Pick<Hashing, 'sha256'>;
  readonly log: Log;
  readonly publish: FleetFlows['publish'];
  readonly approvals: Approvals;
};

/** Where a person works, and what they may see of orders that reach beyond. */
export type View = {
  readonly areas: readonly StoredArea[];
  readonly within: ReadonlySet<AreaId>;
  /** Of these places, for their names. */
  readonly stations: readonly StoredStation[];
};

export async function viewOf(
  { store }: Pick<EmergencyPorts, 'store'>,
  actor: Actor,
  permission: Permission,
): Answer<View> {
  const refused = refusalTo(actor, permission);
  if (refused !== null) return refused;
  const areas = await store.areas.areas();
  const within = new Set(subtreeOf(areas, actor.areaId));
  return ok({ areas, within, stations: await store.stations.stations([...within]) });
}

export type Found = View & { readonly emergency: StoredEmergency };

/** `whole`: the person's area must hold every place of the order, not only one of them. */
export async function findEmergency(
  ports: Pick<EmergencyPorts, 'store'>,
  actor: Actor,
  wish: { readonly id: EntryId; readonly permission: Permission; readonly whole: boolean },
): Answer<Found> {
  const view = await viewOf(ports, actor, wish.permission);
  if (!view.ok) return view;
  const emergency = await ports.store.emergencies.emergency(wish.id);
  if (emergency === null) return NOT_FOUND;
  const { within } = view.value;
  if (!emergency.areaIds.some((place) => within.has(place))) return NOT_FOUND;
  if (wish.whole && !coversAll(within, emergency.areaIds)) {
    return err({ code: 'emergency-beyond' });
  }
  if (wish.whole && !holdsStations(actor.hands, emergency.stationIds)) {
    return err({ code: 'station-only' });
  }
  return ok({ ...view.value, emergency });
}

export const personOf = ({ userId, username, fullName }: Actor): StoredPerson => ({
  id: userId,
  username,
  fullName,
});

export async function auditEmergency(
  { store, clock }: Pick<EmergencyPorts, 'store' | 'clock'>,
  by: string,
  event: { readonly act: string; readonly id: EntryId; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `emergency.${event.act}`,
    target: `emergency:${event.id}`,
    detail: event.detail.slice(0, 500),
  });
}

/** A hint to every screen whose area holds a place of the order. */
export function announceEmergency(
  { live, clock }: Pick<EmergencyPorts, 'live' | 'clock'>,
  { id, areaIds }: Pick<StoredEmergency, 'id' | 'areaIds'>,
  state: string,
): void {
  const event: LiveEvent = { kind: 'emergency', at: clock.now(), emergencyId: id, state };
  live.pushTo(areaIds, event);
}

/** What a person is told when the signer refuses a code or an order. */
export function urgentRefusal(refusal: SignerRefusal): { readonly ok: false; error: Refusal } {
  const told = signerRefusal(refusal);
  return told.error.code === 'signer'
    ? err({ code: 'emergency-unsigned', detail: `${refusal.code}: ${refusal.detail}` })
    : told;
}

/** What an order is about, for the audit trail. */
export const orderInWords = (emergency: StoredEmergency): string => {
  const { kind, path, message, areaIds, stationIds, devices, contentHash } = emergency;
  const only = stationIds === undefined ? '' : `, stations ${stationIds.join(' ')}`;
  const drill = kind === 'drill' ? 'drill, ' : '';
  return `${drill}path ${path}, “${message.title}”, ${devices} boxes in ${areaIds.join(' ')}${only}, content ${contentHash}`;
};
