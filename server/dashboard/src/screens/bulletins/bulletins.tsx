/**
 * Library — thư viện bản tin.
 *
 * Every bulletin in scope: searched without diacritics, filtered by state, heard on its row.
 */
import { BulletinState, type BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { BulletinPill } from '../../parts/pill.js';
import { Player } from '../../parts/player.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import './bulletins.css';

const ANY = 'any';

export function Bulletins(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { q, trangThai } = useSearch({ from: '/frame/ban-tin' });
  const list = useQuery(bulletinsQuery({ state: trangThai, limit: 200 }));
  const found = list.data?.filter((one) => finds(q ?? '', one.title, one.areaName, one.createdBy));
  const filtered = q !== undefined || trangThai !== undefined;
  return (
    <Page
      title={t('content.list.title')}
      intro={t('content.list.intro')}
      actions={may.compose(me.role) ? <NewButtons /> : null}
    >
      <Filter />
      <ProblemNotice error={list.error} onRetry={list.refetch} />
      {list.isPending ? <Waiting /> : null}
      {found === undefined ? null : <Rows bulletins={found} filtered={filtered} />}
    </Page>
  );
}

function NewButtons(): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="mic" size={18} />}
        onClick={() => void navigate({ to: '/ghi-am' })}
      >
        {t('studio.record.open')}
      </Button>
      <Button
        leftSection={<Icon name="compose" size={18} />}
        onClick={() => void navigate({ to: '/nhap-van-ban' })}
      >
        {t('shell.nav.compose')}
      </Button>
    </>
  );
}

function Filter(): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate({ from: '/ban-tin' });
  const { q, trangThai } = useSearch({ from: '/frame/ban-tin' });
  const change = (next: { q?: string | undefined; trangThai?: BulletinState | undefined }) =>
    void navigate({ search: { q, trangThai, ...next }, replace: true });
  return (
    <search className="row">
      <SearchField
        label={t('content.list.search')}
        value={q ?? ''}
        onChange={(value) => change({ q: value === '' ? undefined : value })}
      />
      <NativeSelect
        aria-label={t('content.list.filter')}
        value={trangThai ?? ANY}
        onChange={(event) => {
          const state = BulletinState.safeParse(event.currentTarget.value);
          change({ trangThai: state.success ? state.data : undefined });
        }}
        data={[
          { value: ANY, label: t('shell.app.all') },
          ...BulletinState.options.map((value) => ({
            value,
            label: t(`words.bulletinState.${value}`),
          })),
        ]}
      />
    </search>
  );
}

type RowsProps = { readonly bulletins: readonly BulletinSummary[]; readonly filtered: boolean };

function Rows({ bulletins, filtered }: RowsProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  if (bulletins.length === 0) {
    const [title, body] = filtered
      ? [t('content.list.emptyFilter'), t('content.list.emptyFilterBody')]
      : [t('content.list.emptyTitle'), t('content.list.emptyBody')];
    return (
      <div className="card">
        <Empty icon="bulletins" title={title} body={body}>
          {!filtered && may.compose(me.role) ? <NewButtons /> : null}
        </Empty>
      </div>
    );
  }
  return (
    <>
      <p className="small muted" role="status">
        {t('content.list.count', { n: bulletins.length })}
      </p>
      <ul className="plain-list stack" data-testid="bulletin-list">
        {bulletins.map((one) => (
          <Row key={one.id} bulletin={one} />
        ))}
      </ul>
    </>
  );
}

function Row({ bulletin }: { readonly bulletin: BulletinSummary }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(30_000);
  const { clip } = bulletin;
  return (
    <li className="card bulletin-row" data-testid="bulletin-row" data-state={bulletin.state}>
      {clip === null ? (
        <span className="bulletin-mute" title={t('words.player.none')}>
          <Icon name="voice" size={22} />
          <span className="visually-hidden">{t('words.player.none')}</span>
        </span>
      ) : (
        <Player sha256={clip.sha256} title={bulletin.title} durationMs={clip.durationMs} />
      )}
      <div className="grow stack-sm">
        <Link
          to="/ban-tin/$bulletinId"
          params={{ bulletinId: bulletin.id }}
          className="bulletin-title"
        >
          {bulletin.title}
        </Link>
        <div className="row small muted">
          <BulletinPill state={bulletin.state} />
          <span>
            {t(clip === null ? 'content.list.expected' : 'content.list.lasts', {
              time: fmt.duration(bulletin.durationMs),
            })}
          </span>
          <span>{t('content.list.by', { name: bulletin.createdBy, area: bulletin.areaName })}</span>
          <span>{t('content.list.changed', { age: fmt.age(bulletin.updatedAt, now) })}</span>
        </div>
        {bulletin.rejectionReason === null ? null : (
          <p className="small bulletin-reason">{bulletin.rejectionReason}</p>
        )}
      </div>
    </li>
  );
}
