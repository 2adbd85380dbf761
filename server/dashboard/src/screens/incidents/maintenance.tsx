/**
 * Planned work — lịch bảo trì.
 *
 * Said beforehand in three fields, so that nobody is alarmed while a pole is changed.
 */
import type { AreaId } from '@loaso/shared/ids';
import { HOUR_MS } from '@loaso/shared/time';
import type { Maintenance } from '@loaso/shared/wire/http/incidents';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { endMaintenance, maintenanceQuery, planMaintenance } from '../../api/incidents.js';
import { areasQuery } from '../../api/people.js';
import { now as serverNow, useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const RENEWS = ['maintenance', 'incidents', 'devices', 'work'];
const HOURS = [1, 2, 4, 8, 24, 72] as const;

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
  const end = useDeed({
    run: () => endMaintenance(planned.id),
    renews: RENEWS,
    done: t('incident.maintenance.ended'),
  });
  return (
    <li className="stack-sm">
      <div className="planned-row">
        <span className="strong">{planned.deviceName ?? planned.areaName}</span>
        {acts ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            {t('incident.maintenance.end')}
          </Button>
        ) : null}
      </div>
      <p>{planned.why}</p>
      <p className="small muted">
        {t('incident.maintenance.span', {
          from: fmt.when(planned.fromAt, now),
          until: fmt.when(planned.untilAt, now),
        })}
      </p>
      <ProblemNotice error={end.error} />
    </li>
  );
}

function PlanForm({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const [areaId, setAreaId] = useState<AreaId | null>(null);
  const [hours, setHours] = useState('2');
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const plan = useDeed({
    run: (area: AreaId) => {
      const fromAt = serverNow();
      return planMaintenance({
        areaId: area,
        fromAt,
        untilAt: fromAt + Number(hours) * HOUR_MS,
        why,
      });
    },
    renews: RENEWS,
    done: t('incident.maintenance.planned'),
    after: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (areaId !== null && why.trim().length >= 3) plan.mutate(areaId);
  };
  return (
    <DialogForm
      onSubmit={submit}
      onClose={onDone}
      verb={t('incident.maintenance.submit')}
      busy={plan.isPending}
      error={plan.error}
    >
      <AreaField
        label={t('incident.maintenance.area')}
        areas={areasInScope(areas.data ?? [], me).filter(({ level }) => level !== 'province')}
        value={areaId}
        onChange={setAreaId}
        error={tried && areaId === null ? t('incident.maintenance.areaMissing') : null}
      />
      <NativeSelect
        label={t('incident.maintenance.hours')}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={HOURS.map((n) => ({
          value: String(n),
          label: t('incident.maintenance.hoursOf', { n: fmt.number(n) }),
        }))}
      />
      <TextInput
        label={t('incident.maintenance.why')}
        description={t('incident.maintenance.whyHint')}
        value={why}
        maxLength={200}
        error={tried && why.trim().length < 3 ? t('incident.maintenance.whyMissing') : null}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
