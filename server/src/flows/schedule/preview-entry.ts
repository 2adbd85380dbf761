/**
 * Preview of a line — xem trước dòng lịch.
 *
 * What saving would do, on which boxes, with which conflicts and who loses: asked of the same
 * resolver that the boxes ask. Saves nothing.
 */
import { ok } from '@loaso/shared/result';
import {
  addDays,
  type Instant,
  type Interval,
  instant,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import type { EntryPreview, NewEntry } from '@loaso/shared/wire/http/schedule';
import { type Airable, airableOf } from '../../core/plan/airable.js';
import { horizonFrom } from '../../core/plan/build.js';
import { airingsOf, titleOfTurn } from '../../core/plan/line-airings.js';
import { consequencesOf, type NamedWish, type SharedBoxes } from '../../core/schedule/conflicts.js';
import { lineAirings } from '../../core/schedule/line.js';
import { datedLimitsAt, planningEnvelope } from '../../core/schedule/policy.js';
import { reaches } from '../../core/schedule/reach.js';
import type { StoredEntry } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { policyNow } from '../policy-now.js';
import { added } from './change-told.js';
import { AIRINGS_LOOKED_AT, draftEntry, type EntryDraft } from './draft-entry.js';
import { loadPlanSources } from './plan-sources.js';
import type { SchedulePorts } from './ports.js';
import { publishForecast } from './publish-forecast.js';

const AIRINGS_SHOWN = 50;

export async function previewEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
): Answer<EntryPreview> {
  const draft = await draftEntry(ports, actor, request);
  if (!draft.ok) return draft;
  const { reached, airings } = draft.value;
  const news = { reached, airings, programmes: 1, change: added(actor, [draft.value]) };
  const [effect, publish] = await Promise.all([
    consequences(ports, draft.value),
    publishForecast(ports, news),
  ]);
  return ok({ ...effect, publish });
}

/** @param instead the line that is there, as the edit leaves it */
export async function consequences(
  ports: SchedulePorts,
  draft: EntryDraft,
  instead?: StoredEntry,
): Promise<EntryPreview> {
  const { programme, airings, reached } = draft;
  const horizon = horizonFrom(ports.clock.now());
  const known = { ...horizon, endAt: endOfKnown(airings, horizon) };
  // What sounded this morning has spent its minutes of today.
  const days = { ...known, startAt: startOfDay(localDateOf(horizon.startAt)) };
  const groups = await sharedBoxes(ports, draft, { horizon: days, instead });
  return {
    durationMs: programme.durationMs,
    airings: airings.slice(0, AIRINGS_SHOWN),
    devices: reached.length,
    ...consequencesOf(draftWishes(draft, known), groups, horizon.endAt),
    alikeFrom: horizon.endAt,
    lookedUntil: airings.length < AIRINGS_LOOKED_AT ? null : known.endAt,
  };
}

/** The end of the day of the last airing that is known, at least of the days that are planned. */
function endOfKnown(airings: readonly Instant[], { endAt }: Interval): Instant {
  const last = airings.at(-1);
  const after = last === undefined ? endAt : startOfDay(addDays(localDateOf(last), 1));
  return instant(Math.max(endAt, after));
}

/** Airings of a line that is not saved yet. */
export function draftWishes({ entry, programme }: EntryDraft, window: Interval): NamedWish[] {
  const { episodes, durationMs } = programme;
  const count = episodes?.length ?? 1;
  return lineAirings(entry, window, { count }).map(({ startAt, turn }) => {
    const lengthMs = turn === null ? durationMs : (episodes?.[turn]?.durationMs ?? durationMs);
    return wishOf(entry, {
      startAt,
      durationMs: lengthMs,
      title: titleOfTurn(entry.title, turn, count),
    });
  });
}

type Line = Pick<StoredEntry, 'id' | 'priority' | 'origin' | 'rank' | 'lateStart' | 'afterCut'>;
type Slot = Pick<NamedWish, 'title' | 'durationMs'> & { readonly startAt: Instant };

const wishOf = (line: Line, { title, startAt, durationMs }: Slot): NamedWish => ({
  entryId: line.id,
  title,
  startAt,
  durationMs,
  priority: line.priority,
  origin: line.origin,
  rank: line.rank,
  lateStart: line.lateStart,
  afterCut: line.afterCut,
});

/** The reached boxes, put together where the same lines meet under the same limits. */
export async function sharedBoxes(
  ports: SchedulePorts,
  { reached }: Pick<EntryDraft, 'reached'>,
  { horizon, instead }: { readonly horizon: Interval; readonly instead?: StoredEntry | undefined },
): Promise<SharedBoxes[]> {
  const lines = await airableLines(ports, instead);
  const policy = await policyNow(ports);
  const wishes = new Map<Airable, readonly NamedWish[]>();
  const wishesAt = (line: Airable): readonly NamedWish[] => {
    const known = wishes.get(line) ?? wishesOf(line, horizon);
    wishes.set(line, known);
    return known;
  };
  const groups = new Map<string, SharedBoxes>();
  for (const device of reached) {
    const limits = datedLimitsAt(policy, device);
    const heard = lines.filter(({ entry }) => reaches(entry, device.id, device.path));
    const key = `${heard.map(({ order }) => order).join(' ')} ${JSON.stringify(limits)}`;
    const alike = groups.get(key);
    groups.set(key, {
      envelope: alike?.envelope ?? planningEnvelope(limits),
      others: alike?.others ?? heard.flatMap(wishesAt),
      boxes: (alike?.boxes ?? 0) + 1,
    });
  }
  return [...groups.values()];
}

/** All lines that may sound now, one of them as an edit would leave it. */
export async function airableLines(
  ports: SchedulePorts,
  instead?: StoredEntry | undefined,
): Promise<readonly Airable[]> {
  const sources = await loadPlanSources(ports);
  const entries = sources.entries.map((entry) =>
    entry.id === instead?.id ? { ...instead, days: entry.days } : entry,
  );
  return airableOf({ ...sources, entries });
}

/** Airings of a line that are not over when the window begins and start before it ends. */
export function wishesOf(line: Airable, { startAt, endAt }: Interval): NamedWish[] {
  const { entry, programme } = line;
  const earliest = Math.max(0, startAt - programme.durationMs + 1);
  return airingsOf(line, { startAt: instant(earliest), endAt })
    .filter((airing) => airing.startAt + airing.durationMs > startAt)
    .map((airing) => wishOf(entry, airing));
}
