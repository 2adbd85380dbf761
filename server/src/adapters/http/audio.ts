/**
 * Audio over HTTP — phát tệp âm thanh cho cụm loa và trình duyệt.
 *
 * A box sees only the files of its own plan and of the release it was offered, a person only
 * those of their area; all others get the same "not found".
 */
import { type DeviceId, DeviceId as DeviceIdSchema, Sha256 } from '@loaso/shared/ids';
import type { Request, RequestHandler } from 'express';
import type { Actor, ContentFlows, FleetFlows } from '../../flows/flows.js';
import type { AudioFiles } from '../../ports/system.js';
import { NOT_LOGGED_IN, problemOf } from './problem.js';
import { sendProblem } from './send.js';
import { sendStored } from './stored-file.js';

export type AudioDeps = {
  readonly files: AudioFiles;
  readonly content: Pick<ContentFlows, 'mayHear'>;
  readonly fleet: Pick<FleetFlows, 'boxLogin' | 'boxMayFetch'>;
  readonly actorOf: (request: Request) => Promise<Actor | null>;
};

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
    await sendStored(response, { ...file, sha256: sha256.data });
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
