/**
 * State of the agent — trạng thái của cụm loa.
 *
 * The durable part is the fold of the journal; everything else is what this start has learnt and may
 * forget. Read-only: each turn makes a new one, so a test may keep the old.
 */
import type { AreaId, DeviceId, EntryId, PlayId, Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { Heard } from '@loaso/shared/timeline/day-gate';
import type { Stretch } from '@loaso/shared/timeline/resolve';
import type { TrustRoot } from '@loaso/shared/trust/sealed';
import type { HearingReport } from '@loaso/shared/wire/hearing';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { UpdateReport } from '@loaso/shared/wire/release';
import type { BoxRefusal, Status } from '@loaso/shared/wire/status';
import type { Airing } from './airing.js';
import { type Amplifier, amplifierOff } from './amplifier-state.js';
import { type Clock, initialClock } from './clock.js';
import { type Durable, emptyDurable, type HeldEnvelope } from './durable.js';
import type { AgentEffect } from './effect.js';
import type { RelayTurn } from './event.js';
import { type BoardState, NO_BOARD } from './health.js';
import type { BrokenJournal } from './journal-fault.js';
import type { ReleaseFetch } from './release-hold.js';
import { SETTINGS, type Settings } from './settings.js';
import type { Chime, FileCheck, LogOrder, NetworkTest } from './trials.js';

export type MissedReason = Extract<PlayRecord, { outcome: 'missed' }>['reason'];
export type CutReason = Extract<PlayRecord, { outcome: 'interrupted' }>['reason'];

/** Who this box is; given by the enrolment, never by the wire. */
export type Identity = {
  readonly dev: DeviceId;
  readonly area: AreaId;
  readonly root: TrustRoot;
  /** Sealed envelope of the enrolment, judged like any other. */
  readonly envelope: string;
};

/** One start of the agent. */
export type ThisBoot = {
  readonly bootId: string;
  readonly systemBootId: string;
  readonly seed: string;
  readonly monoMs: number;
};

export type FileEntry = {
  readonly state: 'ready' | 'loading' | 'checking' | 'absent' | 'corrupt';
  readonly sizeBytes: number;
  readonly failures: number;
  readonly retryMonoMs: number;
  /** When its hash was last found right, monotonic; null when only its size is known. */
  readonly checkedMonoMs: number | null;
};

/** A file that the plan calls for, and when it is first needed. */
export type Need = {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
  readonly startAt: Instant;
  /** Emergency or standing warning: before all others. */
  readonly urgent: boolean;
  /** An urgent message waits for it now: before even those. */
  readonly ordered: boolean;
};

/** Files whose beginning the output holds decoded. */
export type Heads = {
  readonly needs: readonly Need[];
  readonly files: AgentState['files'];
  readonly sha256s: readonly Sha256[];
};

export type RelayState = {
  readonly turn: RelayTurn;
  readonly sinceMonoMs: number;
  readonly sums: Readonly<Record<RelayTurn, number>>;
};

/** One piece of sound that the output has been told of. */
export type Sound = {
  readonly id: number;
  readonly airing: Airing;
  /** First sample as planned, UTC; its position is `startAt - airing.startAt`. */
  readonly startAt: Instant;
  /** The same start as the output was told it, monotonic. */
  readonly startMonoMs: number;
  /** End it has been given. */
  readonly endAt: Instant;
  /** The same end as the output was told it, monotonic. */
  readonly untilMonoMs: number;
  /** Why it ends there, when that is before its own end. */
  readonly endReason: CutReason | null;
  readonly stage: 'prepared' | 'issued' | 'sounding' | 'stopping';
  readonly started: {
    readonly at: Instant;
    readonly monoMs: number;
    readonly fromMs: number;
  } | null;
  readonly markedMonoMs: number;
  /** When it was told to stop, monotonic. */
  readonly stoppedMonoMs: number;
  readonly virtual: boolean;
  /** Of a relay: where it sounds from since when, and what it has sounded before. */
  readonly relay: RelayState | null;
  readonly volumePercent: number;
  /** The envelope that the volume was taken from. */
  readonly envelope: HeldEnvelope | null;
};

/** What should sound, from when to when. */
export type Want = {
  readonly airing: Airing;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly endReason: CutReason | null;
};

export type Timeline = {
  readonly stretches: readonly Stretch<Airing>[];
  /** The day it was made for ends here; then it is made anew. */
  readonly validUntil: Instant;
  /** The part of the day that was over when it was made. */
  readonly heard: Heard;
};

/** A play that was written to the journal, and which entry of it must be stored before it sounds. */
export type Claim = {
  readonly index: number;
  readonly token: number;
  readonly claimedMonoMs: number;
};

/** What waits for the disk: effects that may leave once the token is stored. */
export type Waiting = { readonly effects: readonly AgentEffect[]; readonly durableSeq: number };

/** What the last status said, as far as a change of it is worth another. */
export type StatusSeen = {
  readonly hash: string | undefined;
  readonly envelopeNum: number;
  readonly soundId: number | undefined;
  readonly readyCount: number;
  readonly source: string;
  readonly trusted: boolean;
  readonly output: Status['output'];
  readonly refusals: readonly BoxRefusal[];
  readonly alarm: string;
  readonly update: UpdateReport | null;
  readonly hearing: HearingReport | null;
};

export type AgentState = {
  readonly identity: Identity;
  readonly settings: Settings;
  readonly boot: ThisBoot | null;
  readonly durable: Durable;
  readonly clock: Clock;
  readonly output: Status['output'];
  /** No sound is tried before this, after a fault of the output. */
  readonly outputRetryMonoMs: number;
  readonly amplifier: Amplifier;
  readonly timeline: Timeline | null;
  readonly sounds: readonly Sound[];
  readonly nextSoundId: number;
  readonly chime: Chime | null;
  readonly networkTest: NetworkTest | null;
  readonly fileCheck: FileCheck | null;
  readonly logOrder: LogOrder | null;
  /** The urgent message that holds the air: nothing else sounds, also between its plays. */
  readonly holder: EntryId | null;
  /** Plays that this start of the agent has told the journal of. */
  readonly claims: ReadonlyMap<EntryId, Claim>;
  /** What an urgent message kept from the air. */
  readonly outranked: ReadonlySet<PlayId>;
  /** Airings that may not sound any more in this start, and why. */
  readonly marks: ReadonlyMap<PlayId, MissedReason>;
  /** Airings that were cut and have come back to be heard to their end. */
  readonly returns: ReadonlyMap<PlayId, NonNullable<Airing['back']>>;
  /** Airings before this index of the plan have been judged. */
  readonly judgedCount: number;
  /** When the plan in force was taken, monotonic. */
  readonly planMonoMs: number;
  readonly files: ReadonlyMap<Sha256, FileEntry>;
  /** How many of them are here. */
  readonly readyCount: number;
  /** Null: to be worked out again. */
  readonly needs: readonly Need[] | null;
  /** Whose beginnings the output holds, and what that was worked out from. */
  readonly heads: Heads | null;
  readonly freeBytes: number;
  readonly filesDueMonoMs: number;
  readonly waiting: ReadonlyMap<number, Waiting>;
  readonly nextToken: number;
  readonly journalFault: BrokenJournal | null;
  readonly compactingToken: number | null;
  /** Size of the journal after its last compaction. */
  readonly compactedBytes: number;
  /** Records up to here would survive a power cut. */
  readonly durableSeq: number;
  readonly inFlight: {
    readonly upToSeq: number;
    readonly dueMonoMs: number;
    readonly tries: number;
  } | null;
  /** Results told on this line, when they are told again, and how often they were. */
  readonly told: {
    readonly ids: ReadonlySet<string>;
    readonly dueMonoMs: number;
    readonly tries: number;
  } | null;

  /** Newest receipt taken; older ones are repetitions. */
  readonly receiptIat: number;
  /** Until then records wait for what the server says after a connect that it holds, monotonic. */
  readonly recordsHeldMonoMs: number;

  readonly linkUp: boolean;
  readonly asks: {
    readonly timeDueMonoMs: number;
    readonly allDueMonoMs: number;
    readonly burst: number;
    readonly count: number;
  };
  readonly nextCounter: number;
  readonly refusals: readonly BoxRefusal[];
  readonly status: {
    readonly seen: StatusSeen | null;
    readonly sentMonoMs: number;
    readonly wanted: boolean;
  };
  readonly board: BoardState;
  /** What the microphone had of the last play; null before the first. */
  readonly hearing: HearingReport | null;
  /** What the updater said last; null before it has. */
  readonly update: UpdateReport | null;
  /** The release that is being fetched, or was asked for last; null for none. */
  readonly release: ReleaseFetch | null;
  readonly anchorDueMonoMs: number;
  readonly wakeMonoMs: number | null;
  readonly shuttingDown: boolean;
};

const NO_OUTPUT = { kind: 'silent', virtual: true, healthy: false, detail: 'not started' } as const;

const UNTOLD = { update: null, release: null, hearing: null } as const;

/** A box that has been enrolled and has not started yet: its first event is `boot`. */
export function initialState(identity: Identity, settings: Partial<Settings> = {}): AgentState {
  return {
    identity,
    settings: { ...SETTINGS, ...settings },
    boot: null,
    durable: emptyDurable(identity.root),
    clock: initialClock,
    output: NO_OUTPUT,
    outputRetryMonoMs: 0,
    amplifier: amplifierOff(NO_OUTPUT),
    timeline: null,
    sounds: [],
    nextSoundId: 1,
    chime: null,
    networkTest: null,
    fileCheck: null,
    logOrder: null,
    holder: null,
    claims: new Map(),
    outranked: new Set(),
    marks: new Map(),
    returns: new Map(),
    judgedCount: 0,
    planMonoMs: 0,
    files: new Map(),
    readyCount: 0,
    needs: null,
    heads: null,
    freeBytes: 0,
    filesDueMonoMs: 0,
    waiting: new Map(),
    nextToken: 1,
    journalFault: null,
    compactingToken: null,
    compactedBytes: 0,
    durableSeq: 0,
    inFlight: null,
    told: null,
    receiptIat: 0,
    recordsHeldMonoMs: 0,
    linkUp: false,
    asks: { timeDueMonoMs: 0, allDueMonoMs: 0, burst: 0, count: 0 },
    nextCounter: 1,
    refusals: [],
    status: { seen: null, sentMonoMs: 0, wanted: false },
    board: NO_BOARD,
    ...UNTOLD,
    anchorDueMonoMs: 0,
    wakeMonoMs: null,
    shuttingDown: false,
  };
}
