/**
 * Emergencies of a period — tin khẩn và thời gian tới loa.
 *
 * When each was ordered, when the first speaker sounded and when nearly all had. A figure opens the orders
 * that it counts, each its own page with every speaker.
 */
import {
  type EmergencyPace,
  type EmergencyReport,
  type EmergencyTold,
  OrderBoxesOf,
} from '@loaso/shared/wire/http/report-emergencies';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Link, useSearch } from '@tanstack/react-router';
import { Fragment, type JSX } from 'react';
import { emergenciesQuery } from '../../api/reports.js';
import type { OrdersOf } from '../../app/search.js';
import { formatClockSeconds } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { Figure } from './figures.js';
import { BoxesLink, OPENED, OrdersLink, WhatIsOpen } from './opened.js';
import { Told } from './told.js';

export function EmergenciesView({ span }: { readonly span: PeriodSpan }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={emergenciesQuery(span)}
      isEmpty={({ orders }) => orders.length === 0}
      none={{ title: t('report.urgent.none'), body: t('report.urgent.noneBody') }}
    >
      {(report) => <Whole report={report} span={span} />}
    </Told>
  );
}

/** Seconds up to two minutes: that is what a warning is measured by. */
export function useSpan(): (ms: number) => string {
  const { t, fmt } = useWords();
  return (ms) =>
    ms < 120_000
      ? t('report.urgent.seconds', { n: fmt.number(Math.round(ms / 100) / 10) })
      : fmt.coarse(ms);
}

/** The very orders that a figure counts. */
const BEHIND: Record<OrdersOf, (report: EmergencyReport) => EmergencyTold[]> = {
  real: ({ orders }) => orders.filter(({ kind, pace }) => kind === 'real' && pace !== null),
  drill: ({ orders }) => orders.filter(({ kind, pace }) => kind === 'drill' && pace !== null),
  slowest: ({ orders, slowestMs }) =>
    orders.filter(({ kind, pace }) => kind === 'real' && (pace?.mostMs ?? null) === slowestMs),
};

type Shown = { readonly report: EmergencyReport; readonly span: PeriodSpan };

function Whole({ report, span }: Shown): JSX.Element {
  const { t, fmt } = useWords();
  const spanOf = useSpan();
  const { warnings, drills, slowestMs, orders, cut, asOf } = report;
  const { lenh } = useSearch({ from: '/frame/bao-cao' });
  const shown = lenh === undefined ? orders : BEHIND[lenh](report);
  const opens = (of: OrdersOf, n: number, told: string): JSX.Element => (
    <OrdersLink n={n} span={span} of={of}>
      {told}
    </OrdersLink>
  );
  return (
    <>
      {cut ? (
        <Notice tone="warn">{t('report.urgent.cut', { n: fmt.number(orders.length) })}</Notice>
      ) : null}
      <section className="card stack" aria-label={t('report.tabs.emergencies')}>
        <dl className="report-figures" data-testid="urgent-figures">
          <Figure
            name={t('report.urgent.warnings')}
            value={opens('real', warnings, fmt.number(warnings))}
            before={null}
          />
          <Figure
            name={t('report.urgent.drills')}
            value={opens('drill', drills, fmt.number(drills))}
            before={null}
          />
          <Figure
            name={t('report.urgent.slowest')}
            value={
              slowestMs === null ? t('report.noShare') : opens('slowest', 1, spanOf(slowestMs))
            }
            before={null}
            about={t('report.urgent.slowestAbout')}
          />
        </dl>
      </section>
      <Section title={t('report.urgent.one')}>
        <span id={OPENED} />
        {lenh === undefined ? null : (
          <WhatIsOpen span={span} part="tin-khan">
            {`${t(`report.opened.order.${lenh}`)}: ${fmt.number(shown.length)}`}
          </WhatIsOpen>
        )}
        <ol className="plain-list rows">
          {shown.map((order) => (
            <Order key={order.id} order={order} span={span} />
          ))}
        </ol>
      </Section>
      {report.station === undefined ? null : (
        <p className="small muted">{t('report.station.several')}</p>
      )}
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(asOf) })}</p>
    </>
  );
}

type OrderProps = { readonly order: EmergencyTold; readonly span: PeriodSpan };

function Order({ order, span }: OrderProps): JSX.Element {
  const { t, fmt } = useWords();
  const { id, kind, title, places, orderedAt, pace } = order;
  return (
    <li className="stack" data-testid="urgent-line">
      <div className="row">
        <Link to="/khan-cap/$emergencyId" params={{ emergencyId: id }} className="grow wrap-any">
          {title}
        </Link>
        <Pill
          tone={kind === 'real' ? 'warn' : 'accent'}
          icon={kind === 'real' ? 'warning' : 'drill'}
        >
          {t(`report.urgent.kind.${kind}`)}
        </Pill>
      </div>
      <p className="small muted">
        {[
          places.join(', '),
          t('report.urgent.ordered', { when: fmt.dateTime(orderedAt) }),
          ...useWait(order),
        ].join(' · ')}
      </p>
      <p>{useSays(order)}</p>
      {pace === null ? null : <Counts order={order} pace={pace} span={span} />}
    </li>
  );
}

function useWait({ orderedAt, confirmedAt }: EmergencyTold): string[] {
  const { t } = useWords();
  const spanOf = useSpan();
  const waited = confirmedAt === null ? 0 : confirmedAt - orderedAt;
  return waited < 1000 ? [] : [t('report.urgent.waited', { span: spanOf(waited) })];
}

const PENDING = new Set<EmergencyTold['state']>(['waiting-second', 'counting-down']);

function useSays({ kind, state, pace, firstSoundAt }: EmergencyTold): string {
  const { t } = useWords();
  const spanOf = useSpan();
  if (pace === null)
    return t(PENDING.has(state) ? 'report.urgent.pending' : 'report.urgent.unsent');
  const { firstMs, mostMs } = pace;
  if (firstMs === null || mostMs === null) {
    return t(kind === 'real' ? 'report.urgent.nobody' : 'report.urgent.nobodyReady');
  }
  const [first, most] = [spanOf(firstMs), spanOf(mostMs)];
  const parts =
    firstSoundAt === null
      ? [
          t('report.urgent.firstReady', { span: first }),
          t('report.urgent.mostReady', { span: most }),
        ]
      : [
          t('report.urgent.first', { at: formatClockSeconds(firstSoundAt), span: first }),
          t('report.urgent.most', { span: most }),
        ];
  return parts.join(' · ');
}

type CountsProps = OrderProps & { readonly pace: EmergencyPace };

/** Each opens the speakers that it counts. */
function Counts({ order: { id, kind }, pace, span }: CountsProps): JSX.Element {
  const { t, fmt } = useWords();
  const begun = kind === 'real' ? ('begun' as const) : ('ready' as const);
  const shown = OrderBoxesOf.options.filter(
    (of) => pace[of] > 0 || of === 'ordered' || of === 'begun',
  );
  return (
    <p className="small numbers">
      {shown.map((of, place) => (
        <Fragment key={of}>
          {place === 0 ? '' : ' · '}
          <BoxesLink n={pace[of]} span={span} of={{ order: id, of }}>
            {`${t(`report.urgent.counts.${of === 'begun' ? begun : of}`)}: ${fmt.number(pace[of])}`}
          </BoxesLink>
        </Fragment>
      ))}
    </p>
  );
}
