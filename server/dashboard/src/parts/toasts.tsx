/**
 * Toasts — chỗ hiện các lời báo ngắn.
 *
 * Where a toast shows its words, and from where they are read out.
 */
import type { JSX } from 'react';
import { Icon } from './icon.js';
import { useSaid } from './toast.js';
import './toasts.css';

export function Toasts(): JSX.Element {
  const said = useSaid();
  return (
    <div className="toasts" role="status">
      {said.map(({ id, text }) => (
        <p key={id} className="toast">
          <Icon name="check" />
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
