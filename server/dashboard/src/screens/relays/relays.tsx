/**
 * Sources of relays — nguồn tiếp âm.
 *
 * Which streams lines may relay: what the server heard of each, who entered and who approved it. An
 * administrator enters, a leader decides.
 */
import type { RelaySource } from '@loaso/shared/wire/http/relays';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { relaySourcesQuery } from '../../api/relays.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { AddSource } from './add-source.js';
import { Decide, type Deciding } from './decide.js';
import { SourceRow } from './source-row.js';

export function RelaysScreen(): JSX.Element {
  const { t } = useWords();
  const { role } = useMe();
  const sources = useQuery(relaySourcesQuery);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <Page title={t('schedule.relay.title')} intro={t('schedule.relay.intro')}>
      <div className={may.govern(role) ? 'columns columns-main' : 'stack'}>
        <Section title={t('schedule.relay.list')} testId="relay-sources">
          <ProblemNotice error={sources.error} onRetry={sources.refetch} />
          {sources.isPending ? <Waiting /> : null}
          {sources.data === undefined ? null : (
            <Sources sources={sources.data} onDecide={setDeciding} />
          )}
        </Section>
        {may.govern(role) ? <AddSource /> : null}
      </div>
      <Decide deciding={deciding} onClose={() => setDeciding(null)} />
    </Page>
  );
}

type Props = {
  readonly sources: readonly RelaySource[];
  readonly onDecide: (deciding: Deciding) => void;
};

function Sources({ sources, onDecide }: Props): JSX.Element {
  const { t } = useWords();
  if (sources.length === 0) {
    return (
      <Empty icon="link" title={t('schedule.relay.none')} body={t('schedule.relay.noneBody')} />
    );
  }
  return (
    <ul className="plain-list rows">
      {sources.map((one) => (
        <SourceRow key={one.id} source={one} onDecide={onDecide} />
      ))}
    </ul>
  );
}
