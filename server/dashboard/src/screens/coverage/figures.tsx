/**
 * Three figures side by side — trên giấy, hôm nay, đã nghe.
 *
 * What is installed, what is ready, what was really heard: never one of them alone, and always with
 * what nobody knows.
 */
import type { CoverageReport, Figure } from '@loaso/shared/wire/http/coverage';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Meter } from './meter.js';
import { shareOf } from './share.js';

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
  return (
    <section className="card stack-sm" data-figure={figure}>
      {title}
      <p className="coverage-percent numbers">{`${fmt.number(share.sure)} %`}</p>
      <Meter share={share} />
      <p className="numbers">
        {t('coverage.people', { n: fmt.number(people), all: fmt.number(total.people) })}
      </p>
      <p className="small muted">{t(`coverage.about.${figure}`)}</p>
      <ul className="plain-list small muted numbers">
        <li>{t('coverage.range', { low: fmt.number(low), high: fmt.number(high) })}</li>
        <li>{t('coverage.hamlets', { n: fmt.number(hamlets), all: fmt.number(total.hamlets) })}</li>
        {unknownPeople === 0 ? null : (
          <li className="coverage-unknown">
            {t('coverage.unknown', { n: fmt.number(unknownPeople) })}
          </li>
        )}
      </ul>
    </section>
  );
}
