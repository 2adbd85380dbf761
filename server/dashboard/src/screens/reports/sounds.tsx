/**
 * Sounds of a hamlet — từng lần loa kêu làm nên số phút của một thôn.
 *
 * Which speakers reach it, and every sound of theirs; together the minutes of the report.
 */
import { AreaId } from '@loaso/shared/ids';
import { MINUTE_MS } from '@loaso/shared/time';
import {
  type HeardSound,
  SOUNDS_PAGE,
  type SoundsReport,
} from '@loaso/shared/wire/http/report-noise';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Fragment, type JSX } from 'react';
import { soundsQuery } from '../../api/reports.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Page } from '../../parts/page.js';
import { BackToReport, OpenedList, spanIn } from './opened-list.js';
import './reports.css';

export function ReportSounds(): JSX.Element {
  const { t, fmt } = useWords();
  const search = useSearch({ from: '/frame/bao-cao/phut-keu' });
  const { thon, ngay: day, trang: page = 1 } = search;
  const hamlet = thon ?? AreaId.parse('0');
  const query = useQuery(soundsQuery({ ...spanIn(search), hamlet, day, page }));
  const told = query.data;
  const minutes = Math.round(((told?.soundMs ?? 0) / MINUTE_MS) * 10) / 10;
  return (
    <Page
      title={
        told === undefined
          ? t('report.tabs.noise')
          : t('report.opened.sounds', { name: told.hamlet.name, n: fmt.number(minutes) })
      }
      intro={told === undefined ? undefined : <About told={told} />}
      actions={<BackToReport search={search} part="phut-keu" />}
    >
      <OpenedList
        query={query}
        page={page}
        size={SOUNDS_PAGE}
        pageLink={(trang, words) => (
          <Link to="/bao-cao/phut-keu" search={{ ...search, trang }}>
            {words}
          </Link>
        )}
      >
        {({ sounds }) => (
          <ol className="plain-list rows">
            {sounds.map((one) => (
              <Sound key={`${one.deviceId} ${one.startedAt}`} one={one} />
            ))}
          </ol>
        )}
      </OpenedList>
      {told === undefined ? null : <Reaching told={told} />}
      <p className="small muted">{t('report.opened.soundsHow')}</p>
    </Page>
  );
}

type Props = { readonly told: SoundsReport };

function About({ told }: Props): JSX.Element {
  const { t } = useWords();
  const when =
    told.day === null
      ? t('report.list.span', { from: formatDate(told.from), to: formatDate(told.to) })
      : formatDate(told.day);
  return <>{[told.hamlet.communeName, when].join(' · ')}</>;
}

function Sound({ one }: { readonly one: HeardSound }): JSX.Element {
  const { t, fmt } = useWords();
  const { deviceId, deviceName, areaName, title, startedAt, playedMs, addedMs } = one;
  return (
    <li className="row row-apart" data-testid="heard-sound">
      <span className="grow wrap-any">
        <Link to="/cum-loa/$deviceId" params={{ deviceId }}>
          {deviceName}
        </Link>
        <span className="small muted diary-about">
          {[fmt.dateTime(startedAt), title, areaName].join(' · ')}
        </span>
      </span>
      <span className="small numbers">
        {[
          t('report.opened.lasted', { span: fmt.duration(playedMs) }),
          ...(addedMs === playedMs
            ? []
            : [t('report.opened.added', { span: fmt.duration(addedMs) })]),
        ].join(' · ')}
      </span>
    </li>
  );
}

function Reaching({ told: { clusters } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <p className="small" id="cum-loa">
      {t('report.opened.reaching', { n: fmt.number(clusters.length) })}
      {clusters.map(({ id, name }, place) => (
        <Fragment key={id}>
          {place === 0 ? ': ' : ', '}
          <Link to="/cum-loa/$deviceId" params={{ deviceId: id }} data-testid="reaching-cluster">
            {name}
          </Link>
        </Fragment>
      ))}
    </p>
  );
}
