/**
 * Three lights — ba đèn: kết nối, sẵn sàng, phát được.
 *
 * Each light is a shape and a word, not only a colour: a tick, a bar, a cross, a question.
 */
import type { DeviceSummary, Light } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useNow } from '../app/clock.js';
import { useWords } from '../i18n/use-words.js';
import { Icon, type IconName } from './icon.js';
import type { Tone } from './pill.js';
import './lights.css';

export const LIGHT: Readonly<Record<Light, readonly [tone: Tone, icon: IconName]>> = {
  green: ['good', 'check'],
  amber: ['warn', 'warning'],
  red: ['bad', 'cross'],
  unknown: ['mute', 'question'],
};

const ORDER = ['reachable', 'ready', 'audible'] as const;

type Props = {
  readonly lights: DeviceSummary['lights'];
  /** The instants that the lights stand for; shown where there is room. */
  readonly at?: DeviceSummary['lightsAt'];
  readonly large?: boolean;
};

export function Lights({ lights, at, large = false }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <ul
      className={`lights plain-list ${large ? 'lights-large' : ''}`}
      aria-label={t('words.light.group')}
    >
      {ORDER.map((name) => {
        const [tone, icon] = LIGHT[lights[name]];
        return (
          <li key={name} className={`light tone-${tone}`} data-light={lights[name]}>
            <span className="light-lamp">
              <Icon name={icon} size={large ? 20 : 14} />
            </span>
            <span className="light-word">
              <span>{t(`words.light.${name}`)}</span>
              <span className={large ? 'light-value' : 'visually-hidden'}>
                {`: ${t(`words.light.${lights[name]}`)}`}
              </span>
              {large && at != null ? <Age at={at[name]} /> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Age({ at }: { readonly at: number | null }): JSX.Element | null {
  const { fmt } = useWords();
  const now = useNow(10_000);
  return at === null ? null : <span className="light-age small muted">{fmt.age(at, now)}</span>;
}
