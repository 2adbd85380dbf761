/**
 * Routes of content — văn bản, bản tin, việc tạo tiếng đọc.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId, BulletinId, JobId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import {
  Bulletin,
  BulletinChange,
  BulletinState,
  BulletinSummary,
  DecisionRequest,
  ImportRequest,
  Job,
  RejectRequest,
  VoiceInfo,
  VoiceRequest,
} from '@loaso/shared/wire/http/content';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { z } from 'zod';
import type { Actor, ContentFlows } from '../../flows/flows.js';
import type { Refusal } from '../../flows/refusals.js';
import { ANYONE, AUTHORS, LISTENERS, OFFICIAL, READERS } from './roles.js';
import { type Method, type Route, route } from './route.js';

const byBulletin = z.object({ bulletinId: BulletinId });
const byJob = z.object({ jobId: JobId });
const bulletinReply = {
  reply: z.object({ bulletin: Bulletin }),
  shape: (bulletin: Bulletin) => ({ bulletin }),
};
const jobReply = { reply: z.object({ job: Job }), shape: (job: Job) => ({ job }) };
/** A scanned decision with its annexes in base64. */
const FILE_LIMIT = 16 * 1024 * 1024;

/** A verb on one bulletin without further input. */
function verb(
  roles: Parameters<typeof route>[0],
  path: string,
  summary: string,
  run: (actor: Actor, id: BulletinId) => Promise<Result<Bulletin, Refusal>>,
): Route {
  const method: Method = 'post';
  return route(
    roles,
    {
      method,
      path: `/api/bulletins/:bulletinId/${path}`,
      summary,
      params: byBulletin,
      ...bulletinReply,
    },
    (actor, { params }) => run(actor, params.bulletinId),
  );
}

/** A verb on what somebody has looked at. */
function decision(
  roles: Parameters<typeof route>[0],
  path: string,
  summary: string,
  run: ContentFlows['approve'],
): Route {
  return route(
    roles,
    {
      method: 'post',
      path: `/api/bulletins/:bulletinId/${path}`,
      summary,
      params: byBulletin,
      body: DecisionRequest,
      ...bulletinReply,
    },
    (actor, { params, body }) => run(actor, params.bulletinId, body?.revision, body?.code),
  );
}

export function contentRoutes(content: ContentFlows): Route[] {
  return [
    ...listeningRoutes(content),
    ...readingRoutes(content),
    ...editingRoutes(content),
    ...decidingRoutes(content),
  ];
}

function listeningRoutes(content: ContentFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/voices',
        summary: 'Voices that can read',
        reply: z.object({ voices: z.array(VoiceInfo) }),
        shape: (voices: VoiceInfo[]) => ({ voices }),
      },
      () => Promise.resolve(ok(content.voices())),
    ),
    route(
      LISTENERS,
      {
        method: 'post',
        path: '/api/speak',
        summary: 'How a text will be read',
        body: z.object({ text: z.string().min(1).max(2000), areaId: AreaId.optional() }),
        reply: z.object({
          spoken: z.string(),
          uncertain: z.array(
            z.object({ written: z.string(), spoken: z.string(), why: z.string() }),
          ),
        }),
      },
      (actor, { body }) => content.speak(actor, body.text, body.areaId),
    ),
  ];
}

function readingRoutes(content: ContentFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'get',
        path: '/api/bulletins',
        summary: 'Bulletins, newest first',
        query: z.object({
          areaId: AreaId.optional(),
          state: BulletinState.optional(),
          q: z.string().trim().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        reply: z.object({ bulletins: z.array(BulletinSummary) }),
        shape: (bulletins: BulletinSummary[]) => ({ bulletins }),
      },
      (actor, { query }) => content.bulletins(actor, query),
    ),
    route(
      READERS,
      {
        method: 'get',
        path: '/api/bulletins/:bulletinId',
        summary: 'One bulletin with its script',
        params: byBulletin,
        ...bulletinReply,
      },
      (actor, { params }) => content.bulletin(actor, params.bulletinId),
    ),
    route(
      OFFICIAL,
      {
        method: 'get',
        path: '/api/jobs/:jobId',
        summary: 'Long work and how far it is',
        params: byJob,
        ...jobReply,
      },
      (actor, { params }) => content.job(actor, params.jobId),
    ),
  ];
}

function editingRoutes(content: ContentFlows): Route[] {
  return [
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/bulletins',
        summary: 'Import a text as a new bulletin',
        body: ImportRequest,
        bodyLimit: FILE_LIMIT,
        status: 201,
        ...bulletinReply,
      },
      (actor, { body }) => content.importText(actor, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'patch',
        path: '/api/bulletins/:bulletinId',
        summary: 'Change a bulletin; what had been approved must be approved again',
        params: byBulletin,
        body: BulletinChange,
        ...bulletinReply,
      },
      (actor, { params, body }) => content.change(actor, params.bulletinId, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'delete',
        path: '/api/bulletins/:bulletinId',
        summary: 'Remove a draft',
        params: byBulletin,
      },
      (actor, { params }) => content.remove(actor, params.bulletinId),
    ),
    ...voicingRoutes(content),
  ];
}

function voicingRoutes(content: ContentFlows): Route[] {
  return [
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/bulletins/:bulletinId/voice',
        summary: 'Turn the script into audio; answers with the work to follow',
        params: byBulletin,
        body: VoiceRequest,
        status: 202,
        ...jobReply,
      },
      (actor, { params, body }) => content.voice(actor, params.bulletinId, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/jobs/:jobId/cancel',
        summary: 'Cancel long work',
        params: byJob,
        ...jobReply,
      },
      (actor, { params }) => content.cancelJob(actor, params.jobId),
    ),
  ];
}

function decidingRoutes(content: ContentFlows): Route[] {
  return [
    decision(OFFICIAL, 'submit', 'Send for approval', (actor, id, seen) =>
      content.submit(actor, id, seen),
    ),
    decision(AUTHORS, 'approve', 'Approve exactly what was heard', (...seen) =>
      content.approve(...seen),
    ),
    route(
      AUTHORS,
      {
        method: 'get',
        path: '/api/bulletins/:bulletinId/forecast',
        summary: 'What approving it would send, and which lines begin to sound it',
        params: byBulletin,
        reply: PublishForecast,
      },
      (actor, { params }) => content.forecastApproval(actor, params.bulletinId),
    ),
    verb(AUTHORS, 'withdraw', 'Take a bulletin off the air', (actor, id) =>
      content.withdraw(actor, id),
    ),
    route(
      AUTHORS,
      {
        method: 'post',
        path: '/api/bulletins/:bulletinId/reject',
        summary: 'Send back with a reason',
        params: byBulletin,
        body: RejectRequest,
        ...bulletinReply,
      },
      (actor, { params, body }) =>
        content.reject(actor, params.bulletinId, body.reason, body.revision),
    ),
  ];
}
