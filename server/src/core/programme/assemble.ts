/**
 * Programme assembly — ghép chương trình phát thanh.
 *
 * Bulletins, chimes and gaps → one timeline: which file sounds from when. Promises pieces in the
 * order given that never overlap, and a refusal with both figures when the slot is too short. Knows
 * lengths and hashes, neither sound nor schedule.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { BulletinId, Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { type DurationMs, durationMs } from '@loaso/shared/time';

/** Most bulletins of one programme. */
export const BULLETINS_MAX = 30;
/** Most pieces, all languages counted: what a plan item holds, with room for chimes. */
export const PIECES_MAX = 60;

/** One bulletin in one language; in several, it stands here several times. */
export type ProgrammeBulletin = { readonly id: BulletinId; readonly audio: AudioRef };

export type ProgrammeRequest = {
  readonly bulletins: readonly ProgrammeBulletin[];
  /** Once before the first and once after the last bulletin, beside what the clips bring. */
  readonly chimeIn?: AudioRef | undefined;
  readonly chimeOut?: AudioRef | undefined;
  /** Silence between neighbours, ms. */
  readonly gapMs: number;
  /** Longest length allowed, ms; absent when nothing limits it. */
  readonly slotMs?: number | undefined;
};

export type ProgrammePiece = {
  readonly kind: 'chime' | 'bulletin';
  /** Absent for chimes. */
  readonly bulletinId?: BulletinId | undefined;
  readonly sha256: Sha256;
  /** From the start of the programme, ms. */
  readonly offsetMs: DurationMs;
  readonly durationMs: DurationMs;
};

/** A programme — chương trình phát thanh: pieces in order, and the length of the whole. */
export type AssembledProgramme = {
  readonly pieces: readonly ProgrammePiece[];
  readonly durationMs: DurationMs;
  /** Every file once, for the cache of a box. */
  readonly audio: readonly AudioRef[];
};

export type AssemblyRefusal =
  | { readonly code: 'programme-empty' }
  | { readonly code: 'programme-too-many'; readonly count: number; readonly max: number }
  | { readonly code: 'bulletin-without-sound'; readonly bulletinId: BulletinId }
  | {
      readonly code: 'programme-longer-than-slot';
      readonly durationMs: DurationMs;
      readonly slotMs: number;
    };

/** Lays the pieces out one after the other. The sum of pieces and gaps is the programme's length. */
export function assembleProgramme(
  request: ProgrammeRequest,
): Result<AssembledProgramme, AssemblyRefusal> {
  const { bulletins, slotMs } = request;
  if (bulletins.length === 0) return err({ code: 'programme-empty' });
  const count = new Set(bulletins.map(({ id }) => id)).size;
  if (count > BULLETINS_MAX) return err({ code: 'programme-too-many', count, max: BULLETINS_MAX });
  if (bulletins.length > PIECES_MAX) {
    return err({ code: 'programme-too-many', count: bulletins.length, max: PIECES_MAX });
  }
  const mute = bulletins.find((bulletin) => bulletin.audio.durationMs === 0);
  if (mute) return err({ code: 'bulletin-without-sound', bulletinId: mute.id });
  const { pieces, audio, endMs } = layOut(request);
  const length = durationMs(endMs);
  if (slotMs !== undefined && length > slotMs) {
    return err({ code: 'programme-longer-than-slot', durationMs: length, slotMs });
  }
  return ok({ pieces, durationMs: length, audio });
}

type Source = { readonly audio: AudioRef; readonly bulletinId?: BulletinId };

function layOut(request: ProgrammeRequest) {
  const sources: Source[] = request.bulletins.map(({ id, audio }) => ({ audio, bulletinId: id }));
  if (request.chimeIn) sources.unshift({ audio: request.chimeIn });
  if (request.chimeOut) sources.push({ audio: request.chimeOut });
  const audio = new Map<Sha256, AudioRef>();
  const pieces: ProgrammePiece[] = [];
  let endMs = 0;
  for (const source of sources) {
    const offsetMs = pieces.length === 0 ? 0 : endMs + Math.max(0, request.gapMs);
    audio.set(source.audio.sha256, source.audio);
    pieces.push({
      kind: source.bulletinId === undefined ? 'chime' : 'bulletin',
      bulletinId: source.bulletinId,
      sha256: source.audio.sha256,
      offsetMs: durationMs(offsetMs),
      durationMs: source.audio.durationMs,
    });
    endMs = offsetMs + source.audio.durationMs;
  }
  return { pieces, audio: [...audio.values()], endMs };
}
