/**
 * Airings behind a figure — từng lượt phát làm nên một con số.
 *
 * When, at which speaker, which programme, what became of it, and what vouches for that; as many as the
 * figure in the report says. The way back leads to the same report.
 */
import { AreaId } from '@loaso/shared/ids';
import { addDays, instant, LocalDate, localDateOf } from '@loaso/shared/time';
import type { AirFigure, ReportedAiring } from '@loaso/shared/wire/http/report-airings';
import type { StationNamed } from '@loaso/shared/wire/http/stations';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { airingsBehindQuery } from '../../api/reports.js';
import { now } from '../../app/clock.js';
import { formatClock, formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { reasonOf } from '../../parts/airing-reason.js';
import type { IconName } from '../../parts/icon.js';
import { Empty, Page, Section, Waiting } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { type Days, daysOf } from './span.js';
import './reports.css';

type Search = ReturnType<typeof useAsked>;

/** Of a month of the span alone where one is named. */
function daysIn({ tu, den, thang }: Search): Days {
  const month = daysOf('month', localDateOf(instant(now())));
  const [from, to] = [tu ?? month.from, den ?? month.to];
  if (thang === undefined) return { from, to };
  const first = LocalDate.parse(`${thang}-01`);
  const next = LocalDate.parse(`${addDays(first, 31).slice(0, 7)}-01`);
  const last = addDays(next, -1);
  return { from: from > first ? from : first, to: to < last ? to : last };
}

const useAsked = () => useSearch({ from: '/frame/bao-cao/luot-phat' });

export function ReportAirings(): JSX.Element {
  const { t, fmt } = useWords();
  const search = useAsked();
  const {
    diaBan,
    phapLuat,
    ketQua = 'planned',
    linhVuc,
    hinhThuc,
    mucDo,
    nguon,
    noi,
    dai,
  } = search;
  const days = daysIn(search);
  const list = useInfiniteQuery(
    airingsBehindQuery({
      ...days,
      areaId: diaBan === undefined ? undefined : AreaId.parse(diaBan),
      law: phapLuat === true ? 'true' : undefined,
      ...{ figure: ketQua, field: linhVuc, kind: hinhThuc, priority: mucDo, source: nguon },
      station: dai,
      place: noi === undefined ? undefined : AreaId.parse(noi),
    }),
  );
  const [first] = list.data?.pages ?? [];
  const airings = list.data?.pages.flatMap((page) => page.airings) ?? [];
  const title = t(`report.figure.${ketQua}`);
  return (
    <Page
      title={
        first === undefined
          ? title
          : t('report.list.title', { what: title, n: fmt.number(first.total) })
      }
      intro={
        <About
          search={search}
          days={days}
          places={[first?.placeName, first?.areaName]}
          station={first?.station}
        />
      }
      actions={<Back search={search} />}
    >
      <ProblemNotice error={list.error} onRetry={list.refetch} />
      {list.isPending ? <Waiting /> : null}
      {first !== undefined && airings.length === 0 ? (
        <div className="card">
          <Empty icon="report" title={t('report.list.none')} body={t('report.list.noneBody')} />
        </div>
      ) : null}
      {airings.length === 0 ? null : <ByDay airings={airings} />}
      {list.hasNextPage ? (
        <div className="row">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
            data-testid="more-airings"
          >
            {t('report.list.more', {
              n: fmt.number(airings.length),
              all: fmt.number(first?.total ?? 0),
            })}
          </Button>
        </div>
      ) : null}
      <p className="small muted">{t('report.list.how')}</p>
    </Page>
  );
}

function Back({ search }: { readonly search: Search }): JSX.Element {
  const { t } = useWords();
  const { diaBan, dai, tu, den, phapLuat, phan } = search;
  return (
    <Link
      to="/bao-cao"
      search={{ diaBan, dai, tu, den, phapLuat, phan }}
      data-testid="back-to-report"
    >
      {t('report.list.back')}
    </Link>
  );
}

type AboutProps = {
  readonly search: Search;
  readonly days: Days;
  /** Of the row and of the report. */
  readonly places: readonly (string | null | undefined)[];
  readonly station: StationNamed | undefined;
};

/** Which airings these are, in words. */
function About({ search, days, places, station }: AboutProps): JSX.Element {
  const { t } = useWords();
  const { phapLuat, linhVuc, hinhThuc, mucDo, nguon } = search;
  const said = [
    places.find((one) => one != null),
    station === undefined
      ? undefined
      : t(station.id === 'none' ? 'report.station.none' : 'report.station.named', {
          name: station.name,
        }),
    t('report.list.span', { from: formatDate(days.from), to: formatDate(days.to) }),
    phapLuat === true ? t('report.law') : undefined,
    linhVuc === undefined ? undefined : t(`words.field.${linhVuc}`),
    hinhThuc === undefined ? undefined : t(`report.kind.${hinhThuc}`),
    mucDo === undefined ? undefined : t(`words.priority.${mucDo}`),
    nguon === undefined ? undefined : t(`report.source.${nguon}`),
  ];
  return <>{said.filter((one) => one != null).join(' · ')}</>;
}

function ByDay({ airings }: { readonly airings: readonly ReportedAiring[] }): JSX.Element {
  const { fmt } = useWords();
  const days = new Map<LocalDate, ReportedAiring[]>();
  for (const one of airings) {
    const day = localDateOf(one.startAt);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return (
    <>
      {[...days].map(([day, own]) => (
        <Section key={day} title={fmt.longDate(day)}>
          <ol className="plain-list rows">
            {own.map((one) => (
              <Row key={`${one.playId} ${one.part}`} one={one} />
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

const LOOKS: Readonly<Record<Exclude<AirFigure, 'planned'>, readonly [Tone, IconName]>> = {
  aired: ['good', 'check'],
  interrupted: ['warn', 'cut'],
  missed: ['bad', 'cross'],
  unknown: ['mute', 'question'],
  virtual: ['mute', 'off'],
};

function Row({ one }: { readonly one: ReportedAiring }): JSX.Element {
  const { t } = useWords();
  const { startAt, title, deviceId, deviceName, areaName, communeName, outcome, part } = one;
  const [tone, icon] = LOOKS[outcome];
  const place = areaName === communeName ? areaName : `${areaName}, ${communeName}`;
  return (
    <li className="diary-line" data-testid="reported-airing">
      <span className="numbers strong">{formatClock(startAt)}</span>
      <span className="wrap-any">
        <Link to="/cum-loa/$deviceId" params={{ deviceId }}>
          {deviceName}
        </Link>
        <span className="small muted diary-about">
          {[title, ...(part === null ? [] : [t(`words.field.${part}`)]), place].join(' · ')}
        </span>
      </span>
      <span className="diary-outcome airing-outcome">
        <Pill tone={tone} icon={icon}>
          {t(`report.figure.${outcome}`)}
        </Pill>
        <Word one={one} />
      </span>
    </li>
  );
}

/** How much was heard, why not more, and what vouches for it. */
function Word({ one }: { readonly one: ReportedAiring }): JSX.Element {
  const { t, fmt } = useWords();
  const { playedMs, durationMs, reason, outcome, proof, toldAt } = one;
  const said = [
    playedMs === 0 || outcome === 'aired'
      ? undefined
      : t('report.list.played', { a: fmt.duration(playedMs), b: fmt.duration(durationMs) }),
    reason === null ? undefined : t(`fleet.reason.${reasonOf(reason)}`),
    toldAt === null
      ? t('report.list.proof.none')
      : t(`report.list.proof.${proof}`, { when: fmt.dateTime(toldAt) }),
  ];
  return <span className="small muted">{said.filter((word) => word != null).join(' · ')}</span>;
}
