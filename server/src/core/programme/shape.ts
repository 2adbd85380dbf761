/**
 * Shape of a programme — chương trình: đọc nối nhau, đọc lặp lại, phát lần lượt.
 *
 * Bulletins with their clips → the pieces of an airing. Together: one airing holds them all. In turn:
 * each is an airing of its own. Either may be read several times with a pause between. Promises that
 * every airing fits into a plan item, or says which figure does not.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { BulletinId, Sha256 } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Repeat } from '@loaso/shared/wire/http/schedule';
import { type AssemblyRefusal, assembleProgramme, PIECES_MAX } from './assemble.js';

export type Part = {
  readonly sha256: Sha256;
  readonly offsetMs: number;
  readonly durationMs: number;
};

/** One airing of a series — một kỳ. */
export type Episode = {
  readonly bulletinId: BulletinId;
  readonly parts: readonly Part[];
  readonly durationMs: number;
};

export type ShapedProgramme = {
  /** All pieces; in a series, those of all airings one after the other. */
  readonly parts: readonly Part[];
  /** Length of an airing; in a series, of the longest. */
  readonly durationMs: number;
  readonly episodes: readonly Episode[] | null;
};

export type ShapeRequest = {
  readonly bulletins: readonly { readonly id: BulletinId; readonly audio: readonly AudioRef[] }[];
  readonly repeat: Repeat | null;
  readonly inTurn: boolean;
  /** Longest airing allowed, ms. */
  readonly slotMs?: number | undefined;
};

type Whole = { readonly parts: readonly Part[]; readonly durationMs: number };

export function shapeProgramme(request: ShapeRequest): Result<ShapedProgramme, AssemblyRefusal> {
  const { bulletins, inTurn } = request;
  if (!inTurn) {
    const whole = airingOf(bulletins, request);
    return whole.ok ? ok({ ...whole.value, episodes: null }) : whole;
  }
  if (bulletins.length === 0) return err({ code: 'programme-empty' });
  const episodes: Episode[] = [];
  for (const bulletin of bulletins) {
    const one = airingOf([bulletin], request);
    if (!one.ok) return one;
    episodes.push({ bulletinId: bulletin.id, ...one.value });
  }
  return ok({
    parts: inARow(episodes),
    durationMs: Math.max(...episodes.map(({ durationMs }) => durationMs)),
    episodes,
  });
}

function airingOf(
  bulletins: ShapeRequest['bulletins'],
  { repeat, slotMs }: Pick<ShapeRequest, 'repeat' | 'slotMs'>,
): Result<Whole, AssemblyRefusal> {
  const spoken = bulletins.flatMap(({ id, audio }) => audio.map((one) => ({ id, audio: one })));
  const assembled = assembleProgramme({ bulletins: spoken, gapMs: 0 });
  if (!assembled.ok) return assembled;
  const { pieces, durationMs } = assembled.value;
  const times = repeat?.times ?? 1;
  const stepMs = durationMs + (repeat?.gapSeconds ?? 0) * 1000;
  if (pieces.length * times > PIECES_MAX) {
    return err({ code: 'programme-too-many', count: pieces.length * times, max: PIECES_MAX });
  }
  const parts = Array.from({ length: times }, (_, round) =>
    pieces.map((piece) => ({
      sha256: piece.sha256,
      offsetMs: piece.offsetMs + round * stepMs,
      durationMs: piece.durationMs,
    })),
  ).flat();
  const wholeMs = durationMs + (times - 1) * stepMs;
  if (slotMs !== undefined && wholeMs > slotMs) {
    return err({
      code: 'programme-longer-than-slot',
      durationMs: wholeMs as typeof durationMs,
      slotMs,
    });
  }
  return ok({ parts, durationMs: wholeMs });
}

function inARow(episodes: readonly Episode[]): Part[] {
  let startMs = 0;
  return episodes.flatMap(({ parts, durationMs }) => {
    const moved = parts.map((part) => ({ ...part, offsetMs: part.offsetMs + startMs }));
    startMs += durationMs;
    return moved;
  });
}
