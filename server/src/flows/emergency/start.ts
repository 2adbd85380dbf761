/**
 * Starting an order — ra lệnh khẩn.
 *
 * The person's code opens it at the signer before anything is stored: a wrong code leaves no order.
 * Then it is written down, with the audit, and goes its path: at once, to a second person, or into
 * the minute for a veto.
 */
import { EntryId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Emergency, EmergencyState, NewEmergency } from '@loaso/shared/wire/http/emergency';
import { BREAK_GLASS_MS, SECOND_PERSON_MS_MAX, type UrgentPath } from '@loaso/shared/wire/signer';
import { SILENT } from '../../core/emergency/box-word.js';
import { contentOf, faultOf, messageOf } from '../../core/emergency/message.js';
import type { StoredEmergency } from '../../ports/emergencies.js';
import type { Actor, Answer } from '../flows.js';
import { type Board, isOpen } from './boards.js';
import { deliver } from './deliver.js';
import {
  announceEmergency,
  auditEmergency,
  findEmergency,
  orderInWords,
  personOf,
  urgentRefusal,
} from './ports.js';
import { type Prospect, prospectOf } from './prospect.js';
import type { EmergencyRoom } from './room.js';
import { shapeOf } from './shapes.js';
import { haltOrder } from './stop.js';

/** Orders open at once; the signer has a bound of its own. */
const OPEN_MAX = 32;

export async function startEmergency(
  room: EmergencyRoom,
  actor: Actor,
  request: NewEmergency,
): Answer<Emergency> {
  const prospect = await prospectOf(room, actor, request);
  if (!prospect.ok) return prospect;
  const corrected = await correctedBy(room, actor, request);
  if (!corrected.ok) return corrected;
  const drafted = draftOf(room, actor, { request, prospect: prospect.value });
  if (!drafted.ok) return drafted;
  const emergency = drafted.value;
  const open = room.boards.all().filter((board) => isOpen(board.emergency.state));
  if (open.length >= OPEN_MAX) return err({ code: 'busy', retryAfterS: 30 });
  const opened = await room.signer.openUrgent(
    {
      urgentId: emergency.id,
      drill: emergency.kind === 'drill',
      path: emergency.path,
      contentHash: emergency.contentHash,
      communes: [...emergency.areaIds],
    },
    actor.username,
    request.code,
  );
  if (!opened.ok) return urgentRefusal(opened.error);
  const board = await writeDown(room, actor, { emergency, prospect: prospect.value });
  if (corrected.value !== null) await haltOrder(room, corrected.value, actor);
  if (emergency.path === 'A') {
    const sent = await deliver(room, board);
    if (!sent.ok) return urgentRefusal(sent.error);
  }
  return ok(shapeOf({ ...prospect.value, emergency: board.emergency }, actor, room));
}

/** The order that this one puts right, where it can still be stopped. */
async function correctedBy(
  room: EmergencyRoom,
  actor: Actor,
  { corrects }: NewEmergency,
): Answer<Board | null> {
  if (corrects === undefined) return ok(null);
  const wish = { id: corrects, permission: 'stop-device', whole: true } as const;
  const found = await findEmergency(room, actor, wish);
  return found.ok ? ok(room.boards.find(corrects) ?? null) : found;
}

const FIRST_STATE: Readonly<Record<UrgentPath, EmergencyState>> = {
  A: 'sending',
  B: 'waiting-second',
  C: 'counting-down',
};

/** How long after its making an order may leave, by path, milliseconds. */
const WAIT_MS: Readonly<Record<UrgentPath, number>> = {
  A: 0,
  B: SECOND_PERSON_MS_MAX,
  C: BREAK_GLASS_MS,
};

function draftOf(
  { clock, chance, hashing }: EmergencyRoom,
  actor: Actor,
  { request, prospect }: { readonly request: NewEmergency; readonly prospect: Prospect },
) {
  const { path, clips, bulletin, places, devices, origin } = prospect;
  const id = EntryId.parse(chance.id('urgent'));
  const now = clock.now();
  const { kind, plays, gapMs } = request;
  // The minute for a veto is over when the message begins to hold; a second person may be quicker.
  const nbf = path === 'C' ? now + WAIT_MS.C : now;
  const message = messageOf(clips, { title: bulletin.title, origin, plays, gapMs, nbf });
  const fault = faultOf({ id, kind, message });
  if (fault !== null) return err({ code: 'emergency-too-long' as const, detail: fault });
  const emergency: StoredEmergency = {
    id,
    kind,
    path,
    state: FIRST_STATE[path],
    bulletinId: bulletin.id,
    areaIds: places,
    ...(request.stationIds === undefined ? {} : { stationIds: request.stationIds }),
    message,
    contentHash: hashing.sha256(contentOf({ id, kind, message })),
    devices: devices.length,
    createdBy: personOf(actor),
    createdAt: now,
    second: null,
    dueAt: path === 'A' ? null : now + WAIT_MS[path],
    confirmedAt: path === 'A' ? now : null,
    sentAt: null,
    stoppedBy: null,
    stoppedAt: null,
    corrects: request.corrects ?? null,
    why: null,
    counts: {},
  };
  return ok(emergency);
}

async function writeDown(
  room: EmergencyRoom,
  actor: Actor,
  { emergency, prospect }: { readonly emergency: StoredEmergency; readonly prospect: Prospect },
): Promise<Board> {
  const { store, log, boards } = room;
  const { id, path, kind, state } = emergency;
  const detail = orderInWords(emergency);
  await auditEmergency(room, actor.username, { act: 'start', id, detail });
  await store.emergencies.addEmergency(emergency);
  const boots = await store.fleet.bootIds(prospect.devices.map((device) => device.id));
  const board = boards.open(
    emergency,
    prospect.devices.map(({ id: deviceId, areaId }) => ({
      deviceId,
      areaId,
      sealed: null,
      bootId: boots.get(deviceId) ?? null,
      word: SILENT,
    })),
  );
  log.warn('emergency.started', { id, path, kind, by: actor.userId, boxes: emergency.devices });
  announceEmergency(room, emergency, state);
  return board;
}
