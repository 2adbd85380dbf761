/**
 * Stopping an order — dừng tin khẩn.
 *
 * One tap, no code: a signed stop for every box of the order, all at once, then the record. Nothing
 * more of it is signed or sent; a box that gets the stop first refuses the order when it comes. What
 * the signer or the broker did not take is tried again every few seconds: until then it is not stopped.
 * A box that does not say that it has its stop gets one that lasts as long as the order: it may come back
 * to a broker that has kept both.
 */
import type { EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { Stop } from '@loaso/shared/wire/command';
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import type { StoredEmergency } from '../../ports/emergencies.js';
import type { Actor, Answer } from '../flows.js';
import { type Board, type LiveBox, owedStops, unlastingStops } from './boards.js';
import { vetoEmergency } from './confirm.js';
import { announceEmergency, auditEmergency, findEmergency, urgentRefusal } from './ports.js';
import type { EmergencyRoom } from './room.js';
import { shapeOf } from './shapes.js';

const PART = 200;
/** Of the first stop: a box of before the lasting ones takes none that lives longer. */
const STOP_LIFE_MS = 10 * MINUTE_MS;
/** A box on line has answered by then. */
export const STOP_ANSWER_MS = 10_000;

export async function stopEmergency(
  room: EmergencyRoom,
  actor: Actor,
  id: EntryId,
): Answer<Emergency> {
  const found = await findEmergency(room, actor, { id, permission: 'stop-device', whole: true });
  if (!found.ok) return found;
  const { state } = found.value.emergency;
  if (state === 'waiting-second' || state === 'counting-down') {
    return await vetoEmergency(room, actor, id);
  }
  const board = room.boards.find(id);
  if (board === undefined) return err({ code: 'emergency-over', state });
  await haltOrder(room, board, actor);
  return ok(shapeOf({ ...found.value, emergency: board.emergency }, actor, room));
}

/** Silences first; what the store says of it comes after. Never `stopped` before each box has its stop. */
export async function haltOrder(room: EmergencyRoom, board: Board, actor: Actor): Promise<void> {
  const { signer, clock, log } = room;
  const { id } = board.emergency;
  board.halted = true;
  // An order that the signer has forgotten needs no end there.
  void signer.vetoUrgent(id, actor.username);
  const again = board.emergency.state === 'stopping';
  await handStops(room, board, `${actor.username} stopped ${id}`);
  const by = again ? {} : { stoppedBy: actor.fullName, stoppedAt: clock.now() };
  const owed = owedStops(board).length;
  await note(room, board, { state: owed === 0 ? 'stopped' : 'stopping', ...by });
  const detail = `${board.boxes.size - owed} of ${board.boxes.size} boxes`;
  await auditEmergency(room, actor.username, { act: 'stop', id, detail });
  log.info('emergency.stopped', { id, by: actor.userId, boxes: board.boxes.size, owed });
}

async function handStops(room: EmergencyRoom, board: Board, why: string): Promise<void> {
  const { id } = board.emergency;
  board.stopTriedAt = room.clock.now();
  const boxes = board.emergency.state === 'stopping' ? owedStops(board) : [...board.boxes.values()];
  const sent = await sendStops(room, boxes, { id, why });
  if (!sent.ok) room.log.error('emergency.stop-unsent', { id, ...sent.error });
}

async function note(
  { store, ...room }: EmergencyRoom,
  board: Board,
  change: Partial<StoredEmergency> & Pick<StoredEmergency, 'state'>,
): Promise<void> {
  const { id } = board.emergency;
  const from = ['sending', 'sent', 'ended', 'stopping'] as const;
  if (!(await store.emergencies.changeEmergency(id, from, change))) return;
  board.emergency = { ...board.emergency, ...change };
  announceEmergency(room, board.emergency, change.state);
}

/** Between two tries for boxes that got no stop. */
export const STOP_AGAIN_MS = 3_000;

/** A stop that did not reach the broker for every box: signed and sent anew until it has, or all is over. */
export function keepStopping(room: EmergencyRoom, board: Board): void {
  const { emergency } = board;
  const next = board.stopping === null && board.halted ? nextStops(room, board) : null;
  if (next === null) return;
  // A signer that does not answer must not hold up the other orders.
  board.stopping = next()
    .catch((cause: unknown) => {
      room.log.error('emergency.beat-failed', { id: emergency.id, detail: String(cause) });
    })
    .finally(() => {
      board.stopping = null;
    });
}

/** What is due of an order that was halted; null while nothing is. */
function nextStops(room: EmergencyRoom, board: Board): (() => Promise<void>) | null {
  const { emergency, stopTriedAt } = board;
  const sinceMs = room.clock.now() - stopTriedAt;
  const owes = emergency.state === 'stopping';
  if (owes && (sinceMs >= STOP_AGAIN_MS || owedStops(board).length === 0)) {
    return () => stopAgain(room, board);
  }
  if (sinceMs < STOP_AGAIN_MS) return null;
  const answeredBy = room.clock.now() - STOP_ANSWER_MS;
  // A part at a time: the stops of another order must find their rate at the signer.
  const boxes = unlastingStops(board, STOP_LIFE_MS)
    .filter(({ stopSentAt }) => (stopSentAt ?? 0) <= answeredBy)
    .slice(0, PART);
  return boxes.length === 0 ? null : () => makeLast(room, board, boxes);
}

async function makeLast(room: EmergencyRoom, board: Board, boxes: LiveBox[]): Promise<void> {
  const { id, stoppedBy, message } = board.emergency;
  board.stopTriedAt = room.clock.now();
  const why = `${stoppedBy ?? ''} stopped ${id}`;
  const sent = await sendStops(room, boxes, { id, why, lastsTo: message.exp });
  if (!sent.ok) room.log.error('emergency.stop-unsent', { id, ...sent.error });
}

async function stopAgain(room: EmergencyRoom, board: Board): Promise<void> {
  const { id, stoppedBy } = board.emergency;
  await handStops(room, board, `${stoppedBy ?? ''} stopped ${id}`);
  if (owedStops(board).length > 0) return;
  await note(room, board, { state: 'stopped' });
  const detail = `${board.boxes.size} of ${board.boxes.size} boxes`;
  await auditEmergency(room, 'server', { act: 'stop', id, detail });
}

type Stopping = {
  readonly id: EntryId;
  readonly why: string;
  /** The end of the order, for a stop that lasts as long. */
  readonly lastsTo?: number;
};

/** Signed in parts, side by side; a box counts as stopped only where the broker took its stop. */
export async function sendStops(
  room: EmergencyRoom,
  boxes: readonly LiveBox[],
  stopping: Stopping,
): Answer<null> {
  const { clock, link, signer } = room;
  const parts: LiveBox[][] = [];
  for (let from = 0; from < boxes.length; from += PART) parts.push(boxes.slice(from, from + PART));
  const answers = await Promise.all(
    parts.map(async (part) => {
      const stops = part.map((box) => stopOf(room, box, stopping));
      const signed = await signer.signStops(stops.map((stop) => JSON.stringify(stop)));
      if (!signed.ok) return signed;
      const sealed = signed.value;
      await Promise.all(
        part.map(async (box, index) => {
          const [message, stop] = [sealed[index], stops[index]];
          if (message === undefined || stop === undefined) return;
          const before = box.stop;
          // The box may answer sooner than the broker.
          box.stop = { id: stop.id, lasts: stopping.lastsTo !== undefined, taken: false };
          if (await link.send(box.deviceId, 'stop', message)) box.stopSentAt = clock.now();
          else box.stop = before;
        }),
      );
      return ok(null);
    }),
  );
  const refused = answers.find((answer) => !answer.ok);
  return refused === undefined || refused.ok ? ok(null) : urgentRefusal(refused.error);
}

function stopOf(
  { clock, chance }: EmergencyRoom,
  { deviceId }: LiveBox,
  { id, why, lastsTo }: Stopping,
): Stop {
  const now = clock.now();
  const exp = Math.max(now + STOP_LIFE_MS, lastsTo ?? 0) as Instant;
  return { v: 1, dev: deviceId, id: chance.id('cmd'), iat: now, nbf: now, exp, why, entryId: id };
}
