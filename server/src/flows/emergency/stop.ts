/**
 * Stopping an order — dừng tin khẩn.
 *
 * One tap, no code: a signed stop for every box of the order, all at once, then the record. Nothing
 * more of it is signed or sent; a box that gets the stop first refuses the order when it comes.
 */
import type { EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { type Instant, MINUTE_MS } from '@loaso/shared/time';
import type { Stop } from '@loaso/shared/wire/command';
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import type { Actor, Answer } from '../flows.js';
import type { Board, LiveBox } from './boards.js';
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
  const stopped = await haltOrder(room, board, actor);
  return stopped.ok
    ? ok(shapeOf({ ...found.value, emergency: board.emergency }, actor, room))
    : stopped;
}

/** Silences first; what the store says of it comes after. */
export async function haltOrder(room: EmergencyRoom, board: Board, actor: Actor): Answer<null> {
  const { signer, clock, store, log } = room;
  const { id } = board.emergency;
  board.halted = true;
  // An order that the signer has forgotten needs no end there.
  void signer.vetoUrgent(id, actor.username);
  const why = `${actor.username} stopped ${id}`;
  const sent = await sendStops(room, [...board.boxes.values()], { id, why });
  const now = clock.now();
  const change = { state: 'stopped', stoppedBy: actor.fullName, stoppedAt: now } as const;
  const changed = await store.emergencies.changeEmergency(id, ['sending', 'sent', 'ended'], change);
  if (changed) board.emergency = { ...board.emergency, ...change };
  await auditEmergency(room, actor.username, {
    act: 'stop',
    id,
    detail: `${board.boxes.size} boxes`,
  });
  log.info('emergency.stopped', { id, by: actor.userId, boxes: board.boxes.size });
  announceEmergency(room, board.emergency, 'stopped');
  return sent;
}

/** Signed in parts, side by side; refused only when nothing at all could be signed. */
export async function sendStops(
  room: EmergencyRoom,
  boxes: readonly LiveBox[],
  { id, why }: { readonly id: EntryId; readonly why: string },
): Answer<null> {
  const parts: LiveBox[][] = [];
  for (let from = 0; from < boxes.length; from += PART) parts.push(boxes.slice(from, from + PART));
  const answers = await Promise.all(
    parts.map(async (part) => {
      const bodies = part.map((box) => JSON.stringify(stopOf(room, box, { id, why })));
      const signed = await room.signer.signStops(bodies);
      if (!signed.ok) return signed;
      await Promise.all(
        part.map(({ deviceId }, index) =>
          room.link.send(deviceId, 'stop', signed.value[index] ?? ''),
        ),
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
