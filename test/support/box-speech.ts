/**
 * Words of a box — lời của một cụm loa.
 *
 * A box of the fleet room says how it is, each time a little later than before.
 */
import { instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';
import type { FleetRoom, TestBox } from './fleet-room.js';
import { HEALTHY, statusOf } from './fleet-status.js';

/** What ails it, by its board and by itself. */
export type Word = {
  readonly vitals?: Partial<typeof HEALTHY>;
  readonly top?: Partial<Status>;
};

let uptimeS = 100;
/** Everything well with it but `vitals` and `top`, what it says beside them. */
export async function speak(
  room: FleetRoom,
  box: TestBox,
  { vitals = {}, top = {} }: Word,
): Promise<void> {
  uptimeS += 1;
  const at = instant(room.ports.clock.now());
  const plan = (await room.stored.store.fleet.plan(box.id))?.mark ?? null;
  const said = { at, uptimeS, plan, vitals: { ...HEALTHY, ...vitals }, ...top };
  await box.say('status', statusOf(box.id, said));
}
