/**
 * Report of updates — cụm báo về bản phần mềm.
 *
 * What the shelf and the last offer say, in the words of the status. Pure: a box that was cut off in
 * between says the same after its next start, since it reads it off the shelf again.
 */
import { parseSealed } from '@loaso/shared/trust/sealed';
import type { UpdateReport, UpdateStep } from '@loaso/shared/wire/release';
import type { ReleaseRefusal } from './judge.js';
import type { Lying } from './planner.js';

type Last = NonNullable<UpdateReport['last']>;

/** Of the newest release that was ever installed here. */
export function lastOnShelf({ state, current }: Pick<Lying, 'state' | 'current'>): Last | null {
  const { trial, failed, slots, highestNum } = state;
  if (trial !== null) {
    const detail = `start ${trial.attempts}`;
    return { num: slots[trial.slot]?.num ?? highestNum, step: 'on-trial', detail };
  }
  const failure = failed.at(-1);
  if (failure !== undefined && failure.num === highestNum) {
    return { num: failure.num, step: 'went-back', detail: failure.why.slice(0, 200) };
  }
  const info = current === null ? null : slots[current];
  return info === null ? null : { num: info.num, step: 'stays', detail: info.version };
}

export const atStep = (num: number, step: UpdateStep, detail: string): Last => ({
  num,
  step,
  detail: detail.slice(0, 200),
});

/** What was refused; where it was installed before, the shelf knows better than its second offer. */
export const lastRefused = (
  num: number,
  { code, detail }: Pick<ReleaseRefusal, 'detail'> & { readonly code: string },
  found: Pick<Lying, 'state' | 'current'>,
): Last | null =>
  num > 0 && num <= found.state.highestNum
    ? lastOnShelf(found)
    : { num, step: 'refused', code: codeTold(code), detail: detail.slice(0, 200) };

/** What only has to wait has one name on the wire: by any other a server takes the box for failed. */
const codeTold = (code: string): string => (code === 'no-time' || code === 'held' ? 'busy' : code);

/** The number that a manifest claims, believed by nobody; 0 where it has none. */
export function claimedNum(manifest: string): number {
  const sealed = parseSealed(manifest);
  if (!sealed.ok) return 0;
  try {
    const body: unknown = JSON.parse(sealed.value.body);
    const num = typeof body === 'object' && body !== null && 'num' in body ? body.num : 0;
    return typeof num === 'number' && Number.isSafeInteger(num) && num > 0 ? num : 0;
  } catch (cause) {
    if (cause instanceof SyntaxError) return 0;
    throw cause;
  }
}
