/**
 * Keys of a simulated box — khóa của cụm giả lập.
 *
 * Made of its name, so that box and server agree on them without an enrolment.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { Tools } from '#edge-agent/core/tools';
import { hashOf, symbolicKey, verifySymbolic } from './symbolic-keys.js';

/** Key of a box, as the server was told at its enrolment. */
const deviceKeyOf = (id: DeviceId) => symbolicKey(`device-${id}`, 'device');
export const deviceRootOf = (id: DeviceId): TrustRoot => ({
  v: 1,
  num: 1,
  keys: [deviceKeyOf(id).key],
  thresholds: {},
});

/** What its core is given to check, to hash and to sign with. */
export function toolsOf(id: DeviceId): Tools {
  const { sign } = deviceKeyOf(id);
  return {
    verify: verifySymbolic,
    sha256: hashOf,
    seal: (type, body) => seal(type, body, [sign]),
  };
}
