/**
 * Taking in urgent messages and drills — nhận tin khẩn và diễn tập.
 *
 * Judges what claims to be one, keeps it, and acknowledges it only when the disk has it. A drill is
 * judged alike and answered with what would have become of it; it is never kept as something that
 * could sound. Works without a plan, without an envelope and without the time of day.
 */
import type { EntryId } from '@loaso/shared/ids';
import { acceptDrill, acceptUrgent, type UrgentRefusal } from '@loaso/shared/trust/accept-urgent';
import type { Drill, Urgent } from '@loaso/shared/wire/urgent';
import { byHash, soundPartsOf } from './airing.js';
import { fetchAnew, isHere } from './cache-plan.js';
import { advance } from './clock.js';
import { adoptUrgent } from './durable.js';
import { type LiveOrder, spentOf } from './order.js';
import { ceilingOf } from './permission.js';
import { ackBody } from './plan.js';
import {
  change,
  log,
  nowOf,
  publish,
  publishAfterStored,
  publishWhenStored,
  refuse,
  remember,
  rememberAs,
  type Turn,
} from './turn.js';
import { momentOf } from './urgent-air.js';
import { endOrder } from './urgent-turn.js';

/** More messages at once are no emergency but a fault: the oldest gives way to the newest. */
const LIVE_MAX = 32;

type What = 'urgent' | 'drill';

const contextOf = (turn: Turn) => {
  const { identity, durable, clock, boot } = turn.state;
  const { live, spent } = durable.orders;
  return {
    dev: identity.dev,
    area: identity.area,
    root: durable.root,
    now: nowOf(turn),
    clockTrusted: clock.trusted,
    bootId: boot?.bootId ?? '',
    spentBy: (id: EntryId) => live.get(id) ?? spent.get(id),
  };
};

export function takeUrgent(turn: Turn, raw: string): void {
  const judged = acceptUrgent(raw, contextOf(turn), turn.tools);
  if (!judged.ok) {
    answerRefusal(turn, 'urgent', judged.error);
    return;
  }
  if (judged.value.outcome === 'unchanged') {
    answerUnchanged(turn, 'urgent', judged.value.id);
    return;
  }
  const { message, hash } = judged.value;
  makePlace(turn);
  const now = momentOf(turn);
  const taken = { ...now, at: clockTrustedOr(turn, now.at, message.iat) };
  const durable = adoptUrgent(turn.state.durable, { raw, message, hash, taken });
  rememberAs(turn, { k: 'urgent', raw, taken }, durable);
  // What it says of the time holds from now on, where nothing better is known.
  change(turn, { clock: advance(turn.state.clock, durable, turn.at) });
  fetchAnew(turn, message.audio);
  const { id, plays, why } = message;
  log(turn, 'warn', 'urgent-accepted', { id, plays, why });
  const part = { what: 'urgent', outcome: 'accepted', commandId: id } as const;
  const body = ackBody(turn, { ...part, ...readiness(turn, message) });
  publishAfterStored(turn, 'ack', body, `urgent ${id} stored`);
}

const clockTrustedOr = (turn: Turn, at: LiveOrder['taken']['at'], iat: Urgent['iat']) =>
  turn.state.clock.trusted || at > iat ? at : iat;

function makePlace(turn: Turn): void {
  const { live } = turn.state.durable.orders;
  if (live.size < LIVE_MAX) return;
  const isTold = ({ message }: LiveOrder): boolean =>
    turn.state.sounds.some(({ airing }) => airing.entryId === message.id);
  const silent = [...live.values()].filter((order) => !isTold(order));
  const [oldest] = silent.sort((a, b) => a.message.nbf - b.message.nbf);
  if (oldest !== undefined) endOrder(turn, oldest, 'outranked');
}

export function takeDrill(turn: Turn, raw: string): void {
  const judged = acceptDrill(raw, contextOf(turn), turn.tools);
  if (!judged.ok) {
    answerRefusal(turn, 'drill', judged.error);
    return;
  }
  if (judged.value.outcome === 'unchanged') {
    answerUnchanged(turn, 'drill', judged.value.id);
    return;
  }
  const { message, hash } = judged.value;
  const { id } = message;
  remember(turn, { k: 'urgent-spent', id, ...spentOf({ message, hash }) });
  const ready = readiness(turn, message);
  log(turn, 'info', 'drill-answered', { id, code: ready.code ?? 'ready', detail: ready.detail });
  const part = { what: 'drill', outcome: 'accepted', commandId: id } as const;
  publishAfterStored(turn, 'ack', ackBody(turn, { ...part, ...ready }), `drill ${id} answered`);
}

type Readiness = { readonly code?: string; readonly detail: string };

/** Whether `message` could sound at once; without a code it could. The gravest obstacle first. */
function readiness(turn: Turn, message: Urgent | Drill): Readiness {
  const { output, files, outputRetryMonoMs } = turn.state;
  const startAt = nowOf(turn);
  const volume = ceilingOf(turn.state, { priority: 'emergency' }, { startAt, endAt: message.exp });
  const parts = soundPartsOf(byHash(message.audio), message.parts);
  const wanted = new Map(parts.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
  const absent = [...wanted].filter(([sha256]) => !isHere(files.get(sha256)));
  const bytes = absent.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0);
  const here = `${wanted.size - absent.length} of ${wanted.size} files here`;
  const kind = output.virtual ? `virtual ${output.kind}` : output.kind;
  const detail = `${here}, ${bytes} bytes to fetch, output ${kind}, volume ${volume} %`;
  const broken = !output.healthy || outputRetryMonoMs > turn.at.monoMs;
  if (broken) return { code: 'output-failed', detail: `${output.detail}; ${detail}`.slice(0, 300) };
  if (volume === 0) return { code: 'envelope', detail };
  return absent.length > 0 ? { code: 'file-absent', detail } : { detail };
}

function answerRefusal(turn: Turn, what: What, refusal: UrgentRefusal): void {
  refuse(turn, what, refusal);
  const { code, id } = refusal;
  const detail = refusal.detail.slice(0, 300);
  const named = id === null ? {} : { commandId: id };
  const body = ackBody(turn, { what, outcome: 'refused', code, detail, ...named });
  publish(turn, 'ack', body, `${what} refused: ${code}`);
}

/** Not before the first copy is on the disk: `unchanged` promises that it is held. */
function answerUnchanged(turn: Turn, what: What, id: EntryId): void {
  const body = ackBody(turn, { what, outcome: 'unchanged', commandId: id });
  publishWhenStored(turn, 'ack', body, `${what} ${id} is held already`);
}
