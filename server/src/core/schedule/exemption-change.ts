/**
 * A change of exemptions — thêm hay rút một ngoại lệ thì đổi gì.
 *
 * Whether some day lets more sound than before, which area must agree, and whether the list still keeps
 * within what the operator permits. Compares what boxes would be told; knows no boxes.
 */
import type { AreaId } from '@loaso/shared/ids';
import { type PlaceKind, SpecialPlaceKind } from '@loaso/shared/place-kind';
import type { LocalDate } from '@loaso/shared/time';
import { dayWord, letsMoreSound } from '@loaso/shared/trust/envelope-within';
import { beyondBounds, datesOf, longestRun, mostInAYear } from '@loaso/shared/trust/exempted-days';
import { EXEMPTIONS_MAX } from '@loaso/shared/trust/exemptions';
import { needsSecond, type SoundLimits, sameLimits } from '@loaso/shared/trust/sound-limits';
import type { AreaExemption } from './exemptions.js';
import {
  type AreaPath,
  boundsAt,
  datedLimitsAt,
  limitsAt,
  type Policy,
  type Spot,
} from './policy.js';

const KINDS: readonly PlaceKind[] = ['residential', ...SpecialPlaceKind.options];

/** True when somewhere in the area, on some day, more may sound than before. */
export const opensMore = (next: Policy, now: Policy, path: AreaPath): boolean =>
  KINDS.some((placeKind) =>
    letsMoreSound(datedLimitsAt(next, { path, placeKind }), [
      datedLimitsAt(now, { path, placeKind }),
    ]),
  );

/** True when on some day, ordinary or not, a box may sound more near `to` than near `from`. */
export function kindOpensMore(
  policy: Policy,
  path: AreaPath,
  { from, to }: { readonly from: PlaceKind; readonly to: PlaceKind },
): boolean {
  const [then, before] = [to, from].map((placeKind) => ({ path, placeKind }));
  if (then === undefined || before === undefined) throw new Error('two kinds, two places');
  return (
    needsSecond(limitsAt(policy, then), limitsAt(policy, before)) ||
    letsMoreSound(datedLimitsAt(policy, then), [datedLimitsAt(policy, before)])
  );
}

/**
 * The area up to which ordinary rules must give way for `exemption` to hold whole: its own where
 * none stands in its way.
 */
export function liftedBy(policy: Policy, exemption: AreaExemption, path: AreaPath): AreaId {
  const { areaId, fromDate, word } = exemption;
  if (word.kind !== 'hours') return areaId;
  const holdingWith = (lifts: AreaId): SoundLimits => {
    const exemptions = [...policy.exemptions, { ...exemption, lifts }];
    return dayWord(datedLimitsAt({ ...policy, exemptions }, { path }), fromDate).limits;
  };
  const whole = holdingWith(path.at(-1) ?? areaId);
  return path.find((lifts) => sameLimits(holdingWith(lifts), whole)) ?? areaId;
}

export type ExemptionFault =
  | { readonly code: 'exemption-too-long'; readonly limit: number }
  | { readonly code: 'exemption-year-full'; readonly limit: number }
  | { readonly code: 'exemptions-full'; readonly limit: number };

/** What of the list some box at these paths would not be signed. */
export function exemptionFault(
  policy: Policy,
  paths: readonly AreaPath[],
  today: LocalDate,
): ExemptionFault | null {
  const spots = paths.flatMap((path) => KINDS.map((placeKind) => ({ path, placeKind })));
  for (const spot of spots) {
    const fault = faultAt(policy, spot, today);
    if (fault !== null) return fault;
  }
  return null;
}

function faultAt(policy: Policy, spot: Spot, today: LocalDate): ExemptionFault | null {
  const { exemptions = [] } = datedLimitsAt(policy, spot);
  const ahead = exemptions.filter(({ toDate }) => toDate >= today);
  if (ahead.length > EXEMPTIONS_MAX) return { code: 'exemptions-full', limit: EXEMPTIONS_MAX };
  const dates = datesOf(beyondBounds(exemptions, boundsAt(policy, spot.path)));
  const { daysMax = 0, daysPerYearMax = 0 } = policy.exemptionCaps ?? {};
  if (longestRun(dates) > daysMax) return { code: 'exemption-too-long', limit: daysMax };
  return mostInAYear(dates) > daysPerYearMax
    ? { code: 'exemption-year-full', limit: daysPerYearMax }
    : null;
}
