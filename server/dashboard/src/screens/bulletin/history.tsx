/**
 * History — ai làm gì, lúc nào.
 *
 * Newest first. Notes come as the server wrote them.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { JSX } from 'react';
import { actText, isFingerprint } from '../../i18n/act-text.js';
import { useWords } from '../../i18n/use-words.js';

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
            <span className="strong">{one.actor}</span> {actText(one.act, t)}
            {one.note === '' || isFingerprint(one.note) ? null : (
              <span className="muted">{` · ${one.note}`}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
