/**
 * Emergencies of a period — tin khẩn và thời gian tới loa.
 *
 * When each was ordered, when the first speaker sounded and when nearly all had; each opens its own
 * page with every speaker.
 */
import type {
  EmergencyPace,
  EmergencyReport,
  EmergencyTold,
} from '@loaso/shared/wire/http/report-emergencies';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { emergenciesQuery } from '../../api/reports.js';
import { formatClockSeconds } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { Figure } from './figures.js';
import { Told } from './told.js';

export function EmergenciesView({ span }: { readonly span: PeriodSpan }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={emergenciesQuery(span)}
      isEmpty={({ orders }) => orders.length === 0}
      none={{ title: t('report.urgent.none'), body: t('report.urgent.noneBody') }}
    >
      {(report) => <Whole report={report} />}
    </Told>
  );
}

/** Seconds up to two minutes: that is what a warning is measured by. */
function useSpan(): (ms: number) => string {
  const { t, fmt } = useWords();
  return (ms) =>
    ms < 120_000
      ? t('report.urgent.seconds', { n: fmt.number(Math.round(ms / 100) / 10) })
      : fmt.coarse(ms);
}

function Whole({ report }: { readonly report: EmergencyReport }): JSX.Element {
  const { t, fmt } = useWords();
  const spanOf = useSpan();
  const { warnings, drills, slowestMs, orders, cut, asOf } = report;
  return (
    <>
      {cut ? (
        <Notice tone="warn">{t('report.urgent.cut', { n: fmt.number(orders.length) })}</Notice>
      ) : null}
      <section className="card stack" aria-label={t('report.tabs.emergencies')}>
        <dl className="report-figures" data-testid="urgent-figures">
          <Figure name={t('report.urgent.warnings')} value={fmt.number(warnings)} before={null} />
          <Figure name={t('report.urgent.drills')} value={fmt.number(drills)} before={null} />
          <Figure
            name={t('report.urgent.slowest')}
            value={slowestMs === null ? t('report.noShare') : spanOf(slowestMs)}
            before={null}
            about={t('report.urgent.slowestAbout')}
          />
        </dl>
      </section>
      <Section title={t('report.urgent.one')}>
        <ol className="plain-list rows">
          {orders.map((order) => (
            <Order key={order.id} order={order} />
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

function Order({ order }: { readonly order: EmergencyTold }): JSX.Element {
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
      {pace === null ? null : <Counts kind={kind} pace={pace} />}
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

type CountsProps = { readonly kind: EmergencyTold['kind']; readonly pace: EmergencyPace };

function Counts({ kind, pace }: CountsProps): JSX.Element {
  const { t, fmt } = useWords();
  const begun = kind === 'real' ? ('begun' as const) : ('ready' as const);
  const counts = [
    ['ordered', pace.ordered],
    [begun, pace.begun],
    ['virtual', pace.virtual],
    ['silent', pace.silent],
    ['unheard', pace.unheard],
  ] as const;
  return (
    <p className="small numbers">
      {counts
        .filter(([name, n]) => n > 0 || name === 'ordered' || name === begun)
        .map(([name, n]) => `${t(`report.urgent.counts.${name}`)}: ${fmt.number(n)}`)
        .join(' · ')}
    </p>
  );
}
