/**
 * Series queries — chia kỳ, làm cả loạt kỳ.
 *
 * One query or call per line of the contract; kept with the bulletins, so that the live feed renews it.
 */
import type { BulletinId } from '@loaso/shared/ids';
import {
  Bulletin,
  type BulletinSummary,
  Job,
  type VoiceRequest,
} from '@loaso/shared/wire/http/content';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { Series, SeriesPreview } from '@loaso/shared/wire/http/series';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, send } from './client.js';

const OneSeries = z.object({ series: Series });

export const seriesQuery = (id: BulletinId) =>
  queryOptions({
    queryKey: ['bulletins', 'series', id],
    queryFn: async () => (await get(OneSeries, `/api/bulletins/${id}/series`)).series,
  });

export const seriesPreviewQuery = (id: BulletinId, slotMinutes: number, revision: number) =>
  queryOptions({
    queryKey: ['series-preview', id, slotMinutes, revision],
    queryFn: async () =>
      (
        await get(
          z.object({ preview: SeriesPreview }),
          `/api/bulletins/${id}/episodes?slotMinutes=${slotMinutes}`,
        )
      ).preview,
  });

type Divide = { readonly slotMinutes: number; readonly revision: number };

export const divideBulletin = async (id: BulletinId, request: Divide): Promise<Series> =>
  (await send(OneSeries, 'POST', `/api/bulletins/${id}/episodes`, request)).series;

export const uniteBulletin = async (id: BulletinId): Promise<Bulletin> =>
  (await send(z.object({ bulletin: Bulletin }), 'DELETE', `/api/bulletins/${id}/episodes`))
    .bulletin;

export const voiceSeries = async (id: BulletinId, request: VoiceRequest): Promise<Job> =>
  (await send(z.object({ job: Job }), 'POST', `/api/bulletins/${id}/series/voice`, request)).job;

/** What approving all that wait for it would send. */
export const forecastSeries = (id: BulletinId): Promise<PublishForecast> =>
  get(PublishForecast, `/api/bulletins/${id}/series/forecast`);

type SeenEpisodes = {
  readonly seen: readonly Pick<BulletinSummary, 'id' | 'revision'>[];
  /** Of who approves, one for all. */
  readonly code?: string | undefined;
};

/** The server refuses when one of them has moved on since it was seen. */
export const decideSeries = async (
  id: BulletinId,
  verb: 'submit' | 'approve',
  { seen, code }: SeenEpisodes,
): Promise<Series> => {
  const episodes = seen.map((one) => ({ bulletinId: one.id, revision: one.revision }));
  const body = { episodes, code };
  return (await send(OneSeries, 'POST', `/api/bulletins/${id}/series/${verb}`, body)).series;
};
