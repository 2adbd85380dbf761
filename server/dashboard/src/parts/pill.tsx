/**
 * State pill — nhãn trạng thái.
 *
 * Colour, sign and word together, so that a state is never told by colour alone.
 */
import type { BulletinState } from '@loaso/shared/wire/http/content';
import type { AiringState } from '@loaso/shared/wire/http/schedule';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon, type IconName } from './icon.js';
import './pill.css';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'mute' | 'accent';
type Look = readonly [tone: Tone, icon: IconName];

const BULLETIN: Readonly<Record<BulletinState, Look>> = {
  draft: ['mute', 'pencil'],
  voiced: ['info', 'voice'],
  submitted: ['warn', 'clock'],
  approved: ['good', 'check'],
  rejected: ['bad', 'back'],
  withdrawn: ['mute', 'off'],
};

export const AIRING: Readonly<Record<AiringState, Look>> = {
  planned: ['info', 'clock'],
  playing: ['accent', 'devices'],
  played: ['good', 'check'],
  interrupted: ['warn', 'cut'],
  missed: ['bad', 'cross'],
  unknown: ['mute', 'question'],
};

type PillProps = { readonly tone: Tone; readonly icon: IconName; readonly children: string };

export function Pill({ tone, icon, children }: PillProps): JSX.Element {
  return (
    <span className={`pill tone-${tone}`}>
      <Icon name={icon} size={15} />
      {children}
    </span>
  );
}

export function BulletinPill({ state }: { readonly state: BulletinState }): JSX.Element {
  const { t } = useWords();
  const [tone, icon] = BULLETIN[state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`words.bulletinState.${state}`)}
    </Pill>
  );
}

export function AiringPill({ state }: { readonly state: AiringState }): JSX.Element {
  const { t } = useWords();
  const [tone, icon] = AIRING[state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`words.airingState.${state}`)}
    </Pill>
  );
}
