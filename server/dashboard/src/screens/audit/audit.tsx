/**
 * System log — nhật ký hệ thống.
 *
 * Who did what to which named thing, in sentences, newest first; whether the chain of fingerprints
 * holds, and if not, from which row on.
 */
import type { AuditEvent } from '@loaso/shared/wire/http/people';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { holdQuery } from '../../api/fleet.js';
import { type AuditLog, auditQuery } from '../../api/people.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { ALL, type Filter, Filters, passes } from './filters.js';
import { Hold } from './hold.js';
import { told } from './told.js';
import type { Words } from './told-words.js';
import { useNames } from './use-names.js';
import './audit.css';

const STEP = 200;
const MOST = 1000;

export function Audit(): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const names = useNames();
  // Before everything else while it waits for somebody.
  const held = useQuery(holdQuery).data?.held === true;
  const [limit, setLimit] = useState(STEP);
  const [filter, setFilter] = useState<Filter>(ALL);
  const audit = useQuery({ ...auditQuery(limit), placeholderData: keepPreviousData });
  const words = { t, fmt, names };
  const all = [...(audit.data?.events ?? [])].sort((a, b) => b.seq - a.seq);
  const shown = all.filter((event) => passes(event, filter, { words, now }));
  const more = audit.data !== undefined && audit.data.events.length >= limit && limit < MOST;
  return (
    <Page title={t('office.audit.title')} intro={t('office.audit.intro')}>
      {held ? <Hold /> : null}
      <ProblemNotice error={audit.error} onRetry={audit.refetch} />
      {audit.isPending ? <Waiting /> : null}
      {audit.data === undefined ? null : (
        <>
          <Chain log={audit.data} checkedAt={audit.dataUpdatedAt} />
          <Filters events={all} filter={filter} words={words} onChange={setFilter} />
          <div className="card">
            {shown.length === 0 ? <p className="muted">{t('office.audit.none')}</p> : null}
            <ol className="plain-list rows" data-testid="audit-list">
              {shown.map((one) => (
                <Row key={one.seq} event={one} words={words} broken={isBroken(one, audit.data)} />
              ))}
            </ol>
          </div>
          {more ? (
            <Button
              variant="default"
              loading={audit.isFetching}
              onClick={() => setLimit(Math.min(MOST, limit + STEP))}
            >
              {t('office.audit.more')}
            </Button>
          ) : null}
        </>
      )}
      {held ? null : <Hold />}
    </Page>
  );
}

const isBroken = ({ seq }: AuditEvent, { firstBroken }: AuditLog): boolean =>
  firstBroken !== null && seq >= firstBroken;

/** What the check of the chain says, with its age. */
function Chain({ log, checkedAt }: { log: AuditLog; checkedAt: number }): JSX.Element {
  const { t, fmt } = useWords();
  const { intact, firstBroken } = log;
  return (
    <Notice tone={intact ? 'good' : 'bad'} testId="audit-chain">
      <p>{t(intact ? 'office.audit.intact' : 'office.audit.broken')}</p>
      {firstBroken === null ? null : (
        <p className="strong">{t('office.audit.firstBroken', { n: fmt.number(firstBroken) })}</p>
      )}
      <p className="small">{t('office.audit.checked', { when: fmt.dateTime(checkedAt) })}</p>
    </Notice>
  );
}

type RowProps = { readonly event: AuditEvent; readonly words: Words; readonly broken: boolean };

function Row({ event, words, broken }: RowProps): JSX.Element {
  const { t, fmt } = words;
  const { who, deed, thing, href, more } = told(event, words);
  return (
    <li className={`audit-row ${broken ? 'audit-broken' : ''}`} data-testid="audit-row">
      <span className="small muted numbers">{fmt.dateTime(event.at)}</span>
      <span className="wrap-any">
        <span className="strong">{who}</span>
        {` ${deed} `}
        {href === null ? thing : <Link to={href}>{thing}</Link>}
        {more === '' ? null : <span className="small muted audit-more">{more}</span>}
        {broken ? <span className="small audit-more">{t('office.audit.brokenRow')}</span> : null}
      </span>
      <span className="small muted numbers audit-hash">
        {`${t('office.audit.seq', { n: fmt.number(event.seq) })} · `}
        <span className="visually-hidden">{`${t('office.audit.fingerprint')}: `}</span>
        {event.hash.slice(0, 8)}
      </span>
    </li>
  );
}
