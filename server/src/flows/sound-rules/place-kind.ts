/**
 * What stands near a cluster — ghi nơi đặt cụm loa.
 *
 * A fact of the register, on record; the rules of its areas say what follows from it, and its box gets
 * that as a newly signed envelope. Another kind of place that lets no more sound holds at once; one that
 * lets more waits for a second person, whether somebody chose it on the screen or a file said so.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import { err, ok } from '@loaso/shared/result';
import type {
  PlaceKindChange,
  PlaceKindDecision,
  PlaceKindTold,
} from '@loaso/shared/wire/http/sound-rules';
import { kindOpensMore } from '../../core/schedule/exemption-change.js';
import type { AreaPath, Policy } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { Store } from '../../ports/store.js';
import type { PlaceAsked, StoredDevice } from '../../ports/store-records.js';
import type { Actor, Answer } from '../actor.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import { type PolicyPorts, policyNow } from '../policy-now.js';
import type { Refusal } from '../refusals.js';
import { type AgreePorts, agreeAtSigner, boundsOfBox } from './agree.js';

export type PlaceKindPorts = PolicyPorts & {
  readonly store: Pick<Store, 'fleet' | 'areas' | 'audit' | 'soundRules' | 'soundExemptions'>;
};

type Owe = (areaId: AreaId) => void;

/** By which a change is judged. */
type Ground = { readonly policy: Policy; readonly paths: ReadonlyMap<AreaId, AreaPath> };

async function groundOf(ports: PlaceKindPorts): Promise<Ground> {
  const areas = await ports.store.areas.areas();
  return { policy: await policyNow(ports), paths: areaPaths(areas) };
}

/** More would sound: a second person must agree. */
const waits = ({ policy, paths }: Ground, { areaId, placeKind }: StoredDevice, to: PlaceKind) =>
  kindOpensMore(policy, paths.get(areaId) ?? [areaId], { from: placeKind, to });

type Placing = { readonly id: DeviceId; readonly kind: PlaceKind; readonly owe: Owe };

export async function setPlaceKind(
  ports: PlaceKindPorts,
  actor: Actor,
  { id, kind, owe }: Placing,
): Answer<PlaceKindTold> {
  const scope = await scopeOf(ports, actor, 'write-sites');
  if (!scope.ok) return scope;
  const device = await ports.store.fleet.device(id);
  if (device === null || device.state === 'revoked') return NOT_FOUND;
  if (!scope.value.within.has(device.areaId)) return NOT_FOUND;
  return ok(await tell(ports, actor, { device, kind, owe, ground: await groundOf(ports) }));
}

type Telling = Omit<Placing, 'id'> & { readonly device: StoredDevice; readonly ground: Ground };

async function tell(
  ports: PlaceKindPorts,
  actor: Actor,
  { device, kind, owe, ground }: Telling,
): Promise<PlaceKindTold> {
  const { id, placeKind, areaId } = device;
  const asked = device.placeAsked ?? null;
  const { fleet } = ports.store;
  if (kind === placeKind) {
    if (asked !== null) {
      await audit(ports, actor, { act: '-cancel', id, detail: `${placeKind}, not ${asked.kind}` });
      await fleet.changeDevice(id, { placeAsked: null });
    }
    return { placeKind, waits: false };
  }
  const detail = `${placeKind} → ${kind}`;
  if (waits(ground, device, kind)) {
    // Who asks for the same once more takes nothing from who asked first.
    if (asked?.kind === kind) return { placeKind, waits: true };
    await audit(ports, actor, { act: '-ask', id, detail });
    const at = ports.clock.now();
    await fleet.changeDevice(id, { placeAsked: { kind, by: actor.userId, at } });
    return { placeKind, waits: true };
  }
  await audit(ports, actor, { act: '', id, detail });
  await fleet.changeDevice(id, { placeKind: kind, placeAsked: null });
  owe(areaId);
  return { placeKind: kind, waits: false };
}

type Deciding = {
  readonly id: DeviceId;
  readonly decision: PlaceKindDecision;
  readonly owe: Owe;
};

/** The second person: never who asked. */
export async function decidePlaceKind(
  ports: PlaceKindPorts & AgreePorts,
  actor: Actor,
  { id, decision, owe }: Deciding,
): Answer<PlaceKindChange> {
  const scope = await scopeOf(ports, actor, 'decide-sound-rules');
  if (!scope.ok) return scope;
  const device = await ports.store.fleet.device(id);
  if (device === null || !scope.value.within.has(device.areaId)) return NOT_FOUND;
  const asked: PlaceAsked | null = device.placeAsked ?? null;
  if (asked === null || asked.kind !== decision.placeKind || asked.at !== decision.askedAt) {
    return err({ code: 'changed-meanwhile' });
  }
  if (asked.by === actor.userId) return err({ code: 'own-approval' });
  const { approve } = decision;
  const refusal = await agreed(ports, actor, { device, asked, decision });
  if (refusal !== null) return err(refusal);
  const detail = `${device.placeKind} → ${asked.kind}`;
  await audit(ports, actor, { act: approve ? '-approve' : '-refuse', id, detail });
  const placeKind = approve ? asked.kind : device.placeKind;
  if (!(await ports.store.fleet.settlePlace(id, asked.at, placeKind))) {
    return err({ code: 'changed-meanwhile' });
  }
  if (approve) owe(device.areaId);
  return ok({ placeKind });
}

type Agreed = {
  readonly device: StoredDevice;
  readonly asked: PlaceAsked;
  readonly decision: PlaceKindDecision;
};

/** The signer has it first. */
async function agreed(
  ports: PlaceKindPorts & AgreePorts,
  actor: Actor,
  { device, asked, decision }: Agreed,
): Promise<Refusal | null> {
  if (!decision.approve) return null;
  const { policy, paths } = await groundOf(ports);
  const box = { ...device, path: paths.get(device.areaId) ?? [device.areaId] };
  const from = boundsOfBox(policy, box);
  const to = boundsOfBox(policy, { ...box, placeKind: asked.kind });
  return await agreeAtSigner(ports, {
    changes: [{ box, from, to }],
    askedBy: asked.by,
    why: `${device.placeKind} → ${asked.kind}`,
    by: actor,
    code: decision.code,
  });
}

/** What a file says of clusters that are registered. */
export type ToldPlaces = {
  readonly devices: readonly StoredDevice[];
  readonly places: ReadonlyMap<DeviceId, PlaceKind>;
  /** Only looked at, or taken. */
  readonly take: boolean;
};

/** @returns the clusters whose change waits for a second person, or would */
export async function tellPlaces(
  ports: PlaceKindPorts,
  actor: Actor,
  { devices, places, take, owe }: ToldPlaces & { readonly owe: Owe },
): Promise<DeviceId[]> {
  const told = devices.flatMap((device) => {
    const kind = places.get(device.id);
    return kind === undefined || kind === device.placeKind ? [] : [{ device, kind }];
  });
  if (told.length === 0) return [];
  const ground = await groundOf(ports);
  const waiting = told.filter(({ device, kind }) => waits(ground, device, kind));
  if (take) for (const one of told) await tell(ports, actor, { ...one, owe, ground });
  return waiting.map(({ device }) => device.id);
}

type Told = {
  readonly act: '' | '-ask' | '-cancel' | '-approve' | '-refuse';
  readonly id: DeviceId;
  readonly detail: string;
};

const audit = (
  { store, clock }: PlaceKindPorts,
  { username }: Actor,
  { act, id, detail }: Told,
): Promise<unknown> =>
  store.audit.append({
    at: clock.now(),
    actor: username,
    act: `device.place-kind${act}`,
    target: `device:${id}`,
    detail,
  });
