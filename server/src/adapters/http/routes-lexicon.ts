/**
 * Routes of the lexicon and of areas — từ điển, cài đặt địa bàn.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId, LexiconId } from '@loaso/shared/ids';
import {
  AreaSettings,
  AreaSettingsChange,
  Lexicon,
  LexiconAdded,
  LexiconEffect,
  LexiconPreview,
  NewLexiconEntry,
} from '@loaso/shared/wire/http/lexicon';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import { z } from 'zod';
import type { ContentFlows } from '../../flows/flows.js';
import { EDITORS, READERS } from './roles.js';
import { type Route, route } from './route.js';

const byArea = z.object({ areaId: AreaId });
const settingsReply = {
  reply: z.object({ settings: AreaSettings }),
  shape: (settings: AreaSettings) => ({ settings }),
};

const readingRoutes = (content: ContentFlows): Route[] => [
  route(
    READERS,
    {
      method: 'get',
      path: '/api/lexicon',
      summary: 'Readings that hold in an area, its own first, with the version of the whole',
      query: z.object({ areaId: AreaId.optional() }),
      reply: Lexicon,
    },
    (actor, { query }) => content.lexicon(actor, query.areaId),
  ),
  route(
    EDITORS,
    {
      method: 'post',
      path: '/api/lexicon',
      summary: 'How words are read here from now on; says which bulletins it returned',
      body: NewLexiconEntry,
      reply: LexiconAdded,
      status: 201,
    },
    (actor, { body }) => content.addReading(actor, body),
  ),
  route(
    EDITORS,
    {
      method: 'post',
      path: '/api/lexicon/preview',
      summary:
        'Which bulletins such a reading would return, and how they would read; changes nothing',
      body: NewLexiconEntry,
      reply: LexiconPreview,
    },
    (actor, { body }) => content.previewReading(actor, body),
  ),
  route(
    EDITORS,
    {
      method: 'delete',
      path: '/api/lexicon/:lexiconId',
      summary: 'Take a reading away; says which bulletins it returned',
      params: z.object({ lexiconId: LexiconId }),
      reply: LexiconEffect,
    },
    (actor, { params }) => content.removeReading(actor, params.lexiconId),
  ),
];

const settingsRoutes = (content: ContentFlows): Route[] => [
  route(
    READERS,
    {
      method: 'get',
      path: '/api/areas/:areaId/settings',
      summary: 'Reading style, languages and name of the station of an area',
      params: byArea,
      ...settingsReply,
    },
    (actor, { params }) => content.settings(actor, params.areaId),
  ),
  route(
    EDITORS,
    {
      method: 'patch',
      path: '/api/areas/:areaId/settings',
      summary: 'Change them; null follows the area above again',
      params: byArea,
      body: AreaSettingsChange,
      ...settingsReply,
    },
    (actor, { params, body }) => content.changeSettings(actor, params.areaId, body),
  ),
  route(
    EDITORS,
    {
      method: 'post',
      path: '/api/areas/:areaId/settings/preview',
      summary: 'What changing the languages would send, and which lines sound otherwise by it',
      params: byArea,
      body: AreaSettingsChange,
      reply: PublishForecast,
    },
    (actor, { params, body }) => content.previewSettings(actor, params.areaId, body),
  ),
];

export const lexiconRoutes = (content: ContentFlows): Route[] => [
  ...readingRoutes(content),
  ...settingsRoutes(content),
];
