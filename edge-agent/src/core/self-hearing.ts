/**
 * Self-hearing — nhớ và báo điều tự nghe được.
 *
 * Takes in the features of one play, judges them against what is usual here, and tells it with the next
 * status. What is usual is kept over a power cut: the middle of the last plays that were heard, until
 * somebody who has turned the amplifier says that it is to be learnt anew.
 */
import type { PlayId } from '@loaso/shared/ids';
import { type HearingReport, IN_A_ROW_MAX } from '@loaso/shared/wire/hearing';
import type { AgentEvent } from './event.js';
import { judgeHearing } from './hearing.js';
import { change, log, nowOf, remember, type Turn } from './turn.js';

/** Plays that say what is usual, and how many of them are needed. */
export const GAINS_MAX = 15;
const GAINS_MIN = 3;

type Heard = Extract<AgentEvent, { type: 'sound-heard' }>;

export function soundHeard(turn: Turn, { playId, sent, heard, fault }: Heard): void {
  const { gains } = turn.state.durable.health;
  const { hearing: before } = turn.state;
  const usualGainDb = middleOf(gains);
  const judged = judgeHearing(sent, heard, usualGainDb);
  const { verdict, gainDb, match } = judged;
  const why = fault === null ? judged.why : 'microphone-fault';
  const said = fault === null ? verdict : 'unknown';
  const hearing: HearingReport = {
    playId: playId as PlayId,
    at: nowOf(turn),
    verdict: said,
    inARow: before?.verdict === said ? Math.min(before.inARow + 1, IN_A_ROW_MAX) : 1,
    why,
    match: rounded(match, 100),
    gainDb: gainDb === null ? null : rounded(gainDb, 10),
    usualGainDb,
    lagMs: judged.lagMs,
  };
  // A noisy street or a short play takes nothing back of what was found before.
  const stands = before !== null && before.verdict !== 'unknown' && isPassing(said, why);
  if (!stands) change(turn, { hearing });
  const level = said === 'heard' ? 'info' : 'warn';
  log(turn, level, 'play-heard', { playId, verdict: said, why: fault ?? why ?? '', match });
  // A weak one must not become the usual by and by.
  if (said !== 'heard' || hearing.gainDb === null) return;
  remember(turn, { k: 'gains', gains: [...gains, hearing.gainDb].slice(-GAINS_MAX) });
}

/** What was found by the old measure is no finding any more. */
export function learnLevel(turn: Turn): void {
  remember(turn, { k: 'gains', gains: [] });
  change(turn, { hearing: null, status: { ...turn.state.status, wanted: true } });
}

const isPassing = (said: HearingReport['verdict'], why: HearingReport['why']): boolean =>
  said === 'unknown' && (why === 'too-short' || why === 'too-even' || why === 'too-noisy');

function middleOf(gains: readonly number[]): number | null {
  if (gains.length < GAINS_MIN) return null;
  const sorted = [...gains].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;
