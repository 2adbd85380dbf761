/**
 * Status — báo cáo trạng thái.
 *
 * What the box holds and does, sent when something a person would notice has changed, and every
 * minute. Rate-limited, so that a fault which comes and goes cannot fill the link.
 */
import { STANDING_FILES_MAX } from '@loaso/shared/wire/plan';
import type { Status } from '@loaso/shared/wire/status';
import { isHere, needsOf } from './cache-plan.js';
import { alarmOf, vitalsOf, vitalsTold } from './care.js';
import { clockState, timeAt } from './clock.js';
import { cachedBytes } from './file-room.js';
import { pendingOf } from './outbox.js';
import type { AgentState, Sound, StatusSeen } from './state.js';
import { change, nowOf, publish, type Turn } from './turn.js';

/** The part of the state whose change is worth a message. */
const seenNow = (state: AgentState): StatusSeen => ({
  hash: state.durable.mark?.hash,
  envelopeNum: state.durable.envelopeNum,
  soundId: soundingOf(state.sounds)?.id,
  readyCount: state.readyCount,
  source: state.clock.source,
  trusted: state.clock.trusted,
  output: state.output,
  refusals: state.refusals,
  alarm: alarmOf(state),
  update: state.update,
  hearing: state.hearing,
});

function hasChanged(state: AgentState): boolean {
  const { seen } = state.status;
  return (
    seen === null ||
    seen.hash !== state.durable.mark?.hash ||
    seen.envelopeNum !== state.durable.envelopeNum ||
    seen.soundId !== soundingOf(state.sounds)?.id ||
    seen.readyCount !== state.readyCount ||
    seen.source !== state.clock.source ||
    seen.trusted !== state.clock.trusted ||
    seen.output !== state.output ||
    seen.refusals !== state.refusals ||
    seen.alarm !== alarmOf(state) ||
    seen.update !== state.update ||
    seen.hearing !== state.hearing
  );
}

const soundingOf = (sounds: readonly Sound[]): Sound | undefined =>
  sounds.find(({ stage }) => stage === 'sounding');

/** Sends a status when one is due. */
export function driveStatus(turn: Turn): void {
  const { state, at } = turn;
  if (!state.linkUp) return;
  const { settings, status } = state;
  const sinceMs = at.monoMs - status.sentMonoMs;
  if (!status.wanted && sinceMs < settings.statusGapMs) return;
  const changed = hasChanged(state);
  if (!status.wanted && !changed && sinceMs < settings.statusEveryMs) return;
  const why = status.wanted ? 'asked for' : changed ? 'something changed' : 'its time';
  const seen = seenNow(state);
  change(turn, { status: { seen, sentMonoMs: at.monoMs, wanted: false } });
  publish(turn, 'status', statusOf(turn), why);
  vitalsTold(turn);
}

/** When the next status may be due, monotonic: soon after a change, else with the minute. */
export function statusDueMono(turn: Turn): number {
  const { state } = turn;
  if (!state.linkUp) return Number.POSITIVE_INFINITY;
  const { sentMonoMs } = state.status;
  return (
    sentMonoMs + (hasChanged(state) ? state.settings.statusGapMs : state.settings.statusEveryMs)
  );
}

export function statusOf(turn: Turn): Status {
  const { state, at } = turn;
  const { durable, boot, settings } = state;
  return {
    v: 1,
    dev: state.identity.dev,
    at: nowOf(turn),
    bootId: boot?.bootId ?? 'not-booted',
    agentVersion: settings.agentVersion,
    uptimeS: Math.max(0, Math.floor((at.monoMs - (boot?.monoMs ?? at.monoMs)) / 1000)),
    clock: clockState(state.clock, at.monoMs),
    plan: durable.plan === null ? null : durable.mark,
    envelopeNum: durable.envelope === null ? 0 : durable.envelopeNum,
    cache: cacheWords(turn),
    onAir: onAirWords(turn),
    next: nextWords(turn),
    output: state.output,
    ...(settings.amplifier !== null && { amplifier: amplifierWords(state) }),
    unsentRecords: pendingOf(state).length,
    refusals: [...state.refusals],
    vitals: vitalsOf(turn),
    trim: trimWords(durable),
    dataPlan: dataPlanWords(durable),
    ...(state.update !== null && { update: state.update }),
    ...(state.hearing !== null && { hearing: state.hearing }),
    ...(state.journalFault !== null && { diskFault: state.journalFault.detail }),
    ...(state.update?.last?.step !== 'on-trial' && { standingFiles: STANDING_FILES_MAX }),
  };
}

function amplifierWords({ amplifier, clock }: AgentState): NonNullable<Status['amplifier']> {
  const { on, sinceMonoMs, fault } = amplifier;
  const known = clock.trusted && sinceMonoMs > 0;
  const sinceAt = known ? timeAt(clock, sinceMonoMs) : null;
  return { on, sinceAt, fault: fault?.slice(0, 200) ?? null };
}

function trimWords({ trim }: AgentState['durable']): Status['trim'] {
  if (trim === null || trim.percent >= 100) return null;
  const { percent, setAt, commandId } = trim;
  return { percent, setAt, commandId };
}

function dataPlanWords({ dataPlan }: AgentState['durable']): Status['dataPlan'] {
  if (dataPlan === null || dataPlan.set === null) return null;
  const { set, setAt, commandId } = dataPlan;
  return { ...set, setAt, commandId };
}

/** How many of the needed files are here, and which are not. */
function cacheWords(turn: Turn): Status['cache'] {
  const needs = needsOf(turn);
  const missing = needs.filter(({ sha256 }) => !isHere(turn.state.files.get(sha256)));
  return {
    needed: needs.length,
    have: needs.length - missing.length,
    missing: missing.slice(0, 20).map(({ sha256 }) => sha256),
    bytes: cachedBytes(turn),
    freeBytes: Math.max(0, Math.floor(turn.state.freeBytes)),
  };
}

function onAirWords(turn: Turn): Status['onAir'] {
  const sound = soundingOf(turn.state.sounds);
  if (sound === undefined) return null;
  const { playId, title, startAt } = sound.airing;
  const positionMs = Math.max(0, nowOf(turn) - startAt) as NonNullable<
    Status['onAir']
  >['positionMs'];
  return { playId, positionMs, title };
}

/** The next airing by the plan: what it will come to is for the timeline to say. */
function nextWords(turn: Turn): Status['next'] {
  const now = nowOf(turn);
  const { plan, stopped } = turn.state.durable;
  let next: { entryId: string; startAt: number; title: string } | null = null;
  for (const airing of plan?.airings ?? []) {
    const sooner = next === null || airing.startAt < next.startAt;
    if (airing.startAt > now && sooner && !stopped.has(airing.playId)) next = airing;
  }
  if (next === null) return null;
  const { entryId, startAt, title } = next;
  return { entryId, startAt, title } as Status['next'];
}
