/**
 * Three lights — ba đèn: kết nối, sẵn sàng, phát được.
 *
 * What the server may honestly say of a box from its last word and the age of that word. Silence of
 * the network is never called silence of the loudspeaker: where nothing is known, the light says so.
 */
import type { Light } from '@loaso/shared/wire/http/fleet';
import type { PlanMark } from '@loaso/shared/wire/plan';
import type { Status } from '@loaso/shared/wire/status';

/** What is known of a box; all times UTC milliseconds. */
export type Known = {
  readonly state: 'registered' | 'enrolled' | 'revoked';
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  readonly status: Status | null;
  readonly statusAt: number | null;
  readonly desired: { readonly mark: PlanMark; readonly publishedAt: number } | null;
  readonly envelopeNum: number;
};

export type Lights = { readonly reachable: Light; readonly ready: Light; readonly audible: Light };

/** A box speaks every minute; two lost messages are no outage. */
export const WORD_EVERY_MS = 60_000;
export const SILENT_MS = 2.5 * WORD_EVERY_MS;
/** A box that was cut off comes back within this, usually: the light stays amber. */
export const GRACE_MS = 5 * 60_000;
/** A status older than this says nothing of now. */
export const STALE_MS = 3_600_000;
/** A plan on its way, or files still coming, for this long are nobody's fault. */
export const SETTLE_MS = 3 * 60_000;

export function lightsOf(known: Known, now: number): Lights {
  if (known.state !== 'enrolled')
    return { reachable: 'unknown', ready: 'unknown', audible: 'unknown' };
  const { status, statusAt } = known;
  const fresh = status !== null && statusAt !== null && now - statusAt <= STALE_MS;
  return {
    reachable: reachableOf(known, now),
    ready: fresh ? readyOf(status, known, now) : 'unknown',
    audible: fresh ? audibleOf(status) : 'unknown',
  };
}

function reachableOf({ online, lastSeenAt }: Known, now: number): Light {
  if (lastSeenAt === null) return 'unknown';
  const silentMs = now - lastSeenAt;
  // A login that says nothing is a dead line, or a server that was killed while the box was there.
  if (online && silentMs <= SILENT_MS) return 'green';
  return silentMs <= GRACE_MS ? 'amber' : 'red';
}

/** True when the box holds the very plan that the server wants it to hold. */
export const holdsDesired = (status: Status, desired: Known['desired']): boolean =>
  desired === null ||
  (status.plan?.epoch === desired.mark.epoch &&
    status.plan.num === desired.mark.num &&
    status.plan.hash === desired.mark.hash);

function readyOf(status: Status, known: Known, now: number): Light {
  if (status.clock.trust === 'unknown') return 'red';
  const settling = known.desired !== null && now - known.desired.publishedAt <= SETTLE_MS;
  if (!holdsDesired(status, known.desired)) return settling ? 'amber' : 'red';
  if (status.cache.have < status.cache.needed) return 'amber';
  const settled = status.clock.trust !== 'coarse' && status.envelopeNum >= known.envelopeNum;
  return settled ? 'green' : 'amber';
}

function audibleOf({ output }: Status): Light {
  if (!output.healthy) return 'red';
  return output.virtual ? 'amber' : 'green';
}
