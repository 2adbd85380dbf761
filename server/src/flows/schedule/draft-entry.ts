/**
 * Draft of a line — dòng lịch sắp lưu.
 *
 * Everything that preview and saving both have to know and check: scope, boxes, approval, length,
 * instants. One path for both, so that a preview cannot promise what saving refuses.
 */
import { EntryId, ProgrammeId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import { err, ok, type Result } from '@loaso/shared/result';
import { DAY_MS, type Instant, instant } from '@loaso/shared/time';
import type { NewEntry } from '@loaso/shared/wire/http/schedule';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import {
  type AssembledProgramme,
  assembleProgramme,
  type ProgrammeBulletin,
} from '../../core/programme/assemble.js';
import { occurrencesWithin } from '../../core/schedule/recurrence.js';
import type { StoredArea, StoredEntry, StoredProgramme } from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import { settingsAt } from '../content/reading.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { audioHeard } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';

/** How far ahead the first airing may lie, and how many are looked at. */
const AHEAD_MS = 3_650 * DAY_MS;
const AIRINGS_LOOKED_AT = 400;

export type EntryDraft = {
  readonly entry: StoredEntry;
  readonly programme: StoredProgramme;
  /** The coming airings, at most 400. */
  readonly airings: readonly Instant[];
  readonly reached: readonly Placed[];
};

export async function draftEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
): Answer<EntryDraft> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const devices = await placedDevices(ports, scope.value.areas);
  if (!targetInScope(request, scope.value, devices)) return NOT_FOUND;
  const assembled = await assemble(ports, request, scope.value);
  if (!assembled.ok) return assembled;
  const { durationMs } = assembled.value;
  const airings = comingAirings(ports, request, durationMs);
  if (!airings.ok) return airings;
  const reached = reachedBy(request.target, devices);
  if (reached.length === 0) return err({ code: 'no-device' });
  const origin = originOf(scope.value.areas, actor);
  const stored = storedOf(ports, actor, { request, assembled: assembled.value, origin });
  return ok({ ...stored, airings: airings.value, reached });
}

/** Outside their own part of the tree, places and boxes do not exist for a person. */
function targetInScope(
  { areaId, target }: NewEntry,
  { within }: Scope,
  devices: readonly Placed[],
): boolean {
  const boxes = new Set(devices.filter((device) => within.has(device.areaId)).map(({ id }) => id));
  return (
    within.has(areaId) &&
    target.areaIds.every((id) => within.has(id)) &&
    target.deviceIds.every((id) => boxes.has(id))
  );
}

async function assemble(
  { store, hashing }: SchedulePorts,
  request: NewEntry,
  { within, areas }: Scope,
): Answer<AssembledProgramme> {
  const { languages } = await settingsAt({ store }, areas, request.areaId);
  const bulletins: ProgrammeBulletin[] = [];
  for (const id of request.bulletinIds) {
    const bulletin = await store.content.bulletin(id);
    if (bulletin === null || !within.has(bulletin.areaId)) return NOT_FOUND;
    const heard = fitToAir(bulletin, hashing.sha256) ? audioHeard(bulletin, languages) : [];
    if (heard.length === 0) return err({ code: 'bulletin-not-approved', title: bulletin.title });
    bulletins.push(...heard.map((audio) => ({ id, audio })));
  }
  const slotMs = request.slotMinutes === undefined ? undefined : request.slotMinutes * 60_000;
  const assembled = assembleProgramme({ bulletins, gapMs: 0, slotMs });
  if (assembled.ok) return assembled;
  if (assembled.error.code === 'programme-longer-than-slot') {
    const { durationMs } = assembled.error;
    return err({ code: 'programme-too-long', durationMs, slotMs: assembled.error.slotMs });
  }
  return err({ code: 'bulletin-not-approved', title: request.title });
}

/** The airings from now on; refused when there are none, or when one would run into the next. */
function comingAirings(
  { clock }: SchedulePorts,
  { rule }: NewEntry,
  durationMs: number,
): Result<Instant[], Refusal> {
  const now = clock.now();
  const window = { startAt: now, endAt: instant(now + AHEAD_MS) };
  const airings = occurrencesWithin(rule, window, AIRINGS_LOOKED_AT);
  if (airings.length === 0) {
    return err({ code: 'no-airing', detail: 'mọi lượt phát của lịch này đã qua' });
  }
  const gaps = airings.slice(1).map((at, index) => at - (airings[index] ?? at));
  const slotMs = Math.min(...gaps);
  if (slotMs < durationMs) return err({ code: 'programme-too-long', durationMs, slotMs });
  return ok(airings);
}

/** By whom it is said decides its standing, not for whom. */
function originOf(areas: readonly StoredArea[], actor: Actor): Origin {
  const level = areas.find(({ id }) => id === actor.areaId)?.level;
  return level === 'province' ? 'province' : 'commune';
}

type Parts = {
  readonly request: NewEntry;
  readonly assembled: AssembledProgramme;
  readonly origin: Origin;
};

function storedOf(
  { chance, clock }: SchedulePorts,
  actor: Actor,
  { request, assembled, origin }: Parts,
): { entry: StoredEntry; programme: StoredProgramme } {
  const programmeId = ProgrammeId.parse(chance.id('p'));
  const { areaId, title } = request;
  const entry: StoredEntry = {
    id: EntryId.parse(chance.id('e')),
    areaId,
    title,
    programmeId,
    target: request.target,
    rule: request.rule,
    priority: request.priority,
    origin,
    rank: request.rank,
    lateStart: request.lateStart,
    afterCut: request.afterCut,
    state: 'active',
    createdBy: actor.userId,
    createdAt: clock.now(),
  };
  const programme: StoredProgramme = {
    id: programmeId,
    areaId,
    title,
    bulletinIds: request.bulletinIds,
    parts: assembled.pieces.map(({ sha256, offsetMs, durationMs }) => ({
      sha256,
      offsetMs,
      durationMs,
    })),
    durationMs: assembled.durationMs,
  };
  return { entry, programme };
}
