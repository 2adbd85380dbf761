/**
 * Keys of a simulated box — khóa của cụm giả lập.
 *
 * Made of its name, so that box and server agree on them without an enrolment.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import { symbolicKey } from './symbolic-keys.js';

/** Key of a box, as the server was told at its enrolment. */
export const deviceKeyOf = (id: DeviceId) => symbolicKey(`device-${id}`, 'device');
export const deviceRootOf = (id: DeviceId): TrustRoot => ({
  v: 1,
  num: 1,
  keys: [deviceKeyOf(id).key],
  thresholds: {},
});
