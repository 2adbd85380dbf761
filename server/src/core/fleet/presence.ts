/**
 * Three lights — ba đèn: kết nối, sẵn sàng, phát được.
 *
 * What the server may honestly say of a box from its last word and the age of that word. Silence of
 * the network is never called silence of the loudspeaker: a box out of sight that holds all it needs
 * is not red, and where nothing is known, the light says so.
 */
import type { Light } from '@loaso/shared/wire/http/fleet';
import type { PlanMark } from '@loaso/shared/wire/plan';
import type { Status } from '@loaso/shared/wire/status';
import type { HornLine } from '@loaso/shared/wire/vitals';
import { type Flaps, STEADY } from './presence-flaps.js';
import { selfHeardOf } from './self-heard.js';

/** What the server itself remembers of a box, beyond its last word; times UTC milliseconds. */
export type Past = Flaps & {
  /** When its software last changed; null where it never did. */
  readonly releasedAt: number | null;
  /** When two boxes last spoke with one key: counters fell, starts took turns. */
  readonly twinsAt: number | null;
  /** Bytes a month that the SIM of the box may use; null where nobody has told. */
  readonly dataCapBytes: number | null;
  /** Planned work that covers this box now. */
  readonly maintenance: { readonly untilAt: number; readonly why: string } | null;
};

export const NO_PAST: Past = {
  ...STEADY,
  releasedAt: null,
  twinsAt: null,
  dataCapBytes: null,
  maintenance: null,
};

/** The newest record of an airing, whatever came of it. */
export type LastAiring = {
  readonly at: number;
  readonly outcome: 'completed' | 'interrupted' | 'missed';
  readonly reason: string | null;
  /** No real loudspeaker was at the output. */
  readonly virtual: boolean;
};

/** What is known of a box; all times UTC milliseconds. */
export type Known = {
  readonly state: 'registered' | 'enrolled' | 'revoked';
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  readonly status: Status | null;
  readonly statusAt: number | null;
  readonly desired: { readonly mark: PlanMark; readonly publishedAt: number } | null;
  readonly envelopeNum: number;
  /** When the broker saw the box go. */
  readonly goneAt?: number | null;
  /** When it was last asked whether it is there. */
  readonly probedAt?: number | null;
  /** Null: none yet. Absent: nobody has looked. */
  readonly lastAiring?: LastAiring | null;
  readonly past?: Past;
};

export type Lights = { readonly reachable: Light; readonly ready: Light; readonly audible: Light };
/** The instant for which each light stands; null where nothing is known. */
export type LightsAt = { readonly [K in keyof Lights]: number | null };

/** A box speaks every minute; two lost messages are no outage. */
export const WORD_EVERY_MS = 60_000;
export const SILENT_MS = 2.5 * WORD_EVERY_MS;
/** A box that was cut off comes back within this, usually: the light stays amber. */
export const GRACE_MS = 5 * 60_000;
/** A status older than this says nothing of now. */
export const STALE_MS = 3_600_000;
/** A plan on its way, or files still coming, for this long are nobody's fault. */
export const SETTLE_MS = 3 * 60_000;
/** An answer to the question whether a box is there takes no longer. */
export const PROBE_MS = 30_000;
/** So long a box out of sight is believed to work on by itself. */
export const ALONE_MS = 72 * 3_600_000;
/** A standby battery lasts about this long without mains. */
const BATTERY_MS = 4 * 3_600_000;
/** With less than this free, new sound has no room; nothing at all is what a box says before it has looked. */
const FULL_BYTES = 60_000_000;
/** A record of an airing says something of the loudspeaker for so long. */
const AIRED_MS = 7 * 86_400_000;

/** `here`; `away`: for a moment, or being asked; `lost`: declared; `never` heard of. */
export type Contact = 'here' | 'away' | 'lost' | 'never';

export function contactOf(known: Known, now: number): Contact {
  const { lastSeenAt, online, goneAt, probedAt } = known;
  if (lastSeenAt === null) return 'never';
  const silentMs = now - lastSeenAt;
  // A login that says nothing is a dead line, or a server that was killed while the box was there.
  if (online && silentMs <= SILENT_MS) return 'here';
  const since = online ? lastSeenAt : Math.max(lastSeenAt, goneAt ?? lastSeenAt);
  if (now - since <= GRACE_MS) return 'away';
  const asking = online && probedAt != null && probedAt > lastSeenAt && now - probedAt <= PROBE_MS;
  return asking ? 'away' : 'lost';
}

/** Since when a box is out of sight; null while it is there, or was never heard of. */
export function lostAtOf(known: Known, now: number): number | null {
  const contact = contactOf(known, now);
  if (contact === 'here' || contact === 'never') return null;
  const { lastSeenAt, goneAt, online } = known;
  return online || goneAt == null ? lastSeenAt : Math.max(lastSeenAt ?? 0, goneAt);
}

/** True where a box out of sight holds all it needs to sound on time by itself. */
export function willSoundAlone(known: Known, now: number): boolean {
  const { status, statusAt, desired } = known;
  if (status === null || statusAt === null || now - statusAt > ALONE_MS) return false;
  const holds = desired !== null && holdsDesired(status, desired);
  const complete = status.cache.have >= status.cache.needed && knowsTime(status);
  const vitals = status.vitals;
  const dark = vitals?.mains === 'battery' && now - (vitals.mainsSinceAt ?? statusAt) > BATTERY_MS;
  const sounds = !isSilenced(status) && selfHeardOf(status) !== 'silent';
  return holds && complete && sounds && !dark && status.diskFault === undefined;
}

export function lightsOf(known: Known, now: number): Lights {
  if (known.state !== 'enrolled')
    return { reachable: 'unknown', ready: 'unknown', audible: 'unknown' };
  const { status } = known;
  const fresh = status !== null && isFresh(known, now);
  return {
    reachable: reachableOf(known, now),
    ready: fresh ? readyOf(status, known, now) : 'unknown',
    audible: audibleOf(known, now).light,
  };
}

export const lightsAtOf = (known: Known, now: number): LightsAt => ({
  reachable: known.lastSeenAt,
  ready: known.statusAt,
  audible: audibleOf(known, now).at,
});

const isFresh = ({ statusAt }: Known, now: number): boolean =>
  statusAt !== null && now - statusAt <= STALE_MS;

function reachableOf(known: Known, now: number): Light {
  const contact = contactOf(known, now);
  if (contact === 'never') return 'unknown';
  if (contact === 'away') return 'amber';
  const past = known.past ?? NO_PAST;
  if (contact === 'here') return isRestless(past, now) ? 'amber' : 'green';
  return past.maintenance !== null || willSoundAlone(known, now) ? 'amber' : 'red';
}

export const isRestless = ({ restlessUntil }: Flaps, now: number): boolean =>
  restlessUntil !== null && now < restlessUntil;

/** True when the box holds the very plan that the server wants it to hold. */
export const holdsDesired = (status: Status, desired: Known['desired']): boolean =>
  desired === null ||
  (status.plan?.epoch === desired.mark.epoch &&
    status.plan.num === desired.mark.num &&
    status.plan.hash === desired.mark.hash);

function readyOf(status: Status, known: Known, now: number): Light {
  if (!knowsTime(status) || status.diskFault !== undefined) return 'red';
  const settling = known.desired !== null && now - known.desired.publishedAt <= SETTLE_MS;
  if (!holdsDesired(status, known.desired)) return settling ? 'amber' : 'red';
  const full = isFull(status.cache.freeBytes);
  if (status.cache.have < status.cache.needed) return full ? 'red' : 'amber';
  if (full) return 'amber';
  return status.envelopeNum >= known.envelopeNum ? 'green' : 'amber';
}

/** A floor of the time is no time: under it a box sounds urgent messages alone. */
export const knowsTime = ({ clock }: Status): boolean =>
  clock.trust === 'locked' || clock.trust === 'holdover';

export const isFull = (freeBytes: number): boolean => freeBytes > 0 && freeBytes < FULL_BYTES;

/** Reasons in a record that speak of a fault of the box, not of a decision of people. */
export const FAULT_REASONS: ReadonlySet<string> = new Set([
  'power',
  'output-failed',
  'file-corrupt',
  'file-absent',
  'box-off',
  'clock-untrusted',
  'disk',
]);

/** A light, and the instant of the fact that decided it. */
type Judged = { readonly light: Light; readonly at: number | null };

/** What was measured last, then what the records say. */
function audibleOf(known: Known, now: number): Judged {
  const { statusAt } = known;
  const status = isFresh(known, now) ? known.status : null;
  if (status === null) return recordedOf(known, null, now);
  if (isSilenced(status)) return { light: 'red', at: statusAt };
  const at = status.hearing?.at ?? statusAt;
  const heard = selfHeardOf(status);
  if (heard === 'silent') return { light: 'red', at };
  if (heard === 'weak' || heard === 'doubt') return { light: 'amber', at };
  if (isHornDead(status.vitals)) return { light: 'amber', at: statusAt };
  return recordedOf(known, status, now);
}

function recordedOf({ lastAiring, statusAt }: Known, status: Status | null, now: number): Judged {
  if (lastAiring === undefined) {
    return { light: status === null ? 'unknown' : boxWord(status), at: statusAt };
  }
  if (lastAiring === null) return { light: 'unknown', at: statusAt };
  const old = now - lastAiring.at > AIRED_MS;
  return { light: old ? 'unknown' : heardOf(lastAiring), at: lastAiring.at };
}

export const isSilenced = ({ output, vitals }: Status): boolean =>
  !output.healthy ||
  (vitals?.line ?? 'ok') !== 'ok' ||
  (isHornDead(vitals) && vitals?.horns?.every(isDead) === true);

const isDead = (horn: HornLine | null): boolean => horn === 'open' || horn === 'short';

/** One at least of several, as the board measures each of them. */
export const isHornDead = (vitals: Status['vitals']): boolean =>
  vitals?.horns?.some(isDead) === true;

/** A decision to be silent is no fault. */
function heardOf({ virtual, outcome, reason }: LastAiring): Light {
  if (virtual) return 'amber';
  if (outcome === 'completed') return 'green';
  return FAULT_REASONS.has(reason ?? '') ? 'red' : 'amber';
}

const boxWord = ({ output }: Status): Light => (output.virtual ? 'amber' : 'green');
