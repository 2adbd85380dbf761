/**
 * Notice — lời nhắn trong trang.
 *
 * A coloured strip with sign, title and text. Bad news interrupts a screen reader, the rest waits.
 */
import type { JSX, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';
import type { Tone } from './pill.js';
import './notice.css';

const SIGN: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  warn: 'warning',
  bad: 'warning',
  info: 'question',
  mute: 'question',
  accent: 'devices',
};

type Props = {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly testId?: string;
  /** Set for what is part of the page from the start: it is not announced. */
  readonly still?: boolean;
};

export function Notice({ tone, title, children, testId, still = false }: Props): JSX.Element {
  const announced = still ? {} : { role: tone === 'bad' ? 'alert' : 'status' };
  return (
    <div className={`notice tone-${tone}`} data-testid={testId} {...announced}>
      <span className="notice-sign">
        <Icon name={SIGN[tone]} />
      </span>
      <div className="stack-sm grow">
        {title === undefined ? null : <p className="strong">{title}</p>}
        {children}
      </div>
    </div>
  );
}
