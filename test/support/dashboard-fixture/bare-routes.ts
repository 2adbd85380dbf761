/**
 * Bare routes of the fixture — thế giới mẫu chưa có gì.
 *
 * What an office sees on its first day, where the other files of the fixture keep something in every
 * world.
 */
import { instant, localDateOf } from '@loaso/shared/time';
import type { Call, Reply } from './routes.js';

const ok = (json: unknown): Reply => ({ status: 200, json });

export const bare: Readonly<Record<string, (call: Call) => Reply>> = {
  'GET publications': () => ok({ publications: [] }),
  'GET relay-sources': () => ok({ sources: [] }),
  'GET maintenance': () => ok({ maintenances: [] }),
  'GET registry': ({ now }) => ok({ on: localDateOf(instant(now)), hamlets: [], clusters: [] }),
  'GET coverage/steps': () => ok({ steps: [] }),
  'GET coverage/trend': () => ok({ points: [] }),
};
