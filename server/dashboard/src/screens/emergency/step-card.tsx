/**
 * Step of an order — một bước ra lệnh.
 *
 * A card with its number and its heading; a landmark by its name.
 */
import type { JSX, ReactNode } from 'react';

type Props = {
  readonly n: number;
  readonly title: string;
  readonly aside?: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
};

export function StepCard({ n, title, aside, testId, children }: Props): JSX.Element {
  return (
    <section className="card stack section" aria-label={title} data-testid={testId}>
      <div className="row">
        <span className="alarm-number" aria-hidden="true">
          {n}
        </span>
        <h2 className="alarm-step-title">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
