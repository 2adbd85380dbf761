/**
 * Communes of the register — xã, phường qua các lần sắp xếp.
 *
 * Since when each stands, what it came from, and what became of those that have ended.
 */
import type { RegisteredCommune } from '@loaso/shared/wire/http/communes';
import { type JSX, useState } from 'react';
import { formatDate } from '../../i18n/format.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { MoreRows, STEP } from './more-rows.js';

type Props = { readonly communes: readonly RegisteredCommune[]; readonly sought: string };

export function CommuneRows({ communes, sought }: Props): JSX.Element {
  const words = useWords();
  const [shown, setShown] = useState(STEP);
  const found = communes.filter((one) => finds(sought, one.name, one.areaId));
  const { t } = words;
  return (
    <>
      <p className="muted">{t('coverage.book.communesHint')}</p>
      {found.length === 0 ? <p className="muted">{t('coverage.book.none')}</p> : null}
      <ul className="plain-list rows" data-testid="register-rows">
        {found.slice(0, shown).map((commune) => (
          <li key={commune.areaId} className="register-row">
            <span className="stack-sm">
              <span className="strong">{commune.name}</span>
              <span className="small muted numbers">{commune.areaId}</span>
            </span>
            <span className="stack-sm numbers">
              <span>{timeText(commune, words)}</span>
              <span className="small muted">{commune.source}</span>
            </span>
            <span className="small muted">{kinText(commune, words)}</span>
          </li>
        ))}
      </ul>
      <MoreRows rest={found.length - shown} onMore={() => setShown(shown + STEP)} />
    </>
  );
}

const timeText = ({ from, until }: RegisteredCommune, { t }: WordsInUse): string =>
  [
    ...(from === null ? [] : [t('coverage.book.since', { day: formatDate(from) })]),
    ...(until === null ? [] : [t('coverage.book.ended', { day: formatDate(until) })]),
  ].join(' · ');

function kinText({ predecessors, successors }: RegisteredCommune, { t }: WordsInUse): string {
  const names = (kin: RegisteredCommune['predecessors']): string =>
    kin.map(({ name }) => name).join(', ');
  return [
    ...(predecessors.length === 0
      ? []
      : [t('coverage.book.includes', { names: names(predecessors) })]),
    ...(successors.length === 0 ? [] : [t('coverage.book.became', { codes: names(successors) })]),
  ].join(' · ');
}
