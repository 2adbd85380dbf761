/**
 * Recording facts — tệp ghi âm trước và sau khi sửa.
 *
 * What came, what was repaired and what it is now, in words first and figures second.
 */
import { LANGUAGES, type Recording } from '@loaso/shared/wire/http/recordings';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';

export function RecordingFacts({ recording }: { readonly recording: Recording }): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('studio.recording.facts')} testId="recording">
      {recording.summary === '' ? null : <p>{recording.summary}</p>}
      <Repairs recording={recording} />
    </Section>
  );
}

export function Repairs({ recording }: { readonly recording: Recording }): JSX.Element {
  const { t, fmt } = useWords();
  const { before, after, repairs, file } = recording;
  const channels = t(before.channels === 1 ? 'studio.recording.mono' : 'studio.recording.many', {
    n: before.channels,
  });
  return (
    <div className="stack-sm">
      <p className="small muted wrap-any">
        {t('studio.recording.came', {
          name: file.name === '' ? t('studio.recording.noName') : file.name,
          size: fmt.size(file.sizeBytes),
          language: LANGUAGES[recording.language],
          who: recording.by,
          when: fmt.dateTime(recording.at),
        })}
      </p>
      {repairs.length === 0 ? (
        <p>{t('studio.recording.asIs')}</p>
      ) : (
        <ul className="plain-list stack-sm">
          {repairs.map((one) => (
            <li key={one} className="row">
              <Icon name={one.startsWith('was-') ? 'warning' : 'check'} size={18} />
              <span className="grow">{t(`studio.repair.${one}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className="facts small">
        <div className="fact">
          <dt>{t('studio.recording.before')}</dt>
          <dd>
            {[
              fmt.duration(before.durationMs),
              channels,
              t('studio.recording.rate', { n: fmt.number(before.sampleRate / 1000) }),
              t('studio.recording.loud', { n: fmt.number(before.loudnessLufs) }),
            ].join(' · ')}
          </dd>
        </div>
        <div className="fact">
          <dt>{t('studio.recording.after')}</dt>
          <dd>
            {[
              fmt.duration(after.durationMs),
              t('studio.recording.mono'),
              t('studio.recording.loud', { n: fmt.number(after.loudnessLufs) }),
            ].join(' · ')}
          </dd>
        </div>
      </dl>
    </div>
  );
}
