/**
 * Dashboard files — tệp của bảng điều khiển.
 *
 * Built files carry their hash in the name and may be kept for ever; the page itself is asked again
 * each time. Any other address is the page: the browser's router decides what it shows.
 */
import { join } from 'node:path';
import express, { type Express } from 'express';

export function mountDashboard(app: Express, folder: string): void {
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use(express.static(folder, { index: false, maxAge: '1h' }));
  app.get('/{*path}', (_request, response, next) => {
    response.set('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'), (cause) =>
      cause === undefined ? undefined : next(cause),
    );
  });
}
