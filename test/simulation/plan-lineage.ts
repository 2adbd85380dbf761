/**
 * Plan lineage — các kế hoạch nối tiếp nhau trên một cụm.
 *
 * Which plans were in force on a box, one after another, a power cut that lost the newest included. By
 * this the world knows of which airings a word is owed, whatever a server took back without being heard.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Plan } from '@loaso/shared/wire/plan';

type Kept = { readonly hash: string; readonly plan: Plan };

export class PlanLineage {
  readonly #dev: DeviceId;
  readonly #kept: Kept[] = [];

  constructor(dev: DeviceId) {
    this.#dev = dev;
  }

  takes(hash: string, plan: Plan): void {
    this.#kept.push({ hash, plan });
  }

  /** Comes up with this plan: what the disk has lost since was never in force for it. */
  boots(hash: string | null): void {
    while (this.#kept.length > 0 && this.#kept.at(-1)?.hash !== hash) this.#kept.pop();
  }

  /**
   * Play ids, of airings over by `until`, on which a word is owed: a plan had it that was made before
   * its end, and the plan after it was made when it had begun. What a plan drops that was made before,
   * the server had taken back in time; what such a plan has, it owes itself.
   */
  owed(until: number): Set<string> {
    const owed = new Set<string>();
    for (const [index, { plan }] of this.#kept.entries()) {
      const nextIat = this.#kept[index + 1]?.plan.iat ?? Number.POSITIVE_INFINITY;
      for (const { entryId, startAt, durationMs } of plan.items) {
        const endAt = startAt + durationMs;
        if (endAt > until || endAt <= plan.iat || nextIat < startAt) continue;
        owed.add(`${entryId}.${this.#dev}.${startAt}`);
      }
    }
    return owed;
  }
}
