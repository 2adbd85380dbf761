/**
 * Limits as a line — giờ phát thành một dòng chữ.
 *
 * Hours, minutes, sessions and the ceiling of emergencies, days named only where a window is not daily.
 */
import { formatMinute } from '@loaso/shared/time';
import type { SessionBounds } from '@loaso/shared/trust/sound-envelope';
import type { SoundLimitsShown } from '@loaso/shared/wire/http/sound-rules';
import type { Translate } from '../../i18n/format.js';

type Window = SoundLimitsShown['windows'][number];

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function windowText(
  { days, fromMinute, toMinute, volumeMaxPercent }: Window,
  t: Translate,
): string {
  const hours = `${formatMinute(fromMinute)}–${formatMinute(toMinute)}`;
  const named = DAYS.filter((day) => days.includes(day)).map((day) =>
    t(`words.weekdayShort.d${day}`),
  );
  const on = days.length === 7 ? '' : ` (${named.join(' ')})`;
  return `${hours}${on}${volumeMaxPercent === 100 ? '' : `, ${volumeMaxPercent} %`}`;
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

export function limitsInWords(limits: SoundLimitsShown | null, t: Translate): string {
  if (limits === null) return t('hours.history.asAbove');
  return [
    hoursText(limits, t),
    t('hours.now.minutes', { n: limits.minutesPerDayMax }),
    ...sessionsText(limits, t),
    t('hours.now.emergency', { n: limits.emergencyVolumeMaxPercent }),
  ].join(' · ');
}
