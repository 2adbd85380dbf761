/**
 * Doubts of a group — cụm nào chưa chắc phát, và làm gì tiếp.
 *
 * Once for all airings of a group: how many boxes, which, why, and the next step; what somebody must
 * see to comes first.
 */
import type { AheadGroup } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { needsSomebody } from './ahead-airing.js';

export function Doubts({ group }: { readonly group: AheadGroup }): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const { doubts } = group;
  if (doubts.length === 0) return null;
  const inOrder = [...doubts].sort((a, b) => Number(a.mends) - Number(b.mends));
  return (
    <Notice tone={needsSomebody(group) ? 'warn' : 'info'} still>
      <p className="strong">{t('schedule.ahead.unsureBoxes')}</p>
      <ul className="plain-list">
        {inOrder.map(({ kind, boxes, names, words, next }) => (
          <li key={kind} className="ahead-doubt">
            <span className="strong">{pick(words)}</span>
            {group.boxes.length > 1 ? (
              <span className="small">
                {` (${names.join(', ')}${
                  boxes > names.length
                    ? t('schedule.ahead.more', { n: fmt.number(boxes - names.length) })
                    : ''
                })`}
              </span>
            ) : null}
            <span className="small ahead-sub">{pick(next)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
