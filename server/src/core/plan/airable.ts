/**
 * Airable lines — dòng lịch được phép phát.
 *
 * Picks from all lines those whose every bulletin is approved now and whose audio is the very audio
 * that was approved, and gives them one order that no input order can change. A line that fails is
 * left out whole: half a programme is not what somebody approved.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type {
  AreaId,
  BulletinId,
  EntryId,
  ProgrammeId,
  RelaySourceId,
  Sha256,
} from '@loaso/shared/ids';
import type { Origin, Priority } from '@loaso/shared/priority';
import type { AfterCut } from '@loaso/shared/timeline/after-cut';
import { Relay } from '@loaso/shared/wire/relay';
import type { LineTimes } from '../schedule/line.js';
import type { ReachTarget } from '../schedule/reach.js';

export type PlanEntry = LineTimes & {
  readonly id: EntryId;
  readonly title: string;
  readonly programmeId: ProgrammeId;
  readonly areaId: AreaId;
  readonly target: ReachTarget;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: AfterCut;
  readonly state: 'active' | 'cancelled';
};

type Part = { readonly sha256: Sha256; readonly offsetMs: number };

/** A stream in the place of bulletins, which are then its fallback. */
export type PlanRelay = { readonly sourceId: RelaySourceId; readonly stallMs: number };

export type PlanProgramme = {
  readonly id: ProgrammeId;
  readonly bulletinIds: readonly BulletinId[];
  readonly parts: readonly Part[];
  /** Of an airing; in a series, of the longest. */
  readonly durationMs: number;
  readonly relay?: PlanRelay | null;
  /** Of a series: one airing for each bulletin, in turn. */
  readonly episodes?:
    | readonly {
        readonly bulletinId: BulletinId;
        readonly parts: readonly Part[];
        readonly durationMs: number;
      }[]
    | null;
};

/** What one airing of a line sounds. */
export type Sounding = {
  readonly parts: readonly Part[];
  readonly durationMs: number;
  readonly audio: readonly AudioRef[];
  readonly relay?: Relay;
};

export type PlanSources = {
  readonly entries: readonly PlanEntry[];
  readonly programmes: readonly PlanProgramme[];
  /** The clips of each bulletin that is fit to air now, one per language; no others. */
  readonly approved: ReadonlyMap<BulletinId, readonly AudioRef[]>;
  /** Addresses of the streams that may be relayed now; no others. */
  readonly relays?: ReadonlyMap<RelaySourceId, string>;
};

export type Airable = {
  readonly entry: PlanEntry;
  readonly programme: PlanProgramme;
  /** One where all bulletins play together; one per turn in a series, null where it may not sound. */
  readonly soundings: readonly (Sounding | null)[];
  /** Place among all airable lines. */
  readonly order: number;
};
export type AirableLines = readonly Airable[];

export function airableOf(sources: PlanSources): AirableLines {
  const programmes = new Map(sources.programmes.map((one) => [one.id, one]));
  const found: Omit<Airable, 'order'>[] = [];
  for (const entry of sources.entries) {
    const programme = programmes.get(entry.programmeId);
    if (entry.state !== 'active' || programme === undefined) continue;
    const soundings = turnsOf(programme).map((one) => approvedTurn(one, sources));
    if (soundings.some((one) => one !== null)) found.push({ entry, programme, soundings });
  }
  found.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
  return found.map((one, order) => ({ ...one, order }));
}

type Turn = Pick<PlanProgramme, 'bulletinIds' | 'parts' | 'durationMs' | 'relay'>;

/** The bulletins of a series stand each for itself: one that is withdrawn silences only its turn. */
const turnsOf = (programme: PlanProgramme): Turn[] =>
  programme.episodes?.map(({ bulletinId, ...one }) => ({ bulletinIds: [bulletinId], ...one })) ?? [
    programme,
  ];

/** A relay needs its source approved, and its fallback as any bulletin; silence needs nobody. */
function approvedTurn(turn: Turn, { approved, relays }: PlanSources): Sounding | null {
  const { relay, durationMs, bulletinIds } = turn;
  if (relay === undefined || relay === null) return approvedAudio(turn, approved);
  const url = relays?.get(relay.sourceId);
  const fallback =
    bulletinIds.length > 0 ? approvedAudio(turn, approved) : { parts: [], durationMs, audio: [] };
  if (url === undefined || fallback === null) return null;
  const { sourceId, stallMs } = relay;
  const stream = Relay.parse({ sourceId, url, stallMs });
  return { ...fallback, relay: stream };
}

/** Null unless each part is an approved clip of one of the bulletins, and all sound. */
function approvedAudio(
  { bulletinIds, parts, durationMs }: Turn,
  approved: PlanSources['approved'],
): Sounding | null {
  const sounding = new Set(parts.map(({ sha256 }) => sha256));
  const audio = new Map<Sha256, AudioRef>();
  for (const bulletinId of bulletinIds) {
    const clips = approved.get(bulletinId)?.filter(({ sha256 }) => sounding.has(sha256)) ?? [];
    if (clips.length === 0) return null;
    for (const clip of clips) audio.set(clip.sha256, clip);
  }
  if (audio.size !== sounding.size || audio.size === 0) return null;
  return { parts, durationMs, audio: [...audio.values()] };
}
