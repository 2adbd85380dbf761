/**
 * Results of an emergency — kết quả cảnh báo.
 *
 * What each speaker did, while it happens; STOP always in reach; the second person confirms here, in
 * the minute of one alone anybody objects here.
 */
import { EntryId } from '@loaso/shared/ids';
import type { Emergency, EmergencyDetail } from '@loaso/shared/wire/http/emergency';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { emergencyQuery, isOpen } from '../../api/emergency.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { ALARM_AFTER_MS, saysOf } from '../../parts/emergency-says.js';
import { KindStrip } from '../../parts/kind-strip.js';
import { Notice } from '../../parts/notice.js';
import { Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { StopButton } from '../../parts/stop-button.js';
import { Boxes } from './boxes.js';
import { Counts } from './counts.js';
import { Facts } from './facts.js';
import { Second } from './second.js';
import './result.css';

export function EmergencyResult(): JSX.Element {
  const { t } = useWords();
  const { emergencyId } = useParams({ from: '/frame/khan-cap/$emergencyId' });
  const one = useQuery(emergencyQuery(EntryId.parse(emergencyId)));
  const title = one.data?.title ?? t('emergency.title');
  return (
    <Page title={title} actions={<Link to="/khan-cap">{t('emergency.result.back')}</Link>}>
      <ProblemNotice error={one.error} onRetry={one.refetch} />
      {one.isPending ? <Waiting /> : null}
      {one.data === undefined ? null : <Result emergency={one.data} />}
    </Page>
  );
}

function Result({ emergency }: { readonly emergency: EmergencyDetail }): JSX.Element {
  return (
    <div className={`result result-${emergency.kind}`} data-state={emergency.state}>
      <KindStrip given kind={emergency.kind} />
      <div className="result-head card">
        <div className="stack">
          <Says emergency={emergency} />
          <Counts emergency={emergency} />
        </div>
        <div className="result-acts">
          <StopButton large emergency={emergency} />
          <Onward emergency={emergency} />
        </div>
      </div>
      {emergency.may.second ? (
        <Second emergency={emergency} />
      ) : (
        <AskSecond emergency={emergency} />
      )}
      <div className="columns columns-main">
        <Boxes emergency={emergency} />
        <Facts emergency={emergency} />
      </div>
    </div>
  );
}

type Props = { readonly emergency: Emergency };

/** The sentence itself ticks; what a screen reader hears changes only when there is news. */
function Says({ emergency }: Props): JSX.Element {
  const words = useWords();
  const now = useNow();
  return (
    <>
      <p className="result-says numbers" data-testid="says" aria-hidden="true">
        {saysOf(emergency, words, { now, exact: true })}
      </p>
      <p className="visually-hidden" role="status">
        {saysOf(emergency, words, { now, exact: false })}
      </p>
      {emergency.state === 'stopping' ? (
        <Notice tone="bad" testId="still-stopping">
          <p>{words.t('emergency.says.stoppingNext')}</p>
        </Notice>
      ) : null}
      {emergency.state === 'failed' ? (
        <Notice tone="bad">
          <p>{words.t('emergency.says.failedNext')}</p>
        </Notice>
      ) : null}
    </>
  );
}

/** To whoever gave the order and waits. */
function AskSecond({ emergency }: Props): JSX.Element | null {
  const { t } = useWords();
  const now = useNow(5000);
  if (emergency.state !== 'waiting-second') return null;
  const late = now - emergency.createdAt > ALARM_AFTER_MS;
  return (
    <Notice tone={late ? 'bad' : 'warn'} testId="ask-second">
      {late ? <p className="strong">{t('emergency.says.alarm')}</p> : null}
      <p>{t('emergency.second.waitingFor')}</p>
    </Notice>
  );
}

const CORRECTED = new Set<Emergency['state']>(['sending', 'sent', 'stopping', 'ended', 'stopped']);

/** Where one goes from here: a correction of the real thing, another drill. */
function Onward({ emergency }: Props): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  if (!may.warn(me.role)) return null;
  if (emergency.kind === 'drill') {
    return isOpen(emergency) ? null : (
      <Link to="/khan-cap" search={{ dienTap: true }} className="result-onward">
        {t('emergency.result.again')}
      </Link>
    );
  }
  return CORRECTED.has(emergency.state) ? (
    <Link to="/khan-cap" search={{ thay: emergency.id }} className="result-onward">
      {t('emergency.result.correct')}
    </Link>
  ) : null;
}
