/**
 * Practice records — nhật ký tập.
 *
 * The airings of a lesson that are over, resolved as the boxes of the training commune would have
 * done it. Nothing is stored: what is not in the ledger cannot be counted by anybody.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { addDays, type Interval, instant, instantAt } from '@loaso/shared/time';
import { isTraining } from '@loaso/shared/training';
import type { Practice, PracticeAiring, PracticeSpan } from '@loaso/shared/wire/http/practice';
import { subtreeOf } from '../../core/access/scope.js';
import { datedLimitsAt, planningEnvelope } from '../../core/schedule/policy.js';
import { weekAhead } from '../../core/schedule/week-ahead.js';
import type { StoredArea } from '../../ports/store-records.js';
import { NOT_FOUND, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { policyNow } from '../policy-now.js';
import { dated, sourcesOf } from './plan-sources.js';
import { placedDevices, type SchedulePorts } from './ports.js';
import { alike, type Line, linesIn } from './week-ahead.js';

const AIRINGS_MAX = 1_000;

export async function practice(
  ports: SchedulePorts,
  actor: Actor,
  { areaId, from, to }: PracticeSpan,
): Answer<Practice> {
  const scope = await scopeOf(ports, actor, 'see-airings');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (!isTraining(areaId) || !within.has(areaId)) return NOT_FOUND;
  const inside = new Set(subtreeOf(areas, areaId));
  const boxes = (await placedDevices(ports, areas)).filter((box) => inside.has(box.areaId));
  const now = ports.clock.now();
  const window = {
    startAt: instantAt(from, 0),
    endAt: instant(Math.min(now, instantAt(addDays(to, 1), 0))),
  };
  const policy = await policyNow(ports);
  const lines = await lessonLines(ports, areas, window);
  const found = new Map<string, PracticeAiring>();
  for (const group of alike(boxes, lines, (box) => datedLimitsAt(policy, box))) {
    for (const airing of weekAhead(group.wishes, planningEnvelope(group.limits)).airings) {
      if (airing.startAt < window.startAt || airing.startAt + airing.durationMs > now) continue;
      const { entryId, title, startAt, durationMs, priority, fate, soundedMs, why } = airing;
      const key = `${entryId} ${startAt} ${fate}`;
      const count = group.devices.length + (found.get(key)?.boxes ?? 0);
      found.set(key, {
        ...{ entryId, title, startAt, durationMs, priority, fate, soundedMs, why },
        boxes: count,
      });
    }
  }
  const airings = [...found.values()].sort((a, b) => a.startAt - b.startAt).slice(-AIRINGS_MAX);
  return ok({ boxes: boxes.length, airings });
}

/** Lines that were made in the training commune; those of the province are no lesson. */
async function lessonLines(
  ports: SchedulePorts,
  areas: readonly StoredArea[],
  window: Interval,
): Promise<Line[]> {
  if (window.startAt >= window.endAt) return [];
  const ids: AreaId[] = areas.map(({ id }) => id).filter(isTraining);
  const entries = await dated(ports, areas, await ports.store.schedule.entries(ids, 'active'));
  return await linesIn(ports, await sourcesOf(ports, entries), window);
}
