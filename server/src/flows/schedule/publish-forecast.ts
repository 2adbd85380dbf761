/**
 * Forecast of a publication — lưu thì gửi đi những gì.
 *
 * How many communes and boxes, what is new, which boxes will get it later, and in how many groups:
 * one sentence before somebody saves.
 */
import type { Instant } from '@loaso/shared/time';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { isHealthy } from '../../core/fleet/box-progress.js';
import { groupsOf } from '../../core/fleet/rollout.js';
import { type Effect, forecastWords } from '../../core/fleet/rollout-words.js';
import { horizonFrom } from '../../core/plan/build.js';
import type { StoredDevice } from '../../ports/store-records.js';
import { communesOf } from '../fleet/publication-opening.js';
import type { PlanChange } from '../publication-flows.js';
import type { SchedulePorts } from './ports.js';

type News = {
  readonly reached: readonly Pick<StoredDevice, 'id' | 'areaId' | 'state'>[];
  readonly change: Pick<PlanChange, 'takesBack' | 'firstAt' | 'losing'>;
  /** None where sound is only taken off. */
  readonly airings: readonly Instant[];
  readonly programmes: number;
  /** Of a change that is none of lines. */
  readonly effect?: Effect;
};

export async function publishForecast(
  {
    store,
    clock,
  }: Pick<SchedulePorts, 'clock'> & {
    readonly store: Pick<SchedulePorts['store'], 'areas' | 'fleet'>;
  },
  { reached, change, airings, programmes, effect }: News,
): Promise<PublishForecast> {
  const now = clock.now();
  const enrolled = reached.filter(({ state }) => state === 'enrolled');
  const reports = await store.fleet.reports(enrolled.map(({ id }) => id));
  const wordOf = new Map(reports.map((report) => [report.deviceId, report]));
  const communeOf = communesOf(await store.areas.areas());
  const losing = new Set(change.losing);
  const boxes = enrolled.map(({ id, areaId }) => ({
    id,
    communeId: communeOf(areaId),
    healthy: isHealthy(wordOf.get(id) ?? null),
    losing: losing.has(id),
  }));
  const { takesBack: atOnce, firstAt } = change;
  const online = reports.filter((report) => report.online);
  const cacheOf = online.map(({ status }) => status?.cache);
  const figures = {
    communes: new Set(boxes.map(({ communeId }) => communeId)).size,
    boxes: boxes.length,
    programmes,
    downloading: cacheOf.filter((cache) => cache !== undefined && cache.have < cache.needed).length,
    offline: boxes.length - online.length,
    groups: Math.max(1, groupsOf(boxes, { atOnce, firstAt, now }).length),
  };
  const coming = airings.filter((at) => at < horizonFrom(now).endAt).length;
  return { ...figures, words: forecastWords({ ...figures, airings: coming, effect }) };
}
