/**
 * Forecast of a publication — lưu thì gửi đi những gì.
 *
 * One sentence before somebody saves: how many communes and boxes, what begins and stops sounding,
 * and in how many groups it goes.
 */
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useWords } from '../i18n/use-words.js';
import { ProblemNotice } from './problem.js';

type Props<T> = {
  readonly of: 'day' | 'group' | 'approval';
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
    <div role="status" data-testid="publish-forecast">
      <ProblemNotice error={told.error} onRetry={told.refetch} />
      {told.data == null ? null : (
        <p className="small">
          <span className="strong">
            {t(of === 'approval' ? 'shell.app.approving' : 'shell.app.forecast')}
          </span>{' '}
          {pick(told.data.words)}
        </p>
      )}
    </div>
  );
}
