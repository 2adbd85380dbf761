/**
 * Next wake-up — lần thức dậy kế tiếp.
 *
 * The earliest instant at which anything would change by time alone. Between two of them the box
 * sleeps; nothing is polled but a battery clock, which tells nobody when it is set. Told to the shell only when it differs from the last one.
 */
import { amplifierDues } from './amplifier.js';
import { chimeDues } from './chime.js';
import { monoAt } from './clock.js';
import { fileCheckDueMono } from './file-check.js';
import { journalDueMono } from './journal-keeping.js';
import { logDueMono } from './log-order.js';
import { networkTestDueMono } from './network-test.js';
import { outboxDueMono } from './outbox.js';
import { EARLY_MS_MAX } from './permission.js';
import { rebootDueMono } from './reboot.js';
import { resultsDueMono } from './results.js';
import type { Sound } from './state.js';
import { statusDueMono } from './status.js';
import { stretchesFrom, timelineOf } from './timeline.js';
import { change, emit, nowOf, type Turn } from './turn.js';
import { urgentDues } from './urgent-turn.js';

/** The box never looks around more often than this. */
const SLEEP_MS_MIN = 5;
/** How long after its end a sound is expected to have reported. */
const REPORT_MS = 60;
const OUTPUT_SILENCE_MS = 10_001;

export function planWakeUp(turn: Turn): void {
  const { monoMs } = turn.at;
  const { state } = turn;
  const due = Math.min(
    monoMs + state.settings.lookEveryMs,
    turn.at.rtcMs === null ? SLEEP_FOREVER : monoMs + state.settings.batteryLookEveryMs,
    state.filesDueMonoMs,
    outboxDueMono(turn),
    journalDueMono(turn),
    resultsDueMono(turn),
    statusDueMono(turn),
    state.linkUp ? Math.min(state.asks.timeDueMonoMs, state.asks.allDueMonoMs) : SLEEP_FOREVER,
    state.outputRetryMonoMs > monoMs ? state.outputRetryMonoMs : SLEEP_FOREVER,
    Math.min(...amplifierDues(turn)),
    Math.min(...chimeDues(turn)),
    networkTestDueMono(turn),
    fileCheckDueMono(turn),
    logDueMono(turn),
    rebootDueMono(turn),
    soonestAfter(monoMs, urgentDues(turn)),
    state.clock.trusted ? soonestAfter(monoMs, timedDues(turn)) : SLEEP_FOREVER,
    Math.min(...state.sounds.map((sound) => soundDue(turn, sound))),
  );
  const wakeMonoMs = Math.max(monoMs + SLEEP_MS_MIN, due);
  if (wakeMonoMs === state.wakeMonoMs && wakeMonoMs > monoMs) return;
  change(turn, { wakeMonoMs });
  emit(turn, {
    type: 'wake-at',
    monoMs: wakeMonoMs,
    why: 'the next thing that time alone changes',
  });
}

function soonestAfter(monoMs: number, dues: readonly number[]): number {
  let soonest = SLEEP_FOREVER;
  for (const due of dues) if (due > monoMs && due < soonest) soonest = due;
  return soonest;
}

const SLEEP_FOREVER = Number.POSITIVE_INFINITY;

/** Borders of the timeline, and the end of the next airing to be judged. */
function timedDues(turn: Turn): number[] {
  const { clock, settings, durable, judgedCount } = turn.state;
  const now = nowOf(turn);
  const dues = [monoAt(clock, timelineOf(turn).validUntil)];
  if (durable.plan !== null) dues.push(monoAt(clock, durable.plan.plan.nbf - EARLY_MS_MAX));
  const judged = durable.plan?.airings[judgedCount];
  if (judged !== undefined) dues.push(monoAt(clock, judged.endAt) + REPORT_MS);
  for (const { endAt } of durable.owed) dues.push(monoAt(clock, endAt) + REPORT_MS);
  const { current, next } = stretchesFrom(turn, now);
  if (current !== null) dues.push(monoAt(clock, current.endAt) + REPORT_MS);
  if (next !== null) {
    const nearMs = monoAt(clock, next.startAt) - settings.prepareLeadMs;
    dues.push(nearMs > turn.at.monoMs ? nearMs : monoAt(clock, next.startAt) - settings.playLeadMs);
  }
  return dues;
}

function soundDue(turn: Turn, sound: Sound): number {
  const { clock, settings } = turn.state;
  if (sound.stage === 'prepared') return monoAt(clock, sound.startAt) - settings.playLeadMs;
  if (sound.stage === 'issued') return sound.startMonoMs + OUTPUT_SILENCE_MS;
  if (sound.stage === 'stopping') return sound.stoppedMonoMs + OUTPUT_SILENCE_MS;
  return Math.min(sound.markedMonoMs + settings.progressEveryMs, sound.untilMonoMs + REPORT_MS);
}
