/**
 * Publication — phát hành kế hoạch.
 *
 * From what is approved now to signed plans on the boxes: build, keep those that differ, number,
 * sign, store, send, in this order, so that a crash at any point leaves either no plan or a stored
 * one. A plan that did not arrive is found again when its box asks, or by the resend.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Instant } from '@loaso/shared/time';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import { isNewest } from '../../core/fleet/numbering.js';
import {
  type BuiltAiring,
  type BuiltPlan,
  type BuiltPlans,
  buildPlans,
  horizonFrom,
} from '../../core/plan/build.js';
import { changedPlans } from '../../core/plan/diff.js';
import type { StoredDevice, StoredPlan } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { loadPlanSources, type Withheld } from '../schedule/plan-sources.js';
import { loadStandingGround, standingReadsOf } from '../schedule/standing-ground.js';
import { readNote, reserveNumbers, settleNumbers } from './numbers.js';
import { type FleetPorts, signerRefusal } from './ports.js';
import { isSignedBy } from './signed-by.js';
import { alikeWithheld } from './withheld-lines.js';

/** Plans handed to the broker side by side. */
const SENDS_AT_ONCE = 100;

export type Published = { readonly devices: number; readonly planned: number };

/** With the number of every plan that left. */
type Sent = { readonly published: Published; readonly marks: ReadonlyMap<DeviceId, PlanMark> };

/** A signer that dies in mid-publication is started again within a second; so often we ask anew. */
const TRIES_MAX = 3;

/**
 * Publishes what differs; numbers are reserved anew at each try.
 *
 * @param why for the audits of server and signer; one call at a time (see `createTurns`)
 */
export async function publishPlans(
  ports: FleetPorts,
  ids: readonly DeviceId[],
  why: string,
): Answer<Sent> {
  for (let tries = 1; ; tries += 1) {
    const published = await publishOnce(ports, ids, why);
    if (published.ok || tries === TRIES_MAX || !isAway(published.error)) return published;
    ports.log.warn('fleet.publish-again', { tries, why });
  }
}

/** True when the signer did not answer, which says nothing against what it was asked. */
export const isAway = (refusal: Refusal): boolean =>
  refusal.code === 'signer' && refusal.reason === 'signer-unreachable';

async function publishOnce(ports: FleetPorts, ids: readonly DeviceId[], why: string): Answer<Sent> {
  const wanted = new Set(ids);
  const devices = (await ports.store.fleet.devices()).filter(
    ({ id, state }) => wanted.has(id) && state === 'enrolled',
  );
  if (devices.length === 0) return ok(NOTHING_SENT);
  const draft = await draftPlans(ports, devices);
  if (draft.plans.length === 0) return ok(NOTHING_SENT);
  const numbered = await number(ports, draft);
  if (!numbered.ok) return numbered;
  const stored = await signAndStore(ports, numbered.value, why);
  if (!stored.ok) return stored;
  await sendAll(ports, stored.value);
  ports.log.info('fleet.published', {
    devices: stored.value.length,
    planned: draft.airings.length,
    why,
  });
  return ok({
    published: { devices: stored.value.length, planned: draft.airings.length },
    marks: new Map(stored.value.map(({ deviceId, mark }) => [deviceId, mark])),
  });
}

const NOTHING_SENT: Sent = { published: { devices: 0, planned: 0 }, marks: new Map() };

type Draft = {
  readonly plans: readonly BuiltPlan[];
  readonly airings: BuiltPlans['airings'];
  readonly held: ReadonlyMap<DeviceId, StoredPlan>;
};

/** The plans that differ from what the boxes should hold already, with provisional numbers. */
async function draftPlans(ports: FleetPorts, devices: readonly StoredDevice[]): Promise<Draft> {
  const { store, clock, signer } = ports;
  const [plans, root, asked] = await Promise.all([
    store.fleet.plans(devices.map(({ id }) => id)),
    signer.root(),
    readNote(ports),
  ]);
  const held = new Map(plans.map((plan) => [plan.deviceId, plan]));
  const now = clock.now();
  const built = await buildAll(ports, devices, { held, now });
  // Signed anew, under a new number: what a key on its way out has signed, and what stands below a
  // number that was given out, since the box may hold that one.
  const standing = plans.filter(
    ({ deviceId, mark, sealed }) =>
      isNewest(mark.num, asked.get(deviceId)) &&
      (!root.ok || isSignedBy(sealed, root.value, 'plan')),
  );
  const before = new Map<DeviceId, Plan>(standing.map(({ deviceId, plan }) => [deviceId, plan]));
  const changed = new Set(changedPlans(built.plans, before, now).map(({ deviceId }) => deviceId));
  return {
    plans: built.plans.filter(({ deviceId }) => changed.has(deviceId)),
    airings: built.airings.filter(({ deviceId }) => changed.has(deviceId)),
    held,
  };
}

type Ground = {
  readonly held: Draft['held'];
  readonly now: Instant;
};

/** Boxes that a change has not reached yet are planned with the lines as they were before it. */
async function buildAll(
  ports: FleetPorts,
  devices: readonly StoredDevice[],
  { held, now }: Ground,
): Promise<Omit<Draft, 'held'>> {
  const all = { plans: [] as BuiltPlan[], airings: [] as BuiltAiring[] };
  const ground = await loadStandingGround(ports);
  const groundOf = async (withheld: Withheld | null) =>
    withheld === null || withheld.languages.length === 0
      ? ground
      : await loadStandingGround(ports, withheld.languages);
  const ids = devices.map(({ id }) => id);
  const standingReads = await standingReadsOf(ports, ids, ground.warnings);
  for (const alike of await alikeWithheld(ports, devices)) {
    const sources = await loadPlanSources(ports, alike.withheld);
    const built = buildPlans({
      ...sources,
      ...(await groundOf(alike.withheld)),
      devices: alike.devices,
      standingReads,
      horizon: horizonFrom(now),
      numbers: new Map(alike.devices.map(({ id }) => [id, nextOf(held.get(id))])),
      now,
    });
    for (const plan of built.plans) all.plans.push(plan);
    for (const airing of built.airings) all.airings.push(airing);
  }
  return all;
}

const nextOf = (held: StoredPlan | undefined) => ({
  epoch: held?.mark.epoch ?? 0,
  num: (held?.mark.num ?? 0) + 1,
  prevHash: held?.mark.hash ?? null,
});

/** Final numbers: above all that was ever signed. */
async function number(ports: FleetPorts, draft: Draft): Answer<Draft> {
  const stored = draft.plans.map(({ deviceId }): [DeviceId, number] => [
    deviceId,
    draft.held.get(deviceId)?.mark.num ?? 0,
  ]);
  const numbers = await reserveNumbers(ports, new Map(stored));
  if (!numbers.ok) return numbers;
  const plans = draft.plans.map((built) => {
    const num = numbers.value.get(built.deviceId) ?? built.plan.num;
    if (num === built.plan.num) return built;
    const plan = { ...built.plan, num };
    return { ...built, plan, body: JSON.stringify(plan) };
  });
  return ok({ ...draft, plans });
}

async function signAndStore(ports: FleetPorts, draft: Draft, why: string): Answer<StoredPlan[]> {
  const { signer, store, clock, hashing } = ports;
  const toSign = draft.plans.map(({ body }) => ({ body }));
  const signed = await signer.signPlans(toSign, why);
  if (!signed.ok) {
    if (signed.error.code === 'approval-missing') ports.approvalMissing?.();
    return signerRefusal(signed.error);
  }
  const publishedAt = clock.now();
  const stored = draft.plans.flatMap(({ deviceId, plan, body }, index): StoredPlan[] => {
    const sealed = signed.value[index];
    const mark = { epoch: plan.epoch, num: plan.num, hash: hashing.sha256(body) };
    return sealed === undefined ? [] : [{ deviceId, mark, plan, sealed, publishedAt }];
  });
  if (!(await store.fleet.putPlans(stored, draft.airings, publishedAt))) {
    return err({ code: 'superseded' });
  }
  await settleNumbers(
    ports,
    stored.map(({ deviceId }) => deviceId),
  );
  return ok(stored);
}

async function sendAll({ link, log }: FleetPorts, plans: readonly StoredPlan[]): Promise<void> {
  let unsent = 0;
  for (let from = 0; from < plans.length; from += SENDS_AT_ONCE) {
    const sent = await Promise.all(
      plans
        .slice(from, from + SENDS_AT_ONCE)
        .map(({ deviceId, sealed }) => link.send(deviceId, 'plan', sealed)),
    );
    unsent += sent.filter((one) => !one).length;
  }
  if (unsent > 0) log.warn('fleet.unsent', { plans: unsent });
}
