/**
 * Offline — mở trang khi mất mạng.
 *
 * Registers the worker that keeps the page, and keeps the last answers of the everyday screens on this
 * device, so that they can be read without a line: with their age, never as if they were new. They go
 * with the session, since a computer may be shared.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { LiveFeed } from '../api/live-feed.js';

const STORED_AS = 'loaso.kept-answers';
/** Raised when answers of another shape are kept: older ones are left alone. */
const SHAPE = 1;
/** Storage of a page is a few megabytes, drafts included. */
const CHARACTERS_MAX = 1_500_000;
const EVERY_MS = 20_000;
/** Older answers help nobody. */
const AGE_MS_MAX = 3 * 86_400_000;

/** First words of the keys that are worth reading offline. */
const WORTH: ReadonlySet<unknown> = new Set([
  'me',
  'areas',
  'overview',
  'devices',
  'bulletins',
  'bulletin',
  'entries',
  'calendar',
  'days',
  'voices',
]);

type Answer = { readonly key: readonly unknown[]; readonly data: unknown; readonly at: number };
type Kept = { readonly shape: number; readonly at: number; readonly answers: readonly Answer[] };

let keptAt: number | null = null;

/** Since when the answers on screen are those of this device; null while they come from the server. */
export const answersKeptAt = (): number | null => keptAt;

function answersOf(client: QueryClient): Answer[] {
  return client
    .getQueryCache()
    .getAll()
    .filter(({ queryKey, state }) => WORTH.has(queryKey[0]) && state.data !== undefined)
    .map(({ queryKey, state }) => ({ key: queryKey, data: state.data, at: state.dataUpdatedAt }));
}

const nameOf = ({ key }: Answer): string => JSON.stringify(key);

/** What was kept before, of the same person, and is not on screen now. */
function olderOf(now: readonly Answer[], me: Answer): Answer[] {
  const kept = read()?.answers ?? [];
  const before = kept.find(({ key }) => key[0] === 'me');
  if (before === undefined || idOf(before) !== idOf(me)) return [];
  const names = new Set(now.map(nameOf));
  return kept.filter((one) => !names.has(nameOf(one)) && me.at - one.at < AGE_MS_MAX);
}

const idOf = ({ data }: Answer): unknown => (data as { readonly id?: unknown }).id;

function keep(client: QueryClient): void {
  const now = answersOf(client);
  const me = now.find(({ key }) => key[0] === 'me');
  if (me === undefined) return;
  const answers = [...now, ...olderOf(now, me)].sort((a, b) => b.at - a.at);
  const at = Math.max(...answers.map((one) => one.at));
  let text = JSON.stringify({ shape: SHAPE, at, answers } satisfies Kept);
  while (text.length > CHARACTERS_MAX && answers.length > 1) {
    answers.pop();
    text = JSON.stringify({ shape: SHAPE, at, answers } satisfies Kept);
  }
  try {
    localStorage.setItem(STORED_AS, text);
  } catch {
    // A full or forbidden storage: the page then needs its line, as before.
    localStorage.removeItem(STORED_AS);
  }
}

export const forgetAnswers = (): void => localStorage.removeItem(STORED_AS);

function read(): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED_AS) ?? 'null') as Kept | null;
    return kept?.shape === SHAPE ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Puts the kept answers where the server's would be, with their age: they are asked again at the first
 * chance.
 *
 * @returns false when there are none
 */
export function takeKeptAnswers(client: QueryClient): boolean {
  const kept = read();
  if (kept === null) return false;
  for (const { key, data, at } of kept.answers) {
    client.setQueryData(key, data, { updatedAt: at });
  }
  keptAt = kept.at;
  return true;
}

const usedFiles = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);

/** The worker takes over with the next visit; until then it is told what this one has used. */
async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ used: usedFiles() });
}

/** Begins once the first screen has had the line for itself. */
export function startKeeping(client: QueryClient, feed: LiveFeed): void {
  window.setTimeout(() => {
    // Without it the page works as ever, but for its opening offline.
    registerWorker().catch(() => undefined);
  }, EVERY_MS / 4);
  window.setInterval(() => keep(client), EVERY_MS);
  window.addEventListener('pagehide', () => keep(client));
  feed.subscribe(() => {
    // All is asked again once the line is there.
    if (feed.state().kind === 'live') keptAt = null;
  });
}
