/**
 * System log — nhật ký hệ thống.
 *
 * Who did what, newest first, and whether the chain of fingerprints holds.
 */
import type { AuditEvent } from '@loaso/shared/wire/http/people';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { auditQuery } from '../../api/people.js';
import { actText, isFingerprint } from '../../i18n/act-text.js';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { Notice } from '../../parts/notice.js';
import { Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { SearchField } from '../../parts/search-field.js';
import './audit.css';

const STEP = 100;
const MOST = 1000;

export function Audit(): JSX.Element {
  const { t } = useWords();
  const [limit, setLimit] = useState(STEP);
  const [sought, setSought] = useState('');
  const audit = useQuery({ ...auditQuery(limit), placeholderData: keepPreviousData });
  const events = [...(audit.data?.events ?? [])]
    .sort((a, b) => b.seq - a.seq)
    .filter((one) => finds(sought, one.actor, actText(one.act, t), one.target, one.detail));
  const more = audit.data !== undefined && audit.data.events.length >= limit && limit < MOST;
  return (
    <Page title={t('office.audit.title')} intro={t('office.audit.intro')}>
      <ProblemNotice error={audit.error} onRetry={audit.refetch} />
      {audit.isPending ? <Waiting /> : null}
      {audit.data === undefined ? null : (
        <>
          <Notice tone={audit.data.intact ? 'good' : 'bad'} testId="audit-chain">
            <p>{t(audit.data.intact ? 'office.audit.intact' : 'office.audit.broken')}</p>
          </Notice>
          <search className="row">
            <SearchField label={t('office.audit.search')} value={sought} onChange={setSought} />
          </search>
          <div className="card">
            {events.length === 0 ? <p className="muted">{t('office.audit.none')}</p> : null}
            <ol className="plain-list rows" data-testid="audit-list">
              {events.map((one) => (
                <Row key={one.seq} event={one} />
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
    </Page>
  );
}

function Row({ event }: { readonly event: AuditEvent }): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <li className="audit-row">
      <span className="small muted numbers">{fmt.dateTime(event.at)}</span>
      <span className="wrap-any">
        <span className="strong">{event.actor}</span>
        {` · ${actText(event.act, t)} · ${event.target}`}
        {event.detail === '' || isFingerprint(event.detail) ? null : (
          <span className="small muted">{` · ${event.detail}`}</span>
        )}
      </span>
      <span className="small muted numbers audit-hash">
        {`${t('office.audit.seq', { n: fmt.number(event.seq) })} · `}
        <span className="visually-hidden">{`${t('office.audit.fingerprint')}: `}</span>
        {event.hash.slice(0, 8)}
      </span>
    </li>
  );
}
