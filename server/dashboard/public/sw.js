/**
 * Service worker — trang mở được khi mất mạng.
 *
 * Keeps the page and the built files that were used, so that it opens without a line; asks the network
 * first for the page itself, so that a new version comes at once. Never touches /api, /audio or /photo: what a
 * person sees of the fleet is never answered from here.
 */
const KEPT = 'loaso-page-1';
const PAGE = '/';
/** A dead line must not make anybody wait for what is here already, milliseconds. */
const PATIENCE_MS = 4000;
/** Files of some versions; the oldest go first. */
const FILES_MAX = 240;

const isBuilt = ({ pathname }) => pathname.startsWith('/assets/');
const isPublic = ({ pathname }) =>
  ['/loa-so.svg', '/manifest.webmanifest', '/parse-without-eval.js'].includes(pathname) ||
  /^\/icon-\d+\.png$/.test(pathname);

const keep = async (request, response) => {
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(KEPT);
  await cache.put(request, response.clone());
};

async function tidy() {
  const cache = await caches.open(KEPT);
  const files = await cache.keys();
  const old = files.filter(({ url }) => isBuilt(new URL(url))).slice(0, -FILES_MAX);
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function page() {
  try {
    const response = await fetch(PAGE, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await keep(PAGE, response);
    return response;
  } catch (cause) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw cause;
    return kept;
  }
}

/** The name of a built file changes with its content. */
async function built(request) {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  await keep(request, response);
  return response;
}

async function fresh(request) {
  try {
    const response = await fetch(request);
    await keep(request, response);
    return response;
  } catch (cause) {
    const kept = await caches.match(request);
    if (kept === undefined) throw cause;
    return kept;
  }
}

addEventListener('install', (event) => {
  event.waitUntil(page().then(() => globalThis.skipWaiting()));
});

addEventListener('activate', (event) => {
  const others = caches
    .keys()
    .then((names) =>
      Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))),
    );
  event.waitUntil(others.then(tidy));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page());
  else if (isBuilt(url)) event.respondWith(built(request));
  else if (isPublic(url)) event.respondWith(fresh(request));
});

/** The first visit came before this worker: the page names the files that it has used. */
addEventListener('message', (event) => {
  const paths = Array.isArray(event.data?.used) ? event.data.used : [];
  const used = paths.filter((path) => typeof path === 'string' && isBuilt({ pathname: path }));
  event.waitUntil(
    Promise.allSettled(used.slice(0, FILES_MAX).map((path) => built(new Request(path)))),
  );
});
