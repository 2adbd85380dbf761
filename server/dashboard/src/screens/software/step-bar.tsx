/**
 * Step bar — thanh cho biết bao nhiêu cụm chạy bản mới.
 *
 * Those that stay, those at work, those that failed, and the rest.
 */
import type { ReleaseRollout } from '@loaso/shared/wire/http/releases';
import type { JSX } from 'react';
import { Bar, percentOf } from '../../parts/bar.js';

type Props = { readonly of: Pick<ReleaseRollout, 'counts' | 'boxes'> };

export function StepBar({ of: { counts, boxes } }: Props): JSX.Element {
  const busy = counts.offered + counts.fetching + counts.staged + counts['on-trial'];
  const failed = counts['went-back'] + counts.refused + counts.lost;
  return (
    <Bar
      parts={[
        { look: 'good', percent: percentOf(counts.stays, boxes) },
        { look: 'busy', percent: percentOf(busy, boxes) },
        { look: 'bad', percent: percentOf(failed, boxes) },
      ]}
    />
  );
}
