/**
 * Meter — vạch tỉ lệ.
 *
 * Sure, unknown and the rest of a whole as one bar; the figure beside it says the same in text.
 */
import type { JSX } from 'react';
import type { Share } from './share.js';

type Props = { readonly share: Share; readonly target?: number | undefined };

export function Meter({ share: { sure, unknown }, target }: Props): JSX.Element {
  return (
    <svg className="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="meter-rest" width={100} height={6} />
      <rect className="meter-unknown" x={sure} width={unknown} height={6} />
      <rect className="meter-sure" width={sure} height={6} />
      {target === undefined ? null : (
        <rect className="meter-target" x={target - 0.4} width={0.8} height={6} />
      )}
    </svg>
  );
}
