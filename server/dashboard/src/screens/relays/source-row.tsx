/**
 * One source of relays — một nguồn tiếp âm.
 *
 * Its address in full, since that is what a leader approves; what was heard of it and when.
 */
import type { RelaySource, RelaySourceState } from '@loaso/shared/wire/http/relays';
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { trySource } from '../../api/relays.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import type { IconName } from '../../parts/icon.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import type { Deciding } from './decide.js';

const LOOKS: Readonly<Record<RelaySourceState, readonly [Tone, IconName]>> = {
  pending: ['warn', 'clock'],
  approved: ['good', 'check'],
  rejected: ['bad', 'cross'],
  withdrawn: ['mute', 'off'],
};

type Props = {
  readonly source: RelaySource;
  readonly onDecide: (deciding: Deciding) => void;
};

export function SourceRow({ source, onDecide }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [tone, icon] = LOOKS[source.state];
  const gone = source.state === 'rejected' || source.state === 'withdrawn';
  return (
    <li className="stack-sm" data-testid="relay-source">
      <div className="row row-apart">
        <p className="strong wrap-any">{source.name}</p>
        <Pill tone={tone} icon={icon}>
          {t(`schedule.relay.state.${source.state}`)}
        </Pill>
      </div>
      <p className="small wrap-any">{source.url}</p>
      <p className="small muted">
        {`${t(`schedule.relay.origin.${source.origin}`)} · ${source.areaName} · `}
        {t('schedule.relay.by', { name: source.createdBy, date: fmt.dateTime(source.createdAt) })}
        {source.decidedBy === null
          ? ''
          : ` · ${t('schedule.relay.approvedBy', { name: source.decidedBy })}`}
      </p>
      {source.reason === null ? null : (
        <p className="small">{t('schedule.relay.reason', { reason: source.reason })}</p>
      )}
      {source.trial === null ? null : (
        <p className="small">
          {t(source.trial.ok ? 'schedule.relay.heard' : 'schedule.relay.notHeard', {
            when: fmt.dateTime(source.trial.at),
            detail: source.trial.detail,
          })}
        </p>
      )}
      {gone ? null : <Deeds source={source} onDecide={onDecide} />}
    </li>
  );
}

function Deeds({ source, onDecide }: Props): JSX.Element {
  const { t } = useWords();
  const { role } = useMe();
  const trial = useDeed({ run: () => trySource(source.id), renews: ['relay-sources'] });
  const withdraws = !source.mayDecide && (may.govern(role) || may.approve(role));
  return (
    <>
      <ProblemNotice error={trial.error} />
      <div className="row">
        {may.hear(role) ? (
          <Button
            variant="default"
            size="sm"
            loading={trial.isPending}
            onClick={() => trial.mutate(undefined)}
          >
            {t('schedule.relay.try')}
          </Button>
        ) : null}
        {source.mayDecide ? (
          <>
            <Button size="sm" onClick={() => onDecide({ source, act: 'approve' })}>
              {t('schedule.relay.approve')}
            </Button>
            <Button variant="default" size="sm" onClick={() => onDecide({ source, act: 'reject' })}>
              {t('schedule.relay.reject')}
            </Button>
          </>
        ) : null}
        {withdraws ? (
          <Button variant="subtle" size="sm" onClick={() => onDecide({ source, act: 'withdraw' })}>
            {t('schedule.relay.withdraw')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
