/**
 * Coverage — độ phủ.
 *
 * For the Department: who is reached on paper, today, and by what was really heard; against the
 * targets, commune by commune, down to the hamlet and the cluster; what to do next, what is not known.
 */

import { addDays, LocalDate, localDateOf } from '@loaso/shared/time';
import type { CoverageReport } from '@loaso/shared/wire/http/coverage';
import { Button, Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { type CoverageAsked, coverageFile, coverageQuery } from '../../api/coverage.js';
import { areasQuery } from '../../api/people.js';
import { now } from '../../app/clock.js';
import { useMe } from '../../app/session.js';
import { formatClock, formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Icon } from '../../parts/icon.js';
import { Included } from '../../parts/included.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Communes } from './communes.js';
import { Figures } from './figures.js';
import { Clusters, Hamlets } from './hamlets.js';
import { Stations } from './stations.js';
import { Steps } from './steps.js';
import { Targets } from './targets.js';
import { Trend } from './trend.js';
import { Languages, Unknowns } from './unknowns.js';
import './coverage.css';

export function CoverageScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { diaBan, ngay, phapLuat } = useSearch({ from: '/frame/phu-song' });
  const asked: CoverageAsked = {
    areaId: diaBan ?? me.areaId,
    on: ngay,
    law: phapLuat === true,
  };
  const report = useQuery(coverageQuery(asked));
  const actions = (
    <>
      <Button
        component={Link}
        to="/so-dia-ban"
        variant="default"
        leftSection={<Icon name="table" size={18} />}
      >
        {t('coverage.registry')}
      </Button>
      <Button
        component="a"
        href={coverageFile(asked)}
        download="do-phu.csv"
        variant="default"
        leftSection={<Icon name="download" size={18} />}
      >
        {t('coverage.export')}
      </Button>
    </>
  );
  return (
    <Page title={t('coverage.title')} intro={t('coverage.intro')} actions={actions}>
      <Choices asked={asked} />
      <ProblemNotice error={report.error} onRetry={report.refetch} />
      {report.isPending ? <Waiting /> : null}
      {report.data === undefined ? null : <Shown report={report.data} asked={asked} />}
    </Page>
  );
}

type Asked = { readonly asked: CoverageAsked };

function Choices({ asked }: Asked): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate({ from: '/phu-song' });
  const areas = useQuery(areasQuery);
  const scope = areasInScope(areas.data ?? [], me).filter(({ level }) => level !== 'hamlet');
  const days = monthEnds(localDateOf(now()));
  const picked = asked.on !== undefined && !days.includes(asked.on) ? [asked.on, ...days] : days;
  return (
    <search className="coverage-choices">
      {scope.length > 1 ? (
        <AreaField
          label={t('coverage.area')}
          areas={scope}
          value={asked.areaId}
          onChange={(diaBan) =>
            void navigate({ search: (before) => ({ ...before, diaBan: diaBan ?? undefined }) })
          }
        />
      ) : null}
      <Select
        label={t('coverage.day')}
        allowDeselect={false}
        value={asked.on ?? ''}
        data={[
          { value: '', label: t('coverage.today') },
          ...picked.map((day) => ({ value: day, label: formatDate(day) })),
        ]}
        onChange={(value) => {
          const day = LocalDate.safeParse(value);
          const ngay = day.success ? day.data : undefined;
          void navigate({ search: (before) => ({ ...before, ngay }) });
        }}
      />
      <Checkbox
        className="coverage-law"
        label={t('coverage.lawOnly')}
        checked={asked.law}
        onChange={(event) => {
          const phapLuat = event.currentTarget.checked ? true : undefined;
          void navigate({ search: (before) => ({ ...before, phapLuat }) });
        }}
      />
    </search>
  );
}

const MONTHS = 12;

/** Last days of the months before `day`, newest first. */
function monthEnds(day: LocalDate): LocalDate[] {
  const ends: LocalDate[] = [];
  let first = LocalDate.parse(`${day.slice(0, 7)}-01`);
  while (ends.length < MONTHS) {
    const last = addDays(first, -1);
    ends.push(last);
    first = LocalDate.parse(`${last.slice(0, 7)}-01`);
  }
  return ends;
}

type ShownProps = Asked & { readonly report: CoverageReport };

function Shown({ report, asked }: ShownProps): JSX.Element {
  const { t } = useWords();
  const single = report.area.level !== 'province';
  return (
    <>
      <Where report={report} />
      <Included of={report.includes} />
      {report.notes.demo ? (
        <Notice tone="info" still>
          <p>{t('coverage.demo')}</p>
        </Notice>
      ) : null}
      {report.isToday ? null : (
        <Notice tone="mute" still>
          <p>{t('coverage.past')}</p>
        </Notice>
      )}
      {report.total.hamlets === 0 ? (
        <div className="card">
          <Empty icon="chart" title={t('coverage.empty')} body={t('coverage.emptyBody')}>
            <Button component={Link} to="/so-dia-ban" variant="default">
              {t('coverage.registry')}
            </Button>
          </Empty>
        </div>
      ) : (
        <>
          <Figures report={report} />
          <Targets report={report} />
          {single ? <Hamlets report={report} /> : <Communes report={report} />}
        </>
      )}
      <Stations report={report} />
      {single ? <Clusters report={report} /> : null}
      <div className="columns columns-2">
        {report.isToday && report.total.hamlets > 0 ? <Steps areaId={report.area.id} /> : null}
        <div className="stack">
          <Trend asked={asked} />
          <Languages report={report} />
          <Unknowns report={report} />
        </div>
      </div>
    </>
  );
}

function Where({ report }: { readonly report: CoverageReport }): JSX.Element {
  const { t } = useWords();
  return (
    <nav className="coverage-path" aria-label={t('coverage.path')}>
      {report.above.map(({ areaId, name }) => (
        <span key={areaId}>
          <Link to="/phu-song" search={(before) => ({ ...before, diaBan: areaId })}>
            {name}
          </Link>
          {' / '}
        </span>
      ))}
      <span className="strong" aria-current="page">
        {report.area.name}
      </span>
      <span className="small muted coverage-as-of">
        {report.isToday
          ? t('shell.app.asOf', { time: formatClock(report.asOf) })
          : formatDate(report.on)}
      </span>
    </nav>
  );
}
