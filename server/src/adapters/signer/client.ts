/**
 * Signer client — nơi máy chủ nhờ ký.
 *
 * Implements the `Signer` port over the socket of the signing process: connects to one that runs,
 * or starts it as a child and starts it again when it dies, with back-off. Knows no key.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import type { SealedType, TrustRoot } from '@loaso/shared/trust/sealed';
import {
  type ListedWarner,
  type RootChange,
  type SignerRequest,
  WARNERS_PART,
} from '@loaso/shared/wire/signer';
import type { ApprovalOffice } from '../../ports/approvals.js';
import type {
  Lease,
  RootSource,
  Signer,
  SignerRefusal,
  UrgentSigner,
  WideningOffice,
} from '../../ports/fleet.js';
import type { Log } from '../../ports/system.js';
import { approvalClient } from './approvals.js';
import { keepChild, type SignerChild, type SignerCommand } from './child.js';
import { createLease, type LeaseKeeper } from './lease.js';
import { publicationLines } from './publication-lines.js';
import { sealedAll, sealedText } from './sealing.js';
import { urgentClient } from './urgent.js';
import { wideningClient } from './widenings.js';
import { type Answered, type Asked, openSignerWire, type SignerWire, unreachable } from './wire.js';

export type SignerClientOptions = {
  readonly socketPath: string;
  /** How to start the process; absent when somebody else keeps it running. */
  readonly command?: SignerCommand | undefined;
  readonly log: Log;
  /** For one signature; a publication gets this much per 500 plans. Default 5 s. */
  readonly timeoutMs?: number | undefined;
  /** A server takes the pen with it; tools that only ask for roots leave it where it is. */
  readonly asServer?: boolean | undefined;
};

/** For the command line that changes keys. */
export type RootOffice = {
  draftRoot(change: RootChange): Promise<Result<RootDraft, SignerRefusal>>;
  storeRoot(sealed: string): Promise<Result<TrustRoot, SignerRefusal>>;
};
type RootDraft = NonNullable<Answered['draft']>;

/** For the command line that invites people. */
export type WarnerList = {
  /** Everybody who may warn or may scan, by name. */
  warners(): Promise<Result<ListedWarner[], SignerRefusal>>;
};

export type SignerClient = Signer &
  UrgentSigner &
  ApprovalOffice &
  RootSource &
  RootOffice &
  WarnerList & {
    readonly lease: Lease;
    /** Asks whether this server still has the pen. */
    showLease(): Promise<void>;
    /** Resolves when the signer answers; rejects when it does not within ten seconds. */
    start(): Promise<void>;
    stop(): Promise<void>;
    /** Process id of the child, where there is one. */
    readonly pid: () => number | null;
  };

const START_MS = 10_000;
const CONNECT_EVERY_MS = 50;
const PLANS_PER_TIMEOUT = 500;

type Line = { current: SignerWire | null; stopped: boolean };

export function createSignerClient(options: SignerClientOptions): SignerClient {
  const { log } = options;
  const timeoutMs = options.timeoutMs ?? 5_000;
  const line: Line = { current: null, stopped: false };
  const lease = createLease(log);
  let child: SignerChild | null = null;
  let keeping: Promise<void> | null = null;

  const ask = async (
    lines: (id: number) => Iterable<SignerRequest>,
    ms: number,
  ): Promise<Asked> => {
    const wire = await wireWithin(line, ms);
    return wire === null
      ? unreachable('the signing process does not answer')
      : lease.heard(await wire.ask(lines, ms));
  };
  const askOne = (request: (id: number) => SignerRequest): Promise<Asked> =>
    ask((id) => [request(id)], timeoutMs);

  return {
    ...peopleClient(askOne),
    ...officeClient(askOne),
    lease,
    async showLease() {
      if (line.current !== null) await lease.show(line.current);
    },
    async start() {
      if (options.command !== undefined) child = keepChild(options.command, log);
      keeping = keepWire(line, options, options.asServer === true ? lease : null);
      const wire = await wireWithin(line, START_MS);
      if (wire === null) throw new Error(`no signer on ${options.socketPath}`);
    },
    async stop() {
      line.stopped = true;
      line.current?.close();
      await keeping;
      await child?.stop();
    },
    pid: () => child?.pid() ?? null,
    async signedNumbers(devices, of = 'plan') {
      const asked = await askOne((id) => ({ op: 'numbers', id, of, devices: [...devices] }));
      return asked.ok ? ok(numbersOf(devices, asked.value)) : asked;
    },
    async signPlans(plans, why = 'publish') {
      if (plans.length === 0) return ok([]);
      const ms = timeoutMs * Math.ceil(plans.length / PLANS_PER_TIMEOUT);
      const asked = await ask((id) => publicationLines(id, plans, why), ms);
      const bodies = plans.map(({ body }) => body);
      return asked.ok ? sealedAll('plan', bodies, asked.value.sigs) : asked;
    },
    async signEnvelopes(bodies) {
      if (bodies.length === 0) return ok([]);
      const asked = await askOne((id) => ({ op: 'envelopes', id, bodies: [...bodies] }));
      return asked.ok ? sealedAll('envelope', bodies, asked.value.sigs) : asked;
    },
    signCommand: (type, body) =>
      askOne((id) => ({ op: 'command', id, type, body })).then(sealedOne(type, body)),
    signServer: (type, body) =>
      askOne((id) => ({ op: 'server', id, type, body })).then(sealedOne(type, body)),
  };
}

/** Connects, and connects again when the connection ends, until stopped. */
async function keepWire(
  line: Line,
  { socketPath, log }: SignerClientOptions,
  lease: LeaseKeeper | null,
): Promise<void> {
  while (!line.stopped) {
    const wire = await openSignerWire(socketPath);
    if (wire === null) {
      await sleep(CONNECT_EVERY_MS);
      continue;
    }
    await lease?.introduce(wire);
    line.current = wire;
    if (line.stopped) wire.close();
    const why = await wire.closed;
    line.current = null;
    if (!line.stopped) log.warn('signer.lost', { detail: why });
  }
}

/** The connection, waited for while it is being made again. */
async function wireWithin(line: Line, ms: number): Promise<SignerWire | null> {
  for (let waited = 0; waited < ms && !line.stopped; waited += CONNECT_EVERY_MS) {
    if (line.current !== null) return line.current;
    await sleep(CONNECT_EVERY_MS);
  }
  return line.stopped ? null : line.current;
}

/** What people do: codes, orders, approvals, more sound. */
const peopleClient = (askOne: AskOne): UrgentSigner & ApprovalOffice & WideningOffice => ({
  ...urgentClient(askOne),
  ...approvalClient(askOne),
  ...wideningClient(askOne),
});

type AskOne = (request: (id: number) => SignerRequest) => Promise<Asked>;

const rootClient = (askOne: AskOne): RootSource & RootOffice & Pick<Signer, 'root'> => ({
  async root() {
    const asked = await askOne((id) => ({ op: 'root', id }));
    return asked.ok ? rootOf(asked.value) : asked;
  },
  async roots(after) {
    const asked = await askOne((id) => ({ op: 'roots', id, after }));
    return asked.ok ? ok(asked.value.roots) : asked;
  },
  async draftRoot(change) {
    const asked = await askOne((id) => ({ op: 'root-draft', id, change }));
    if (!asked.ok) return asked;
    return asked.value.draft === null
      ? unreachable('answered without a draft')
      : ok(asked.value.draft);
  },
  async storeRoot(sealed) {
    const asked = await askOne((id) => ({ op: 'root-store', id, sealed }));
    return asked.ok ? rootOf(asked.value) : asked;
  },
});

/** What the command lines beside the signer ask for. */
const officeClient = (askOne: AskOne) => ({
  ...rootClient(askOne),
  warners: () => warnersFrom(askOne),
});

async function warnersFrom(askOne: AskOne): Promise<Result<ListedWarner[], SignerRefusal>> {
  const all: ListedWarner[] = [];
  for (;;) {
    const after = all.at(-1)?.user ?? '';
    const asked = await askOne((id) => ({ op: 'warners', id, after }));
    if (!asked.ok) return asked;
    all.push(...asked.value.warners);
    if (asked.value.warners.length < WARNERS_PART) return ok(all);
  }
}

const rootOf = ({ root }: Answered): Result<TrustRoot, SignerRefusal> =>
  root === null ? unreachable('answered without a root') : ok(root);

const numbersOf = (devices: readonly DeviceId[], { numbers }: Answered): Map<DeviceId, number> =>
  new Map(devices.map((device) => [device, numbers[device] ?? 0]));

const sealedOne =
  (type: SealedType, body: string) =>
  (asked: Asked): Result<string, SignerRefusal> => {
    if (!asked.ok) return asked;
    const [sig] = asked.value.sigs;
    return sig === undefined
      ? unreachable('answered without a signature')
      : ok(sealedText(type, body, sig));
  };
