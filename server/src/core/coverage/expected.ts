/**
 * Expected and real — lượt phát dự kiến so với thực tế.
 *
 * Joins one planned airing with what its box said about it. Promises exactly one state for every
 * airing at every instant, and never calls silence of the network silence of the loudspeaker: where
 * no word has come, the state is unknown. Knows no names and no store.
 */
import type { AiringState } from '@loaso/shared/wire/http/schedule';
import type { PlayRecord } from '@loaso/shared/wire/play-record';

export type PlannedTime = {
  readonly playId: string;
  readonly startAt: number;
  readonly durationMs: number;
};

/** What the box last said to be sounding, and when it said so. */
export type OnAirReport = { readonly playId: string | null; readonly at: number };

export type AiringPiece = {
  readonly seq: number;
  readonly startedAt: number;
  readonly fromMs: number;
  readonly playedMs: number;
  readonly outcome: 'completed' | 'interrupted';
};

export type AiringOutcome = {
  readonly state: AiringState;
  /** Sound heard of this airing, overlaps counted once, milliseconds. */
  readonly playedMs: number;
  /** First sample minus planned start, milliseconds. */
  readonly startErrorMs: number | null;
  readonly reason: string | null;
  /** True when no real loudspeaker output sounded. */
  readonly virtual: boolean;
  readonly pieces: readonly AiringPiece[];
};

/** After its end an airing waits so long for the box's word before it is called unknown. */
export const WORD_GRACE_MS = 90_000;
/**
 * What an airing may lack and still count as played: two seconds (of a short one a tenth), or one
 * part in a hundred.
 */
const slackMs = (durationMs: number): number =>
  Math.max(Math.min(2_000, durationMs / 10), durationMs / 100);

/** A report of what sounds is believed so long. */
export const REPORT_FRESH_MS = 150_000;

type SoundedRecord = Exclude<PlayRecord, { outcome: 'missed' }>;
const sounded = (record: PlayRecord): record is SoundedRecord => record.outcome !== 'missed';

/**
 * @param records all records of this airing, in any order, repeated or not
 * @param report the newest word of its box; null where there is none
 */
export function airingOf(
  planned: PlannedTime,
  records: readonly PlayRecord[],
  now: number,
  report: OnAirReport | null,
): AiringOutcome {
  // A box that is enrolled anew counts from one again: the number alone does not name a record.
  const known = new Map(records.map((record) => [`${record.seq} ${record.recordedAt}`, record]));
  const all = [...known.values()].sort((a, b) => a.seq - b.seq);
  const pieces = all.filter(sounded).sort((a, b) => a.startedAt - b.startedAt || a.seq - b.seq);
  const playedMs = coveredMs(pieces, planned.durationMs);
  const state = stateOf(planned, { all, playedMs }, { now, report });
  const first = pieces.find((piece) => piece.playedMs > 0);
  return {
    state,
    playedMs,
    startErrorMs: first === undefined ? null : first.startedAt - planned.startAt,
    reason: reasonOf(state, all),
    virtual: pieces.some((piece) => piece.virtual),
    pieces: pieces.map(({ seq, startedAt, fromMs, playedMs: ms, outcome }) => ({
      seq,
      startedAt,
      fromMs,
      playedMs: ms,
      outcome,
    })),
  };
}

type Sounded = Pick<AiringPiece, 'fromMs' | 'playedMs'>;

/** Union of the pieces inside the airing. */
const coveredMs = (pieces: readonly Sounded[], durationMs: number): number =>
  soundedWithin(pieces, 0, durationMs);

/** What was heard of a stretch of the airing, overlaps counted once, milliseconds. */
export function soundedWithin(pieces: readonly Sounded[], fromMs: number, toMs: number): number {
  const spans = pieces
    .map((one) => ({ from: one.fromMs, to: Math.min(one.fromMs + one.playedMs, toMs) }))
    .sort((a, b) => a.from - b.from);
  let reached = fromMs;
  let sum = 0;
  for (const { from, to } of spans) {
    const start = Math.max(from, reached);
    if (to > start) sum += to - start;
    reached = Math.max(reached, to);
  }
  return sum;
}

export const isComplete = (playedMs: number, durationMs: number): boolean =>
  playedMs > 0 && playedMs >= durationMs - slackMs(durationMs);

function stateOf(
  planned: PlannedTime,
  word: { readonly all: readonly PlayRecord[]; readonly playedMs: number },
  { now, report }: { readonly now: number; readonly report: OnAirReport | null },
): AiringState {
  const endAt = planned.startAt + planned.durationMs;
  if (isComplete(word.playedMs, planned.durationMs)) return 'played';
  const sounding = report?.playId === planned.playId && now - report.at <= REPORT_FRESH_MS;
  if (sounding && planned.startAt <= now && now < endAt + WORD_GRACE_MS) return 'playing';
  if (word.playedMs > 0) return 'interrupted';
  if (word.all.length > 0) return 'missed';
  return now < endAt + WORD_GRACE_MS ? 'planned' : 'unknown';
}

/** A relay that had nothing to sound for a while: neither stream nor fallback. */
const lostStream = (record: PlayRecord): boolean =>
  record.outcome !== 'missed' && (record.relay?.silentMs ?? 0) > 0;

function reasonOf(state: AiringState, all: readonly PlayRecord[]): string | null {
  if (state !== 'interrupted' && state !== 'missed') return null;
  const reasons = all.flatMap((record) => (record.outcome === 'completed' ? [] : [record.reason]));
  if (reasons.length === 0 && all.some(lostStream)) return 'relay-lost';
  return reasons.at(-1) ?? 'started-late';
}
