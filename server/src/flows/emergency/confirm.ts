/**
 * Second person and veto — người thứ hai xác nhận, hoặc ngăn lại.
 *
 * Path B leaves when another person has given a code of theirs, and that is the approval of the
 * bulletin too. Before it leaves, anybody of the place may end it: without a code.
 */
import type { EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import type { Actor, Answer } from '../flows.js';
import { recordApproval, stillThatBulletin } from './approval.js';
import type { Board } from './boards.js';
import { deliver } from './deliver.js';
import {
  announceEmergency,
  auditEmergency,
  type Found,
  findEmergency,
  orderInWords,
  personOf,
  urgentRefusal,
} from './ports.js';
import type { EmergencyRoom } from './room.js';
import { shapeOf } from './shapes.js';

export async function confirmEmergency(
  room: EmergencyRoom,
  actor: Actor,
  { id, code }: { readonly id: EntryId; readonly code: string },
): Answer<Emergency> {
  const found = await findEmergency(room, actor, { id, permission: 'warn', whole: true });
  if (!found.ok) return found;
  const { emergency } = found.value;
  const board = room.boards.find(id);
  if (emergency.state !== 'waiting-second' || board === undefined) return over(found.value);
  if (actor.userId === emergency.createdBy.id) return err({ code: 'own-emergency' });
  if (!(await stillThatBulletin(room, emergency))) return err({ code: 'changed-meanwhile' });
  const confirmed = await room.signer.secondUrgent(id, actor.username, code);
  if (!confirmed.ok) return urgentRefusal(confirmed.error);
  const second = personOf(actor);
  await auditEmergency(room, actor.username, {
    act: 'confirm',
    id,
    detail: orderInWords(emergency),
  });
  const released = await release(room, board, { second });
  if (!released) return over(found.value);
  const sent = await deliver(room, board);
  await recordApproval(room, emergency, [second, emergency.createdBy]);
  if (!sent.ok) return urgentRefusal(sent.error);
  return ok(shapeOf({ ...found.value, emergency: board.emergency }, actor, room));
}

const over = ({
  emergency,
}: Found): { ok: false; error: { code: 'emergency-over'; state: string } } =>
  err({ code: 'emergency-over', state: emergency.state });

/** Everything it needed has happened. @returns false when it was ended meanwhile */
export async function release(
  { store, clock }: EmergencyRoom,
  board: Board,
  extra: { readonly second?: ReturnType<typeof personOf> },
): Promise<boolean> {
  const { id } = board.emergency;
  const change = { state: 'sending', confirmedAt: clock.now(), dueAt: null, ...extra } as const;
  const from = ['waiting-second', 'counting-down'] as const;
  if (!(await store.emergencies.changeEmergency(id, from, change))) return false;
  board.emergency = { ...board.emergency, ...change };
  const boots = await store.fleet.bootIds([...board.boxes.keys()]);
  for (const box of board.boxes.values()) box.bootId = boots.get(box.deviceId) ?? null;
  return true;
}

/** The signer is told first: from then on nothing of the order is signed, whatever follows. */
export async function vetoEmergency(
  room: EmergencyRoom,
  actor: Actor,
  id: EntryId,
): Answer<Emergency> {
  const found = await findEmergency(room, actor, { id, permission: 'stop-device', whole: true });
  if (!found.ok) return found;
  const { state } = found.value.emergency;
  if (state !== 'waiting-second' && state !== 'counting-down') return over(found.value);
  await room.signer.vetoUrgent(id, actor.username);
  await auditEmergency(room, actor.username, { act: 'veto', id, detail: '' });
  const now = room.clock.now();
  const change = { state: 'vetoed', stoppedBy: actor.fullName, stoppedAt: now } as const;
  if (!(await room.store.emergencies.changeEmergency(id, [state], change))) {
    return over(found.value);
  }
  room.boards.close(id);
  const emergency = { ...found.value.emergency, ...change };
  room.log.warn('emergency.vetoed', { id, by: actor.userId });
  announceEmergency(room, emergency, 'vetoed');
  return ok(shapeOf({ ...found.value, emergency }, actor, room));
}
