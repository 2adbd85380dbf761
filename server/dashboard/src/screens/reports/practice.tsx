/**
 * Practice diary — nhật ký tập.
 *
 * What the airings of a lesson would have done on the speakers of the training commune, marked as
 * practice in every line. It stands beside the diary and in no figure.
 */
import { type Instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { PracticeAiring, PracticeSpan } from '@loaso/shared/wire/http/practice';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { practiceQuery } from '../../api/reports.js';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { FatePill } from '../../parts/fate-pill.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';

export function PracticeView({ span }: { readonly span: PracticeSpan }): JSX.Element {
  const { t, fmt } = useWords();
  const practice = useQuery(practiceQuery(span));
  const { data } = practice;
  return (
    <>
      <Notice tone="info" still testId="practice">
        <p>{t('report.practice.intro')}</p>
      </Notice>
      <ProblemNotice error={practice.error} onRetry={practice.refetch} />
      {practice.isPending ? <Waiting /> : null}
      {data?.airings.length === 0 ? (
        <div className="card">
          <Empty
            icon="drill"
            title={t('report.practice.none')}
            body={t(data.boxes === 0 ? 'report.practice.noBox' : 'report.practice.noneBody')}
          />
        </div>
      ) : null}
      {byDay(data?.airings ?? []).map(([day, airings]) => (
        <Section key={day} title={fmt.longDate(day)}>
          <ol className="plain-list rows" data-testid="practice-day">
            {airings.map((one) => (
              <Line key={`${one.entryId} ${one.startAt} ${one.fate}`} airing={one} />
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

function byDay(airings: readonly PracticeAiring[]): [LocalDate, PracticeAiring[]][] {
  const days = new Map<LocalDate, PracticeAiring[]>();
  for (const airing of airings) {
    const day = localDateOf(airing.startAt as Instant);
    days.set(day, [...(days.get(day) ?? []), airing]);
  }
  return [...days];
}

function Line({ airing }: { readonly airing: PracticeAiring }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { title, startAt, durationMs, boxes, fate, why } = airing;
  return (
    <li className="diary-line">
      <span className="numbers strong">{formatClock(startAt)}</span>
      <span className="wrap-any">
        <span className="strong">{title}</span>
        <span className="small muted diary-about">
          {[
            fmt.duration(durationMs),
            t('report.practice.boxes', { n: fmt.number(boxes) }),
            ...(fate === 'sounds' ? [] : [pick(why)]),
          ].join(' · ')}
        </span>
      </span>
      <span className="diary-outcome row">
        <Pill tone="accent" icon="drill">
          {t('report.practice.mark')}
        </Pill>
        <FatePill fate={fate} />
      </span>
    </li>
  );
}
