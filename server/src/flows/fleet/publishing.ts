/**
 * Publishing in order — phát hành lần lượt, không bỏ sót.
 *
 * Publications run one after another, whoever asks for them, so that numbers rise and a newer plan
 * never leaves before an older one. Boxes whose publication failed because the signer was away are
 * remembered and published as soon as it is back: a line that was taken off must not stay on the
 * boxes until the next day. A restart needs no memory, since it publishes everything anew.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import type { Answer } from '../flows.js';
import { createTurns } from '../turns.js';
import type { FleetPorts } from './ports.js';
import { isAway, type Published, publishPlans } from './publish.js';

/** Another server writes now: this one builds nothing, and owes nothing. */
const FENCED = err({
  code: 'signer' as const,
  reason: 'signer-fenced' as const,
  detail: 'another server has taken over',
});

export type Publishing = {
  publish(ids: readonly DeviceId[], why: string): Answer<Published>;
  /** What could not be published before; every minute. @returns boxes that got a plan by it */
  publishOwed(): Promise<number>;
};

export function createPublishing(ports: FleetPorts): Publishing {
  const inTurn = createTurns();
  const owed = new Set<DeviceId>();
  const publish = async (ids: readonly DeviceId[], why: string): Answer<Published> => {
    if (ports.lease?.lost() === true) return FENCED;
    const published = await inTurn(() => publishPlans(ports, ids, why));
    if (published.ok) for (const id of ids) owed.delete(id);
    else if (isAway(published.error)) for (const id of ids) owed.add(id);
    return published;
  };
  return {
    publish,
    async publishOwed() {
      if (owed.size === 0) return 0;
      const published = await publish([...owed], 'owed since the signer was away');
      return published.ok ? published.value.devices : 0;
    },
  };
}
