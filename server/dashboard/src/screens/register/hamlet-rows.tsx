/**
 * Hamlets of the register — các thôn, tổ dân phố.
 *
 * Where each lies, how many live there, since when this holds, what it came from and became.
 */

import type { RegisteredHamlet } from '@loaso/shared/wire/http/coverage';
import { LANGUAGES } from '@loaso/shared/wire/http/recordings';
import { type JSX, useState } from 'react';
import { formatDate } from '../../i18n/format.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { MoreRows, STEP } from './more-rows.js';

type Props = { readonly hamlets: readonly RegisteredHamlet[]; readonly sought: string };

export function HamletRows({ hamlets, sought }: Props): JSX.Element {
  const words = useWords();
  const [shown, setShown] = useState(STEP);
  const found = hamlets.filter((one) => finds(sought, one.name, one.areaId, one.communeName));
  return (
    <>
      {found.length === 0 ? <p className="muted">{words.t('coverage.book.none')}</p> : null}
      <ul className="plain-list rows" data-testid="register-rows">
        {found.slice(0, shown).map((hamlet) => (
          <li key={hamlet.areaId} className="register-row">
            <span className="stack-sm">
              <span className="strong">{hamlet.name}</span>
              <span className="small muted numbers">
                {`${hamlet.areaId} · ${hamlet.communeName}`}
              </span>
            </span>
            <span className="stack-sm numbers">
              <span>{livingText(hamlet, words)}</span>
              <span className="small muted">{placeText(hamlet, words)}</span>
            </span>
            <span className="small muted">{historyText(hamlet, words)}</span>
          </li>
        ))}
      </ul>
      <MoreRows rest={found.length - shown} onMore={() => setShown(shown + STEP)} />
    </>
  );
}

function livingText({ people, households }: RegisteredHamlet, { t, fmt }: WordsInUse): string {
  const living = t('coverage.book.people', { n: fmt.number(people) });
  return households === null
    ? living
    : `${living} · ${t('coverage.book.households', { n: fmt.number(households) })}`;
}

const placeText = ({ urban, placed, languages }: RegisteredHamlet, { t }: WordsInUse): string =>
  [
    t(urban ? 'coverage.targets.urban' : 'coverage.targets.rural'),
    ...languages.map((code) => LANGUAGES[code]),
    ...(placed ? [] : [t('coverage.book.noPlace')]),
  ].join(' · ');

function historyText(hamlet: RegisteredHamlet, { t }: WordsInUse): string {
  const { from, predecessors, successors, source } = hamlet;
  const parts = [t('coverage.book.since', { day: formatDate(from) })];
  if (predecessors.length > 0) {
    parts.push(t('coverage.book.from', { codes: predecessors.join(', ') }));
  }
  if (successors.length > 0)
    parts.push(t('coverage.book.became', { codes: successors.join(', ') }));
  if (source !== '') parts.push(source);
  return parts.join(' · ');
}
