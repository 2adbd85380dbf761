/**
 * Stopping an order — dừng tin khẩn.
 *
 * One tap, no code: a signed stop for every box of the order, all at once, then the record. Nothing
 * more of it is signed or sent; a box that gets the stop first refuses the order when it comes. What
 * the signer or the broker did not take is tried again every few seconds: until then it is not stopped.
 */
import type { EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { Stop } from '@loaso/shared/wire/command';
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import type { StoredEmergency } from '../../ports/emergencies.js';
import type { Actor, Answer } from '../flows.js';
import { type Board, type LiveBox, owedStops } from './boards.js';
import { vetoEmergency } from './confirm.js';
import { announceEmergency, auditEmergency, findEmergency, urgentRefusal } from './ports.js';
import type { EmergencyRoom } from './room.js';
import { shapeOf } from './shapes.js';

const PART = 200;
/** As long as a command may live: a box that reconnects within it is still silenced. */
const STOP_LIFE_MS = 10 * MINUTE_MS;

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
  const { emergency, stopTriedAt } = board;
  if (board.stopping !== null || emergency.state !== 'stopping') return;
  if (room.clock.now() - stopTriedAt < STOP_AGAIN_MS && owedStops(board).length > 0) return;
  // A signer that does not answer must not hold up the other orders.
  board.stopping = stopAgain(room, board)
    .catch((cause: unknown) => {
      room.log.error('emergency.beat-failed', { id: emergency.id, detail: String(cause) });
    })
    .finally(() => {
      board.stopping = null;
    });
}

async function stopAgain(room: EmergencyRoom, board: Board): Promise<void> {
  const { id, stoppedBy } = board.emergency;
  await handStops(room, board, `${stoppedBy ?? ''} stopped ${id}`);
  if (owedStops(board).length > 0) return;
  await note(room, board, { state: 'stopped' });
  const detail = `${board.boxes.size} of ${board.boxes.size} boxes`;
  await auditEmergency(room, 'server', { act: 'stop', id, detail });
}

/** Signed in parts, side by side; a box counts as stopped only where the broker took its stop. */
export async function sendStops(
  room: EmergencyRoom,
  boxes: readonly LiveBox[],
  { id, why }: { readonly id: EntryId; readonly why: string },
): Answer<null> {
  const { clock, link, signer } = room;
  const parts: LiveBox[][] = [];
  for (let from = 0; from < boxes.length; from += PART) parts.push(boxes.slice(from, from + PART));
  const answers = await Promise.all(
    parts.map(async (part) => {
      const bodies = part.map((box) => JSON.stringify(stopOf(room, box, { id, why })));
      const signed = await signer.signStops(bodies);
      if (!signed.ok) return signed;
      const sealed = signed.value;
      await Promise.all(
        part.map(async (box, index) => {
          const message = sealed[index];
          if (message === undefined) return;
          if (await link.send(box.deviceId, 'stop', message)) box.stopSentAt = clock.now();
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
  { id, why }: { readonly id: EntryId; readonly why: string },
): Stop {
  const now = clock.now();
  const exp = (now + STOP_LIFE_MS) as Instant;
  return { v: 1, dev: deviceId, id: chance.id('cmd'), iat: now, nbf: now, exp, why, entryId: id };
}
