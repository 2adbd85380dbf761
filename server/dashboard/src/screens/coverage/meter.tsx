/**
 * Meter — vạch tỉ lệ.
 *
 * Sure, unknown and the rest of a whole as one bar; the figure beside it says the same in text.
 */
import type { JSX } from 'react';
import { Bar } from '../../parts/bar.js';
import type { Share } from './share.js';

type Props = { readonly share: Share };

export const Meter = ({ share: { sure, unknown } }: Props): JSX.Element => (
  <Bar
    parts={[
      { look: 'sure', percent: sure },
      { look: 'unknown', percent: unknown },
    ]}
  />
);
