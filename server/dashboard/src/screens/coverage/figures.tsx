/**
 * Three figures side by side — trên giấy, hôm nay, đã nghe.
 *
 * What is installed, what is ready, what was really heard: never one of them alone, and always with
 * what nobody knows.
 */
import type { CoverageReport, Figure } from '@loaso/shared/wire/http/coverage';
import type { HamletsOf } from '@loaso/shared/wire/http/coverage-behind';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { HamletsLink } from '../../parts/coverage-links.js';
import { Meter } from './meter.js';
import { partOf, shareOf } from './share.js';

const SHOWN: readonly Figure[] = ['paper', 'today', 'heard7', 'heard30'];

export function Figures({ report }: { readonly report: CoverageReport }): JSX.Element {
  return (
    <div className="coverage-figures" data-testid="figures">
      {SHOWN.map((figure) => (
        <One key={figure} figure={figure} report={report} />
      ))}
    </div>
  );
}

type Props = { readonly figure: Figure; readonly report: CoverageReport };

function One({ figure, report }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { total, range, isToday } = report;
  const title = <h2 className="coverage-head">{t(`coverage.figure.${figure}`)}</h2>;
  if (figure === 'today' && !isToday) {
    return (
      <section className="card stack-sm" data-figure={figure}>
        {title}
        <p className="muted">{t('coverage.noFigure')}</p>
      </section>
    );
  }
  const { people, unknownPeople, hamlets } = total.reached[figure];
  const share = shareOf(total, figure);
  const { low, high } = range[figure];
  const opens = (of: HamletsOf, n: number, words: string): JSX.Element => (
    <HamletsLink n={n} asked={partOf(report)} of={{ figure, of }}>
      {words}
    </HamletsLink>
  );
  return (
    <section className="card stack-sm" data-figure={figure}>
      {title}
      <p className="coverage-percent numbers">{`${fmt.number(share.sure)} %`}</p>
      <Meter share={share} />
      <p className="numbers">
        {opens(
          'people',
          people,
          t('coverage.people', { n: fmt.number(people), all: fmt.number(total.people) }),
        )}
      </p>
      <p className="small muted">{t(`coverage.about.${figure}`)}</p>
      <ul className="plain-list small muted numbers">
        <li>{t('coverage.range', { low: fmt.number(low), high: fmt.number(high) })}</li>
        <li>
          {opens(
            'hamlets',
            hamlets,
            t('coverage.hamlets', { n: fmt.number(hamlets), all: fmt.number(total.hamlets) }),
          )}
        </li>
        {unknownPeople === 0 ? null : (
          <li className="coverage-unknown">
            {opens(
              'unknown',
              unknownPeople,
              t('coverage.unknown', { n: fmt.number(unknownPeople) }),
            )}
          </li>
        )}
      </ul>
    </section>
  );
}
