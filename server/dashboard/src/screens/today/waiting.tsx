/**
 * What waits for me — việc đang chờ tôi.
 *
 * For an approver the inbox itself, with a player on each row; for an official what was sent back or
 * is not finished; for others only the count.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import type { Role } from '@loaso/shared/wire/http/people';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { bulletinsQuery } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { BulletinPill } from '../../parts/pill.js';
import { Player } from '../../parts/player.js';
import { ProblemNotice } from '../../parts/problem.js';

const UNFINISHED: ReadonlySet<string> = new Set(['draft', 'voiced', 'rejected']);

export function Waiting({ role }: { readonly role: Role }): JSX.Element {
  const { t } = useWords();
  const list = useQuery(bulletinsQuery({ limit: 100 }));
  const bulletins = list.data ?? [];
  const submitted = bulletins.filter(({ state }) => state === 'submitted');
  const unfinished = bulletins.filter(({ state }) => UNFINISHED.has(state));
  return (
    <>
      <Section
        title={t('shell.today.waiting')}
        testId="waiting"
        aside={
          <Link to="/ban-tin" search={{ trangThai: 'submitted' }}>
            {t('shell.today.openInbox')}
          </Link>
        }
      >
        <ProblemNotice error={list.error} onRetry={list.refetch} />
        <Rows bulletins={submitted} empty={t('shell.today.waitingNone')} />
      </Section>
      {role === 'official' ? (
        <Section title={t('shell.today.mine')} testId="unfinished">
          <Rows bulletins={unfinished} empty={t('shell.today.mineNone')} />
        </Section>
      ) : null}
    </>
  );
}

type RowsProps = { readonly bulletins: readonly BulletinSummary[]; readonly empty: string };

function Rows({ bulletins, empty }: RowsProps): JSX.Element {
  const { t } = useWords();
  if (bulletins.length === 0) return <p className="muted">{empty}</p>;
  return (
    <ul className="plain-list rows">
      {bulletins.slice(0, 6).map((one) => (
        <li key={one.id} className="row">
          <div className="grow stack-sm">
            <Link to="/ban-tin/$bulletinId" params={{ bulletinId: one.id }}>
              {one.title}
            </Link>
            <div className="row">
              <BulletinPill state={one.state} />
              <span className="small muted">
                {t('content.list.by', { name: one.createdBy, area: one.areaName })}
              </span>
            </div>
            {one.rejectionReason === null ? null : (
              <p className="small wrap-any">{one.rejectionReason}</p>
            )}
          </div>
          {one.clip === null ? null : (
            <Player sha256={one.clip.sha256} title={one.title} durationMs={one.clip.durationMs} />
          )}
        </li>
      ))}
    </ul>
  );
}
