/**
 * Bar — thanh tỉ lệ.
 *
 * Parts of a whole side by side, the rest empty. The sentence beside it says the same in words; the bar is
 * for the eye alone.
 */
import type { JSX } from 'react';
import './bar.css';

export type BarPart = {
  readonly look: 'good' | 'bad' | 'busy' | 'sure' | 'unknown';
  readonly percent: number;
};

type Props = {
  /** In this order from the left. */
  readonly parts: readonly BarPart[];
};

/** Widths are attributes of a picture: the page allows no inline style. */
export function Bar({ parts }: Props): JSX.Element {
  return (
    <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-rest" width={100} height={4} />
      {parts.map(({ look, percent }, index) => (
        <rect
          key={look}
          className={`bar-${look}`}
          x={parts.slice(0, index).reduce((sum, one) => sum + one.percent, 0)}
          width={percent}
          height={4}
        />
      ))}
    </svg>
  );
}

/** Counts as parts of `total`; nothing of nothing. */
export const percentOf = (count: number, total: number): number =>
  total === 0 ? 0 : (count / total) * 100;
