/**
 * Draft of a relay — dòng tiếp âm sắp lưu.
 *
 * What a line that relays a stream has to know beyond others: whether its source is approved and near
 * enough, its length from its slot, and its bulletins as what sounds when the stream is lost.
 */
import { ok, type Result } from '@loaso/shared/result';
import { MINUTE_MS } from '@loaso/shared/time';
import type { RelayLine } from '@loaso/shared/wire/http/relays';
import type { NewEntry } from '@loaso/shared/wire/http/schedule';
import type { PlanRelay } from '../../core/plan/airable.js';
import type { AssemblyRefusal } from '../../core/programme/assemble.js';
import {
  type ShapedProgramme,
  type ShapeRequest,
  shapeProgramme,
} from '../../core/programme/shape.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredRelaySource } from '../../ports/relays.js';
import type { StoredArea } from '../../ports/store-records.js';
import { isApprovedSource } from './plan-sources.js';
import type { SchedulePorts } from './ports.js';

/** The source that a line may relay: approved, of its area or of one above it; else null. */
export async function relaySource(
  { store, hashing }: Pick<SchedulePorts, 'store' | 'hashing'>,
  { relay, areaId }: NewEntry,
  areas: readonly StoredArea[],
): Promise<StoredRelaySource | null> {
  const source = relay ? await store.relays.source(relay.sourceId) : null;
  const near = areaPaths(areas).get(areaId) ?? [areaId];
  const fit = source !== null && near.includes(source.areaId);
  return fit && isApprovedSource(source, hashing.sha256) ? source : null;
}

/** The length is the slot's; what is read when the stream is lost has to fit into it. */
export function shapeRelay(
  bulletins: ShapeRequest['bulletins'],
  { minutes }: RelayLine,
): Result<ShapedProgramme, AssemblyRefusal> {
  const durationMs = minutes * MINUTE_MS;
  if (bulletins.length === 0) return ok({ parts: [], durationMs, episodes: null });
  const shaped = shapeProgramme({ bulletins, repeat: null, inTurn: false, slotMs: durationMs });
  return shaped.ok ? ok({ ...shaped.value, durationMs }) : shaped;
}

/** A stream goes on by the clock, whatever was chosen for what is read. */
export const relaying = (request: NewEntry): NewEntry =>
  request.relay
    ? { ...request, ...{ repeat: null, series: null, lateStart: 'join', afterCut: 'join' } }
    : request;

/** What the programme keeps of it. */
export const relayStored = ({ relay }: NewEntry): { readonly relay?: PlanRelay } =>
  relay ? { relay: { sourceId: relay.sourceId, stallMs: relay.stallSeconds * 1000 } } : {};
