/**
 * The second person at the signer — ghi việc đồng ý nới ở người ký.
 *
 * What lets more sound is taken by the signer before the database says that it holds: which boxes, from
 * what to what. What the database says and the signer has not taken reaches no box; somebody sees
 * which boxes wait for that, and agrees to it here.
 */
import type { DeviceId, UserId } from '@loaso/shared/ids';
import { instant } from '@loaso/shared/time';
import { envelopeBounds, letsMoreSound } from '@loaso/shared/trust/envelope-within';
import type { PlacedBox, Widened } from '@loaso/shared/trust/widening';
import { SIGNER_PART_MAX } from '@loaso/shared/wire/signer';
import { envelopeOf, type PlacedDevice, type Policy } from '../../core/schedule/policy.js';
import type { SignerRefusal, WideningOffice } from '../../ports/fleet.js';
import type { Store } from '../../ports/store.js';
import type { Actor } from '../actor.js';
import { signerRefusal } from '../fleet/ports.js';
import type { Refusal } from '../refusals.js';

export type AgreePorts = {
  readonly store: Pick<Store, 'people'>;
  readonly signer: WideningOffice;
};

/** A box, and what it is to sound by before and after. */
export type Changing = {
  readonly box: PlacedDevice;
  /** Null: whatever it has now. */
  readonly from: Bounds | null;
  readonly to: Bounds;
};
type Bounds = Widened['to'];

export type Agreeing = {
  readonly changes: readonly Changing[];
  readonly askedBy: UserId | null;
  readonly why: string;
  readonly by: Actor;
  readonly code: string | undefined;
};

/** What an envelope of this box would bound. */
export const boundsOfBox = (policy: Policy, box: PlacedDevice): Bounds =>
  envelopeBounds(envelopeOf(policy, box, { num: 1, iat: instant(0), exp: instant(1) }));

/** The same boxes under two policies. */
export const changesBetween = (
  [now, next]: readonly [Policy, Policy],
  boxes: readonly PlacedDevice[],
): Changing[] =>
  boxes.map((box) => ({ box, from: boundsOfBox(now, box), to: boundsOfBox(next, box) }));

/** Of what no person asked. */
const POLICY_FILE = '(policy file)';

/** @returns why the signer has not taken it; null where it has, or where no box gets more */
export async function agreeAtSigner(
  { store, signer }: AgreePorts,
  { changes, askedBy, why, by, code }: Agreeing,
): Promise<Refusal | null> {
  const widened = alikeTogether(changes);
  if (widened.length === 0) return null;
  const asker = askedBy === null ? POLICY_FILE : await loginOf(store, askedBy);
  const taken = await signer.widen(
    { askedBy: asker, why: why.slice(0, 300), widened },
    { user: by.username, code },
  );
  return taken.ok ? null : untaken(taken.error);
}

const loginOf = async ({ people }: Pick<Store, 'people'>, id: UserId): Promise<string> =>
  (await people.user(id))?.username ?? id;

/** Those that get more, boxes of the same change in one. */
function alikeTogether(changes: readonly Changing[]): Widened[] {
  const found = new Map<string, { change: Changing; boxes: PlacedBox[] }>();
  for (const change of changes) {
    const key = JSON.stringify([change.from, change.to]);
    const box: PlacedBox = [change.box.id, change.box.areaId];
    const known = found.get(key);
    if (known === undefined) found.set(key, { change, boxes: [box] });
    else known.boxes.push(box);
  }
  return [...found.values()]
    .filter(({ change: { from, to } }) => from === null || letsMoreSound(to, [from]))
    .map(({ change: { from, to }, boxes }) => ({ from, to, boxes }));
}

/** What a person is told when the signer has not taken it: nothing has changed. */
function untaken(refusal: SignerRefusal): Refusal {
  const { error } = signerRefusal(refusal);
  return error.code === 'signer'
    ? { code: 'widening-unrecorded', detail: `${refusal.code}: ${refusal.detail}` }
    : error;
}

/** Boxes that wait for a second person at the signer; none where it does not answer. */
export async function unagreedOf<T extends PlacedDevice>(
  { signer }: Pick<AgreePorts, 'signer'>,
  policy: Policy,
  { boxes, now }: { readonly boxes: readonly T[]; readonly now: number },
): Promise<T[]> {
  const issue = { num: 1, iat: instant(now), exp: instant(now + 1) };
  const found = new Set<DeviceId>();
  for (let from = 0; from < boxes.length; from += SIGNER_PART_MAX) {
    const part = boxes.slice(from, from + SIGNER_PART_MAX);
    const bodies = part.map((box) => JSON.stringify(envelopeOf(policy, box, issue)));
    const asked = await signer.unagreedEnvelopes(bodies);
    if (!asked.ok) return [];
    for (const id of asked.value) found.add(id);
  }
  return boxes.filter(({ id }) => found.has(id));
}
