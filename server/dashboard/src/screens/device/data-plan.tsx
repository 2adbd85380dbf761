/**
 * Data plan of one box — gói dữ liệu SIM của một cụm.
 *
 * What the office has set from afar, by whom, and the form to set it; what a box of before cannot is said.
 */
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { commandDevice } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { DataPlanForm } from '../../parts/data-plan-form.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly device: DeviceDetail };

export function DataPlan({ device }: Props): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  if (device.state !== 'enrolled' || device.status === null) return null;
  if (device.dataPlan === undefined)
    return <p className="small muted">{t('fleet.data.planOld')}</p>;
  return (
    <>
      <Standing device={device} />
      {may.install(me.role) ? <Order device={device} /> : null}
    </>
  );
}

function Standing({ device: { dataPlan } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  if (dataPlan === null || dataPlan === undefined) {
    return <p className="small muted">{t('fleet.data.planFile')}</p>;
  }
  const { budgetMb, monthDay, at, by } = dataPlan;
  const said = { mb: fmt.number(budgetMb), day: monthDay, when: fmt.when(at, now) };
  const who = by === null ? '' : ` · ${by}`;
  return <p className="small">{t('fleet.data.planSet', { ...said, by: who })}</p>;
}

function Order({ device: { id, dataPlan } }: Props): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: (data: DataPlanWish | null) => commandDevice(id, 'set-data', { data }),
    renews: ['device'],
    done: t('fleet.command.sent'),
  });
  return (
    <>
      <DataPlanForm
        key={JSON.stringify(dataPlan)}
        now={dataPlan ?? null}
        busy={deed.isPending}
        onSet={(data) => deed.mutate(data)}
      />
      <ProblemNotice error={deed.error} />
    </>
  );
}
