/**
 * Routes of publications — các lần phát hành.
 *
 * Rows only: what they do is in the flows.
 */
import { PublicationId } from '@loaso/shared/ids';
import { Publication, PublicationSummary } from '@loaso/shared/wire/http/publications';
import { z } from 'zod';
import type { PublicationFlows } from '../../flows/publication-flows.js';
import { ADMIN, ANYONE } from './roles.js';
import { type Route, route } from './route.js';

const byPublication = z.object({ publicationId: PublicationId });

export function publicationRoutes(publications: PublicationFlows): Route[] {
  return [
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/publications',
        summary: 'The newest changes sent to boxes, and how far they have come',
        reply: z.object({ publications: z.array(PublicationSummary) }),
        shape: (list: PublicationSummary[]) => ({ publications: list }),
      },
      (actor) => publications.publications(actor),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/publications/:publicationId',
        summary: 'One change with each of its boxes: held, sent, stored, ready, refused',
        params: byPublication,
        reply: Publication,
      },
      (actor, { params }) => publications.publication(actor, params.publicationId),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/publications/:publicationId/resume',
        summary: 'Go on with a halted publication in spite of its faults',
        params: byPublication,
        reply: Publication,
      },
      (actor, { params }) => publications.resumePublication(actor, params.publicationId),
    ),
    route(
      ADMIN,
      {
        method: 'post',
        path: '/api/publications/:publicationId/give-up',
        summary: 'Take the change of a halted publication back everywhere',
        params: byPublication,
        reply: Publication,
      },
      (actor, { params }) => publications.giveUpPublication(actor, params.publicationId),
    ),
  ];
}
