/**
 * Planned work — lịch bảo trì.
 *
 * Now or for a time to come, so that nobody is alarmed while a pole is changed.
 */
import type { Maintenance } from '@loaso/shared/wire/http/incidents';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { endMaintenance, maintenanceQuery } from '../../api/incidents.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { PlanForm, RENEWS } from './plan-form.js';

export function MaintenancePanel(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const planned = useQuery(maintenanceQuery);
  const [adding, setAdding] = useState(false);
  const acts = may.install(me.role);
  return (
    <Section title={t('incident.maintenance.title')} testId="maintenance">
      <p className="small muted">{t('incident.maintenance.intro')}</p>
      <ProblemNotice error={planned.error} onRetry={planned.refetch} />
      {planned.data?.length === 0 ? (
        <p className="muted">{t('incident.maintenance.none')}</p>
      ) : null}
      <ul className="plain-list rows">
        {planned.data?.map((one) => (
          <Row key={one.id} planned={one} acts={acts} />
        ))}
      </ul>
      {acts && !adding ? (
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('incident.maintenance.plan')}
        </Button>
      ) : null}
      {adding ? <PlanForm onDone={() => setAdding(false)} /> : null}
    </Section>
  );
}

type RowProps = { readonly planned: Maintenance; readonly acts: boolean };

function Row({ planned, acts }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const ahead = planned.fromAt > now;
  const end = useDeed({
    run: () => endMaintenance(planned.id),
    renews: RENEWS,
    done: t(ahead ? 'incident.maintenance.dropped' : 'incident.maintenance.ended'),
  });
  return (
    <li className="stack-sm">
      <div className="planned-row">
        <span className="strong">
          {planned.deviceName === null
            ? planned.areaName
            : t('incident.maintenance.boxIn', {
                name: planned.deviceName,
                area: planned.areaName,
              })}
        </span>
        {acts ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            {t(ahead ? 'incident.maintenance.drop' : 'incident.maintenance.end')}
          </Button>
        ) : null}
      </div>
      <p>{planned.why}</p>
      <p className="small muted">
        {t(ahead ? 'incident.maintenance.ahead' : 'incident.maintenance.span', {
          from: fmt.when(planned.fromAt, now),
          until: fmt.when(planned.untilAt, now),
        })}
      </p>
      <ProblemNotice error={end.error} />
    </li>
  );
}
