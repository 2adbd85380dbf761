/**
 * Routes of recordings — bản thu, các thứ tiếng, nghe thử.
 *
 * Rows only: what they do is in the flows. The two that take a file read it as it comes.
 */
import { BulletinId } from '@loaso/shared/ids';
import {
  Bulletin,
  HearRequest,
  RecordingQuery,
  VariantQuery,
} from '@loaso/shared/wire/http/content';
import { LanguageCode, RECORDING_BYTES_MAX } from '@loaso/shared/wire/http/recordings';
import { z } from 'zod';
import type { ContentFlows } from '../../flows/flows.js';
import { LISTENERS, OFFICIAL } from './roles.js';
import { type Route, route, uploadRoute } from './route.js';

const byLanguage = z.object({ bulletinId: BulletinId, language: LanguageCode });
const bySentence = z.object({
  bulletinId: BulletinId,
  index: z.coerce.number().int().nonnegative(),
});
const bulletinReply = {
  reply: z.object({ bulletin: Bulletin }),
  shape: (bulletin: Bulletin) => ({ bulletin }),
};

export function recordingRoutes(content: ContentFlows): Route[] {
  return [
    route(
      LISTENERS,
      {
        method: 'post',
        path: '/api/bulletins/:bulletinId/sentences/:index/hear',
        summary: 'One sentence at once, as it stands or as it would be said',
        params: bySentence,
        body: HearRequest,
        replyType: 'audio/wav',
      },
      (actor, { params, body }) =>
        content.hear(actor, { id: params.bulletinId, index: params.index, request: body }),
    ),
    uploadRoute(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/bulletins/recordings',
        summary: 'A recorded bulletin; the body is the file itself, of any kind of sound',
        query: RecordingQuery,
        bodyLimit: RECORDING_BYTES_MAX,
        status: 201,
        ...bulletinReply,
      },
      (actor, { query }, upload) => content.record(actor, query, upload),
    ),
    uploadRoute(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/bulletins/:bulletinId/variants/:language',
        summary: 'The bulletin in another language; the body is the recording itself',
        params: byLanguage,
        query: VariantQuery,
        bodyLimit: RECORDING_BYTES_MAX,
        ...bulletinReply,
      },
      (actor, { params: { bulletinId: id, language }, query }, upload) =>
        content.addVariant(actor, { id, language, query }, upload),
    ),
    route(
      OFFICIAL,
      {
        method: 'delete',
        path: '/api/bulletins/:bulletinId/variants/:language',
        summary: 'Take a language away',
        params: byLanguage,
        ...bulletinReply,
      },
      (actor, { params: { bulletinId: id, language } }) =>
        content.removeVariant(actor, { id, language }),
    ),
  ];
}
