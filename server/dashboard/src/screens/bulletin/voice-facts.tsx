/**
 * Voice facts — nguồn gốc giọng, giọng chưa được phát.
 *
 * Licence of the chosen voice, and of each voice that may not speak the reason in the server's words.
 */
import type { VoiceInfo } from '@loaso/shared/wire/http/content';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

type Props = {
  readonly chosen: VoiceInfo | undefined;
  readonly unfit: readonly VoiceInfo[];
};

export function VoiceFacts({ chosen, unfit }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <>
      {chosen === undefined ? null : (
        <p className="small muted">{t('studio.voices.licence', { licence: chosen.licence })}</p>
      )}
      {unfit.length === 0 ? null : (
        <Notice tone="mute" title={t('studio.voices.unfit')} still testId="unfit-voices">
          <ul className="plain-list stack-sm small">
            {unfit.map(({ id, label, region, problem }) => (
              <li key={id}>
                <span className="strong">{`${label} (${t(`words.region.${region}`)})`}</span>
                {`: ${problem ?? ''}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
