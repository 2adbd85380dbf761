/**
 * New schedule line — thêm dòng lịch.
 *
 * What, where, when, and what that does, on one page. The preview is asked again with every change,
 * so that saving holds no surprise.
 */
import { localDateOf } from '@loaso/shared/time';
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { type Added, addEntry, type EntryBody } from '../../api/schedule.js';
import { now } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { type EntryDraft, newDraft, requestOf } from './entry-draft.js';
import { MoreOptions } from './more-options.js';
import { Preview } from './preview.js';
import { What } from './what.js';
import { When } from './when.js';
import { Where } from './where.js';
import './entry.css';

const PREVIEW_DELAY_MS = 500;

export function EntryScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [added, setAdded] = useState<Added | null>(null);
  const approved = useQuery(bulletinsQuery({ state: 'approved', limit: 200 }));
  if (!may.schedule(me.role)) {
    return (
      <Page title={t('schedule.add.title')}>
        <div className="card">
          <Empty icon="calendar" title={t('content.act.nothing')} />
        </div>
      </Page>
    );
  }
  if (added !== null) return <Saved added={added} onAgain={() => setAdded(null)} />;
  return (
    <Page title={t('schedule.add.title')} intro={t('schedule.add.intro')}>
      <ProblemNotice error={approved.error} onRetry={approved.refetch} />
      {approved.isPending ? <Waiting /> : null}
      {approved.data === undefined ? null : (
        <EntryForm approved={approved.data} onAdded={setAdded} />
      )}
    </Page>
  );
}

type FormProps = {
  readonly approved: readonly BulletinSummary[];
  readonly onAdded: (added: Added) => void;
};

function EntryForm({ approved, onAdded }: FormProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { banTin } = useSearch({ from: '/frame/lich-phat/them' });
  const start = approved.some(({ id }) => id === banTin) && banTin !== undefined ? [banTin] : [];
  const [draft, setDraft] = useState(() => newDraft(localDateOf(now()), start));
  const change = (part: Partial<EntryDraft>): void => setDraft((old) => ({ ...old, ...part }));
  const chosen = draft.bulletinIds.flatMap((id) => approved.filter((one) => one.id === id));
  const title = chosen[0]?.title ?? '';
  const request = requestOf(draft, me.areaId, title.slice(0, 200));
  const [settled] = useDebouncedValue(request, PREVIEW_DELAY_MS);
  const save = useDeed({
    run: (body: EntryBody) => addEntry(body),
    renews: ['calendar', 'entries', 'overview', 'device'],
    after: onAdded,
  });
  return (
    <form
      className="columns columns-main"
      onSubmit={(event) => {
        event.preventDefault();
        if (request !== null) save.mutate(request);
      }}
    >
      <div className="stack">
        <What draft={draft} change={change} approved={approved} chosen={chosen} />
        <Where draft={draft} change={change} />
        <When draft={draft} change={change} />
      </div>
      <div className="stack entry-aside">
        <Section title={t('schedule.add.preview')} testId="preview">
          <Preview request={settled} />
          <TextInput
            label={t('schedule.add.name')}
            description={t('schedule.add.nameHint')}
            placeholder={title}
            maxLength={200}
            value={draft.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <MoreOptions draft={draft} change={change} />
          <ProblemNotice error={save.error} />
          <Button type="submit" size="md" disabled={request === null} loading={save.isPending}>
            {t('schedule.add.submit')}
          </Button>
          <p className="visually-hidden" role="status">
            {save.isPending ? t('schedule.add.saving') : ''}
          </p>
        </Section>
      </div>
    </form>
  );
}

type SavedProps = { readonly added: Added; readonly onAgain: () => void };

function Saved({ added, onAgain }: SavedProps): JSX.Element {
  const { t, fmt } = useWords();
  const navigate = useNavigate();
  const { devices, planned } = added.publish;
  return (
    <Page title={t('schedule.add.savedTitle')}>
      <div className="card" role="status" data-testid="saved">
        <Empty
          icon="check"
          title={added.entry.title}
          body={t('schedule.add.savedBody', {
            devices: fmt.number(devices),
            planned: fmt.number(planned),
          })}
        >
          <p className="small muted">{t('schedule.add.savedHint')}</p>
          <div className="row">
            <Button onClick={() => void navigate({ to: '/lich-phat' })}>
              {t('schedule.add.toWeek')}
            </Button>
            <Button variant="default" onClick={onAgain}>
              {t('schedule.add.again')}
            </Button>
          </div>
        </Empty>
      </div>
    </Page>
  );
}
