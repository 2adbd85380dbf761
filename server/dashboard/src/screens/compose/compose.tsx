/**
 * Import — nhập văn bản.
 *
 * Paste or drop, one button; everything else is derived and may be changed under "options". What is
 * typed is kept on this device until it has been sent.
 */
import { type AreaId, BulletinId, type ClusterGroupId } from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import type { Field } from '@loaso/shared/wire/http/content';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useRef, useState } from 'react';
import { importText } from '../../api/content.js';
import { areasQuery } from '../../api/people.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { FieldAndArea } from '../../parts/field-and-area.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { base64Of } from './base64.js';
import { forgetDraft, keepDraft, keptDraft } from './draft.js';
import { DropZone } from './drop-zone.js';
import { FromTemplate } from './from-template.js';
import { StationSaid } from './station-said.js';
import { blanksIn } from './templates.js';
import { Trial } from './trial.js';
import './compose.css';

export function Compose(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page title={t('content.compose.title')} intro={t('content.compose.intro')}>
      {may.compose(me.role) ? (
        <ComposeForm />
      ) : (
        <div className="card">
          <Empty icon="compose" title={t('content.compose.notAllowed')} />
        </div>
      )}
    </Page>
  );
}

/** A file is whole as it is; null when nothing is missing. */
function whatIsMissing(
  text: string,
  file: File | null,
): 'content.compose.textMissing' | 'content.template.missing' | null {
  if (file !== null) return null;
  if (text.trim() === '') return 'content.compose.textMissing';
  return blanksIn(text).length === 0 ? null : 'content.template.missing';
}

type Options = {
  readonly title: string;
  readonly field: Field;
  readonly areaId: AreaId;
  readonly priority: Priority;
  readonly stationId?: ClusterGroupId | undefined;
};

function ComposeForm(): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const { khan } = useSearch({ from: '/frame/nhap-van-ban' });
  const [text, setText] = useState(keptDraft);
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [options, setOptions] = useState<Options>({
    title: '',
    field: 'law',
    areaId: me.areaId,
    ...(me.stations?.length === 1 ? { stationId: me.stations[0]?.id } : {}),
    priority: khan === true ? 'emergency' : 'normal',
  });
  const typed = useRef<HTMLTextAreaElement>(null);
  const missing = whatIsMissing(text, file);
  const sending = useDeed({
    run: async () => {
      const { title, ...rest } = options;
      const named = title.trim() === '' ? rest : { ...rest, title: title.trim() };
      return file === null
        ? importText({ ...named, text })
        : importText({ ...named, file: { name: file.name, base64: await base64Of(file) } });
    },
    renews: ['bulletins', 'overview'],
    after: ({ id }) => {
      forgetDraft();
      return navigate({ to: '/ban-tin/$bulletinId', params: { bulletinId: BulletinId.parse(id) } });
    },
  });
  const type = (value: string): void => {
    setText(value);
    keepDraft(value);
  };
  const submit = (): void => (missing === null ? sending.mutate(undefined) : setTried(true));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="card stack">
        <DropZone file={file} onFile={setFile}>
          {file === null ? (
            <FromTemplate
              text={text}
              field={typed}
              onChoose={(template) => {
                type(template.text);
                setOptions({ ...options, field: template.field });
              }}
            />
          ) : null}
          <Textarea
            ref={typed}
            label={t('content.compose.text')}
            placeholder={t('content.compose.placeholder')}
            autosize
            minRows={9}
            maxRows={22}
            disabled={file !== null}
            value={text}
            error={tried && missing !== null ? t(missing) : null}
            onChange={(event) => type(event.currentTarget.value)}
          />
          <p className="small muted" aria-live="polite">
            {text === ''
              ? ''
              : `${t('content.compose.characters', { n: fmt.number(text.length) })} · ${t('content.compose.kept')}`}
          </p>
        </DropZone>
      </div>
      <OptionFields options={options} onChange={setOptions} />
      <Trial text={text} />
      <ProblemNotice error={sending.error} />
      <div className="row">
        <Button type="submit" size="md" loading={sending.isPending}>
          {t('content.compose.submit')}
        </Button>
        {sending.isPending ? (
          <span className="muted" role="status">
            {t('content.compose.working')}
          </span>
        ) : null}
      </div>
    </form>
  );
}

type OptionProps = { readonly options: Options; readonly onChange: (next: Options) => void };

function OptionFields({ options, onChange }: OptionProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  return (
    <details className="card fold compose-options" open={options.priority === 'emergency'}>
      <summary>
        <Icon name="pencil" size={18} />
        {t('content.compose.options')}
        <span className="muted small">{`${t(`words.field.${options.field}`)} · ${me.areaName}`}</span>
      </summary>
      <div className="compose-grid">
        <TextInput
          label={t('content.compose.name')}
          description={t('content.compose.nameHint')}
          maxLength={200}
          value={options.title}
          onChange={(event) => onChange({ ...options, title: event.currentTarget.value })}
        />
        <FieldAndArea
          value={options}
          onChange={(change) =>
            onChange({
              ...options,
              ...change,
              stationId: change.areaId === undefined ? options.stationId : undefined,
            })
          }
        />
        <StationSaid
          areaId={options.areaId}
          value={options.stationId}
          onChange={(stationId) => onChange({ ...options, stationId })}
        />
      </div>
      <Checkbox
        className="compose-urgent"
        label={t('content.compose.urgent')}
        description={t('content.compose.urgentHint')}
        checked={options.priority === 'emergency'}
        onChange={(event) =>
          onChange({ ...options, priority: event.currentTarget.checked ? 'emergency' : 'normal' })
        }
      />
      {areas.error === null ? null : (
        <Notice tone="warn">
          <ProblemNotice error={areas.error} onRetry={areas.refetch} />
        </Notice>
      )}
    </details>
  );
}
