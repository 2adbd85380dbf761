/**
 * Diary — sổ nhật ký phát.
 *
 * The airings of a span, day by day; each opens what its speakers reported, one by one.
 */
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { Diary, DiaryLine } from '@loaso/shared/wire/http/reports';
import { type JSX, useState } from 'react';
import { diaryQuery, type Span } from '../../api/reports.js';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { LineBoxes } from './line-boxes.js';
import { Told } from './told.js';

export function DiaryView({ span }: { readonly span: Span }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={diaryQuery(span)}
      isEmpty={({ lines }) => lines.length === 0}
      none={{ title: t('report.empty'), body: t('report.emptyBody') }}
    >
      {(diary) => <Days diary={diary} />}
    </Told>
  );
}

function Days({ diary }: { readonly diary: Diary }): JSX.Element {
  const { t, fmt } = useWords();
  const { cut, lines: all } = diary;
  const days = new Map<LocalDate, DiaryLine[]>();
  for (const line of all) {
    const day = localDateOf(instant(line.startAt));
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return (
    <>
      {cut ? <Notice tone="warn">{t('report.cut', { n: fmt.number(all.length) })}</Notice> : null}
      {[...days].map(([day, lines]) => (
        <Section key={day} title={fmt.longDate(day)}>
          <ol className="plain-list rows" data-testid="diary-day">
            {lines.map((line) => (
              <Line
                key={`${line.entryId} ${line.areaId} ${line.startAt} ${line.station?.id}`}
                line={line}
              />
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
  const { title, areaName, field, several, durationMs, startAt, station } = line;
  return (
    <li className="diary-line">
      <span className="numbers strong">{formatClock(startAt)}</span>
      <span className="wrap-any">
        <span className="strong">{title}</span>
        <span className="small muted diary-about">
          {[
            areaName,
            ...(station === undefined || station.id === 'none'
              ? []
              : [t('report.station.named', { name: station.name })]),
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
