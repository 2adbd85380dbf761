/**
 * Variants — bản tiếng dân tộc.
 *
 * The bulletin in other languages, recorded by people: hear, add, take away. They air only with the
 * same approval.
 */
import type { Bulletin, Variant } from '@loaso/shared/wire/http/content';
import { LANGUAGES, LanguageCode } from '@loaso/shared/wire/http/recordings';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { removeVariant, sendVariant } from '../../api/studio.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { Player } from '../../parts/player.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { SoundSource } from '../../parts/sound-source.js';
import { UploadBar } from '../../parts/upload-bar.js';
import { useUpload } from '../../parts/use-upload.js';
import { Repairs } from './recording-facts.js';

const RENEWS = ['bulletin', 'bulletins', 'overview'] as const;

type Props = { readonly bulletin: Bulletin };

/** What the bulletin itself is in; a text is always Vietnamese. */
const ownLanguage = ({ recording }: Bulletin): LanguageCode => recording?.language ?? 'vi';

export function Variants({ bulletin }: Props): JSX.Element | null {
  const { t } = useWords();
  const editable = may.compose(useMe().role) && bulletin.state !== 'withdrawn';
  const { variants } = bulletin;
  if (variants.length === 0 && !editable) return null;
  return (
    <Section title={t('studio.variants.title')} testId="variants">
      {variants.length === 0 ? (
        <p className="muted">{t('studio.variants.none')}</p>
      ) : (
        <ul className="plain-list rows">
          {variants.map((variant) => (
            <One key={variant.language} bulletin={bulletin} variant={variant} editable={editable} />
          ))}
        </ul>
      )}
      {editable ? (
        <details className="fold">
          <summary>{t('studio.variants.add')}</summary>
          <Add bulletin={bulletin} />
        </details>
      ) : null}
    </Section>
  );
}

type OneProps = Props & { readonly variant: Variant; readonly editable: boolean };

function One({ bulletin, variant, editable }: OneProps): JSX.Element {
  const { t } = useWords();
  const { clip, language, recording } = variant;
  const name = LANGUAGES[language];
  return (
    <li className="stack-sm">
      <div className="row row-apart">
        <span className="strong">{name}</span>
        <Player
          sha256={clip.sha256}
          title={`${bulletin.title}, ${name}`}
          durationMs={clip.durationMs}
        />
      </div>
      {recording.summary === '' ? null : <p className="small">{recording.summary}</p>}
      <details className="fold">
        <summary className="small">{t('studio.recording.facts')}</summary>
        <Repairs recording={recording} />
      </details>
      {editable ? (
        <div>
          <RemoveButton
            verb={t('studio.variants.remove')}
            label={t('studio.variants.removeOf', { name })}
            title={t('studio.variants.removeTitle', { name })}
            run={() => removeVariant(bulletin.id, language)}
            renews={RENEWS}
            done={t('studio.variants.removed')}
          >
            <p>{t('studio.variants.warns')}</p>
          </RemoveButton>
        </div>
      ) : null}
    </li>
  );
}

function Add({ bulletin }: Props): JSX.Element {
  const { t } = useWords();
  const taken = [ownLanguage(bulletin), ...bulletin.variants.map(({ language }) => language)];
  const free = LanguageCode.options.filter((code) => !taken.includes(code));
  const [chosen, setChosen] = useState<LanguageCode | null>(null);
  const [summary, setSummary] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const language = free.find((code) => code === chosen) ?? free[0];
  const upload = useUpload({
    run: (carried) =>
      sendVariant({ id: bulletin.id, language: language ?? 'vi', summary }, carried),
    renews: RENEWS,
    done: t('studio.variants.added'),
    after: () => {
      setFile(null);
      setSummary('');
    },
  });
  if (language === undefined) return <p className="muted">{t('studio.variants.all')}</p>;
  return (
    <div className="stack variant-form">
      <p className="small muted">{t('studio.variants.warns')}</p>
      <NativeSelect
        label={t('studio.record.language')}
        value={language}
        onChange={(event) => setChosen(LanguageCode.parse(event.currentTarget.value))}
        data={free.map((value) => ({ value, label: LANGUAGES[value] }))}
      />
      <SoundSource file={file} onFile={setFile} disabled={upload.busy} />
      <TextInput
        label={t('studio.record.summary')}
        description={t('studio.record.summaryHint')}
        maxLength={2000}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <UploadBar upload={upload} checking={t('studio.upload.checking')} />
      {upload.busy || file === null ? null : (
        <div>
          <Button onClick={() => upload.send(file)}>{t('studio.variants.send')}</Button>
        </div>
      )}
    </div>
  );
}
