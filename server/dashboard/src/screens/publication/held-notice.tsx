/**
 * Held — báo máy chủ đang giữ lịch mới.
 *
 * After an older database was put back nothing new reaches the speakers until an administrator has
 * looked. Said where people begin their day, before a change of theirs is refused. Silent else.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { overviewQuery } from '../../api/fleet.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

export function HeldNotice(): JSX.Element | null {
  const { t, fmt } = useWords();
  const me = useMe();
  const { data } = useQuery(overviewQuery);
  const boxes = data?.held ?? 0;
  if (boxes === 0) return null;
  return (
    <Notice tone="bad" title={t('publication.heldTitle')} testId="held">
      <p>{t('publication.heldBody', { n: fmt.number(boxes) })}</p>
      <p>
        {may.govern(me.role) ? (
          <Link to="/nhat-ky">{t('publication.heldOpen')}</Link>
        ) : (
          t('publication.heldAsk')
        )}
      </p>
    </Notice>
  );
}
