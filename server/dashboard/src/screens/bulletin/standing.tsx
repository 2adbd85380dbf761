/**
 * Standing — tin khẩn này có sẵn trên loa không.
 *
 * Before a warning is approved: which others lose their place on the boxes to it. After: how many boxes
 * do not hold it, and what to do. Nothing where there is room for all.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

export function Standing({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element | null {
  const { t, fmt } = useWords();
  const { standing, state } = bulletin;
  if (standing === null) return null;
  const approved = state === 'approved';
  const { without, boxes, pushesOff } = standing;
  if (without === 0 && (approved || pushesOff.length === 0)) return null;
  const figures = { n: fmt.number(without), of: fmt.number(boxes) };
  return (
    <Notice tone="warn" title={t('content.standing.title')} still testId="standing">
      {without > 0 ? (
        <p>{t(approved ? 'content.standing.without' : 'content.standing.willLack', figures)}</p>
      ) : null}
      {approved || pushesOff.length === 0 ? null : (
        <>
          <p>{t('content.standing.pushesOff')}</p>
          <ul>
            {pushesOff.map(({ title, areaName }) => (
              <li key={`${areaName} ${title}`}>
                {title} <span className="small muted">({areaName})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small">{t('content.standing.advice')}</p>
    </Notice>
  );
}
