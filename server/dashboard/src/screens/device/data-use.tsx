/**
 * Mobile data — dữ liệu SIM trong tháng.
 *
 * What is used, what was paid for, and whether it will last; what happens when it does not. Where the box
 * has not told, that is what is said.
 */
import type { DataMonth, DataOutlook, DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Bar, percentOf } from '../../parts/bar.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { DataPlan } from './data-plan.js';

/** Nothing where the box counts no data. */
export function DataUse({ device }: { readonly device: DeviceDetail }): JSX.Element | null {
  const { t } = useWords();
  const { data } = device;
  if (data === null || data === undefined) return null;
  return (
    <Section title={t('fleet.data.title')} testId="data-use" aside={<AsOf data={data} />}>
      {data.month === null ? <Untold data={data} /> : <Month month={data.month} />}
      <DataPlan device={device} />
    </Section>
  );
}

type Props = { readonly data: DataOutlook };

function AsOf({ data: { saidAt, month } }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  const now = useNow(10_000);
  return month === null ? null : (
    <span className="small muted">{t('fleet.data.asOf', { age: fmt.age(saidAt, now) })}</span>
  );
}

function Untold({ data: { saidAt } }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(10_000);
  return (
    <p className="muted">
      {saidAt === null
        ? t('fleet.data.noTime')
        : t('fleet.data.notYet', { age: fmt.age(saidAt, now) })}
    </p>
  );
}

function Month({ month }: { readonly month: DataMonth }): JSX.Element {
  const { t, fmt } = useWords();
  const { usedBytes, forecastBytes, budgetBytes } = month;
  const used = fmt.size(usedBytes);
  return (
    <>
      <p className="strong">
        {budgetBytes === null
          ? t('fleet.data.used', { used })
          : t('fleet.data.usedOf', { used, budget: fmt.size(budgetBytes) })}
      </p>
      {budgetBytes === null ? null : <Measure month={month} budget={budgetBytes} />}
      {forecastBytes === null ? null : (
        <p>{t('fleet.data.forecast', { size: fmt.size(forecastBytes) })}</p>
      )}
      <Lasting standing={month.standing} />
    </>
  );
}

function Measure({
  month: { usedBytes, forecastBytes, standing },
  budget,
}: {
  readonly month: DataMonth;
  readonly budget: number;
}): JSX.Element {
  const used = Math.min(100, percentOf(usedBytes, budget));
  const ahead = Math.min(100, percentOf(forecastBytes ?? usedBytes, budget));
  return (
    <Bar
      parts={[
        { look: standing === 'over' ? 'bad' : 'good', percent: used },
        { look: 'busy', percent: Math.max(0, ahead - used) },
      ]}
    />
  );
}

function Lasting({ standing }: Pick<DataMonth, 'standing'>): JSX.Element {
  const { t } = useWords();
  const words = t(`fleet.data.${standing}`);
  if (standing !== 'short' && standing !== 'over') return <p className="small muted">{words}</p>;
  return (
    <Notice tone={standing === 'over' ? 'bad' : 'warn'} still>
      {words}
    </Notice>
  );
}
