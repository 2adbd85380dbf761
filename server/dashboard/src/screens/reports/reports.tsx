/**
 * Reports — màn hình báo cáo phát thanh.
 *
 * A place and a span; what was planned and what became of it in sums, or line by line as the diary of
 * the station; the same as files. The address remembers the choice, so that it can be shared.
 */
import type { AreaId } from '@loaso/shared/ids';
import { instant, localDateOf } from '@loaso/shared/time';
import { isTraining } from '@loaso/shared/training';
import { NOISE_DAYS_MAX } from '@loaso/shared/wire/http/report-noise';
import { DIARY_DAYS_MAX, REPORT_FORMATS } from '@loaso/shared/wire/http/reports';
import { Button, SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { fileOf, type ReportFile, type Span } from '../../api/reports.js';
import { now } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Page } from '../../parts/page.js';
import { DiaryView } from './diary.js';
import { EmergenciesView } from './emergencies.js';
import { EvaluationView } from './evaluation.js';
import { FaultsView } from './faults.js';
import { NoiseView } from './noise.js';
import { PracticeView } from './practice.js';
import { daysOf, isWhole, lengthOf, periodOf, SPANS, YEARS, yearIn } from './span.js';
import { type Chosen, SpanForm } from './span-form.js';
import { SumsView } from './sums.js';
import './reports.css';

/** Parts of the page, as they stand in its address; the diary has a switch of its own there. */
const PARTS = {
  evaluation: 'danh-gia',
  faults: 'su-co',
  emergencies: 'tin-khan',
  noise: 'phut-keu',
} as const;
const TABS = ['sums', 'evaluation', 'faults', 'emergencies', 'noise', 'diary'] as const;
type Tab = (typeof TABS)[number];

type View = Chosen & { readonly tab: Tab };

type Address = { readonly so?: boolean | undefined; readonly phan?: string | undefined };

const tabOf = ({ so, phan }: Address): Tab =>
  so === true
    ? 'diary'
    : (TABS.find((tab) => phan !== undefined && partOf(tab) === phan) ?? 'sums');

/** No year is evaluated station by station. */
const asksStation = (tab: Tab): boolean => tab !== 'evaluation';

const partOf = (tab: Tab) => (tab === 'sums' || tab === 'diary' ? undefined : PARTS[tab]);

/** What the address says, and the way to change it. */
function useView(): readonly [View, (next: Partial<View>) => void] {
  const search = useSearch({ from: '/frame/bao-cao' });
  const navigate = useNavigate({ from: '/bao-cao' });
  const today = localDateOf(instant(now()));
  const first = daysOf(tabOf(search) === 'evaluation' ? 'wholeYear' : 'month', today);
  const view: View = {
    areaId: search.diaBan ?? null,
    from: search.tu ?? first.from,
    to: search.den ?? first.to,
    law: search.phapLuat ?? false,
    station: search.dai ?? null,
    tab: tabOf(search),
  };
  const change = (next: Partial<View>): void => {
    const { areaId, from, to, law, station, tab } = { ...view, ...next };
    const place = { diaBan: areaId ?? undefined, dai: station ?? undefined };
    const named = { ...place, tu: from, den: to };
    const switches = { phapLuat: law || undefined, so: tab === 'diary' || undefined };
    void navigate({ replace: true, search: { ...named, ...switches, phan: partOf(tab) } });
  };
  return [view, change];
}

export function ReportsScreen(): JSX.Element {
  const { t } = useWords();
  const [view, change] = useView();
  return (
    <Page title={t('report.title')} intro={t('report.intro')}>
      <SpanForm
        chosen={view}
        spans={view.tab === 'evaluation' ? YEARS : SPANS}
        asksLaw={view.tab === 'sums' || view.tab === 'diary'}
        asksStation={asksStation(view.tab)}
        today={localDateOf(instant(now()))}
        onChange={change}
      />
      <SegmentedControl
        className="report-tabs"
        value={view.tab}
        onChange={(tab) => change(opened(view, tab as Tab))}
        data={TABS.map((value) => ({
          value,
          label: t(`report.tabs.${value}`),
        }))}
      />
      <Body view={view} onChange={change} />
    </Page>
  );
}

/** Only a year can be evaluated. */
const opened = (view: View, tab: Tab): Partial<View> =>
  tab === 'evaluation' ? { tab, ...yearIn(view, localDateOf(instant(now()))) } : { tab };

/** Why the station that was chosen before is left out. */
function WholeOnly({ view }: { readonly view: View }): JSX.Element | null {
  const { t } = useWords();
  return view.station === null || asksStation(view.tab) ? null : (
    <Notice tone="info" still>
      <p>{t('report.station.whole')}</p>
    </Notice>
  );
}

type BodyProps = { readonly view: View; readonly onChange: (next: Partial<View>) => void };

function Body({ view, onChange }: BodyProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const { areaId, from, to, law, tab } = view;
  const station = asksStation(tab) ? (view.station ?? undefined) : undefined;
  const span: Span = { ...(areaId === null ? {} : { areaId }), from, to, law, station };
  if (!isWhole(view)) return <Notice tone="warn">{t('report.wrongSpan')}</Notice>;
  const place = areaId ?? me.areaId;
  if (tab === 'diary') return <DiaryPart span={span} place={place} />;
  if (tab === 'noise' && lengthOf(view) > NOISE_DAYS_MAX) {
    return <Notice tone="warn">{t('report.noise.short')}</Notice>;
  }
  if (tab !== 'sums') {
    const Part = VIEWS[tab];
    return (
      <>
        <Files what={tab} span={span} />
        <WholeOnly view={view} />
        <Part span={{ areaId: place, from, to, station }} />
      </>
    );
  }
  return (
    <>
      <Files what="broadcast" span={span} />
      {may.govern(me.role) ? <Automatic place={place} view={view} /> : null}
      <SumsView
        span={span}
        onArea={(id) => onChange({ areaId: id, station: null })}
        onStation={(id) => onChange({ station: id })}
      />
    </>
  );
}

const VIEWS = {
  evaluation: EvaluationView,
  faults: FaultsView,
  emergencies: EmergenciesView,
  noise: NoiseView,
};

function DiaryPart({ span, place }: { readonly span: Span; readonly place: AreaId }): JSX.Element {
  const { t } = useWords();
  const { from, to } = span;
  if (lengthOf(span) > DIARY_DAYS_MAX) {
    return <Notice tone="warn">{t('report.diaryShort')}</Notice>;
  }
  // No box is ever let in there: the diary is one of practice, and no file of it is handed out.
  if (isTraining(place)) return <PracticeView span={{ areaId: place, from, to }} />;
  return (
    <>
      <Files what="diary" span={span} />
      <DiaryView span={span} />
    </>
  );
}

/** The diary is not sent: what is sent by itself is the report. */
function Automatic({ place, view }: { readonly place: AreaId; readonly view: View }): JSX.Element {
  const { t } = useWords();
  const today = localDateOf(instant(now()));
  const search = { ky: periodOf(view, today), diaBan: place, phapLuat: view.law || undefined };
  return (
    <p>
      <Link to="/bao-cho-ai" search={search} data-testid="send-automatically">
        {t('report.mail.fromHere')}
      </Link>
    </p>
  );
}

const FILES = {
  broadcast: 'bao-cao',
  evaluation: 'danh-gia-nam',
  diary: 'so-nhat-ky',
  faults: 'su-co',
  emergencies: 'tin-khan',
  noise: 'phut-loa-keu',
} as const;

type FilesProps = { readonly what: ReportFile; readonly span: Span };

function Files({ what, span }: FilesProps): JSX.Element {
  const { t } = useWords();
  return (
    <nav className="row" aria-label={t('report.files')}>
      {REPORT_FORMATS.map((format) => (
        <Button
          key={format}
          component="a"
          variant="default"
          size="sm"
          href={fileOf(what, span, format)}
          download={`${FILES[what]}_${span.from}_${span.to}.${format}`}
          leftSection={<Icon name="down" size={16} />}
          data-testid={`file-${format}`}
        >
          {t(`report.file.${format}`)}
        </Button>
      ))}
    </nav>
  );
}
