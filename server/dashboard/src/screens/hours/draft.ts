/**
 * A draft of a rule — quy định đang soạn.
 *
 * What stands in the fields while somebody writes, times as text; becomes limits, or names the fields
 * that are wrong. Pure.
 */
import { formatMinute, MinuteOfDay } from '@loaso/shared/time';
import type { PlacedLimits } from '@loaso/shared/trust/place-limits';
import { sessionsOf } from '@loaso/shared/trust/sound-limits';
import { EMERGENCY_VOLUME_MIN, type SoundRuleLimits } from '@loaso/shared/wire/http/sound-rules';
import { minuteOf } from '../entry/time-text.js';
import { endOf, type PlaceDraft, placeDraftOf, placesOf } from './place-draft.js';

export type WindowDraft = {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly volume: number | '';
};

export type HoursDraft = {
  /** False: as the area above. */
  readonly own: boolean;
  readonly windows: readonly WindowDraft[];
  readonly minutes: number | '';
  /** Empty: no limit. */
  readonly sessions: number | '';
  readonly sessionMinutes: number | '';
  readonly emergency: number | '';
  readonly places: readonly PlaceDraft[];
  readonly restores: number | null;
};

export type WindowFault = 'days' | 'from' | 'to' | 'order' | 'volume';

/** Most windows that somebody writes; an envelope holds a few more. */
export const WINDOWS_WRITTEN_MAX = 8;

export const draftOf = (
  limits: PlacedLimits,
  { own, restores = null }: { readonly own: boolean; readonly restores?: number | null },
): HoursDraft => ({
  own,
  windows: limits.windows.map((one) => ({
    days: [...one.days].sort(),
    from: formatMinute(one.fromMinute),
    to: formatMinute(one.toMinute),
    volume: one.volumeMaxPercent,
  })),
  minutes: limits.minutesPerDayMax,
  sessions: limits.sessionsPerDayMax ?? '',
  sessionMinutes: limits.minutesPerSessionMax ?? '',
  emergency: Math.max(EMERGENCY_VOLUME_MIN, limits.emergencyVolumeMaxPercent),
  places: (limits.places ?? []).map(placeDraftOf),
  restores,
});

export function faultOf({ days, from, to, volume }: WindowDraft): WindowFault | null {
  if (days.length === 0) return 'days';
  const [start, end] = [minuteOf(from), endOf(to)];
  if (start === null) return 'from';
  if (end === null) return 'to';
  if (start >= end) return 'order';
  return volume === '' ? 'volume' : null;
}

const limitOf = (written: number | ''): number | undefined =>
  written === '' ? undefined : written;

/** Null limits: as above. `undefined`: something is wrong. */
export function limitsOf(draft: HoursDraft): SoundRuleLimits | null | undefined {
  if (!draft.own) return null;
  const { windows, minutes, emergency } = draft;
  if (minutes === '' || emergency === '' || emergency < EMERGENCY_VOLUME_MIN) return undefined;
  if (windows.some((one) => faultOf(one) !== null)) return undefined;
  const places = placesOf(draft.places);
  if (places === undefined) return undefined;
  return {
    windows: windows.map(({ days, from, to, volume }) => ({
      days: [...days],
      fromMinute: MinuteOfDay.parse(minuteOf(from)),
      toMinute: MinuteOfDay.parse(endOf(to)),
      volumeMaxPercent: Number(volume),
    })),
    minutesPerDayMax: minutes,
    emergencyVolumeMaxPercent: emergency,
    ...sessionsOf({
      sessionsPerDayMax: limitOf(draft.sessions),
      minutesPerSessionMax: limitOf(draft.sessionMinutes),
    }),
    ...(places.length === 0 ? {} : { places }),
  };
}
