/**
 * New or edited schedule line — thêm, sửa dòng lịch.
 *
 * Which of the two the address says; loads what the form needs, and says afterwards what was sent.
 */
import { type Instant, localDateOf } from '@loaso/shared/time';
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { type Added, entriesQuery } from '../../api/schedule.js';
import { now, useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { UndoNotice } from '../calendar/undo-notice.js';
import { LiveState } from '../publication/live-state.js';
import { EditForm } from './edit-form.js';
import { newDraft } from './entry-draft.js';
import { NewForm } from './new-form.js';
import './entry.css';

type Saved = { readonly added: Added; readonly edited: boolean };

export function EntryScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { sua, luc } = useSearch({ from: '/frame/lich-phat/them' });
  const [saved, setSaved] = useState<Saved | null>(null);
  const approved = useQuery({
    ...bulletinsQuery({ state: 'approved', limit: 200 }),
    // Warnings wait on the boxes for an emergency; they are not read by a timetable.
    select: (all) => all.filter(({ priority }) => priority !== 'emergency'),
  });
  const editing = sua !== undefined && luc !== undefined;
  const title = t(editing ? 'schedule.edit.title' : 'schedule.add.title');
  if (!may.schedule(me.role)) {
    return (
      <Page title={title}>
        <div className="card">
          <Empty icon="calendar" title={t('content.act.nothing')} />
        </div>
      </Page>
    );
  }
  if (saved !== null) return <SavedPage {...saved} onAgain={() => setSaved(null)} />;
  if (editing) {
    return (
      <EditPage
        id={sua}
        at={luc}
        approved={approved.data}
        onSaved={(added) => setSaved({ added, edited: true })}
      />
    );
  }
  return (
    <Page title={title} intro={t('schedule.add.intro')}>
      <ProblemNotice error={approved.error} onRetry={approved.refetch} />
      {approved.isPending ? <Waiting /> : null}
      {approved.data === undefined ? null : (
        <NewPage approved={approved.data} onSaved={(added) => setSaved({ added, edited: false })} />
      )}
    </Page>
  );
}

type NewProps = {
  readonly approved: readonly BulletinSummary[];
  readonly onSaved: (added: Added) => void;
};

function NewPage({ approved, onSaved }: NewProps): JSX.Element {
  const { banTin, nhom } = useSearch({ from: '/frame/lich-phat/them' });
  const start = approved.some(({ id }) => id === banTin) && banTin !== undefined ? [banTin] : [];
  const first = newDraft(localDateOf(now()), start);
  const groupIds = nhom === undefined ? [] : [nhom];
  return <NewForm approved={approved} first={{ ...first, groupIds }} onSaved={onSaved} />;
}

type EditProps = {
  readonly id: string;
  readonly at: Instant;
  readonly approved: readonly BulletinSummary[] | undefined;
  readonly onSaved: (added: Added) => void;
};

function EditPage({ id, at, approved, onSaved }: EditProps): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const present = useNow(60_000);
  const entries = useQuery(entriesQuery(me.areaId));
  const entry = entries.data?.find((one) => one.id === id);
  const intro =
    entry === undefined
      ? null
      : t('schedule.edit.intro', { when: fmt.when(at, present), title: entry.title });
  return (
    <Page title={t('schedule.edit.title')} intro={intro}>
      <ProblemNotice error={entries.error} onRetry={entries.refetch} />
      {entries.isPending || approved === undefined ? <Waiting /> : null}
      {entries.isSuccess && entry === undefined ? (
        <div className="card">
          <Empty icon="calendar" title={t('schedule.edit.gone')} />
        </div>
      ) : null}
      {entry === undefined || approved === undefined ? null : (
        <EditForm entry={entry} at={at} approved={approved} onSaved={onSaved} />
      )}
    </Page>
  );
}

type SavedProps = Saved & { readonly onAgain: () => void };

function SavedPage({ added, edited, onAgain }: SavedProps): JSX.Element {
  const { t, fmt } = useWords();
  const navigate = useNavigate();
  const { devices, planned, publicationId } = added.publish;
  return (
    <Page title={t(edited ? 'schedule.edit.savedTitle' : 'schedule.add.savedTitle')}>
      <div className="card" role="status" data-testid="saved">
        <Empty
          icon="check"
          title={added.entry.title}
          body={t('schedule.add.savedBody', {
            devices: fmt.number(devices),
            planned: fmt.number(planned),
          })}
        >
          {publicationId === undefined || edited ? (
            <p className="small muted">{t('schedule.add.savedHint')}</p>
          ) : (
            <LiveState id={publicationId} />
          )}
          <div className="row">
            <Button onClick={() => void navigate({ to: '/lich-phat' })}>
              {t('schedule.add.toWeek')}
            </Button>
            {edited ? null : (
              <Button variant="default" onClick={onAgain}>
                {t('schedule.add.again')}
              </Button>
            )}
          </div>
        </Empty>
      </div>
      {edited ? <UndoNotice /> : null}
    </Page>
  );
}
