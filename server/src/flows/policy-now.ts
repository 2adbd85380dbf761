/**
 * The policy as it is now — khung giờ đang có hiệu lực.
 *
 * The operator's bounds and the rules of the areas within them, read where they are asked for, so
 * that nobody plans or signs by an older word.
 */
import { addDays, localDateOf } from '@loaso/shared/time';
import type { OuterPolicy, Policy } from '../core/schedule/policy.js';
import type { Store } from '../ports/store.js';
import type { Clock } from '../ports/system.js';

/** A box still judges what it sounded on the days before. */
const KEPT_DAYS = 2;

export type PolicyPorts = {
  readonly store: Pick<Store, 'soundRules' | 'soundExemptions'>;
  readonly clock: Clock;
  /** The operator's file. */
  readonly policy: OuterPolicy;
};

export async function policyNow({ store, policy, clock }: PolicyPorts): Promise<Policy> {
  const since = addDays(localDateOf(clock.now()), -KEPT_DAYS);
  const [rules, exemptions] = await Promise.all([
    store.soundRules.rulesInForce(),
    store.soundExemptions.exemptionsInForce(since),
  ]);
  return {
    ...policy,
    exemptions,
    rules: rules.flatMap(({ areaId, limits }) => (limits === null ? [] : [{ areaId, limits }])),
  };
}
