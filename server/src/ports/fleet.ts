/**
 * Fleet ports — đường tới các cụm loa.
 *
 * The link (a broker, embedded or external), the signer (a process of its own that holds the keys)
 * and the live feed to browsers, as the flows see them.
 */
import type { AreaId, DeviceId, EntryId, Sha256 } from '@loaso/shared/ids';
import type { Result } from '@loaso/shared/result';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import type { Widening } from '@loaso/shared/trust/widening';
import type { Ack } from '@loaso/shared/wire/ack';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { FactorState, UrgentOrder } from '@loaso/shared/wire/signer';
import type { SignerRefusalCode } from '@loaso/shared/wire/signer-refusal';
import type { Status } from '@loaso/shared/wire/status';
import type { TopicName } from '@loaso/shared/wire/topics';

/** Sends to and hears from boxes; the payload is a sealed message as text. */
export type FleetLink = {
  /** Resolves when the broker has taken it; false when there is no broker now. */
  send(device: DeviceId, name: TopicName, sealed: string): Promise<boolean>;
  /** Lets a box in with a new secret; a broker that asks {@link BoxLogin} itself needs nothing. */
  admit(device: DeviceId, secret: string): Promise<void>;
  /** Ends the login of a box and forgets its rights (after revocation or a new secret). */
  disconnect(device: DeviceId): Promise<void>;
};

/** The keeper of a broker's logins, whichever broker it is. */
export type BrokerLogins = Pick<FleetLink, 'admit' | 'disconnect'>;

/** What the link tells the server; every handler must resolve. */
export type FleetListener = {
  message(device: DeviceId, name: TopicName, raw: string): Promise<void>;
  /** Broker view of the login, where the broker can tell. */
  connected(device: DeviceId): Promise<void>;
  disconnected(device: DeviceId): Promise<void>;
};

/** Checks a box's broker or download login. */
export type BoxLogin = (device: DeviceId, secret: string) => Promise<boolean>;

/** What a publication hands to the signer; files and streams it looks up in its own book of approvals. */
export type PlanToSign = { readonly body: string };

export type SignerRefusal = {
  readonly code: 'signer-unreachable' | SignerRefusalCode;
  /** Which rule refused, in English: cap, proof, rate, number, code. */
  readonly detail: string;
  /** With `factor-wait`: seconds until the next try. */
  readonly retryAfterS?: number | null;
};

/** Who agrees, and what shows that it is they. */
export type AgreedBy = { readonly user: string; readonly code?: string | undefined };

/** The bounds of every box, as the signer keeps them: no more sound than before, unless agreed to. */
export type WideningOffice = {
  /** Taken once, before anything of it holds. */
  widen(widening: Widening, by: AgreedBy): Promise<Result<null, SignerRefusal>>;
  /** Boxes whose newest envelope the signer must be shown, since it kept no bounds then. */
  unshownEnvelopes(
    devices: readonly DeviceId[],
  ): Promise<Result<readonly DeviceId[], SignerRefusal>>;
  /** Sealed, at most 200. */
  showEnvelopes(sealed: readonly string[]): Promise<Result<null, SignerRefusal>>;
  /** At most 200 bodies. @returns the boxes that would not get theirs: nobody agreed to so much */
  unagreedEnvelopes(
    bodies: readonly string[],
  ): Promise<Result<ReadonlySet<DeviceId>, SignerRefusal>>;
};

export type Signer = WideningOffice & {
  /** Public part: what boxes are told to trust at enrolment. */
  root(): Promise<Result<TrustRoot, SignerRefusal>>;
  /** Plans of one publication, bodies as final JSON text; all or nothing. `why` for its audit. */
  signPlans(plans: readonly PlanToSign[], why?: string): Promise<Result<string[], SignerRefusal>>;
  /** The highest number ever signed per box; 0 where none. A plan at or below it is refused. */
  signedNumbers(
    devices: readonly DeviceId[],
    of?: 'plan' | 'envelope',
  ): Promise<Result<ReadonlyMap<DeviceId, number>, SignerRefusal>>;
  /** At most 200, all or none. */
  signEnvelopes(bodies: readonly string[]): Promise<Result<string[], SignerRefusal>>;
  signCommand(type: 'command' | 'stop', body: string): Promise<Result<string, SignerRefusal>>;
  /** Time and receipts: the online key, nothing to be approved. */
  signServer(type: 'time' | 'receipt', body: string): Promise<Result<string, SignerRefusal>>;
};

/** The roots of trust, as the signer keeps them. */
export type RootSource = {
  /** The sealed roots above `after` that a box can take one after the other. */
  roots(after: number): Promise<Result<readonly string[], SignerRefusal>>;
};

/** Whether this server is the one that the signer listens to. */
export type Lease = {
  /** Null before the first answer of the signer. */
  readonly epoch: () => number | null;
  /** True once another server has taken over; for good, until this one is started again. */
  readonly lost: () => boolean;
};

/** What a person shows for a new secret: a code of the one in force, or the word of an invitation. */
export type FactorProof = {
  readonly code?: string | undefined;
  readonly invitation?: string | undefined;
};

/** What the signer alone decides about emergencies: codes, orders, messages. */
export type UrgentSigner = {
  /** A new secret, base32; works once it is confirmed. */
  beginFactor(user: string, proof: FactorProof): Promise<Result<string, SignerRefusal>>;
  confirmFactor(user: string, code: string): Promise<Result<null, SignerRefusal>>;
  factorStates(
    users: readonly string[],
  ): Promise<Result<Readonly<Record<string, FactorState>>, SignerRefusal>>;
  openUrgent(order: UrgentOrder, user: string, code: string): Promise<Result<null, SignerRefusal>>;
  /** The second person of path B. */
  secondUrgent(urgentId: EntryId, user: string, code: string): Promise<Result<null, SignerRefusal>>;
  /** Ends an order: nothing of it is signed any more. */
  vetoUrgent(urgentId: EntryId, user: string): Promise<Result<null, SignerRefusal>>;
  /** Bodies of one order as final JSON text, at most 200; all or nothing. */
  signUrgents(
    urgentId: EntryId,
    type: 'urgent' | 'drill',
    bodies: readonly string[],
  ): Promise<Result<string[], SignerRefusal>>;
  /** Stops for many boxes, at most 200; all or nothing. */
  signStops(bodies: readonly string[]): Promise<Result<string[], SignerRefusal>>;
};

/** What the fleet tells and asks the room for emergencies; it never waits for the store there. */
export type UrgentDesk = {
  acked(device: DeviceId, ack: Ack, at: number): void;
  recorded(device: DeviceId, records: readonly PlayRecord[], at: number): void;
  reported(device: DeviceId, status: Status, at: number): void;
  /** A box has come; it gets what it missed. `bootId` is its present start. */
  asked(device: DeviceId, bootId: string): Promise<void>;
  mayFetch(device: DeviceId, sha256: Sha256): boolean;
};

/** Pushes hints to browsers that may see `areaId`. */
export type LiveFeed = { push(areaId: AreaId, event: LiveEvent): void };

/** The same to everybody who may see one of many areas, once each. */
export type WideFeed = LiveFeed & {
  pushTo(areaIds: readonly AreaId[], event: LiveEvent): void;
};
