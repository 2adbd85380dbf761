/**
 * Commands and stop — lệnh và lệnh dừng.
 *
 * In time, once, and for this box, or not at all. A stop silences what sounds and keeps it silent; it
 * can never start a sound. The id is on the disk before the effect is acknowledged.
 */
import { coversArea } from '@loaso/shared/trust/accept';
import { openSealed, readBody } from '@loaso/shared/trust/sealed';
import {
  COMMAND_VALIDITY_MS_MAX,
  Command,
  CommandHead,
  Stop,
  stopLifeMsMax,
} from '@loaso/shared/wire/command';
import type { Airing } from './airing.js';
import { askAllNow } from './ask.js';
import { orderChime, stopChime } from './chime.js';
import { orderDataPlan } from './data-plan.js';
import { orderFileCheck } from './file-check.js';
import { orderLog } from './log-order.js';
import { orderNetworkTest } from './network-test.js';
import { EARLY_MS_MAX } from './permission.js';
import { ackBody } from './plan.js';
import { followVolumes } from './playback.js';
import { orderReboot } from './reboot.js';
import { learnLevel } from './self-hearing.js';
import { orderTrim } from './trim.js';
import {
  change,
  log,
  nowOf,
  publish,
  publishAfterStored,
  refuse,
  remember,
  type Turn,
} from './turn.js';
import { stopOrders } from './urgent-stop.js';

type Order = Pick<Command, 'dev' | 'id' | 'iat' | 'nbf' | 'exp'> & Partial<Pick<Stop, 'entryId'>>;
type Refusal = { readonly code: string; readonly detail: string };

const lifeMsMaxOf = ({ entryId }: Order): number =>
  entryId === undefined ? COMMAND_VALIDITY_MS_MAX : stopLifeMsMax({ entryId });

function refusalOf(turn: Turn, order: Order): Refusal | null {
  const { identity, durable, clock } = turn.state;
  const now = nowOf(turn);
  if (order.dev !== identity.dev) return { code: 'wrong-device', detail: order.dev };
  if (durable.usedIds.has(order.id)) return { code: 'repeated', detail: order.id };
  if (order.exp - order.iat > lifeMsMaxOf(order)) {
    return { code: 'validity-too-long', detail: `${order.exp - order.iat} ms` };
  }
  if (order.exp <= now) return { code: 'expired', detail: String(order.exp) };
  const early = clock.trusted && order.nbf > now + EARLY_MS_MAX;
  return early ? { code: 'too-early', detail: String(order.nbf) } : null;
}

/** Orders that change nothing; the others could not be kept, nor kept from being obeyed twice. */
const HARMLESS: ReadonlySet<Command['kind']> = new Set(['report', 'fetch-plan']);

function unkeptRefusal({ state: { journalFault } }: Turn, order: Order | Command): Refusal | null {
  if (journalFault === null || !('kind' in order) || HARMLESS.has(order.kind)) return null;
  return { code: 'disk', detail: journalFault.detail };
}

type Schema<T> = Parameters<typeof readBody<T>>[1];

/** Opens an order, judges it and takes its id; null after a refusal, which has been answered. */
function openOrder<T extends Order>(
  turn: Turn,
  what: 'command' | 'stop',
  raw: string,
  schema: Schema<T>,
): T | null {
  const { root } = turn.state.durable;
  const opened = openSealed(raw, what, root, turn.tools.verify);
  const parsed = opened.ok ? readBody(opened.value.body, schema) : opened;
  if (!parsed.ok || !opened.ok) {
    const refusal = parsed.ok ? { code: 'malformed', detail: '' } : parsed.error;
    answerRefusal(turn, what, refusal, opened.ok ? nameOf(turn, opened.value.body) : undefined);
    return null;
  }
  const stranger = opened.value.keys.find((key) => !coversArea(key, turn.state.identity.area));
  const refusal =
    stranger === undefined
      ? (refusalOf(turn, parsed.value) ?? unkeptRefusal(turn, parsed.value))
      : { code: 'key-outside-area', detail: stranger.kid };
  if (refusal !== null) {
    answerRefusal(turn, what, refusal, parsed.value.id);
    return null;
  }
  const { id, exp } = parsed.value;
  remember(turn, { k: 'used', id, until: exp });
  const body = ackBody(turn, { what, outcome: 'accepted', commandId: id });
  publishAfterStored(turn, 'ack', body, `${what} ${id} taken`);
  return parsed.value;
}

/** Of an order for this box that a newer server may send: it is refused by its name. */
function nameOf(turn: Turn, body: string): string | undefined {
  const head = readBody(body, CommandHead);
  return head.ok && head.value.dev === turn.state.identity.dev ? head.value.id : undefined;
}

function answerRefusal(
  turn: Turn,
  what: 'command' | 'stop',
  refusal: Refusal,
  commandId?: string,
): void {
  refuse(turn, what, refusal);
  const detail = refusal.detail.slice(0, 300);
  const named = commandId === undefined ? {} : { commandId };
  const part = { what, outcome: 'refused' as const, code: refusal.code, detail, ...named };
  publish(turn, 'ack', ackBody(turn, part), `${what} refused: ${refusal.code}`);
}

export function takeCommand(turn: Turn, raw: string): void {
  const command = openOrder<Command>(turn, 'command', raw, Command);
  if (command === null) return;
  log(turn, 'info', 'command-obeyed', { kind: command.kind, id: command.id, why: command.why });
  switch (command.kind) {
    case 'report':
      change(turn, { status: { ...turn.state.status, wanted: true } });
      return;
    case 'fetch-plan':
      askAllNow(turn);
      return;
    case 'test-chime':
      orderChime(turn, command);
      return;
    case 'network-test':
      orderNetworkTest(turn, command.id);
      return;
    case 'check-files':
      orderFileCheck(turn, command.id);
      return;
    case 'set-volume':
      orderTrim(turn, command);
      followVolumes(turn);
      change(turn, { status: { ...turn.state.status, wanted: true } });
      return;
    case 'set-data':
      orderDataPlan(turn, command);
      change(turn, { status: { ...turn.state.status, wanted: true } });
      return;
    case 'collect-log':
      orderLog(turn, command.id);
      return;
    case 'restart-box':
      orderReboot(turn, command.id);
      return;
    case 'learn-level':
      learnLevel(turn);
      return;
    case 'restart-agent':
      change(turn, { shuttingDown: true });
      turn.afterStored.push({ type: 'restart', reason: 'command', why: command.why });
      return;
  }
}

export function takeStop(turn: Turn, raw: string): void {
  const stop = openOrder<Stop>(turn, 'stop', raw, Stop);
  if (stop === null) return;
  if (stop.entryId === null) stopChime(turn, 'stopped');
  const meant = airingsMeant(turn, stop).map(({ playId }) => playId);
  const playIds = [...new Set([...meant, ...stopOrders(turn, stop)])];
  log(turn, 'warn', 'stop-obeyed', { id: stop.id, airings: playIds.length, why: stop.why });
  if (playIds.length > 0) remember(turn, { k: 'stopped', playIds });
  change(turn, { timeline: null });
}

/**
 * Without a line: what sounds now. With one: its airings that sound or should while the stop holds,
 * so that a stop sent a moment early is not in vain.
 */
function airingsMeant(turn: Turn, stop: Stop): Airing[] {
  const sounding = turn.state.sounds
    .filter(({ stage }) => stage === 'issued' || stage === 'sounding')
    .map(({ airing }) => airing);
  if (stop.entryId === null) return sounding;
  const now = nowOf(turn);
  const planned = (turn.state.durable.plan?.airings ?? []).filter(
    ({ startAt, endAt }) => startAt < stop.exp && endAt > now,
  );
  return [...sounding, ...planned].filter(({ entryId }) => entryId === stop.entryId);
}
