/**
 * Hear button — nút nghe ngay.
 *
 * Plays a short sound that the server makes on the spot; a second press stops it. What went wrong
 * stands right below.
 */
import { Loader } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';
import { ProblemNotice } from './problem.js';
import { sound, useSounding } from './sounding.js';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly bytes: () => Promise<ArrayBuffer>;
};

export function HearButton({ name, label, text, bytes }: Props): JSX.Element {
  const { t } = useWords();
  const { state, error } = useSounding(name);
  return (
    <>
      <button
        type="button"
        className="text-button"
        aria-label={state === 'playing' ? t('words.player.pause', { title: label }) : label}
        aria-busy={state === 'loading'}
        onClick={() => void sound(name, bytes)}
      >
        {state === 'loading' ? (
          <Loader size={16} />
        ) : (
          <Icon name={state === 'playing' ? 'stop' : 'play'} filled size={16} />
        )}
        {state === 'playing' ? t('studio.hear.stop') : text}
      </button>
      <ProblemNotice error={error} />
    </>
  );
}
