/**
 * Today's figures — kết quả phát hôm nay.
 *
 * One bar cut by outcome, and the same in words and numbers. `planned` is all of today; what is not
 * yet played, missed or unknown is still to come.
 */

import type { Overview } from '@loaso/shared/wire/http/fleet';
import type { AiringState } from '@loaso/shared/wire/http/schedule';
import type { JSX } from 'react';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { AIRING } from '../../parts/pill.js';

/** Counts by outcome, with what is still to come as `planned`. */
function split(today: Overview['today']): readonly (readonly [AiringState, number])[] {
  const over = today.played + today.interrupted + today.missed + today.unknown;
  return [
    ['played', today.played],
    ['interrupted', today.interrupted],
    ['missed', today.missed],
    ['unknown', today.unknown],
    ['planned', Math.max(0, today.planned - over)],
  ];
}

export function TodayFigures({ overview }: { readonly overview: Overview }): JSX.Element {
  const { t, fmt } = useWords();
  const parts = split(overview.today);
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <Section
      title={t('shell.today.figures')}
      testId="today-figures"
      aside={
        <span className="small muted">
          {t('shell.app.asOf', { time: formatClock(overview.asOf) })}
        </span>
      }
    >
      {all === 0 ? (
        <p className="muted">{t('shell.today.figuresNone')}</p>
      ) : (
        <>
          <svg className="figures-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
            {parts.map(([state, count], index) => {
              const before = parts.slice(0, index).reduce((sum, [, one]) => sum + one, 0);
              return (
                <rect
                  key={state}
                  className={`figures-part tone-${AIRING[state][0]}`}
                  x={(before / all) * 100}
                  width={(count / all) * 100}
                  height={4}
                />
              );
            })}
          </svg>
          <ul className="plain-list figures">
            <li>
              <span className="strong">{t('shell.today.planned')}</span>
              <span className="strong numbers">{fmt.number(overview.today.planned)}</span>
            </li>
            {parts.map(([state, count]) => (
              <li key={state} className={`tone-${AIRING[state][0]}`} data-state={state}>
                <span className="figures-word">
                  <Icon name={AIRING[state][1]} size={18} />
                  <span>{t(`words.airingState.${state}`)}</span>
                </span>
                <span className="numbers">{fmt.number(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
