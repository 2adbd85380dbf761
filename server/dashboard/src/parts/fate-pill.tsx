/**
 * Fate of an airing — loa sẽ phát thế nào.
 *
 * One colour, sign and word for each fate, wherever the resolver's answer is shown.
 */
import type { AheadFate } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import type { IconName } from './icon.js';
import { Pill, type Tone } from './pill.js';

const LOOK: Readonly<Record<AheadFate, readonly [Tone, IconName]>> = {
  sounds: ['good', 'check'],
  cut: ['warn', 'cut'],
  outranked: ['warn', 'back'],
  'outside-hours': ['bad', 'off'],
  'minutes-used': ['bad', 'off'],
  'sessions-used': ['bad', 'off'],
  'session-full': ['bad', 'off'],
  'not-approved': ['bad', 'pencil'],
  withheld: ['bad', 'clock'],
  outgrown: ['bad', 'cut'],
};

export function FatePill({ fate }: { readonly fate: AheadFate }): JSX.Element {
  const { t } = useWords();
  const [tone, icon] = LOOK[fate];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`schedule.ahead.fate.${fate}`)}
    </Pill>
  );
}
