/**
 * Limits as a line — giờ phát thành một dòng chữ.
 *
 * Hours, minutes, sessions and the ceiling of emergencies, days named only where a window is not daily.
 */
import { formatMinute } from '@loaso/shared/time';
import type { PlaceRule } from '@loaso/shared/trust/place-limits';
import type { SessionBounds } from '@loaso/shared/trust/sound-envelope';
import type { SoundLimitsShown } from '@loaso/shared/wire/http/sound-rules';
import type { Translate } from '../../i18n/format.js';

type Window = SoundLimitsShown['windows'][number];

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** ' (T2 T3)', or nothing for every day. */
function onDays(days: readonly number[], t: Translate): string {
  const named = DAYS.filter((day) => days.includes(day)).map((day) =>
    t(`words.weekdayShort.d${day}`),
  );
  return days.length === 7 ? '' : ` (${named.join(' ')})`;
}

function windowText(
  { days, fromMinute, toMinute, volumeMaxPercent }: Window,
  t: Translate,
): string {
  const hours = `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`;
  return `${hours}${onDays(days, t)}${volumeMaxPercent === 100 ? '' : `, ${volumeMaxPercent} %`}`;
}

export function hoursText({ windows }: Pick<SoundLimitsShown, 'windows'>, t: Translate): string {
  return windows.length === 0
    ? t('hours.now.silent')
    : windows.map((one) => windowText(one, t)).join('; ');
}

/** What is limited of the sessions; nothing for what is not. */
export function sessionsText(
  { sessionsPerDayMax: most, minutesPerSessionMax: minutes }: SessionBounds,
  t: Translate,
): string[] {
  return [
    ...(most === undefined ? [] : [t('hours.now.sessions', { n: most })]),
    ...(minutes === undefined ? [] : [t('hours.now.sessionMinutes', { n: minutes })]),
  ];
}

function placeText({ kind, volumeMaxPercent, quiet }: PlaceRule, t: Translate): string {
  const rule = [
    ...(volumeMaxPercent === 100 ? [] : [t('hours.place.volume', { n: volumeMaxPercent })]),
    ...quiet.map(({ days, fromMinute, toMinute }) =>
      t('hours.place.quiet', {
        from: formatMinute(fromMinute),
        to: formatMinute(toMinute),
        on: onDays(days, t),
      }),
    ),
  ].join(', ');
  return t('hours.place.of', { kind: t(`hours.place.kind.${kind}`), rule });
}

type Told = SoundLimitsShown & { readonly places?: readonly PlaceRule[] | undefined };

export function limitsInWords(limits: Told | null, t: Translate): string {
  if (limits === null) return t('hours.history.asAbove');
  return [
    hoursText(limits, t),
    t('hours.now.minutes', { n: limits.minutesPerDayMax }),
    ...sessionsText(limits, t),
    t('hours.now.emergency', { n: limits.emergencyVolumeMaxPercent }),
    ...(limits.places ?? []).map((one) => placeText(one, t)),
  ].join(' · ');
}
