/**
 * Numbering of plans — đánh số kế hoạch, và nhận ra dữ liệu cũ.
 *
 * The next number of each box rises above everything ever signed. A number that was signed and that
 * this database does not remember means that an older one was put back: then there is no next number
 * until a person has looked. Knows no store and no signer.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { PlanMark } from '@loaso/shared/wire/plan';

/** By box; 0, or nothing, where there is none. */
export type Numbers = ReadonlyMap<DeviceId, number>;

/** What was signed for a box, and the highest number that this database knows of. */
export type NumberKnown = { readonly signed: number; readonly remembered: number };

/** What a database remembers: its newest plan, or a number that was about to be signed. */
export const rememberedNum = (stored: number, asked: number | undefined): number =>
  Math.max(stored, asked ?? 0);

/** True where the box may hold a plan that this database does not know. */
export const isAhead = ({ signed, remembered }: NumberKnown): boolean => signed > remembered;

export type Known = {
  /** The highest numbers ever signed. */
  readonly signed: Numbers;
  /** Numbers that were asked for, or let go by a person, and under which no plan is stored yet. */
  readonly asked: Numbers;
};

/**
 * @param stored the number of the newest stored plan of each box; 0 where there is none
 * @returns the first box for which more was signed than this database knows, or a number for each
 */
export function nextNumbers(
  stored: Numbers,
  { signed, asked }: Known,
): Result<Map<DeviceId, number>, NumberKnown & { readonly id: DeviceId }> {
  const next = new Map<DeviceId, number>();
  for (const [id, num] of stored) {
    const highest = signed.get(id) ?? 0;
    const remembered = rememberedNum(num, asked.get(id));
    if (isAhead({ signed: highest, remembered })) return err({ id, signed: highest, remembered });
    next.set(id, Math.max(num, highest) + 1);
  }
  return ok(next);
}

/** False where a higher number was given out: the box may hold that one, and needs a plan above it. */
export const isNewest = (num: number, asked: number | undefined): boolean => (asked ?? 0) <= num;

type Held = Pick<PlanMark, 'epoch' | 'num'>;

/** True where the box holds a later plan than the one that this database would send it. */
export const isBeyond = (held: Held | null, desired: Held): boolean =>
  held !== null && held.epoch === desired.epoch && held.num > desired.num;

/** What a box that holds `have` is to be answered. */
export function answerTo(have: PlanMark | null, desired: PlanMark): 'same' | 'ahead' | 'send' {
  if (have?.epoch === desired.epoch && have.hash === desired.hash) return 'same';
  return isBeyond(have, desired) ? 'ahead' : 'send';
}
