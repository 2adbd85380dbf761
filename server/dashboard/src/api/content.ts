/**
 * Content queries — bản tin, giọng đọc, việc tạo tiếng.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { AreaId, BulletinId, ClusterGroupId, JobId } from '@loaso/shared/ids';
import type { Priority } from '@loaso/shared/priority';
import {
  Bulletin,
  type BulletinChange,
  type BulletinState,
  BulletinSummary,
  type Field,
  Job,
  VoiceInfo,
  type VoiceRequest,
} from '@loaso/shared/wire/http/content';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { asSentences } from './as-sentences.js';
import { get, Nothing, queryText, send, sendForSound } from './client.js';

const OneBulletin = z.object({ bulletin: Bulletin });
const OneJob = z.object({ job: Job });
const Uncertain = z.object({ written: z.string(), spoken: z.string(), why: z.string() });

export type BulletinFilter = {
  readonly areaId?: AreaId | undefined;
  readonly state?: BulletinState | undefined;
  readonly q?: string | undefined;
  readonly limit?: number | undefined;
};

export const bulletinsQuery = (filter: BulletinFilter) =>
  queryOptions({
    queryKey: ['bulletins', filter],
    queryFn: async () =>
      (
        await get(
          z.object({ bulletins: z.array(BulletinSummary) }),
          `/api/bulletins${queryText({ limit: 100, ...filter })}`,
        )
      ).bulletins,
  });

export const bulletinQuery = (id: BulletinId) =>
  queryOptions({
    queryKey: ['bulletin', id],
    queryFn: async () => (await get(OneBulletin, `/api/bulletins/${id}`)).bulletin,
  });

/** What the import form sends; the server fills in the rest. */
export type ImportBody = {
  readonly areaId: AreaId;
  readonly title?: string;
  readonly field: Field;
  readonly priority?: Priority;
  /** In whose name it is read; absent: the area's. */
  readonly stationId?: ClusterGroupId | undefined;
  readonly text?: string;
  readonly file?: { readonly name: string; readonly base64: string };
};

export const importText = async (body: ImportBody): Promise<Bulletin> =>
  (await send(OneBulletin, 'POST', '/api/bulletins', body)).bulletin;

export const changeBulletin = async (id: BulletinId, change: BulletinChange): Promise<Bulletin> =>
  (await send(OneBulletin, 'PATCH', `/api/bulletins/${id}`, change)).bulletin;

export const removeBulletin = (id: BulletinId): Promise<null> =>
  send(Nothing, 'DELETE', `/api/bulletins/${id}`);

export const voiceBulletin = async (id: BulletinId, request: VoiceRequest): Promise<Job> =>
  (await send(OneJob, 'POST', `/api/bulletins/${id}/voice`, request)).job;

export type BulletinVerb = 'submit' | 'approve' | 'withdraw';

/** `seen`: the revision that was looked at; the server refuses when the bulletin has moved on. */
export const moveBulletin = async (
  id: BulletinId,
  verb: BulletinVerb,
  given?: { readonly seen: number; readonly code?: string | undefined },
): Promise<Bulletin> => {
  const body = given === undefined ? undefined : { revision: given.seen, code: given.code };
  return (await send(OneBulletin, 'POST', `/api/bulletins/${id}/${verb}`, body)).bulletin;
};

/** One sentence as a WAV; `request.spoken` for words that are not saved. */
export const hearSentence = (
  id: BulletinId,
  index: number,
  request: { readonly spoken?: string; readonly voice?: string },
): Promise<ArrayBuffer> => sendForSound(`/api/bulletins/${id}/sentences/${index}/hear`, request);

export const rejectBulletin = async (id: BulletinId, reason: string): Promise<Bulletin> =>
  (await send(OneBulletin, 'POST', `/api/bulletins/${id}/reject`, { reason })).bulletin;

/** Jobs are asked again every 2 s while they run: the live feed may be cut. */
export const jobQuery = (id: JobId) =>
  queryOptions({
    queryKey: ['job', id],
    queryFn: async () => (await get(OneJob, `/api/jobs/${id}`)).job,
    refetchInterval: (query) => (isJobOver(query.state.data) ? false : 2000),
  });

export const isJobOver = (job: Job | undefined): boolean =>
  job !== undefined && job.state !== 'waiting' && job.state !== 'running';

export const cancelJob = async (id: JobId): Promise<Job> =>
  (await send(OneJob, 'POST', `/api/jobs/${id}/cancel`)).job;

export const voicesQuery = queryOptions({
  queryKey: ['voices'],
  queryFn: async () => (await get(z.object({ voices: z.array(VoiceInfo) }), '/api/voices')).voices,
  staleTime: 600_000,
});

const SpokenTrial = z.object({
  /** The voice wants small letters; people read sentences. */
  spoken: z.string().transform(asSentences),
  uncertain: z.array(Uncertain),
});

/** How a text is read at `areaId`, its lexicon and style included; for reading on screen. */
export const speak = (text: string, areaId?: AreaId) =>
  send(SpokenTrial, 'POST', '/api/speak', { text, ...(areaId === undefined ? {} : { areaId }) });

/** The same while somebody types; asked only for words that are there. */
export const spokenQuery = (text: string, areaId: AreaId) =>
  queryOptions({
    queryKey: ['spoken', text, areaId],
    queryFn: () => speak(text, areaId),
    enabled: text !== '',
    staleTime: 60_000,
  });

/** What approving it would send. */
export const forecastApproval = (id: BulletinId): Promise<PublishForecast> =>
  get(PublishForecast, `/api/bulletins/${id}/forecast`);
