/**
 * Halted rollout — báo đợt đưa phần mềm đã tự dừng.
 *
 * Stands above the day of the administrator until somebody has decided. Silent while all is well.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { releasesQuery } from '../../api/releases.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

export function HaltedRollout(): JSX.Element | null {
  const { t, pick } = useWords();
  const { data } = useQuery(releasesQuery);
  const halted = data?.rollouts.find(({ state }) => state === 'halted');
  if (halted === undefined) return null;
  return (
    <Notice
      tone="bad"
      title={t('software.haltedTitle', { version: halted.version })}
      testId="halted-rollout"
    >
      {halted.next === null ? null : <p>{pick(halted.next)}</p>}
      <p>
        <Link to="/phan-mem/$rolloutId" params={{ rolloutId: halted.id }}>
          {t('software.haltedOpen')}
        </Link>
      </p>
    </Notice>
  );
}
