/**
 * Sources of plans — nguồn để lập kế hoạch phát.
 *
 * Loads the lines that may still air, their programmes, and of their bulletins only those that are
 * fit to air at this moment. Preview, calendar and publication
 * all load it here, so that they cannot disagree about what is approved.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { AudioRef as AudioRefSchema } from '@loaso/shared/audio';
import type { AreaId, BulletinId, EntryId, RelaySourceId } from '@loaso/shared/ids';
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
import type { StoredRelaySource } from '../../ports/relays.js';
import type {
  StoredArea,
  StoredBulletin,
  StoredEntry,
  StoredProgramme,
} from '../../ports/store-records.js';
import type { Hashing } from '../../ports/system.js';
import type { SchedulePorts } from './ports.js';

export type LoadedSources = Omit<PlanSources, 'entries' | 'programmes'> & {
  readonly entries: readonly DatedEntry[];
  readonly programmes: readonly StoredProgramme[];
  readonly warnings: readonly Warning[];
};

/** A line with what its place says of single days. */
export type DatedEntry = StoredEntry & { readonly days: DayChanges };

/** Longest programme: a line is kept so long after its last day, for what still sounds. */
const AFTERGLOW_MS = 86_400_000;

/**
 * All active lines of the whole tree with what they may sound now.
 *
 * @param withheld lines that are to be taken as they were; null as if they were not there
 */
export async function loadPlanSources(
  ports: Pick<SchedulePorts, 'store' | 'hashing' | 'clock'>,
  withheld: ReadonlyMap<EntryId, StoredEntry | null> = new Map(),
): Promise<LoadedSources> {
  const { store, clock } = ports;
  const areas = await store.areas.areas();
  const from = instant(Math.max(0, clock.now() - AFTERGLOW_MS));
  const stored = await store.schedule.entries(
    areas.map(({ id }) => id),
    'active',
  );
  const active = stored.flatMap((one) => withheld.get(one.id) ?? (withheld.has(one.id) ? [] : one));
  const entries = await dated(
    ports,
    areas,
    active.filter((one) => !isOver(one.rule, from as Instant) && (one.endedAt ?? from) >= from),
  );
  return await sourcesOf(ports, entries);
}

/** These lines with what they may sound now. */
export async function sourcesOf(
  ports: Pick<SchedulePorts, 'store' | 'hashing'>,
  entries: readonly DatedEntry[],
): Promise<LoadedSources> {
  const { store, hashing } = ports;
  const programmes = await store.schedule.programmes([
    ...new Set(entries.map(({ programmeId }) => programmeId)),
  ]);
  const approved = new Map<BulletinId, readonly AudioRef[]>();
  for (const id of new Set(programmes.flatMap(({ bulletinIds }) => bulletinIds))) {
    const bulletin = await store.content.bulletin(id);
    if (bulletin === null || !fitToAir(bulletin, hashing.sha256)) continue;
    approved.set(
      id,
      tonguesOf(bulletin).map(({ clip }) => audioOf(clip)),
    );
  }
  const warnings = await loadWarnings(ports);
  const relays = await loadRelays(ports, programmes);
  return { entries, programmes, approved, warnings, relays };
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
  { store }: Pick<SchedulePorts, 'store'>,
  areas: readonly StoredArea[],
  entries: readonly StoredEntry[],
): Promise<DatedEntry[]> {
  const asked = entries.some(({ rule }) => 'dayKinds' in rule);
  const changes = asked ? await store.schedule.dayChanges(areas.map(({ id }) => id)) : [];
  const paths = areaPaths(areas);
  const known = new Map<AreaId, DayChanges>();
  const daysAt = (id: AreaId): DayChanges => {
    const days = known.get(id) ?? changesAlong(changes, paths.get(id) ?? [id]);
    known.set(id, days);
    return days;
  };
  return entries.map((entry) => ({ ...entry, days: daysAt(entry.areaId) }));
}

/** Emergency bulletins that every box of their area keeps. */
async function loadWarnings({
  store,
  hashing,
}: Pick<SchedulePorts, 'store' | 'hashing'>): Promise<Warning[]> {
  const bulletins = await store.content.approvedEmergencies();
  return bulletins.flatMap((bulletin): Warning[] => {
    if (!fitToAir(bulletin, hashing.sha256) || bulletin.approval === null) return [];
    const clips = tonguesOf(bulletin).map(({ clip }) => audioOf(clip));
    const { id: bulletinId, areaId, approval } = bulletin;
    return [{ bulletinId, areaId, approvedAt: approval.approvedAt, clips }];
  });
}

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
