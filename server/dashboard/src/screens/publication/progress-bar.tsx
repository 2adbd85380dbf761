/**
 * Progress bar — thanh cho biết đã tới bao nhiêu cụm.
 *
 * What has arrived, what failed, and the rest.
 */
import type { PublicationSummary } from '@loaso/shared/wire/http/publications';
import type { JSX } from 'react';
import { Bar, percentOf } from '../../parts/bar.js';

type Props = { readonly of: Pick<PublicationSummary, 'counts' | 'boxes'> };

export function ProgressBar({ of: { counts, boxes } }: Props): JSX.Element {
  return (
    <Bar
      parts={[
        { look: 'good', percent: percentOf(counts.ready + counts.stored, boxes) },
        { look: 'bad', percent: percentOf(counts.refused + counts.troubled, boxes) },
      ]}
    />
  );
}
