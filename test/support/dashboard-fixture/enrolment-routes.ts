/**
 * Enrolment routes of the fixture — mã đăng ký mẫu.
 *
 * Another code for each speaker, in the shape of real ones; what is given, taken back and revoked holds
 * as long as the fixture runs.
 */
import { createHash } from 'node:crypto';
import { DeviceId } from '@loaso/shared/ids';
import { type EnrolmentTicket, TicketWish } from '@loaso/shared/wire/http/fleet';
import { PlaceKindChange, PlaceKindDecision } from '@loaso/shared/wire/http/sound-rules';
import { enrolLineOf, enrolmentCodeOf } from '#server/core/fleet/enrolment-code';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const SERVER = 'https://loaso.gialai.gov.vn';
const DAY = 86_400_000;

function ticketOf(id: string, expiresAt: number): EnrolmentTicket {
  const token = createHash('sha256').update(id).digest().subarray(0, 16).toString('base64url');
  const code = enrolmentCodeOf(token);
  const line = enrolLineOf(code, SERVER);
  return { deviceId: DeviceId.parse(id), code, line, expiresAt };
}

type Device = World['devices'][number];

function changed(world: World, id: string | undefined, change: Partial<Device>): Reply {
  const index = world.devices.findIndex((one) => one.id === id);
  const before = world.devices[index];
  if (before === undefined) return { status: 404, json: { code: 'not-found' } };
  const device = { ...before, ...change };
  world.devices[index] = device;
  return { status: 200, json: { device } };
}

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const enrolment: Readonly<Record<string, Handler>> = {
  'POST devices/*/enrolment-code': ({ now, body }, world, [id = '']) => {
    const codeUntil = now + TicketWish.parse(body).days * DAY;
    changed(world, id, { codeUntil });
    return { status: 201, json: ticketOf(id, codeUntil) };
  },
  'DELETE devices/*/enrolment-code': (_, world, [id]) => changed(world, id, { codeUntil: null }),
  'POST devices/*/place-kind': ({ body }, world, [id]) => {
    const { placeKind } = PlaceKindChange.parse(body);
    const reply = changed(world, id, { placeKind });
    return reply.status === 200 ? { status: 200, json: { placeKind, waits: false } } : reply;
  },
  'POST devices/*/place-kind/decide': ({ body }, world, [id]) => {
    const { placeKind, approve } = PlaceKindDecision.parse(body);
    const reply = changed(world, id, { placeAsked: null, ...(approve && { placeKind }) });
    return reply.status === 200 ? { status: 200, json: { placeKind } } : reply;
  },
  'POST devices/*/revoke': (_, world, [id]) => changed(world, id, { state: 'revoked' }),
};
