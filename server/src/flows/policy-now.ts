/**
 * The policy as it is now — khung giờ đang có hiệu lực.
 *
 * The operator's bounds and the rules of the areas within them, read where they are asked for, so
 * that nobody plans or signs by an older word.
 */
import type { OuterPolicy, Policy } from '../core/schedule/policy.js';
import type { Store } from '../ports/store.js';

export type PolicyPorts = {
  readonly store: Pick<Store, 'soundRules'>;
  /** The operator's file. */
  readonly policy: OuterPolicy;
};

export async function policyNow({ store, policy }: PolicyPorts): Promise<Policy> {
  const rules = await store.soundRules.rulesInForce();
  return {
    ...policy,
    exemptions: [],
    rules: rules.flatMap(({ areaId, limits }) => (limits === null ? [] : [{ areaId, limits }])),
  };
}
