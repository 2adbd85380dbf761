/**
 * Lines as screens see them — dòng lịch trên màn hình và trong nhật ký.
 *
 * The one mapping from a stored line to what is sent, the audit row in words, and the hint that makes
 * screens ask again.
 */
import type { EntryId } from '@loaso/shared/ids';
import { type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { RelayLine } from '@loaso/shared/wire/http/relays';
import type { Entry, NewEntry, Target } from '@loaso/shared/wire/http/schedule';
import type { StoredEntry, StoredProgramme, StoredTarget } from '../../ports/store-records.js';
import type { Actor } from '../flows.js';
import type { SchedulePorts } from './ports.js';

const DETAIL_MAX = 500;

export async function shown(
  { store }: Pick<SchedulePorts, 'store'>,
  entry: StoredEntry,
  programme: StoredProgramme | null,
): Promise<Entry> {
  const { target, series, exceptions, endedAt, createdBy } = entry;
  return {
    id: entry.id,
    areaId: entry.areaId,
    title: entry.title,
    programmeId: entry.programmeId,
    bulletinIds: [...(programme?.bulletinIds ?? [])],
    target: targetOf(target),
    rule: entry.rule,
    priority: entry.priority,
    origin: entry.origin,
    rank: entry.rank,
    lateStart: entry.lateStart,
    afterCut: entry.afterCut,
    repeat: programme?.repeat ?? null,
    series: series === null ? null : { atEnd: series.atEnd },
    ...relayOf(programme),
    durationMs: programme?.durationMs ?? 0,
    state: entry.state,
    exceptions: exceptions.map((one) => ({ ...one })),
    endedAt: endedAt as Instant | null,
    follows: entry.follows,
    createdBy: (await store.people.user(createdBy))?.fullName ?? createdBy,
    createdAt: entry.createdAt,
  };
}

/** As it was chosen; who is in its groups is nobody's choice. */
const targetOf = ({ areaIds, deviceIds, groupIds }: StoredTarget): Target => ({
  areaIds: [...areaIds],
  deviceIds: [...deviceIds],
  ...(groupIds === undefined ? {} : { groupIds: [...groupIds] }),
});

/** A stored line as somebody would ask for it anew. */
export const asRequest = (entry: StoredEntry, programme: StoredProgramme): NewEntry => ({
  areaId: entry.areaId,
  title: entry.title,
  bulletinIds: [...programme.bulletinIds],
  target: targetOf(entry.target),
  rule: entry.rule,
  priority: entry.priority === 'priority' ? 'priority' : 'normal',
  rank: entry.rank,
  lateStart: entry.lateStart,
  afterCut: entry.afterCut,
  repeat: programme.repeat,
  series: entry.series === null ? null : { atEnd: entry.series.atEnd },
  ...(programme.slotMinutes == null ? {} : { slotMinutes: programme.slotMinutes }),
  ...relayOf(programme),
});

const relayOf = (programme: StoredProgramme | null): { readonly relay?: RelayLine } => {
  if (programme?.relay === undefined || programme.relay === null) return {};
  const { sourceId, stallMs } = programme.relay;
  const minutes = Math.round(programme.durationMs / MINUTE_MS);
  return { relay: { sourceId, minutes, stallSeconds: stallMs / 1000 } };
};

export async function audit(
  { store, clock }: SchedulePorts,
  actor: Actor,
  event: { readonly act: string; readonly id: EntryId; readonly detail: string },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: `entry.${event.act}`,
    target: `entry:${event.id}`,
    detail: event.detail.slice(0, DETAIL_MAX),
  });
}

export const announce = ({ live, clock }: SchedulePorts, { areaId, id }: StoredEntry): void =>
  live.push(areaId, { kind: 'schedule', at: clock.now(), entryId: id });
