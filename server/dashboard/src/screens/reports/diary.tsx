/**
 * Diary — sổ nhật ký phát.
 *
 * The airings of a span, day by day; each opens what its speakers reported, one by one.
 */
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { DiaryLine } from '@loaso/shared/wire/http/reports';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { diaryQuery, type Span } from '../../api/reports.js';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { LineBoxes } from './line-boxes.js';

export function DiaryView({ span }: { readonly span: Span }): JSX.Element {
  const { t, fmt } = useWords();
  const diary = useQuery({ ...diaryQuery(span), placeholderData: keepPreviousData });
  const { data } = diary;
  const days = new Map<LocalDate, DiaryLine[]>();
  for (const line of data?.lines ?? []) {
    const day = localDateOf(instant(line.startAt));
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return (
    <>
      <ProblemNotice error={diary.error} onRetry={diary.refetch} />
      {diary.isPending ? <Waiting /> : null}
      {data?.lines.length === 0 ? (
        <div className="card">
          <Empty icon="report" title={t('report.empty')} body={t('report.emptyBody')} />
        </div>
      ) : null}
      {data?.cut === true ? (
        <Notice tone="warn">{t('report.cut', { n: fmt.number(data.lines.length) })}</Notice>
      ) : null}
      {[...days].map(([day, lines]) => (
        <Section key={day} title={fmt.longDate(day)}>
          <ol className="plain-list rows" data-testid="diary-day">
            {lines.map((line) => (
              <Line key={`${line.entryId} ${line.areaId} ${line.startAt}`} line={line} />
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

function Line({ line }: { readonly line: DiaryLine }): JSX.Element {
  const { t, fmt } = useWords();
  const [open, setOpen] = useState(false);
  const { title, areaName, field, several, durationMs, startAt } = line;
  return (
    <li className="diary-line">
      <span className="numbers strong">{formatClock(startAt)}</span>
      <span className="wrap-any">
        <span className="strong">{title}</span>
        <span className="small muted diary-about">
          {[
            areaName,
            ...(field === null ? [] : [t(`words.field.${field}`)]),
            ...(several ? [t('report.several')] : []),
            fmt.duration(durationMs),
          ].join(' · ')}
        </span>
      </span>
      <span className="diary-outcome">
        <Outcome line={line} />
        <button
          type="button"
          className="report-link small"
          aria-expanded={open}
          aria-label={open ? t('report.hide') : t('report.boxesOf', { title })}
          onClick={() => setOpen(!open)}
        >
          {open ? t('report.hide') : t('report.boxes')}
        </button>
      </span>
      {open ? <LineBoxes line={line} /> : null}
    </li>
  );
}

function Outcome({ line: { sums } }: { readonly line: DiaryLine }): JSX.Element {
  const { t, fmt } = useWords();
  if (sums.aired === sums.planned) {
    return <span className="small">{t('report.all', { n: fmt.number(sums.planned) })}</span>;
  }
  const parts = (['aired', 'interrupted', 'missed', 'unknown', 'virtual'] as const)
    .filter((name) => sums[name] > 0)
    .map((name) => `${t(`report.figure.${name}`)}: ${fmt.number(sums[name])}`);
  return <span className="small">{parts.join(' · ')}</span>;
}
