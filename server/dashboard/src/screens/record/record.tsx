/**
 * Recorded bulletin — bản tin ghi âm.
 *
 * A person's voice instead of the machine's: a file or the microphone, a title, and off to the same
 * way of approval. What was repaired is shown on the bulletin's page.
 */
import { type AreaId, BulletinId } from '@loaso/shared/ids';
import type { Field } from '@loaso/shared/wire/http/content';
import { LANGUAGES, LanguageCode } from '@loaso/shared/wire/http/recordings';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { areasQuery } from '../../api/people.js';
import { sendRecording } from '../../api/studio.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { FieldAndArea } from '../../parts/field-and-area.js';
import { Empty, Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SoundSource } from '../../parts/sound-source.js';
import { UploadBar } from '../../parts/upload-bar.js';
import { useUpload } from '../../parts/use-upload.js';
import './record.css';

export function RecordScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page title={t('studio.record.title')} intro={t('studio.record.intro')}>
      {may.compose(me.role) ? (
        <RecordForm />
      ) : (
        <div className="card">
          <Empty icon="mic" title={t('studio.record.notAllowed')} />
        </div>
      )}
    </Page>
  );
}

type About = {
  readonly title: string;
  readonly summary: string;
  readonly field: Field;
  readonly language: LanguageCode;
  readonly areaId: AreaId;
};

function RecordForm(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [about, setAbout] = useState<About>({
    title: '',
    summary: '',
    field: 'general',
    language: 'vi',
    areaId: me.areaId,
  });
  const upload = useUpload({
    run: (carried) => sendRecording({ ...about, title: about.title.trim() }, carried),
    renews: ['bulletins', 'overview'],
    after: ({ id }) =>
      navigate({ to: '/ban-tin/$bulletinId', params: { bulletinId: BulletinId.parse(id) } }),
  });
  const submit = (): void => {
    if (file !== null && about.title.trim() !== '') upload.send(file);
    else setTried(true);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="card stack">
        <SoundSource file={file} onFile={setFile} disabled={upload.busy} />
        {tried && file === null ? (
          <p className="small record-missing" role="alert">
            {t('studio.record.fileMissing')}
          </p>
        ) : null}
        <AboutFields about={about} tried={tried} onChange={setAbout} />
      </div>
      <UploadBar upload={upload} checking={t('studio.upload.checking')} />
      {upload.busy ? null : (
        <div className="row">
          <Button type="submit" size="md">
            {t('studio.record.submit')}
          </Button>
        </div>
      )}
    </form>
  );
}

type AboutProps = {
  readonly about: About;
  readonly tried: boolean;
  readonly onChange: (next: About) => void;
};

function AboutFields({ about, tried, onChange }: AboutProps): JSX.Element {
  const { t } = useWords();
  const areas = useQuery(areasQuery);
  return (
    <>
      <TextInput
        label={t('content.act.newTitle')}
        description={t('studio.record.titleHint')}
        maxLength={200}
        value={about.title}
        error={tried && about.title.trim() === '' ? t('studio.record.titleMissing') : null}
        onChange={(event) => onChange({ ...about, title: event.currentTarget.value })}
      />
      <div className="record-grid">
        <NativeSelect
          label={t('studio.record.language')}
          value={about.language}
          onChange={(event) =>
            onChange({ ...about, language: LanguageCode.parse(event.currentTarget.value) })
          }
          data={LanguageCode.options.map((value) => ({ value, label: LANGUAGES[value] }))}
        />
        <FieldAndArea value={about} onChange={(change) => onChange({ ...about, ...change })} />
      </div>
      <Textarea
        label={t('studio.record.summary')}
        description={t('studio.record.summaryHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={about.summary}
        onChange={(event) => onChange({ ...about, summary: event.currentTarget.value })}
      />
      <ProblemNotice error={areas.error} onRetry={areas.refetch} />
    </>
  );
}
