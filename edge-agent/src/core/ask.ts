/**
 * Asking the server — hỏi máy chủ.
 *
 * At each connect for everything (a broker is never the only copy), then for the time in a short
 * burst, from which the quickest answer counts, and again at long intervals. Nonces come from the
 * secret chance of this start, so no answer can have been made before the question.
 */
import { openSealed, readBody } from '@loaso/shared/trust/sealed';
import type { Ask } from '@loaso/shared/wire/ask';
import { TimeReply } from '@loaso/shared/wire/clock';
import { type BatteryCheck, batteryMoved, checkBattery, checkSet } from './battery-clock.js';
import { anchorOf, type Clock, clockState, timeAt } from './clock.js';
import { withReply, withRequest } from './signed-time.js';
import { change, log, nowOf, publish, refuse, remember, type Turn } from './turn.js';

/** Questions in the burst after a connect, and the pause between them. */
const BURST = 5;
const BURST_GAP_MS = 1_000;
/** While no answer has made the clock sure, ask this often. */
const UNSURE_EVERY_MS = 15_000;
/** The anchor of the clock is written this often, */
const ANCHOR_EVERY_MS = 3_600_000;
/** and when its error has become this many times smaller. */
const SURER = 2;
/** A step of the clock above this is told. */
const JUMP_MS = 1_000;
/** After a connect records wait so long for the answer that says from which number on. */
const RECORDS_HELD_MS = 5_000;

export function linkUp(turn: Turn): void {
  const { monoMs } = turn.at;
  const { count } = turn.state.asks;
  const asks = { count, burst: BURST, timeDueMonoMs: monoMs, allDueMonoMs: monoMs };
  const line = { linkUp: true, inFlight: null, told: null };
  const recordsHeldMonoMs = monoMs + RECORDS_HELD_MS;
  change(turn, { ...line, recordsHeldMonoMs, asks, status: wanted(turn) });
}

const wanted = (turn: Turn) => ({ ...turn.state.status, wanted: true });

export function linkDown(turn: Turn): void {
  change(turn, { linkUp: false, inFlight: null, told: null });
}

/** Asks for all at the next turn; also by command. */
export const askAllNow = (turn: Turn): void =>
  change(turn, { asks: { ...turn.state.asks, allDueMonoMs: turn.at.monoMs } });

/** Sends the question that is due, if any. */
export function driveAsks(turn: Turn): void {
  const { linkUp: up, asks, settings, clock } = turn.state;
  const { monoMs } = turn.at;
  if (!up) return;
  const all = monoMs >= asks.allDueMonoMs;
  if (!all && monoMs < asks.timeDueMonoMs) return;
  const burst = Math.max(0, asks.burst - 1);
  const calmMs = clock.trusted ? settings.askTimeEveryMs : UNSURE_EVERY_MS;
  const due = {
    count: asks.count + 1,
    burst,
    timeDueMonoMs: monoMs + (burst > 0 ? BURST_GAP_MS : calmMs),
    allDueMonoMs: all ? monoMs + settings.askAllEveryMs : asks.allDueMonoMs,
  };
  change(turn, { asks: due });
  const want: Ask['want'] = all ? ['plan', 'envelope', 'receipt', 'time'] : ['time'];
  sendAsk(turn, want, due.count);
}

function sendAsk(turn: Turn, want: Ask['want'], count: number): void {
  const { boot, identity, durable, settings, clock } = turn.state;
  const nonce = turn.tools.sha256(`${boot?.seed}:${count}`).slice(0, 32);
  const time = { nonce, t0: turn.at.monoMs };
  change(turn, { clock: withRequest(clock, time) });
  const body: Ask = {
    v: 1,
    dev: identity.dev,
    at: nowOf(turn),
    bootId: boot?.bootId ?? 'not-booted',
    want,
    have: durable.plan === null ? null : durable.mark,
    envelopeNum: durable.envelope === null ? 0 : durable.envelopeNum,
    rootNum: durable.root.num,
    agentVersion: settings.agentVersion,
    time,
  };
  publish(turn, 'ask', body, `ask for ${want.join(', ')}`);
}

export function takeTime(turn: Turn, raw: string): void {
  const { durable, identity, clock } = turn.state;
  const opened = openSealed(raw, 'time', durable.root, turn.tools.verify);
  const parsed = opened.ok ? readBody(opened.value.body, TimeReply) : opened;
  if (!parsed.ok) {
    refuse(turn, 'time', parsed.error);
    return;
  }
  if (parsed.value.dev !== identity.dev) {
    refuse(turn, 'time', { code: 'wrong-device', detail: parsed.value.dev });
    return;
  }
  const next = withReply(clock, parsed.value, durable.floorMs, turn.at);
  if (typeof next === 'string') {
    refuse(turn, 'time', { code: next, detail: `t2 ${parsed.value.t2}` });
    return;
  }
  change(turn, { clock: next });
}

/** Tells of what the clock has done in this turn, and keeps an anchor of it. */
export function followClock(turn: Turn, before: Clock): void {
  const { clock, durable } = turn.state;
  if (clock.disagrees && !before.disagrees) log(turn, 'warn', 'clock-disagrees');
  if (before.trusted && !clock.trusted) loseClock(turn, before);
  const battery = batteryNow(turn);
  const found = battery !== null && batteryMoved(durable.battery, battery);
  if (clock.trusted) keepTime(turn, before, { battery, found });
  else if (found) keepBattery(turn, battery);
}

type Look = { readonly battery: BatteryCheck | null; readonly found: boolean };

function keepTime(turn: Turn, before: Clock, { battery, found }: Look): void {
  const due = turn.at.monoMs >= turn.state.anchorDueMonoMs;
  if (turn.state.clock === before && !due && !found) return;
  const moved = tellOfStep(turn, before);
  if (moved) change(turn, { timeline: null, filesDueMonoMs: 0 });
  if (moved || due || found || isSurer(turn)) keepAnchor(turn, battery);
}

/** From here on only what needs no time of day sounds. */
function loseClock(turn: Turn, before: Clock): void {
  const { errorMs } = clockState(before, turn.at.monoMs);
  log(turn, 'warn', 'clock-doubted', { source: before.source, errorMs });
  change(turn, { timeline: null });
}

/** The battery clock against the time as somebody else has told it, else against where it stood before. */
function batteryNow({ state: { clock, durable }, at }: Turn): BatteryCheck | null {
  if (at.rtcMs === null || clock.rtcOffsetMs === null) return null;
  const told = clock.trusted && (clock.source === 'server' || clock.source === 'ntp');
  if (!told) return checkSet(durable.battery, at.rtcMs - at.monoMs - clock.rtcOffsetMs);
  const { errorMs } = clockState(clock, at.monoMs);
  return checkBattery(at.rtcMs, timeAt(clock, at.monoMs), errorMs ?? 0);
}

/** True when the clock has just become trusted or has made a step. */
function tellOfStep(turn: Turn, before: Clock): boolean {
  const { clock } = turn.state;
  const stepMs = Math.round(clock.offsetMs - before.offsetMs);
  const stepped = Math.abs(stepMs) > JUMP_MS;
  if (!before.trusted) log(turn, 'info', 'clock-trusted', { source: clock.source });
  else if (stepped) log(turn, 'warn', 'clock-jumped', { stepMs });
  return stepped || !before.trusted;
}

/** True when the clock knows much better now than the anchor on the disk; one kept long ago may have no bound. */
function isSurer({ state: { clock, durable } }: Turn): boolean {
  const errorMs = clock.errorMs ?? Number.POSITIVE_INFINITY;
  return errorMs * SURER < (durable.anchor?.errorMs ?? Number.POSITIVE_INFINITY);
}

function keepAnchor(turn: Turn, battery: BatteryCheck | null): void {
  if (battery !== null) hold(turn);
  const { clock, boot, durable } = turn.state;
  const floorMs = Math.max(durable.floorMs, clock.source === 'server' ? nowOf(turn) : 0);
  const anchor = anchorOf(clock, boot?.systemBootId ?? '');
  remember(turn, { k: 'clock', floorMs, anchor, battery });
  change(turn, { anchorDueMonoMs: turn.at.monoMs + ANCHOR_EVERY_MS });
}

function keepBattery(turn: Turn, battery: BatteryCheck): void {
  remember(turn, { k: 'clock', floorMs: turn.state.durable.floorMs, anchor: null, battery });
  hold(turn);
}

/** Against where it stands now it is held from here on. */
function hold(turn: Turn): void {
  const { monoMs, rtcMs } = turn.at;
  if (rtcMs === null) return;
  change(turn, { clock: { ...turn.state.clock, rtcOffsetMs: rtcMs - monoMs } });
}
