/**
 * Words of a box — lời của một cụm loa.
 *
 * A box of the fleet room says how it is, each time a little later than before.
 */
import { instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';
import type { FleetRoom, TestBox } from './fleet-room.js';
import { statusOf } from './fleet-status.js';

const vitals = (change: object): NonNullable<Status['vitals']> => ({
  mains: 'on',
  mainsSinceAt: null,
  supplyVolts: 12.2,
  underVoltage: false,
  temperatureC: 45,
  operator: 'Viettel',
  signalDbm: -80,
  dataUsedBytes: 1_000,
  line: 'ok',
  starts24h: 1,
  lastStart: 'power',
  ...change,
});

let uptimeS = 100;
/** Everything well with it but `change`. */
export async function speak(room: FleetRoom, box: TestBox, change: object): Promise<void> {
  uptimeS += 1;
  const at = instant(room.ports.clock.now());
  const plan = (await room.stored.store.fleet.plan(box.id))?.mark ?? null;
  await box.say('status', statusOf(box.id, { at, uptimeS, plan, vitals: vitals(change) }));
}
