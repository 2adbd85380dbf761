/**
 * Archive — mọi thứ từng được ký, nơi không ai khôi phục được.
 *
 * What was really signed for each box, whoever asked for it: by this the world tells a real plan from a
 * forgery, whatever a database has forgotten.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { Plan } from '@loaso/shared/wire/plan';
import type { BuiltAiring } from '#server/core/plan/build';
import { PlannedAirings } from './planned-airings.js';

/** One box as the world knows it. */
export type Place = {
  readonly id: DeviceId;
  readonly areaId: AreaId;
  readonly deviceRoot: TrustRoot;
};

export type Held = {
  readonly place: Place;
  /** The newest plan that was signed, and its sealed text. */
  plan: Plan | null;
  sealedPlan: string | null;
  readonly envelopes: SoundEnvelope[];
  readonly sealedEnvelopes: string[];
  /** Every plan ever signed for this box, by hash of its body. */
  readonly signed: Map<string, Plan>;
  /** The sealed texts themselves, for whoever wants to bring an old one back. */
  readonly past: string[];
  /** What came of each order, as the box said it first. */
  readonly results: Map<string, string>;
};

const PAST_KEPT = 6;

export class Archive {
  readonly planned = new PlannedAirings();
  readonly #held: ReadonlyMap<DeviceId, Held>;

  constructor(places: readonly Place[]) {
    this.#held = new Map(places.map((place) => [place.id, nothingFor(place)]));
  }

  all(): Held[] {
    return [...this.#held.values()];
  }

  of(id: DeviceId): Held {
    const held = this.#held.get(id);
    if (held === undefined) throw new Error(`no such box: ${id}`);
    return held;
  }

  /** Of the plans of one publication: what they promise to air from now on. */
  promised(plans: ReadonlySet<DeviceId>, airings: readonly BuiltAiring[], now: number): void {
    this.planned.put(
      plans,
      airings.filter(({ deviceId }) => plans.has(deviceId)),
      now,
    );
  }

  keepPlan(plan: Plan, hash: string, sealed: string): void {
    const held = this.of(plan.dev);
    held.plan = plan;
    held.sealedPlan = sealed;
    held.signed.set(hash, plan);
    held.past.push(sealed);
    if (held.past.length > PAST_KEPT) held.past.shift();
  }

  keepEnvelope(envelope: SoundEnvelope, sealed: string): void {
    const held = this.of(envelope.dev);
    held.envelopes.push(envelope);
    held.sealedEnvelopes.push(sealed);
  }
}

const nothingFor = (place: Place): Held => ({
  place,
  plan: null,
  sealedPlan: null,
  envelopes: [],
  sealedEnvelopes: [],
  signed: new Map(),
  past: [],
  results: new Map(),
});
