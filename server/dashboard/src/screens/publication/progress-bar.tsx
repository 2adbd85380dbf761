/**
 * Progress bar — thanh cho biết đã tới bao nhiêu cụm.
 *
 * What has arrived in green, what failed in red, the rest empty. The sentence beside it says the same
 * in words; the bar is for the eye alone.
 */
import type { PublicationSummary } from '@loaso/shared/wire/http/publications';
import type { JSX } from 'react';

type Props = { readonly of: Pick<PublicationSummary, 'counts' | 'boxes'> };

/** Widths are attributes of a picture: the page allows no inline style. */
export function ProgressBar({ of: { counts, boxes } }: Props): JSX.Element {
  const share = (count: number): number => (boxes === 0 ? 0 : (count / boxes) * 100);
  const arrived = share(counts.ready + counts.stored);
  const failed = share(counts.refused + counts.troubled);
  return (
    <svg
      className="publication-bar"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="publication-bar-all" width="100" height="4" />
      <rect className="publication-bar-good" width={arrived} height="4" />
      <rect className="publication-bar-bad" x={arrived} width={failed} height="4" />
    </svg>
  );
}
