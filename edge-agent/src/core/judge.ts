/**
 * Judging the past — kết luận lượt phát đã qua.
 *
 * An airing whose time is over and of which nothing was heard gets one `missed` record with the
 * likeliest reason. Only by a time that somebody has told since the system started: by a battery clock
 * alone things sound, and nothing is written off, since what it calls past may still be to come.
 */
import type { Instant } from '@loaso/shared/time';
import { explainTimeline } from '@loaso/shared/timeline/explain';
import { permittedSpans } from '@loaso/shared/trust/sound-envelope';
import type { Airing, SoundPart } from './airing.js';
import { type Clock, timeAt } from './clock.js';
import { writeMissed } from './sounds.js';
import type { MissedReason } from './state.js';
import { airingsAround } from './timeline.js';
import { change, nowOf, type Turn } from './turn.js';

const knowsPast = ({ trusted, source }: Clock): boolean => trusted && source !== 'rtc';

/** Judges everything that has ended by now; cheap when nothing has. */
export function judgePassed(turn: Turn): void {
  if (!knowsPast(turn.state.clock)) return;
  const now = nowOf(turn);
  for (const airing of turn.state.durable.owed) {
    if (airing.endAt <= now) judge(turn, airing, true);
  }
  const { judgedCount, durable } = turn.state;
  const airings = durable.plan?.airings ?? [];
  const isOpen = (airing: Airing): boolean => airing.endAt > now || isSounding(turn, airing);
  const first = airings[judgedCount];
  if (first === undefined || isOpen(first)) return;
  const open = airings.findIndex((airing, index) => index > judgedCount && isOpen(airing));
  const passed = airings.slice(judgedCount, open < 0 ? airings.length : open);
  for (const airing of passed) {
    // What had ended before the plan was made was never this plan's wish.
    if (airing.endAt > (durable.plan?.plan.iat ?? 0)) judge(turn, airing, false);
  }
  change(turn, { judgedCount: judgedCount + passed.length, needs: null });
}

const isSounding = (turn: Turn, airing: Airing): boolean =>
  turn.state.sounds.some((sound) => sound.airing.playId === airing.playId);

function judge(turn: Turn, airing: Airing, owed: boolean): void {
  if (turn.state.durable.fates.has(airing.playId) || isSounding(turn, airing)) return;
  writeMissed(turn, airing.playId, reasonOf(turn, airing, owed));
}

function reasonOf(turn: Turn, airing: Airing, owed: boolean): MissedReason {
  const { state } = turn;
  if (state.durable.stopped.has(airing.playId)) return 'stopped';
  if (airing.endAt <= timeOf(turn, state.boot?.monoMs ?? 0)) return 'box-off';
  const mark = state.marks.get(airing.playId);
  if (mark !== undefined) return mark;
  if (state.journalFault !== null) return 'disk';
  if (airing.endAt <= timeOf(turn, state.clock.trustedMonoMs ?? 0)) return 'clock-untrusted';
  if (!owed && airing.endAt <= timeOf(turn, state.planMonoMs)) return 'too-late';
  return fileReason(turn, airing.parts) ?? timelineReason(turn, airing);
}

const timeOf = (turn: Turn, monoMs: number): Instant => timeAt(turn.state.clock, monoMs);

/** What is wrong with the files of a sound, or null. */
export function fileReason(turn: Turn, parts: readonly SoundPart[]): MissedReason | null {
  const states = parts.map(({ sha256 }) => turn.state.files.get(sha256)?.state ?? 'absent');
  if (states.includes('corrupt')) return 'file-corrupt';
  return states.every((one) => one === 'ready' || one === 'checking') ? null : 'file-absent';
}

const BY_ENVELOPE = new Set<string>(['envelope', 'daily-minutes', 'sessions']);

function timelineReason(turn: Turn, airing: Airing): MissedReason {
  const { state } = turn;
  const envelope = state.durable.envelope?.envelope ?? null;
  const span = { startAt: airing.startAt, endAt: airing.endAt };
  if (airing.startAt >= (state.durable.plan?.plan.exp ?? airing.endAt)) return 'envelope';
  if (permittedSpans(envelope, airing.priority, span).length === 0) return 'envelope';
  const near = airingsAround(state, airing.startAt);
  const wishes = near.includes(airing) ? near : [...near, airing];
  const { soundedMs, sessions } = state.durable;
  const heard = { from: airing.startAt, soundedMs, sessions };
  const fate = explainTimeline(wishes, envelope, heard).find(({ wish }) => wish === airing);
  if (fate?.kind === 'outranked') return 'outranked';
  if (fate !== undefined && BY_ENVELOPE.has(fate.kind)) return 'envelope';
  if (state.outranked.has(airing.playId)) return 'outranked';
  const failed = !state.output.healthy || state.outputRetryMonoMs > 0;
  return failed ? 'output-failed' : 'too-late';
}
