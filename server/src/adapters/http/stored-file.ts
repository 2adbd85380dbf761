/**
 * A stored file over HTTP — gửi một tệp trong kho.
 *
 * Files are named by their hash, so they never change: immutable caching, ETag by hash, Range for
 * resuming. Who may fetch it was asked before.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Response } from 'express';
import type { FileKind } from '../../ports/system.js';

const TYPE: Readonly<Record<FileKind, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  bin: 'application/octet-stream',
  jpg: 'image/jpeg',
};

type Stored = { readonly path: string; readonly sha256: Sha256; readonly codec: FileKind };

/** Range, If-Range and conditional requests are express's own; it streams and closes the file. */
export function sendStored(response: Response, file: Stored): Promise<void> {
  response.set({
    ETag: `"${file.sha256}"`,
    'Content-Type': TYPE[file.codec],
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
  });
  return new Promise((resolve, reject) => {
    response.sendFile(
      file.path,
      { etag: false, lastModified: false, cacheControl: false, dotfiles: 'allow' },
      (cause: SendFault | undefined) => {
        const outside = cause?.status === 416 && !response.headersSent;
        if (outside)
          response
            .status(416)
            .set(cause.headers ?? {})
            .end();
        const over = cause == null || cause.code === 'ECONNABORTED' || response.headersSent;
        if (over || outside) resolve();
        else reject(cause);
      },
    );
  });
}

/** What `send` reports: its status, and the true size where a range lay outside the file. */
type SendFault = Error & { code?: string; status?: number; headers?: Record<string, string> };
