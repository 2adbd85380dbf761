/**
 * Audio over HTTP — phát tệp âm thanh cho cụm loa và trình duyệt.
 *
 * Files are named by their hash, so they never change: immutable caching, ETag by hash, Range for
 * resuming. A box sees only the files of its own plan and of the release it was offered, a person only
 * those of their area; all others get the same "not found".
 */
import { type DeviceId, DeviceId as DeviceIdSchema, Sha256 } from '@loaso/shared/ids';
import type { Request, RequestHandler, Response } from 'express';
import type { Actor, ContentFlows, FleetFlows } from '../../flows/flows.js';
import type { AudioFiles } from '../../ports/system.js';
import { NOT_LOGGED_IN, problemOf } from './problem.js';
import { sendProblem } from './send.js';

export type AudioDeps = {
  readonly files: AudioFiles;
  readonly content: Pick<ContentFlows, 'mayHear'>;
  readonly fleet: Pick<FleetFlows, 'boxLogin' | 'boxMayFetch'>;
  readonly actorOf: (request: Request) => Promise<Actor | null>;
};

const TYPE = { mp3: 'audio/mpeg', opus: 'audio/ogg', bin: 'application/octet-stream' } as const;

export function audioHandler(deps: AudioDeps): RequestHandler {
  return async (request, response) => {
    const sha256 = Sha256.safeParse(request.params['sha256']);
    const visitor = await visitorOf(deps, request);
    if (visitor === null) {
      response.set('WWW-Authenticate', 'Basic realm="loaso"');
      return sendProblem(response, NOT_LOGGED_IN);
    }
    const allowed = sha256.success && (await mayFetch(deps, visitor, sha256.data));
    const file = sha256.success && allowed ? await deps.files.find(sha256.data) : null;
    if (file === null || !sha256.success)
      return sendProblem(response, problemOf({ code: 'not-found' }));
    await sendFile(response, { path: file.path, etag: `"${sha256.data}"`, type: TYPE[file.codec] });
  };
}

type Visitor = { readonly box: DeviceId } | { readonly actor: Actor };

async function visitorOf(deps: AudioDeps, request: Request): Promise<Visitor | null> {
  const login = basicLogin(request.get('authorization'));
  if (login !== null) {
    return (await deps.fleet.boxLogin(login.device, login.secret)) ? { box: login.device } : null;
  }
  const actor = await deps.actorOf(request);
  return actor === null ? null : { actor };
}

function mayFetch(deps: AudioDeps, visitor: Visitor, sha256: Sha256): Promise<boolean> {
  return 'box' in visitor
    ? deps.fleet.boxMayFetch(visitor.box, sha256)
    : deps.content.mayHear(visitor.actor, sha256);
}

function basicLogin(header: string | undefined): { device: DeviceId; secret: string } | null {
  if (header === undefined || !header.startsWith('Basic ') || header.length > 600) return null;
  const text = Buffer.from(header.slice(6), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const device = DeviceIdSchema.safeParse(text.slice(0, colon));
  return colon > 0 && device.success
    ? { device: device.data, secret: text.slice(colon + 1) }
    : null;
}

/** Range, If-Range and conditional requests are express's own; it streams and closes the file. */
function sendFile(
  response: Response,
  file: { path: string; etag: string; type: string },
): Promise<void> {
  response.set({
    ETag: file.etag,
    'Content-Type': file.type,
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
