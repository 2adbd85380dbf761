/**
 * What is relayed — tiếp âm đài nào, bao lâu, mất sóng thì sao.
 *
 * Only approved sources. Below it the bulletins that sound when the stream is lost; none chosen is
 * silence, and that is said in words.
 */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { relaySourcesQuery } from '../../api/relays.js';
import { useWords } from '../../i18n/use-words.js';
import { ProblemNotice } from '../../parts/problem.js';
import type { RelayDraft } from './entry-draft.js';

const MINUTES = [5, 10, 15, 20, 30, 45, 60, 90, 120] as const;
const STALLS_S = [5, 10, 20, 30, 60] as const;

type Props = {
  readonly relay: RelayDraft;
  readonly silent: boolean;
  readonly change: (relay: RelayDraft) => void;
};

export function RelayFields({ relay, silent, change }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const sources = useQuery(relaySourcesQuery);
  const usable = (sources.data ?? []).filter(({ state }) => state === 'approved');
  return (
    <div className="stack">
      <ProblemNotice error={sources.error} onRetry={sources.refetch} />
      {sources.isSuccess && usable.length === 0 ? (
        <p>
          {t('schedule.relay.noneUsable')}{' '}
          <Link to="/nguon-tiep-am">{t('schedule.relay.title')}</Link>
        </p>
      ) : null}
      <NativeSelect
        label={t('schedule.relay.source')}
        value={relay.sourceId ?? ''}
        onChange={(event) => {
          const chosen = usable.find(({ id }) => id === event.currentTarget.value);
          change({ ...relay, sourceId: chosen?.id ?? null, name: chosen?.name ?? '' });
        }}
        data={[
          { value: '', label: t('schedule.relay.choose') },
          ...usable.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <div className="entry-dates">
        <NativeSelect
          label={t('schedule.relay.minutes')}
          value={String(relay.minutes)}
          onChange={(event) => change({ ...relay, minutes: Number(event.currentTarget.value) })}
          data={[...new Set([...MINUTES, relay.minutes])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: String(n), label: fmt.duration(n * 60_000) }))}
        />
        <NativeSelect
          label={t('schedule.relay.stall')}
          value={String(relay.stallSeconds)}
          onChange={(event) =>
            change({ ...relay, stallSeconds: Number(event.currentTarget.value) })
          }
          data={[...new Set([...STALLS_S, relay.stallSeconds])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: String(n), label: t('schedule.relay.seconds', { n }) }))}
        />
      </div>
      <p className="strong">
        {t(silent ? 'schedule.relay.fallSilent' : 'schedule.relay.fallRead', {
          n: relay.stallSeconds,
        })}
      </p>
      <p className="small muted">{t('schedule.relay.fallHint')}</p>
    </div>
  );
}
