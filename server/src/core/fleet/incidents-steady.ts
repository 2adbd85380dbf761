/**
 * Steady trouble — điều gì đã kéo dài đủ lâu.
 *
 * Leaves out what was seen for a moment only. What ails a box keeps its name until another cause has
 * lasted as long, and while the box is out of sight or under planned work: only a box that is there
 * and well is done with its trouble.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Case } from './incidents.js';

/** What a box says of itself while it is there must last so long before it is an incident. */
const STEADY_MS = 2 * 60_000;
/** What was lost is looked at twice. */
const TWICE_MS = 8_000;

/** One box in one look at the fleet. */
export type Look = {
  readonly deviceId: DeviceId;
  readonly case: Case | null;
  /** There, and with nothing that ails it. */
  readonly well: boolean;
};

type Track = {
  /** When its trouble was first seen. */
  readonly firstAt: number;
  /** What is said of it; null while that is too early. */
  readonly shown: Case | null;
  /** What may be said of it soon. */
  readonly heard: Case;
  readonly heardAt: number;
};
export type Tracks = ReadonlyMap<DeviceId, Track>;

/** @returns what is to be remembered for the next look, and the cases that have lasted */
export function steadyCases(
  before: Tracks,
  looks: readonly Look[],
  now: number,
): { readonly tracks: Tracks; readonly cases: readonly Case[] } {
  const tracks = new Map<DeviceId, Track>();
  for (const look of looks) {
    const track = look.well ? undefined : followed(before.get(look.deviceId), look.case, now);
    if (track !== undefined) tracks.set(look.deviceId, track);
  }
  const cases = [...tracks.values()].flatMap(({ shown }) => shown ?? []);
  return { tracks, cases };
}

function followed(before: Track | undefined, found: Case | null, now: number): Track | undefined {
  if (found === null || found.cause === 'maintenance') return before;
  const firstAt = before?.firstAt ?? now;
  const goesOn = before !== undefined && isGoingOn(before, found);
  const heardAt = goesOn ? before.heardAt : now;
  const lasted = now - heardAt >= (found.gone ? TWICE_MS : STEADY_MS);
  const known = before?.shown?.cause === found.cause;
  const dated = found.gone ? found : { ...found, since: firstAt };
  return {
    firstAt,
    shown: lasted || known ? dated : (before?.shown ?? null),
    heard: found,
    heardAt,
  };
}

/** Before anything is said, a box that is there may change its cause: that it ails has lasted. */
function isGoingOn({ shown, heard }: Track, { cause, gone }: Case): boolean {
  if (heard.gone !== gone) return false;
  return heard.cause === cause || (shown === null && !gone);
}
