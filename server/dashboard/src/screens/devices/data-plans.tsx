/**
 * Data plans of many boxes — đặt gói SIM cho nhiều cụm.
 *
 * For the boxes of the list, or those of them that have one plan now: says first who gets it and who does
 * not, then what each box has made of it. An order lasts two minutes, so who is away gets none.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { DataPlanWish } from '@loaso/shared/wire/data-plan';
import type { DataPlanOrdered, DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { NativeSelect } from '@mantine/core';
import { type JSX, useState } from 'react';
import { setDataPlans } from '../../api/fleet.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { DataPlanForm } from '../../parts/data-plan-form.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { keyOf, partsOf, plansIn, reachOf } from './data-plan-groups.js';

type Props = {
  /** Those of the list as it is filtered now. */
  readonly devices: readonly DeviceSummary[];
  readonly opened: boolean;
  readonly onClose: () => void;
};

export function DataPlans(props: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog opened={props.opened} title={t('fleet.dataMany.title')} onClose={props.onClose}>
      <Choosing devices={props.devices} />
    </Dialog>
  );
}

type Asked = { readonly ids: readonly DeviceId[]; readonly data: DataPlanWish | null };
type Told = { readonly asked: Asked; readonly boxes: DataPlanOrdered['boxes'] };

function Choosing({ devices }: { readonly devices: readonly DeviceSummary[] }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const [key, setKey] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const plans = plansIn(devices);
  const reach = reachOf(devices, key);
  const deed = useDeed({
    // Part by part: what has been told stays, whatever happens to the next.
    run: async (asked: Asked) => {
      let boxes: DataPlanOrdered['boxes'] = [];
      for (const deviceIds of partsOf(asked.ids)) {
        boxes = [...boxes, ...(await setDataPlans({ deviceIds, data: asked.data })).boxes];
        setTold({ asked, boxes });
      }
    },
    renews: ['devices', 'device'],
  });
  const now = plans.find((one) => one.key === key)?.plan ?? null;
  const ids = reach.reached.map(({ id }) => id);
  return (
    <div className="stack" data-testid="data-plans">
      <NativeSelect
        label={t('fleet.dataMany.which')}
        value={key ?? ''}
        onChange={({ currentTarget: { value } }) => setKey(value === '' ? null : value)}
        data={[
          { value: '', label: t('fleet.dataMany.any') },
          ...plans.map((one) => ({ value: one.key, label: planText(one, words) })),
        ]}
      />
      <Notice tone={ids.length === 0 ? 'warn' : 'info'} still testId="data-plans-reach">
        <p>{reachText(reach, words)}</p>
        <p className="small">{t('fleet.dataMany.expiry')}</p>
      </Notice>
      <DataPlanForm
        key={key ?? ''}
        now={now}
        busy={deed.isPending}
        disabled={ids.length === 0}
        onSet={(data) => deed.mutate({ ids, data })}
      />
      <ProblemNotice error={deed.error} />
      {told === null ? null : <Results told={told} devices={devices} />}
    </div>
  );
}

function planText(
  { plan, count }: ReturnType<typeof plansIn>[number],
  { t, fmt }: WordsInUse,
): string {
  const n = fmt.number(count);
  if (plan === null) return t('fleet.dataMany.file', { n });
  return t('fleet.dataMany.plan', { n, mb: fmt.number(plan.budgetMb), day: plan.monthDay });
}

function reachText(
  { reached, away, old }: ReturnType<typeof reachOf>,
  { t, fmt }: WordsInUse,
): string {
  const said = [t('fleet.dataMany.reached', { n: fmt.number(reached.length) })];
  if (away.length > 0) said.push(t('fleet.dataMany.away', { n: fmt.number(away.length) }));
  if (old.length > 0) said.push(t('fleet.dataMany.old', { n: fmt.number(old.length) }));
  return said.join(' ');
}

type ResultsProps = { readonly told: Told; readonly devices: readonly DeviceSummary[] };

/** Who has it by its own word, and by name who has not and why. */
function Results({ told: { asked, boxes }, devices }: ResultsProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const named = new Map(devices.map((device) => [device.id, device]));
  const wanted = keyOf(asked.data);
  const hasIt = (id: DeviceId): boolean => {
    const dataPlan = named.get(id)?.dataPlan;
    return dataPlan !== undefined && keyOf(dataPlan) === wanted;
  };
  const open = boxes.filter(({ deviceId }) => !hasIt(deviceId));
  const figures = {
    done: fmt.number(boxes.length - open.length),
    all: fmt.number(asked.ids.length),
  };
  return (
    <section className="stack-sm" data-testid="data-plans-told" aria-live="polite">
      <p className="strong">{t('fleet.dataMany.done', figures)}</p>
      <ul className="plain-list stack-sm">
        {open.map(({ deviceId, refusal }) => (
          <li key={deviceId} className="small">
            <span className="strong">{named.get(deviceId)?.name ?? deviceId}</span>
            {': '}
            {refusal === null ? t('fleet.dataMany.waiting') : pick(refusal)}
          </li>
        ))}
      </ul>
    </section>
  );
}
