/**
 * Page parts — đầu trang, chỗ trống, đang tải.
 *
 * The frame of every screen: one heading that gets the focus on arrival, what can be done, an empty
 * state that teaches, a loading state that holds the place.
 */
import { type JSX, type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../i18n/use-words.js';
import { FocusHome } from './focus-home.js';
import { Icon, type IconName } from './icon.js';
import './page.css';

type PageProps = {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The first screen leaves the focus at the top, where the skip link is. */
let arrived = false;

/** Focus goes to the heading when another screen opens: keyboard and screen reader start there. */
export function Page({ title, intro, actions, children }: PageProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t('shell.app.name')}`;
  }, [title, t]);
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true });
    arrived = true;
  }, []);
  return (
    <div className="page stack">
      <header className="page-head">
        <div className="page-words">
          <h1 ref={heading} tabIndex={-1} className="page-title">
            {title}
          </h1>
          {intro === undefined ? null : <div className="page-intro muted">{intro}</div>}
        </div>
        {actions === undefined ? null : <div className="row">{actions}</div>}
      </header>
      <FocusHome value={heading}>{children}</FocusHome>
    </div>
  );
}

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly body?: string;
  readonly children?: ReactNode;
};

export function Empty({ icon, title, body, children }: EmptyProps): JSX.Element {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={30} />
      </span>
      <p className="strong">{title}</p>
      {body === undefined ? null : <p className="muted empty-body">{body}</p>}
      {children}
    </div>
  );
}

export function Waiting(): JSX.Element {
  const { t } = useWords();
  return (
    <div className="waiting" role="status">
      <span className="waiting-bar" />
      <span className="waiting-bar" />
      <span className="waiting-bar" />
      <span className="visually-hidden">{t('shell.app.loading')}</span>
    </div>
  );
}

type SectionProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly testId?: string;
};

/** A card with its heading; a landmark by its name. */
export function Section({ title, aside, children, testId }: SectionProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className="card stack section" aria-label={title} data-testid={testId}>
      <div className="row row-apart">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      <FocusHome value={heading}>{children}</FocusHome>
    </section>
  );
}
