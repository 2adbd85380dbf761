/**
 * What an emergency says — một câu về tình hình.
 *
 * One sentence for the state as it stands, for the results page and for the banner alike. `exact`
 * counts seconds; otherwise the sentence changes seldom enough to be read out.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { formatClock } from '../i18n/format.js';
import type { WordsInUse } from '../i18n/use-words.js';
import { reachedBy, tallyOf } from './emergency-looks.js';

const SPOKEN_STEP_MS = 15_000;
/** A second person is waited for this long before everybody is told to telephone. */
export const ALARM_AFTER_MS = 120_000;

const leftOf = (emergency: Emergency, now: number, exact: boolean): number => {
  const left = Math.max(0, (emergency.dueAt ?? now) - now);
  return exact ? left : Math.ceil(left / SPOKEN_STEP_MS) * SPOKEN_STEP_MS;
};

function sentSays(emergency: Emergency, { t, fmt }: WordsInUse): string {
  const tally = tallyOf(emergency);
  const reached = reachedBy(tally);
  const all = fmt.number(emergency.devices);
  if (reached === 0) return t('emergency.says.sending', { n: all });
  if (emergency.kind === 'drill') {
    return t('emergency.says.drillAnswered', { n: fmt.number(reached), all });
  }
  return tally.sounding > 0
    ? t('emergency.says.sounding', { n: fmt.number(tally.sounding), all })
    : t('emergency.says.received', { n: fmt.number(reached), all });
}

function endedSays(emergency: Emergency, { t, fmt }: WordsInUse): string {
  const tally = tallyOf(emergency);
  const drill = emergency.kind === 'drill';
  const n = fmt.number(drill ? reachedBy(tally) : tally.played + tally.cut);
  const all = fmt.number(emergency.devices);
  return drill ? t('emergency.says.drillEnded', { n, all }) : t('emergency.says.ended', { n, all });
}

/** More names than this are read by nobody in a hurry. */
const NAMES_MAX = 5;

/** 'Xã A, Xã B' or '137 xã, phường'. */
export const placesOf = (
  { areaNames, stationNames }: Pick<Emergency, 'areaNames' | 'stationNames'>,
  { t, fmt }: WordsInUse,
): string => {
  const area =
    areaNames.length > NAMES_MAX
      ? t('emergency.confirm.areas', { n: fmt.number(areaNames.length) })
      : areaNames.join(', ');
  return stationNames === undefined
    ? area
    : t('emergency.confirm.stationsOnly', { area, names: stationNames.join(', ') });
};

/** @param now UTC milliseconds, by the server's clock */
export function saysOf(
  emergency: Emergency,
  words: WordsInUse,
  { now, exact }: { readonly now: number; readonly exact: boolean },
): string {
  const { t, fmt } = words;
  const time = fmt.duration(leftOf(emergency, now, exact));
  const by = {
    time: formatClock(emergency.stoppedAt ?? now),
    name: emergency.stoppedBy ?? '',
  };
  switch (emergency.state) {
    case 'waiting-second':
      return t('emergency.says.waiting', { time });
    case 'counting-down':
      return t('emergency.says.countdown', { time });
    case 'sending':
    case 'sent':
      return sentSays(emergency, words);
    case 'stopping':
      return t('emergency.says.stopping', {
        n: fmt.number(emergency.stopsHanded ?? 0),
        all: fmt.number(emergency.devices),
      });
    case 'ended':
      return endedSays(emergency, words);
    case 'stopped':
      return t('emergency.says.stopped', by);
    case 'vetoed':
      return t('emergency.says.vetoed', by);
    case 'lapsed':
      return t('emergency.says.lapsed');
    case 'failed':
      return t('emergency.says.failed');
  }
}
