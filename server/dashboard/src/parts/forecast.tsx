/**
 * Forecast of a publication — lưu thì gửi đi những gì.
 *
 * Before somebody saves: how many communes and boxes, what begins and stops sounding, in how many
 * groups it goes, and which lines come out longer than they were scheduled.
 */
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Notice } from './notice.js';
import { ProblemNotice } from './problem.js';

type Props<T> = {
  readonly of: 'day' | 'group' | 'approval' | 'series' | 'languages';
  /** What would be saved; null while it cannot be. */
  readonly change: T | null;
  readonly ask: (change: T) => Promise<PublishForecast>;
};

export function Forecast<T>({ of, change, ask }: Props<T>): JSX.Element {
  const { t, pick } = useWords();
  const told = useQuery({
    queryKey: ['forecast', of, change],
    queryFn: () => (change === null ? null : ask(change)),
    enabled: change !== null,
  });
  return (
    <div role="status" className="stack-sm" data-testid="publish-forecast">
      <ProblemNotice error={told.error} onRetry={told.refetch} />
      {told.data == null ? null : (
        <p className="small">
          <span className="strong">
            {t(APPROVING.has(of) ? 'shell.app.approving' : 'shell.app.forecast')}
          </span>{' '}
          {pick(told.data.words)}
        </p>
      )}
      {(told.data?.longer ?? []).map((line) => (
        <Longer key={line.entryId} line={line} />
      ))}
    </div>
  );
}

const APPROVING: ReadonlySet<string> = new Set(['approval', 'series']);

type LongerLine = NonNullable<PublishForecast['longer']>[number];

/** A line that is held back needs somebody; one that grows names whom it meets. */
function Longer({ line }: { readonly line: LongerLine }): JSX.Element {
  const { pick } = useWords();
  return (
    <Notice tone={line.held ? 'bad' : 'warn'} testId="longer-line">
      {line.words.map((one) => (
        <p key={one.vi}>{pick(one)}</p>
      ))}
    </Notice>
  );
}
