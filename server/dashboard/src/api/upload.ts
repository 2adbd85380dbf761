/**
 * Upload — gửi tệp.
 *
 * The one request that tells how far it is and can be stopped; the browser's newer way of asking
 * tells neither. The body is the file itself. Refusals are those of the client.
 */
import type { z } from 'zod';
import { refusalOf } from './client.js';
import { ProblemError } from './reach.js';

/** Two hundred megabytes over a slow line. */
const PATIENCE_MS = 3_600_000;

export type Sending = {
  readonly path: string;
  readonly file: Blob;
  /** Sent part, 0..1; at 1 the server is still listening to the file. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @throws ProblemError for a refusal, no network, or an answer of another shape
 * @throws DOMException `AbortError` when `signal` stopped it
 */
export function sendFile<T>(schema: z.ZodType<T>, sending: Sending): Promise<T> {
  const { path, file, onProgress, signal } = sending;
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    request.open('POST', path);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener('error', () => reject(new ProblemError(0, null, 'offline')));
    request.addEventListener('timeout', () => reject(new ProblemError(0, null, 'timeout')));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.addEventListener('load', () => {
      const json = jsonIn(request.responseText);
      if (request.status >= 400) return reject(refusalOf(request.status, json));
      const parsed = schema.safeParse(json);
      if (parsed.success) resolve(parsed.data);
      else reject(new ProblemError(request.status, null, 'unreadable'));
    });
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}
