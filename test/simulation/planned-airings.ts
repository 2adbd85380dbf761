/**
 * Planned airings of the simulated store — lượt phát đã định.
 *
 * The rule of the store's publication: the future of a box becomes what its new plan says, and what
 * the plan leaves out before its start is marked as taken back, never removed.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { BuiltAiring } from '#server/core/plan/build';

export type Planned = Omit<BuiltAiring, 'cancelledAt'> & { readonly cancelledAt: number | null };

export class PlannedAirings {
  readonly #byBox = new Map<DeviceId, Map<string, Planned>>();

  put(boxes: ReadonlySet<DeviceId>, airings: readonly BuiltAiring[], now: number): void {
    const wanted = new Map<DeviceId, Map<string, BuiltAiring>>();
    for (const id of boxes) wanted.set(id, new Map());
    for (const airing of airings) wanted.get(airing.deviceId)?.set(airing.playId, airing);
    for (const [id, next] of wanted) {
      const known = this.#byBox.get(id) ?? new Map<string, Planned>();
      this.#byBox.set(id, known);
      for (const [playId, one] of known) {
        if (one.startAt > now && one.cancelledAt === null && !next.has(playId)) {
          known.set(playId, { ...one, cancelledAt: now });
        }
      }
      for (const [playId, one] of next) known.set(playId, one);
    }
  }

  of(id: DeviceId): Planned[] {
    return [...(this.#byBox.get(id)?.values() ?? [])];
  }
}
