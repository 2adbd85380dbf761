/**
 * Start of the dashboard — khởi động trang điều hành.
 *
 * Opens the door: who is logged in gets the page, anybody else the login, which is small. The page
 * itself comes while name and password are typed.
 */
import type { User } from '@loaso/shared/wire/http/people';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from './api/reach.js';
import { whoAmI } from './api/session.js';
import { here, isLogin, loginAddress, wishIn } from './door/addresses.js';
import { Login } from './door/login.js';
import { showScheme } from './door/scheme.js';
import { wasHere } from './door/visits.js';
import { startLanguages } from './i18n/setup.js';

/** The typing begins before the line is given to the rest of the page. */
const ASIDE_MS = 300;

const page = () => import('./app/start.js');

/** A line that breaks here is met again, and told, when the page is needed. */
const fetchAhead = (): void => void page().catch(() => undefined);

/** `null` when nobody is; whatever else keeps the server from saying so is told by the page itself. */
async function whoIsThere(): Promise<User | 'unsaid' | null> {
  try {
    return await whoAmI();
  } catch (cause) {
    return cause instanceof ProblemError && cause.status === 401 ? null : 'unsaid';
  }
}

async function open(root: HTMLElement, user: User | null): Promise<void> {
  const { startPage } = await page();
  startPage(root, user);
}

function ask(root: HTMLElement, asked: Promise<User | 'unsaid' | null> | null): void {
  if (asked !== null) {
    window.history.replaceState(null, '', loginAddress({ to: here(), ended: false }));
  }
  const { to, ended } = wishIn(window.location.search);
  const drawn = createRoot(root);
  let entered = false;
  const enter = async (user: User): Promise<void> => {
    const { startPage } = await page();
    if (entered) return;
    entered = true;
    drawn.unmount();
    window.history.replaceState(null, '', to);
    startPage(root, user);
  };
  drawn.render(
    <StrictMode>
      <Login ended={ended} onEnter={enter} />
    </StrictMode>,
  );
  // A session that this device has forgotten, or a server that could not be reached.
  void asked?.then((user) =>
    user === null || user === 'unsaid' ? undefined : enter(user).catch(() => undefined),
  );
  window.setTimeout(fetchAhead, ASIDE_MS);
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  showScheme();
  const asked = isLogin(window.location.pathname) ? null : whoIsThere();
  const words = startLanguages();
  // Who was here before is let in as soon as possible; for anybody else the login need not wait.
  if (asked !== null && wasHere()) {
    fetchAhead();
    const user = await asked;
    await words;
    if (user !== null) return open(root, user === 'unsaid' ? null : user);
  }
  await words;
  ask(root, asked);
}

// Not awaited here: the page's own files wait for this one.
void start();
