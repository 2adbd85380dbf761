/**
 * Uploads over HTTP — nhận tệp qua HTTP.
 *
 * A request whose body is a file, as the flows see it: pieces, the size that the sender claims, and a
 * signal for when the sender has gone. Reads nothing by itself.
 */
import type { Request, Response } from 'express';
import type { Upload } from '../../ports/uploads.js';

export function uploadOf(request: Request, response: Response): Upload {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const claimed = Number(request.get('content-length') ?? 'none');
  return {
    bytes: request,
    sizeBytes: Number.isSafeInteger(claimed) ? claimed : null,
    signal: gone.signal,
  };
}
