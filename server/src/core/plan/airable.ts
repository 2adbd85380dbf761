/**
 * Airable lines — dòng lịch được phép phát.
 *
 * Picks from all lines those whose every bulletin is approved now and whose audio is the very audio
 * that was approved, and gives them one order that no input order can change. A line that fails is
 * left out whole: half a programme is not what somebody approved.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { BulletinId, EntryId, ProgrammeId, Sha256 } from '@loaso/shared/ids';
import type { Origin, Priority } from '@loaso/shared/priority';
import type { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { ReachTarget } from '../schedule/reach.js';

export type PlanEntry = {
  readonly id: EntryId;
  readonly title: string;
  readonly programmeId: ProgrammeId;
  readonly target: ReachTarget;
  readonly rule: ScheduleRule;
  readonly priority: Priority;
  readonly origin: Origin;
  readonly rank: number;
  readonly lateStart: 'join' | 'skip';
  readonly afterCut: 'join' | 'skip';
  readonly state: 'active' | 'cancelled';
  /** A line airs from its making on, never in the middle of what was past already. */
  readonly createdAt: number;
};

export type PlanProgramme = {
  readonly id: ProgrammeId;
  readonly bulletinIds: readonly BulletinId[];
  readonly parts: readonly { readonly sha256: Sha256; readonly offsetMs: number }[];
  readonly durationMs: number;
};

export type PlanSources = {
  readonly entries: readonly PlanEntry[];
  readonly programmes: readonly PlanProgramme[];
  /** The clips of each bulletin that is fit to air now, one per language; no others. */
  readonly approved: ReadonlyMap<BulletinId, readonly AudioRef[]>;
};

export type Airable = {
  readonly entry: PlanEntry;
  readonly programme: PlanProgramme;
  readonly audio: readonly AudioRef[];
  readonly voices: readonly { readonly sha256: Sha256; readonly bulletinId: BulletinId }[];
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
    const audio = approvedAudio(programme, sources.approved);
    if (audio !== null) found.push({ entry, programme, ...audio });
  }
  found.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
  return found.map((one, order) => ({ ...one, order }));
}

type ApprovedAudio = Pick<Airable, 'audio' | 'voices'>;

/** Null unless each part is an approved clip of one of the programme's bulletins, and all sound. */
function approvedAudio(
  { bulletinIds, parts }: PlanProgramme,
  approved: PlanSources['approved'],
): ApprovedAudio | null {
  const sounding = new Set(parts.map(({ sha256 }) => sha256));
  const audio = new Map<Sha256, AudioRef>();
  const voices: { sha256: Sha256; bulletinId: BulletinId }[] = [];
  for (const bulletinId of bulletinIds) {
    const clips = approved.get(bulletinId)?.filter(({ sha256 }) => sounding.has(sha256)) ?? [];
    if (clips.length === 0) return null;
    for (const clip of clips) {
      audio.set(clip.sha256, clip);
      voices.push({ sha256: clip.sha256, bulletinId });
    }
  }
  return audio.size === sounding.size && audio.size > 0
    ? { audio: [...audio.values()], voices }
    : null;
}
