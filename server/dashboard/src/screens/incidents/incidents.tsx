/**
 * Incidents — trang sự cố.
 *
 * What is open, the gravest first, and what is over with its repair times; planned work at the side.
 */
import type { Incident } from '@loaso/shared/wire/http/incidents';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { incidentsQuery } from '../../api/incidents.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { IncidentCard, toneOf } from './incident-card.js';
import { MaintenancePanel } from './maintenance.js';
import './incidents.css';

type Side = 'open' | 'over';

export function IncidentsScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const incidents = useQuery(incidentsQuery);
  return (
    <Page
      title={t('incident.title')}
      intro={t('incident.intro')}
      actions={
        may.govern(me.role) ? (
          <Link to="/bao-cho-ai" className="strong">
            {t('incident.contacts.title')}
          </Link>
        ) : null
      }
    >
      <ProblemNotice error={incidents.error} onRetry={incidents.refetch} />
      <div className="columns columns-main">
        <div className="stack">
          {incidents.isPending ? <Waiting /> : null}
          {incidents.data === undefined ? null : <Sides incidents={incidents.data} />}
        </div>
        <MaintenancePanel />
      </div>
    </Page>
  );
}

/** Silent ones before those that sound on, then by their size. */
const byNeed = (a: Incident, b: Incident): number =>
  Number(toneOf(b) === 'bad') - Number(toneOf(a) === 'bad') || b.devices - a.devices;

function Sides({ incidents }: { readonly incidents: readonly Incident[] }): JSX.Element {
  const { t, fmt } = useWords();
  const [side, setSide] = useState<Side>('open');
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null).sort(byNeed);
  const over = incidents.filter(({ resolvedAt }) => resolvedAt !== null);
  const shown = side === 'open' ? open : over;
  return (
    <>
      <SegmentedControl
        aria-label={t('incident.title')}
        value={side}
        onChange={(value) => setSide(value as Side)}
        data={[
          { value: 'open', label: t('incident.open', { n: fmt.number(open.length) }) },
          { value: 'over', label: t('incident.over', { n: fmt.number(over.length) }) },
        ]}
      />
      {side === 'over' ? <Repair over={over} /> : null}
      {shown.length === 0 ? (
        <div className="card">
          {side === 'open' ? (
            <Empty icon="check" title={t('incident.none')} body={t('incident.noneBody')} />
          ) : (
            <Empty icon="clock" title={t('incident.noneOver')} />
          )}
        </div>
      ) : (
        <ul className="plain-list stack" data-testid="incidents">
          {shown.map((incident) => (
            <IncidentCard key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
    </>
  );
}

/** How long incidents lasted; those taken into others are no repairs. */
function Repair({ over }: { readonly over: readonly Incident[] }): JSX.Element | null {
  const { t, fmt } = useWords();
  const spans = over
    .flatMap(({ startedAt, resolvedAt, merged }) =>
      merged || resolvedAt === null ? [] : [resolvedAt - startedAt],
    )
    .sort((a, b) => a - b);
  const median = spans[Math.floor((spans.length - 1) / 2)];
  const longest = spans.at(-1);
  if (median === undefined || longest === undefined) return null;
  return (
    <p className="small muted" data-testid="repair">
      {`${t('incident.repair')}: ${t('incident.repairOf', {
        median: fmt.coarse(median),
        longest: fmt.coarse(longest),
        n: fmt.number(spans.length),
      })}`}
    </p>
  );
}
