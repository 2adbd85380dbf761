/**
 * Beat — nhịp theo dõi lệnh khẩn.
 *
 * Twice a second: lets path C go when its minute is over, ends what nobody confirmed, calls for the
 * second person, writes down what boxes have said and tells the screens, and closes what is over.
 * At the start it takes up the orders that were open when the server died.
 */
import { type PlayId, playIdOf } from '@loaso/shared/ids';
import { type DurationMs, instant } from '@loaso/shared/time';
import { nominalStartOf } from '@loaso/shared/wire/urgent';
import { isDone, SILENT } from '../../core/emergency/box-word.js';
import type { StoredEmergency, StoredEmergencyBox } from '../../ports/emergencies.js';
import type { PlannedAiring } from '../../ports/store-records.js';
import { type Board, countsOf, type LiveBox, OPEN_STATES } from './boards.js';
import { release } from './confirm.js';
import { deliver } from './deliver.js';
import { announceEmergency, auditEmergency } from './ports.js';
import { devicesOf } from './prospect.js';
import type { EmergencyRoom } from './room.js';
import { keepStopping } from './stop.js';

/** Without a second person for so long, everybody who could be it is called. */
export const ESCALATE_MS = 120_000;
/** The signer's own minute must be over too. */
const C_MARGIN_MS = 100;
/** Words of boxes may come in so long after the last possible sound. */
const WORDS_GRACE_MS = 120_000;
/** Boxes written at once: a beat must not hold up what is being sent. */
const FLUSH_MAX = 500;
const OPEN_MAX = 1_000;

export async function beatOnce(room: EmergencyRoom): Promise<void> {
  for (const board of room.boards.all()) {
    try {
      await beatOf(room, board);
    } catch (cause) {
      // One order must not hold up another.
      const { id } = board.emergency;
      room.log.error('emergency.beat-failed', { id, detail: String(cause) });
    }
  }
}

async function beatOf(room: EmergencyRoom, board: Board): Promise<void> {
  const { state, dueAt } = board.emergency;
  const now = room.clock.now();
  if (state === 'counting-down' && dueAt !== null && now >= dueAt + C_MARGIN_MS) {
    if (await release(room, board, {})) await deliver(room, board);
  } else if (state === 'waiting-second') await wait(room, board);
  else if (board.delivering === null) {
    await flush(room, board);
    await endIfOver(room, board);
    if (room.boards.find(board.emergency.id) === board) keepStopping(room, board);
  }
}

async function wait(room: EmergencyRoom, board: Board): Promise<void> {
  const { id, dueAt, createdAt } = board.emergency;
  const now = room.clock.now();
  if (dueAt !== null && now >= dueAt) {
    const change = { state: 'lapsed', why: 'no second person in time' } as const;
    const { store } = room;
    if (await store.emergencies.changeEmergency(id, ['waiting-second'], change)) {
      await auditEmergency(room, 'server', { act: 'lapse', id, detail: change.why });
      announceEmergency(room, board.emergency, 'lapsed');
    }
    room.boards.close(id);
  } else if (!board.escalated && now - createdAt >= ESCALATE_MS) {
    board.escalated = true;
    room.log.error('emergency.second-wanted', { id });
    await auditEmergency(room, 'server', { act: 'second-wanted', id, detail: 'after 2 minutes' });
    announceEmergency(room, board.emergency, 'second-wanted');
  }
}

/** Writes what is new of some boxes, with their airings, and the counts with the last of them. */
async function flush(room: EmergencyRoom, board: Board): Promise<void> {
  const { emergency, boxes, dirty } = board;
  if (dirty.size === 0) return;
  const ids = [...dirty].slice(0, FLUSH_MAX);
  const written = ids.flatMap((id) => boxes.get(id) ?? []);
  for (const id of ids) dirty.delete(id);
  const fresh = written.filter((box) => !box.planned && box.sealed !== null);
  const airings = fresh.flatMap((box) => airingsOf(board, box));
  const rows = written.map(({ planned, stopSentAt, stop, ...box }) => box);
  try {
    await room.store.emergencies.putEmergencyBoxes(emergency.id, rows, airings);
  } catch (cause) {
    for (const id of ids) dirty.add(id);
    throw cause;
  }
  for (const box of fresh) box.planned = true;
  const counts = countsOf(boxes.values());
  // A box that answers proves that it was sent, whatever the crash in between made of it.
  const proven = emergency.state === 'failed' && counts.unsent !== boxes.size;
  const state = proven ? 'sent' : emergency.state;
  const change = { counts, state };
  await room.store.emergencies.changeEmergency(emergency.id, [emergency.state], change);
  board.emergency = { ...board.emergency, ...change };
  announceEmergency(room, emergency, state);
}

/** In the ledger each play stands where it is really due; its id holds the nominal start. */
function airingsOf({ emergency }: Board, { deviceId, areaId }: LiveBox): PlannedAiring[] {
  const { kind, message, id, confirmedAt } = emergency;
  if (kind === 'drill') return [];
  const { plays, durationMs, gapMs, title, nbf } = message;
  const shape = { nbf: instant(nbf), durationMs: durationMs as DurationMs, gapMs };
  const firstAt = confirmedAt ?? nbf;
  return Array.from({ length: plays }, (_, index) => ({
    playId: playIdOf(id, deviceId, nominalStartOf(shape, index)) satisfies PlayId,
    entryId: id,
    deviceId,
    areaId,
    title,
    startAt: firstAt + index * (durationMs + gapMs),
    durationMs,
    priority: 'emergency' as const,
    cancelledAt: null,
  }));
}

async function endIfOver(room: EmergencyRoom, board: Board): Promise<void> {
  const { emergency, boxes, dirty } = board;
  const { id, state, message, kind } = emergency;
  if (board.stopping !== null) return;
  const late = room.clock.now() > message.exp + WORDS_GRACE_MS;
  const allDone = [...boxes.values()].every(({ word }) => isDone(word, kind, message.plays));
  if (dirty.size > 0 || !(late || (allDone && state === 'sent'))) return;
  if (state === 'sent' || state === 'stopping') {
    // A stop that some box never got ends with the order: it did not stop it.
    const why = state === 'stopping' ? 'not every box was handed its stop' : emergency.why;
    const ended = { state: 'ended', why } as const;
    await room.store.emergencies.changeEmergency(id, [state], ended);
    announceEmergency(room, emergency, 'ended');
  }
  room.boards.close(id);
}

/** Takes up the orders that were open; before boxes can speak. @returns how many */
export async function loadOpen(room: EmergencyRoom): Promise<number> {
  const { store, boards, clock } = room;
  const states = [...OPEN_STATES, 'stopped' as const];
  const found = await store.emergencies.emergencies({ states, limit: OPEN_MAX });
  const over = ({ state, message }: StoredEmergency): boolean =>
    state === 'stopped' && message.exp + WORDS_GRACE_MS < clock.now();
  const live = found.filter((one) => !over(one));
  for (const emergency of live) {
    const stored = await store.emergencies.emergencyBoxes(emergency.id);
    const boxes = stored.length > 0 ? stored : await meantBy(room, emergency);
    const board = boards.open(emergency, boxes);
    board.resumed = true;
  }
  return live.length;
}

/** The boxes of an order of which nothing was written down yet. */
async function meantBy(
  room: EmergencyRoom,
  { areaIds: places, stationIds }: StoredEmergency,
): Promise<StoredEmergencyBox[]> {
  const areas = await room.store.areas.areas();
  const devices = await devicesOf(room, { areas, places, stationIds });
  return devices.map(({ id: deviceId, areaId }) => ({
    deviceId,
    areaId,
    sealed: null,
    bootId: null,
    word: SILENT,
  }));
}

/**
 * Goes on with orders whose sending was cut off: under the same id, or they are shown as failed when
 * the signer does not know them any more. A box that has it already says so.
 */
export async function resumeSending(room: EmergencyRoom): Promise<void> {
  for (const board of room.boards.all()) {
    if (board.emergency.state !== 'sending' || board.delivering !== null) continue;
    const { id } = board.emergency;
    await auditEmergency(room, 'server', { act: 'resume', id, detail: 'after a restart' });
    const sent = await deliver(room, board);
    if (!sent.ok) room.log.error('emergency.not-resumed', { id, ...sent.error });
  }
}
