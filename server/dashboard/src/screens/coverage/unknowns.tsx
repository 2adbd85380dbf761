/**
 * What is not known — điều chưa biết, và cách tính tầm nghe.
 *
 * Beside the figures, not behind them: what they leave out, what they assume, where the numbers of
 * people come from.
 */
import type { CoverageReport } from '@loaso/shared/wire/http/coverage';
import type { ClustersOf } from '@loaso/shared/wire/http/coverage-behind';
import { LANGUAGES } from '@loaso/shared/wire/http/recordings';
import type { JSX } from 'react';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { ClustersLink, HamletsLink } from '../../parts/coverage-links.js';
import { Section } from '../../parts/page.js';
import { partOf } from './share.js';

const COUNTED = [
  'silentToday',
  'silent30',
  'noHorn',
  'notEnrolled',
  'assumed',
  'placeless',
  'emptyCommunes',
] as const;

/** Which clusters a note counts; communes without a hamlet have none. */
const CLUSTERS: Partial<Record<(typeof COUNTED)[number], ClustersOf>> = {
  silentToday: 'today-unknown',
  silent30: 'heard30-unknown',
  noHorn: 'noHorn',
  notEnrolled: 'notEnrolled',
  assumed: 'assumed',
  placeless: 'placeless',
};

type Line = {
  readonly words: string;
  readonly n: number;
  /** Null: nothing that can be listed. */
  readonly of: ClustersOf | 'unplaced' | null;
};

function linesOf({ notes, total, isToday }: CoverageReport, { t, fmt }: WordsInUse): Line[] {
  const counted = COUNTED.filter(
    (name) => notes[name] > 0 && (name !== 'silentToday' || isToday),
  ).map((name): Line => {
    const n = notes[name];
    const told = { n: fmt.number(n), all: fmt.number(notes.clusters) };
    return { words: t(`coverage.notes.${name}`, told), n, of: CLUSTERS[name] ?? null };
  });
  if (total.unplacedHamlets === 0) return counted;
  const words = t('coverage.notes.unplaced', {
    n: fmt.number(total.unplacedHamlets),
    people: fmt.number(total.unplacedPeople),
  });
  return [...counted, { words, n: total.unplacedHamlets, of: 'unplaced' }];
}

type NoteProps = { readonly report: CoverageReport; readonly line: Line };

/** A note, as a link to what it counts. */
function Note({ report, line: { words, n, of } }: NoteProps): JSX.Element {
  const asked = partOf(report);
  if (of === null) return <>{words}</>;
  return of === 'unplaced' ? (
    <HamletsLink n={n} asked={asked} of={{ figure: 'paper', of }}>
      {words}
    </HamletsLink>
  ) : (
    <ClustersLink n={n} asked={asked} of={{ of }}>
      {words}
    </ClustersLink>
  );
}

export function Unknowns({ report }: { readonly report: CoverageReport }): JSX.Element {
  const words = useWords();
  const { t, fmt } = words;
  const lines = linesOf(report, words);
  return (
    <Section title={t('coverage.notes.title')} testId="unknowns">
      {lines.length === 0 ? <p className="muted">{t('coverage.notes.none')}</p> : null}
      <ul className="coverage-notes">
        {lines.map((line) => (
          <li key={line.words}>
            <Note report={report} line={line} />
          </li>
        ))}
        {report.notes.sources.slice(0, 5).map(({ source, hamlets }) => (
          <li key={source} className="muted">
            {t('coverage.notes.source', {
              source: source === '' ? t('coverage.notes.sourceNone') : source,
              n: fmt.number(hamlets),
            })}
          </li>
        ))}
      </ul>
      <details className="fold">
        <summary>{t('coverage.formula.title')}</summary>
        <div className="stack-sm small">
          {(['level', 'clear', 'sure', 'source'] as const).map((name) => (
            <p key={name}>{t(`coverage.formula.${name}`)}</p>
          ))}
        </div>
      </details>
    </Section>
  );
}

export function Languages({ report }: { readonly report: CoverageReport }): JSX.Element | null {
  const { t, fmt } = useWords();
  if (report.languages.length === 0) return null;
  return (
    <Section title={t('coverage.languages.title')} testId="languages">
      <ul className="plain-list rows">
        {report.languages.map((one) => (
          <li key={one.language} className="stack-sm">
            <span className="row row-apart">
              <span className="strong">{LANGUAGES[one.language]}</span>
              <span className="small muted numbers">
                {t('coverage.languages.row', {
                  n: fmt.number(one.people),
                  hamlets: fmt.number(one.hamlets),
                })}
              </span>
            </span>
            <span className="numbers">
              {t('coverage.languages.heard', {
                n: fmt.number(one.heard30),
                language: LANGUAGES[one.language],
              })}
            </span>
            <span className="small muted numbers">
              {t('coverage.languages.reach', { n: fmt.number(one.inEarshot) })}
              {one.unknown30 === 0
                ? ''
                : ` · ${t('coverage.languages.unknown', { n: fmt.number(one.unknown30) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
