/**
 * Step bar — thanh cho biết bao nhiêu cụm chạy bản mới.
 *
 * Those that stay in green, those at work in blue, those that failed in red, the rest empty. The
 * sentence beside it says the same; the bar is for the eye alone.
 */
import type { ReleaseRollout } from '@loaso/shared/wire/http/releases';
import type { JSX } from 'react';

type Props = { readonly of: Pick<ReleaseRollout, 'counts' | 'boxes'> };

/** Widths are attributes of a picture: the page allows no inline style. */
export function StepBar({ of: { counts, boxes } }: Props): JSX.Element {
  const share = (count: number): number => (boxes === 0 ? 0 : (count / boxes) * 100);
  const stay = share(counts.stays);
  const busy = share(counts.offered + counts.fetching + counts.staged + counts['on-trial']);
  const failed = share(counts['went-back'] + counts.refused + counts.lost);
  return (
    <svg className="software-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="software-bar-all" width="100" height="4" />
      <rect className="software-bar-good" width={stay} height="4" />
      <rect className="software-bar-busy" x={stay} width={busy} height="4" />
      <rect className="software-bar-bad" x={stay + busy} width={failed} height="4" />
    </svg>
  );
}
