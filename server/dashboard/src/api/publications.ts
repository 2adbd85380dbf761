/**
 * Publication queries — các lần phát hành.
 *
 * One query or call per line of the contract. Boxes answer within seconds, so that what is under way
 * is asked again while somebody looks.
 */
import type { PublicationId } from '@loaso/shared/ids';
import { Publication, PublicationSummary } from '@loaso/shared/wire/http/publications';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { now } from '../app/clock.js';
import { get, send } from './client.js';

const SOON_MS = 4_000;
const LATER_MS = 30_000;
/** Somebody has just saved and looks. */
const FRESH_MS = 180_000;

export const publicationsQuery = queryOptions({
  queryKey: ['publications'],
  queryFn: async () =>
    (await get(z.object({ publications: z.array(PublicationSummary) }), '/api/publications'))
      .publications,
  refetchInterval: LATER_MS,
});

export const publicationQuery = (id: PublicationId) =>
  queryOptions({
    queryKey: ['publication', id],
    queryFn: () => get(Publication, `/api/publications/${id}`),
    refetchInterval: ({ state }) => (isMoving(state.data) ? SOON_MS : LATER_MS),
  });

/** Something is on its way to a box that is there, or may be back in a moment. */
const isMoving = (publication: Publication | undefined): boolean =>
  publication === undefined ||
  publication.state === 'running' ||
  publication.counts.sent + publication.counts.stored > 0 ||
  (publication.counts.waiting > 0 && now() - publication.createdAt < FRESH_MS);

export const resumePublication = (id: PublicationId): Promise<Publication> =>
  send(Publication, 'POST', `/api/publications/${id}/resume`);

export const giveUpPublication = (id: PublicationId): Promise<Publication> =>
  send(Publication, 'POST', `/api/publications/${id}/give-up`);
