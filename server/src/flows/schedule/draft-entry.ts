/**
 * Draft of a line — dòng lịch sắp lưu.
 *
 * Everything that preview and saving both have to know and check: scope, boxes, approval, length,
 * instants. One path for both, so that a preview cannot promise what saving refuses.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { type BulletinId, EntryId, ProgrammeId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import { err, ok, type Result } from '@loaso/shared/result';
import { DAY_MS, type Instant, instant, MINUTE_MS } from '@loaso/shared/time';
import type { NewEntry } from '@loaso/shared/wire/http/schedule';
import { holdsTarget } from '../../core/access/station-hands.js';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import type { AssemblyRefusal } from '../../core/programme/assemble.js';
import { type ShapedProgramme, shapeProgramme } from '../../core/programme/shape.js';
import { lineAirings } from '../../core/schedule/line.js';
import type {
  StoredArea,
  StoredEntry,
  StoredProgramme,
  StoredTarget,
} from '../../ports/store-records.js';
import { NOT_FOUND, type Scope, scopeOf } from '../content/ports.js';
import { settingsAt } from '../content/reading.js';
import { reachesNoMore } from '../ended-places.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { relaying, relaySource, relayStored, shapeRelay } from './draft-relay.js';
import { meant } from './group-members.js';
import { audioHeard, type DatedEntry, dated } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';

/** How far ahead the first airing may lie, and how many are looked at. */
const AHEAD_MS = 3_650 * DAY_MS;
export const AIRINGS_LOOKED_AT = 400;

export type EntryDraft = {
  readonly entry: DatedEntry;
  readonly programme: StoredProgramme;
  /** The coming airings, at most 400. */
  readonly airings: readonly Instant[];
  readonly reached: readonly Placed[];
};

/** What a line takes over from the one it goes on from. */
export type Succession = Pick<
  StoredEntry,
  'id' | 'follows' | 'origin' | 'exceptions' | 'endedAt'
> & {
  /** Place in the series of its first airing. */
  readonly turn: number;
};

export async function draftEntry(
  ports: SchedulePorts,
  actor: Actor,
  request: NewEntry,
  after?: Succession,
): Answer<EntryDraft> {
  const scope = await scopeOf(ports, actor, 'write-entry');
  if (!scope.ok) return scope;
  const { areas } = scope.value;
  const devices = await placedDevices(ports, areas);
  const target = await meant(ports, scope.value, request.target);
  if (target === null || !targetInScope(request, scope.value, devices)) return NOT_FOUND;
  const beyond = holdsTarget(actor.hands, target)
    ? await reachesNoMore(ports, [request.areaId, ...request.target.areaIds])
    : ({ code: 'station-only' } as const);
  if (beyond !== null) return err(beyond);
  const shaped = await shape(ports, request, scope.value);
  if (!shaped.ok) return shaped;
  const source = await relaySource(ports, request, areas);
  const origin = source?.origin ?? originOf(areas, actor);
  const { entry: stored, programme } = storedOf(ports, actor, {
    request: relaying(request),
    target,
    shaped: shaped.value,
    after: after ?? newLine(ports, origin),
  });
  const [entry] = await dated(ports, areas, [stored]);
  if (entry === undefined) throw new Error('a line was lost');
  const airings = comingAirings(ports.clock.now(), entry, programme);
  if (!airings.ok) return airings;
  const reached = reachedBy({ areaId: request.areaId, target }, devices);
  if (reached.length === 0) return err({ code: 'no-device' });
  return ok({ entry, programme, airings: airings.value, reached });
}

const newLine = ({ chance }: SchedulePorts, origin: Origin): Succession => ({
  id: newEntryId(chance),
  follows: null,
  origin,
  exceptions: [],
  endedAt: null,
  turn: 0,
});

export const newEntryId = (chance: SchedulePorts['chance']): EntryId =>
  EntryId.parse(chance.id('e'));

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

async function shape(
  ports: SchedulePorts,
  request: NewEntry,
  scope: Scope,
): Answer<ShapedProgramme> {
  const relayed = request.relay ?? null;
  if (relayed !== null && (await relaySource(ports, request, scope.areas)) === null) {
    return err({ code: 'relay-not-approved' });
  }
  const read = await bulletinsRead(ports, request, scope);
  return read.ok ? shapedOf(request, read.value) : read;
}

/** What the line sounds, of these clips. */
export function shapedOf(
  request: NewEntry,
  bulletins: readonly Read[],
): Result<ShapedProgramme, Refusal> {
  const relayed = request.relay ?? null;
  const shaped =
    relayed === null
      ? shapeProgramme({ bulletins, ...shapeOf(request) })
      : shapeRelay(bulletins, relayed);
  return shaped.ok ? shaped : err(shapeRefusal(shaped.error, request.title));
}

const shapeOf = ({ repeat, series, slotMinutes }: NewEntry) => ({
  repeat,
  inTurn: series !== null,
  slotMs: slotMinutes === undefined ? undefined : slotMinutes * MINUTE_MS,
});

export type Read = { readonly id: BulletinId; readonly audio: readonly AudioRef[] };

async function bulletinsRead(
  { store, hashing }: SchedulePorts,
  request: NewEntry,
  { within, areas }: Scope,
): Answer<Read[]> {
  const { languages } = await settingsAt({ store }, areas, request.areaId);
  const bulletins: Read[] = [];
  for (const id of request.bulletinIds) {
    const bulletin = await store.content.bulletin(id);
    if (bulletin === null || !within.has(bulletin.areaId)) return NOT_FOUND;
    const audio = fitToAir(bulletin, hashing.sha256) ? audioHeard(bulletin, languages) : [];
    if (audio.length === 0) return err({ code: 'bulletin-not-approved', title: bulletin.title });
    bulletins.push({ id, audio });
  }
  return ok(bulletins);
}

function shapeRefusal(refusal: AssemblyRefusal, title: string): Refusal {
  if (refusal.code === 'programme-longer-than-slot') {
    const { durationMs, slotMs } = refusal;
    return { code: 'programme-too-long', durationMs, slotMs };
  }
  if (refusal.code === 'programme-too-many') {
    return { code: 'too-many-pieces', count: refusal.count, limit: refusal.max };
  }
  return { code: 'bulletin-not-approved', title };
}

/** The airings from now on; refused when there are none, or when one would run into the next. */
export function comingAirings(
  now: Instant,
  entry: DatedEntry,
  { durationMs, episodes }: StoredProgramme,
): Result<Instant[], Refusal> {
  const window = { startAt: now, endAt: instant(now + AHEAD_MS) };
  const limit = AIRINGS_LOOKED_AT;
  const airings = lineAirings(entry, window, { count: episodes?.length ?? 1, limit }).map(
    ({ startAt }) => startAt,
  );
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
  readonly target: StoredTarget;
  readonly shaped: ShapedProgramme;
  readonly after: Succession;
};

function storedOf(
  { chance, clock }: SchedulePorts,
  actor: Actor,
  { request, target, shaped, after }: Parts,
): { entry: StoredEntry; programme: StoredProgramme } {
  const programmeId = ProgrammeId.parse(chance.id('p'));
  const { areaId, title, rule, priority, rank, lateStart, afterCut, series } = request;
  const { turn, ...kept } = after;
  const entry: StoredEntry = {
    ...kept,
    areaId,
    title,
    programmeId,
    target,
    rule,
    priority,
    rank,
    lateStart,
    afterCut,
    series: series === null ? null : { ...series, start: turn },
    state: 'active',
    createdBy: actor.userId,
    createdAt: clock.now(),
  };
  const { bulletinIds, repeat, slotMinutes } = request;
  const programme = { id: programmeId, areaId, title, bulletinIds, repeat, ...shaped };
  const slot = slotMinutes === undefined ? {} : { slotMinutes };
  return { entry, programme: { ...programme, ...slot, ...relayStored(request) } };
}
