/**
 * Numbers of plans — đánh số kế hoạch.
 *
 * Chooses the next number of each box so that it rises above everything ever signed. What is about
 * to be signed is noted first: after a crash in between, the note tells our own unfinished work from
 * a database that was put back from an older day. In that case nothing is published until a person
 * has looked (hold).
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import { may } from '../../core/access/roles.js';
import {
  isAhead,
  type NumberKnown,
  type Numbers,
  nextNumbers,
  rememberedNum,
} from '../../core/fleet/numbering.js';
import type { Actor, Answer } from '../flows.js';
import { notAllowed } from '../people/ports.js';
import { type FleetPorts, signerRefusal } from './ports.js';

const NOTE = 'plan-numbers-asked';

/** @param stored the number of the newest stored plan of each box; 0 where there is none */
export async function reserveNumbers(ports: FleetPorts, stored: Numbers): Answer<Numbers> {
  const ids = [...stored.keys()];
  const signed = await ports.signer.signedNumbers(ids);
  if (!signed.ok) return signerRefusal(signed.error);
  const asked = await readNote(ports);
  const next = nextNumbers(stored, { signed: signed.value, asked });
  if (!next.ok) return hold(ports, next.error);
  await writeNote(ports, new Map([...asked, ...next.value]));
  return next;
}

/** A box for which a higher number was signed than this database remembers. */
export type Ahead<D> = NumberKnown & { readonly device: D };

export async function aheadOf<D extends { readonly id: DeviceId }>(
  ports: FleetPorts,
  devices: readonly D[],
): Answer<Ahead<D>[]> {
  const ids = devices.map(({ id }) => id);
  // The signer first: what is signed after that is remembered by then.
  const signed = await ports.signer.signedNumbers(ids);
  if (!signed.ok) return signerRefusal(signed.error);
  const remembered = await rememberedNumbers(ports, ids);
  const numbers = devices.map((device) => ({
    device,
    signed: signed.value.get(device.id) ?? 0,
    remembered: remembered.get(device.id) ?? 0,
  }));
  return ok(numbers.filter(isAhead));
}

/** What this database knows of: the newest stored plan, or a number that was about to be signed. */
async function rememberedNumbers(ports: FleetPorts, ids: readonly DeviceId[]): Promise<Numbers> {
  const known = await readNote(ports);
  for (const { deviceId, mark } of await ports.store.fleet.planMarks(ids)) {
    known.set(deviceId, rememberedNum(mark.num, known.get(deviceId)));
  }
  return known;
}

/** After the plans are stored: their numbers need no note any more. */
export async function settleNumbers(ports: FleetPorts, ids: Iterable<DeviceId>): Promise<void> {
  const asked = await readNote(ports);
  for (const id of ids) asked.delete(id);
  await writeNote(ports, asked);
}

/**
 * A person has compared what the boxes hold with this database and lets it go on above every number
 * ever signed.
 */
export async function releaseHold(
  ports: FleetPorts,
  actor: Actor,
  why: string,
): Answer<{ devices: number }> {
  if (!may(actor.role, 'release-hold')) return notAllowed('release-hold');
  const devices = await ports.store.fleet.devices();
  const ids = devices.map(({ id }) => id);
  const signed = await ports.signer.signedNumbers(ids);
  if (!signed.ok) return signerRefusal(signed.error);
  const { store, clock } = ports;
  const detail = `${ids.length} boxes: ${why}`.slice(0, 500);
  await store.audit.append({
    at: clock.now(),
    actor: actor.username,
    act: 'signer.release-hold',
    target: 'fleet',
    detail,
  });
  await writeNote(ports, new Map(signed.value));
  return ok({ devices: ids.length });
}

function hold(
  { log }: FleetPorts,
  { id, signed, remembered }: NumberKnown & { readonly id: DeviceId },
) {
  const detail = `${id}: number ${signed} was signed, this database remembers ${remembered}`;
  log.error('fleet.hold', { device: id, highest: signed, remembered });
  return err({ code: 'signer' as const, reason: 'signer-hold' as const, detail });
}

/** Numbers that were asked for, or released, and under which no plan is stored yet. */
export async function readNote({ store }: FleetPorts): Promise<Map<DeviceId, number>> {
  const text = await store.settings.setting(NOTE);
  const note = JSON.parse(text ?? '{}') as Record<DeviceId, number>;
  return new Map(Object.entries(note) as [DeviceId, number][]);
}

const writeNote = ({ store }: FleetPorts, note: Numbers): Promise<void> =>
  store.settings.putSetting(NOTE, JSON.stringify(Object.fromEntries(note)));
