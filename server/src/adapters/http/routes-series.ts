/**
 * Routes of series — chia văn bản dài thành loạt kỳ.
 *
 * Rows only: what they do is in the flows.
 */
import { BulletinId } from '@loaso/shared/ids';
import { Bulletin, Job, VoiceRequest } from '@loaso/shared/wire/http/content';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import {
  DivideRequest,
  Series,
  SeriesDecision,
  SeriesPreview,
  SeriesQuery,
} from '@loaso/shared/wire/http/series';
import { z } from 'zod';
import type { SeriesFlows } from '../../flows/series-flows.js';
import { AUTHORS, OFFICIAL, READERS } from './roles.js';
import { type Route, route } from './route.js';

const params = z.object({ bulletinId: BulletinId });
const path = '/api/bulletins/:bulletinId';
const seriesReply = {
  reply: z.object({ series: Series }),
  shape: (series: Series) => ({ series }),
};

export function seriesRoutes(content: SeriesFlows): Route[] {
  return [...dividingRoutes(content), ...wholeRoutes(content), ...approvingRoutes(content)];
}

function dividingRoutes(content: SeriesFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'get',
        path: `${path}/episodes`,
        summary: 'Into which episodes a bulletin would be divided',
        params,
        query: SeriesQuery,
        reply: z.object({ preview: SeriesPreview }),
        shape: (preview: SeriesPreview) => ({ preview }),
      },
      (actor, asked) =>
        content.previewSeries(actor, asked.params.bulletinId, asked.query.slotMinutes),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: `${path}/episodes`,
        summary: 'Divide a bulletin into episodes, each a bulletin of its own',
        params,
        body: DivideRequest,
        status: 201,
        ...seriesReply,
      },
      (actor, asked) => content.divide(actor, asked.params.bulletinId, asked.body),
    ),
    route(
      OFFICIAL,
      {
        method: 'delete',
        path: `${path}/episodes`,
        summary: 'Put a series together again; refused when part of it was approved',
        params,
        reply: z.object({ bulletin: Bulletin }),
        shape: (bulletin: Bulletin) => ({ bulletin }),
      },
      (actor, asked) => content.unite(actor, asked.params.bulletinId),
    ),
  ];
}

function wholeRoutes(content: SeriesFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'get',
        path: `${path}/series`,
        summary: 'The series of a bulletin',
        params,
        ...seriesReply,
      },
      (actor, asked) => content.series(actor, asked.params.bulletinId),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: `${path}/series/voice`,
        summary: 'Turn all episodes into audio; answers with the one work to follow',
        params,
        body: VoiceRequest,
        status: 202,
        reply: z.object({ job: Job }),
        shape: (job: Job) => ({ job }),
      },
      (actor, asked) => content.voiceSeries(actor, asked.params.bulletinId, asked.body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: `${path}/series/submit`,
        summary: 'Send the episodes named for approval',
        params,
        body: SeriesDecision,
        ...seriesReply,
      },
      (actor, asked) => content.submitSeries(actor, asked.params.bulletinId, asked.body),
    ),
  ];
}

function approvingRoutes(content: SeriesFlows): Route[] {
  return [
    route(
      AUTHORS,
      {
        method: 'get',
        path: `${path}/series/forecast`,
        summary:
          'What approving all waiting episodes would send, and which lines begin to sound them',
        params,
        reply: PublishForecast,
      },
      (actor, asked) => content.forecastSeries(actor, asked.params.bulletinId),
    ),
    route(
      AUTHORS,
      {
        method: 'post',
        path: `${path}/series/approve`,
        summary: 'Approve exactly the episodes that were looked at',
        params,
        body: SeriesDecision,
        ...seriesReply,
      },
      (actor, asked) => content.approveSeries(actor, asked.params.bulletinId, asked.body),
    ),
  ];
}
