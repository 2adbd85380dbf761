/**
 * History — ai làm gì, lúc nào.
 *
 * Newest first. An act without a word of its own is shown by the note that came with it.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';

const ACTS = ['import', 'change', 'voice', 'submit', 'approve', 'reject', 'withdraw'] as const;

/** 'bulletin.submit', 'submitted' and 'submit' are one act to a reader. */
const actOf = (act: string) => ACTS.find((one) => act.includes(one.slice(0, 6))) ?? 'other';

export function History({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t, fmt } = useWords();
  if (bulletin.history.length === 0)
    return <p className="muted">{t('content.script.historyNone')}</p>;
  return (
    <ol className="plain-list rows" data-testid="history">
      {bulletin.history.toReversed().map((one) => (
        <li key={`${one.at} ${one.act}`} className="row">
          <span className="numbers small muted history-time">{fmt.dateTime(one.at)}</span>
          <span className="grow wrap-any">
            <span className="strong">{one.actor}</span> {t(`content.history.${actOf(one.act)}`)}
            {one.note === '' ? null : <span className="muted">{` · ${one.note}`}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
