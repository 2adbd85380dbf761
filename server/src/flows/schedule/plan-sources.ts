/**
 * Sources of plans — nguồn để lập kế hoạch phát.
 *
 * Loads the lines that may still air, their programmes, and of their bulletins only those that are
 * fit to air at this moment. Preview, calendar and publication
 * all load it here, so that they cannot disagree about what is approved.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { AudioRef as AudioRefSchema } from '@loaso/shared/audio';
import type { AreaId, BulletinId, ClusterGroupId, EntryId, RelaySourceId } from '@loaso/shared/ids';
import { type Instant, instant } from '@loaso/shared/time';
import type { Clip } from '@loaso/shared/wire/http/content';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { relayContent } from '@loaso/shared/wire/relay';
import { languageOf } from '../../core/bulletin/content.js';
import { fitToAir } from '../../core/bulletin/lifecycle.js';
import type { PlanSources } from '../../core/plan/airable.js';
import type { Warning } from '../../core/plan/standing.js';
import { clipsHeard, type Tongue } from '../../core/programme/heard-languages.js';
import { changesAlong, type DayChanges } from '../../core/schedule/day-kinds.js';
import { areaPaths } from '../../core/schedule/reach.js';
import { isOver } from '../../core/schedule/recurrence.js';
import type { EarlierState } from '../../ports/publications.js';
import type { StoredRelaySource } from '../../ports/relays.js';
import type {
  StoredArea,
  StoredBulletin,
  StoredDayChange,
  StoredEntry,
  StoredProgramme,
} from '../../ports/store-records.js';
import type { Hashing } from '../../ports/system.js';
import type { SchedulePorts } from './ports.js';

export type LoadedSources = Omit<PlanSources, 'entries' | 'programmes'> & {
  readonly entries: readonly DatedEntry[];
  readonly programmes: readonly StoredProgramme[];
};

/** A line with what its place says of single days. */
export type DatedEntry = StoredEntry & { readonly days: DayChanges };

/** What some boxes still go by, since a change has not reached them: as it was before. */
export type Withheld = EarlierState & {
  /** Null as if they were not there. */
  readonly lines: ReadonlyMap<EntryId, StoredEntry | null>;
};

/** Longest programme: a line is kept so long after its last day, for what still sounds. */
const AFTERGLOW_MS = 86_400_000;

/**
 * All active lines of the whole tree with what they may sound now.
 *
 * @param withheld what is to be taken as it was
 */
export async function loadPlanSources(
  ports: Pick<SchedulePorts, 'store' | 'hashing' | 'clock'>,
  withheld: Withheld | null = null,
): Promise<LoadedSources> {
  const { store, clock } = ports;
  const areas = await store.areas.areas();
  const from = instant(Math.max(0, clock.now() - AFTERGLOW_MS));
  const stored = await store.schedule.entries(
    areas.map(({ id }) => id),
    'active',
  );
  const lines = withheld?.lines ?? new Map<EntryId, StoredEntry | null>();
  const active = stored.flatMap((one) => lines.get(one.id) ?? (lines.has(one.id) ? [] : one));
  const entries = await dated(
    ports,
    areas,
    (await grouped(ports, active, withheld)).filter(
      (one) => !isOver(one.rule, from as Instant) && (one.endedAt ?? from) >= from,
    ),
    withheld?.days,
  );
  return await sourcesOf(ports, entries, withheld);
}

/** Lines that mean a group as it was, with who was in it then. */
async function grouped(
  { store }: Pick<SchedulePorts, 'store'>,
  entries: readonly StoredEntry[],
  withheld: Withheld | null,
): Promise<readonly StoredEntry[]> {
  const before = new Map(withheld?.groups.map(({ id, deviceIds }) => [id, deviceIds]));
  if (before.size === 0) return entries;
  const meaning = ({ target }: StoredEntry): readonly ClusterGroupId[] => target.groupIds ?? [];
  const isMeant = (one: StoredEntry): boolean => meaning(one).some((id) => before.has(id));
  const ids = [...new Set(entries.filter(isMeant).flatMap(meaning))];
  const now = await store.schedule.clusterGroupsBy(ids);
  const members = new Map([...now.map((one) => [one.id, one.deviceIds] as const), ...before]);
  return entries.map((one) => {
    if (!isMeant(one)) return one;
    const memberIds = [...new Set(meaning(one).flatMap((id) => members.get(id) ?? []))];
    return { ...one, target: { ...one.target, memberIds } };
  });
}

/** These lines with what they may sound now. */
export async function sourcesOf(
  ports: Pick<SchedulePorts, 'store' | 'hashing'>,
  entries: readonly DatedEntry[],
  withheld: Withheld | null = null,
): Promise<LoadedSources> {
  const { store, hashing } = ports;
  const earlier = new Map(withheld?.programmes.map((one) => [one.id, one]));
  const held = new Set(withheld?.bulletins);
  const stored = await store.schedule.programmes([
    ...new Set(entries.map(({ programmeId }) => programmeId)),
  ]);
  const programmes = stored.map((one) => earlier.get(one.id) ?? one);
  const approved = new Map<BulletinId, readonly AudioRef[]>();
  for (const id of new Set(programmes.flatMap(({ bulletinIds }) => bulletinIds))) {
    const bulletin = held.has(id) ? null : await store.content.bulletin(id);
    if (bulletin === null || !fitToAir(bulletin, hashing.sha256)) continue;
    approved.set(
      id,
      tonguesOf(bulletin).map(({ clip }) => audioOf(clip)),
    );
  }
  const relays = await loadRelays(ports, programmes);
  return { entries, programmes, approved, relays };
}

/** True while what was approved is what stands there. */
export const isApprovedSource = (
  source: StoredRelaySource,
  sha256: Hashing['sha256'],
): source is StoredRelaySource & { approval: NonNullable<StoredRelaySource['approval']> } =>
  source.state === 'approved' &&
  source.approval !== null &&
  source.approval.approvedBy !== source.createdBy &&
  source.approval.contentHash === sha256(relayContent(source));

/** Of the sources that the programmes relay, those that may be relayed now. */
async function loadRelays(
  { store, hashing }: Pick<SchedulePorts, 'store' | 'hashing'>,
  programmes: readonly StoredProgramme[],
): Promise<Map<RelaySourceId, string>> {
  const addresses = new Map<RelaySourceId, string>();
  for (const sourceId of new Set(programmes.flatMap(({ relay }) => relay?.sourceId ?? []))) {
    const source = await store.relays.source(sourceId);
    if (source === null || !isApprovedSource(source, hashing.sha256)) continue;
    addresses.set(sourceId, source.url);
  }
  return addresses;
}

/** Lines with the days of their places; asked of the store only where a rule names kinds of days. */
export async function dated(
  { store }: { readonly store: Pick<SchedulePorts['store'], 'schedule'> },
  areas: readonly StoredArea[],
  entries: readonly StoredEntry[],
  earlier: EarlierState['days'] = [],
): Promise<DatedEntry[]> {
  const asked = entries.some(({ rule }) => 'dayKinds' in rule);
  const said = asked ? await store.schedule.dayChanges(areas.map(({ id }) => id)) : [];
  const changes = daysBefore(said, earlier);
  const paths = areaPaths(areas);
  const known = new Map<AreaId, DayChanges>();
  const daysAt = (id: AreaId): DayChanges => {
    const days = known.get(id) ?? changesAlong(changes, paths.get(id) ?? [id]);
    known.set(id, days);
    return days;
  };
  return entries.map((entry) => ({ ...entry, days: daysAt(entry.areaId) }));
}

/** What places say of single days, with what they said before. */
export function daysBefore(
  said: readonly StoredDayChange[],
  earlier: EarlierState['days'],
): readonly StoredDayChange[] {
  if (earlier.length === 0) return said;
  const keyOf = ({ areaId, date }: Pick<StoredDayChange, 'areaId' | 'date'>) => `${areaId} ${date}`;
  const changed = new Set(earlier.map(keyOf));
  return [
    ...said.filter((one) => !changed.has(keyOf(one))),
    ...earlier.flatMap(({ before }) => before ?? []),
  ];
}

/** A bulletin as a warning that was approved then. */
export const warningOf = (bulletin: StoredBulletin, approvedAt: number): Warning => ({
  bulletinId: bulletin.id,
  areaId: bulletin.areaId,
  approvedAt,
  tongues: tonguesOf(bulletin).map(({ language, clip }) => ({ language, clip: audioOf(clip) })),
});

/** A clip as plans name it. */
const audioOf = (clip: Clip): AudioRef =>
  AudioRefSchema.parse({
    sha256: clip.sha256,
    sizeBytes: clip.sizeBytes,
    durationMs: Math.round(clip.durationMs),
    codec: clip.codec,
  });

/** All that can be heard of a bulletin, its own language first. */
function tonguesOf(bulletin: StoredBulletin): Tongue<Clip>[] {
  const { clip, variants } = bulletin;
  return clip === null ? [] : [{ language: languageOf(bulletin), clip }, ...variants];
}

/** Every clip of it, its own language first; empty before it is voiced. */
export const allAudioOf = (bulletin: StoredBulletin): AudioRef[] =>
  tonguesOf(bulletin).map(({ clip }) => audioOf(clip));

/** What sounds of it where `languages` are heard, in order; empty before it is voiced. */
export const audioHeard = (
  bulletin: StoredBulletin,
  languages: readonly LanguageCode[],
): AudioRef[] => clipsHeard(languages, tonguesOf(bulletin)).map(audioOf);
