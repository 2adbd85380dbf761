/**
 * A draft of what holds near a place — quy định riêng đang soạn.
 *
 * What stands in the fields of one kind of place, times as text; becomes a rule, or names what is
 * wrong. Pure.
 */
import type { SpecialPlaceKind } from '@loaso/shared/place-kind';
import { formatMinute, MinuteOfDay } from '@loaso/shared/time';
import type { PlaceRule } from '@loaso/shared/trust/place-limits';
import { minuteOf } from '../entry/time-text.js';

export type QuietDraft = {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
};

export type PlaceDraft = {
  readonly kind: SpecialPlaceKind;
  readonly volume: number | '';
  readonly quiet: readonly QuietDraft[];
};

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

/** The end of the day is a time too. */
export const endOf = (text: string): number | null =>
  /^24([:.h]00?)?$/.test(text.trim()) ? 1440 : minuteOf(text);

export const placeDraftOf = ({ kind, volumeMaxPercent, quiet }: PlaceRule): PlaceDraft => ({
  kind,
  volume: volumeMaxPercent,
  quiet: quiet.map(({ days, fromMinute, toMinute }) => ({
    days,
    from: formatMinute(fromMinute),
    to: formatMinute(toMinute),
  })),
});

export function quietFault({ from, to }: QuietDraft): 'from' | 'to' | 'order' | null {
  const [start, end] = [minuteOf(from), endOf(to)];
  if (start === null) return 'from';
  if (end === null) return 'to';
  return start >= end ? 'order' : null;
}

/** `undefined`: something is wrong. */
export function placesOf(places: readonly PlaceDraft[]): PlaceRule[] | undefined {
  const wrong = places.some(
    ({ volume, quiet }) => volume === '' || quiet.some((one) => quietFault(one) !== null),
  );
  if (wrong) return undefined;
  const telling = places.filter(({ volume, quiet }) => volume !== 100 || quiet.length > 0);
  return telling.map(({ kind, volume, quiet }) => ({
    kind,
    volumeMaxPercent: Number(volume),
    quiet: quiet.map(({ days, from, to }) => ({
      days: [...days],
      fromMinute: MinuteOfDay.parse(minuteOf(from)),
      toMinute: MinuteOfDay.parse(endOf(to)),
    })),
  }));
}
