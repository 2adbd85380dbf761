/**
 * Frame — khung trang.
 *
 * Sections at the side on a laptop, at the bottom on a phone; one main region; a skip link. The
 * frame stays while screens change.
 */
import type { Role } from '@loaso/shared/wire/http/people';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { type JSX, lazy, Suspense, useEffect } from 'react';
import { withWords } from '../i18n/rooms.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from '../parts/icon.js';
import { LiveBanner, LiveDot, useLiveFeed } from './live-note.js';
import { BOTTOM_ITEMS, may, type NavItem, navFor } from './navigation.js';
import { SearchAnywhere, SearchButton } from './search-button.js';
import { useMe } from './session.js';
import { TrainingNote } from './training-note.js';
import './shell.css';

/** Not needed for the first picture. */
const AlarmBanner = lazy(
  withWords(['emergency'], async () => ({
    default: (await import('./alarm-banner.js')).AlarmBanner,
  })),
);

/** The one place of the alarm: apart from the daily buttons, never scrolled away. */
function AlarmLink({ words }: { readonly words: 'emergency' | 'emergencyShort' }): JSX.Element {
  const { t } = useWords();
  return (
    <Link to="/khan-cap" search={{}} className="nav-alarm" activeProps={{ 'aria-current': 'page' }}>
      <Icon name="siren" size={22} />
      <span>{t(`shell.nav.${words}`)}</span>
    </Link>
  );
}

function NavLink({ item }: { readonly item: NavItem }): JSX.Element {
  const { t } = useWords();
  return (
    <Link to={item.to} className="nav-link" activeProps={{ 'aria-current': 'page' }}>
      <Icon name={item.icon} size={22} />
      <span>{t(`shell.nav.${item.name}`)}</span>
    </Link>
  );
}

function ComposeLink({ role }: { readonly role: Role }): JSX.Element | null {
  const { t } = useWords();
  if (!may.compose(role)) return null;
  return (
    <Link to="/nhap-van-ban" className="nav-compose">
      <Icon name="compose" />
      <span>{t('shell.nav.compose')}</span>
    </Link>
  );
}

function Side(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <div className="side">
      <Link to="/hom-nay" className="brand">
        <img src="/loa-so.svg" alt="" width={36} height={36} />
        <span>{t('shell.app.name')}</span>
      </Link>
      <ComposeLink role={me.role} />
      <SearchButton />
      <div className="side-nav">
        {navFor(me.role).map((item) => (
          <NavLink key={item.name} item={item} />
        ))}
      </div>
      <div className="side-foot">
        <AlarmLink words="emergency" />
        <LiveDot />
        <Link to="/tai-khoan" className="side-me" activeProps={{ 'aria-current': 'page' }}>
          <Icon name="account" size={22} />
          <span className="side-me-words">
            <span className="strong">{me.fullName}</span>
            <span className="small muted">{`${t(`words.role.${me.role}`)}, ${me.areaName}`}</span>
          </span>
        </Link>
      </div>
    </div>
  );
}

function Top(): JSX.Element {
  const { t } = useWords();
  return (
    <div className="top">
      <Link to="/hom-nay" className="brand">
        <img src="/loa-so.svg" alt="" width={30} height={30} />
        <span>{t('shell.app.name')}</span>
      </Link>
      <LiveDot />
      <SearchButton short />
      <AlarmLink words="emergencyShort" />
    </div>
  );
}

function Bottom(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <nav className="bottom" aria-label={t('shell.nav.label')}>
      {navFor(me.role)
        .slice(0, BOTTOM_ITEMS)
        .map((item) => (
          <NavLink key={item.name} item={item} />
        ))}
      <Link to="/tai-khoan" className="nav-link" activeProps={{ 'aria-current': 'page' }}>
        <Icon name="more" size={22} />
        <span>{t('shell.nav.more')}</span>
      </Link>
    </nav>
  );
}

/** On a slow line the alarm must not be fetched only when it is needed. */
const ALARM_READY_MS = 4000;

function useAlarmReady(): void {
  const { role } = useMe();
  const router = useRouter();
  useEffect(() => {
    const timer = window.setTimeout(() => {
      // Without a line now, it is fetched when it is opened.
      router.preloadRoute({ to: '/khan-cap' }).catch(() => undefined);
      // So that a text can be typed where there is no line at all.
      if (may.compose(role)) router.preloadRoute({ to: '/nhap-van-ban' }).catch(() => undefined);
    }, ALARM_READY_MS);
    return () => window.clearTimeout(timer);
  }, [router, role]);
}

export function Shell(): JSX.Element {
  const { t } = useWords();
  useLiveFeed();
  useAlarmReady();
  return (
    <div className="shell">
      <a href="#noi-dung" className="skip">
        {t('shell.app.skip')}
      </a>
      <nav className="shell-side" aria-label={t('shell.nav.label')}>
        <Side />
      </nav>
      <header className="shell-top">
        <Top />
      </header>
      <main id="noi-dung" className="main" tabIndex={-1}>
        <Suspense>
          <AlarmBanner />
        </Suspense>
        <TrainingNote />
        <LiveBanner />
        <Outlet />
      </main>
      <SearchAnywhere />
      <div className="shell-bottom">
        <Bottom />
      </div>
    </div>
  );
}
