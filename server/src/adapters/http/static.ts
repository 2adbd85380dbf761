/**
 * Dashboard files — tệp của bảng điều khiển.
 *
 * Built files carry their hash in the name and may be kept for ever; the page itself is asked again
 * each time. What the build has packed is sent as packed. Any other address is the page: the browser's
 * router decides what it shows.
 */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';

const FOR_EVER = { immutable: true, maxAge: '365d', index: false } as const;

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const PACKABLE = /^\/[\w.-]+\.(js|css)$/;

/** Tightest first. */
const ENCODINGS = [
  ['br', 'br'],
  ['gzip', 'gz'],
] as const;

export function mountDashboard(app: Express, folder: string): void {
  const assets = join(folder, 'assets');
  app.use('/assets', packed(assets), express.static(assets, FOR_EVER));
  app.use(express.static(folder, { index: false, maxAge: '1h' }));
  app.get('/{*path}', (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'), (cause) =>
      cause === undefined ? undefined : next(cause),
    );
  });
}

/** A file without a packed sibling goes its usual way. */
function packed(folder: string): RequestHandler {
  return (request, response, next) => {
    const type = TYPES[PACKABLE.exec(request.path)?.[1] ?? ''];
    const found = ENCODINGS.find(([name]) => request.acceptsEncodings(name) === name);
    if (type === undefined || found === undefined) {
      next();
      return;
    }
    const [encoding, ending] = found;
    const headers = { 'Content-Type': type, 'Content-Encoding': encoding };
    response.vary('Accept-Encoding');
    response.sendFile(
      `${request.path.slice(1)}.${ending}`,
      { ...FOR_EVER, root: folder, headers },
      (cause) => {
        if (cause === undefined || response.headersSent) return;
        for (const name of Object.keys(headers)) response.removeHeader(name);
        next();
      },
    );
  };
}
