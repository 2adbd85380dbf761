/**
 * Photos over HTTP — gửi ảnh cụm loa cho trình duyệt.
 *
 * Named by their hash, so they never change. A person sees those of clusters in their area; all others
 * get the same "not found". Whatever a file may hold, a browser shows it as a picture or not at all.
 */
import { Sha256 } from '@loaso/shared/ids';
import type { Request, RequestHandler } from 'express';
import type { Actor } from '../../flows/actor.js';
import type { PhotoFlows } from '../../flows/photo-flows.js';
import type { AudioFiles } from '../../ports/system.js';
import { NOT_LOGGED_IN, problemOf } from './problem.js';
import { sendProblem } from './send.js';
import { sendStored } from './stored-file.js';

export type PhotoDeps = {
  readonly files: Pick<AudioFiles, 'find'>;
  readonly photos: Pick<PhotoFlows, 'maySee'>;
  readonly actorOf: (request: Request) => Promise<Actor | null>;
};

export function photoHandler({ files, photos, actorOf }: PhotoDeps): RequestHandler {
  return async (request, response) => {
    const actor = await actorOf(request);
    if (actor === null) return sendProblem(response, NOT_LOGGED_IN);
    const sha256 = Sha256.safeParse(request.params['sha256']);
    const allowed = sha256.success && (await photos.maySee(actor, sha256.data));
    const file = allowed ? await files.find(sha256.data) : null;
    if (!sha256.success || file?.codec !== 'jpg') {
      return sendProblem(response, problemOf({ code: 'not-found' }));
    }
    response.set({
      'Content-Disposition': 'inline; filename="anh-cum-loa.jpg"',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
    await sendStored(response, { ...file, sha256: sha256.data });
  };
}
