/**
 * Wire to the signer — đường dây tới tiến trình ký.
 *
 * One connection over the Unix socket: requests out by number, replies back to whoever waits for
 * that number. Time-outs and a lost connection answer `signer-unreachable`; nothing waits for ever.
 */
import { connect, type Socket } from 'node:net';
import type { DeviceId } from '@loaso/shared/ids';
import { assertNever, err, ok, type Result } from '@loaso/shared/result';
import type { BookOpenTo } from '@loaso/shared/trust/approval';
import {
  type ListedWarner,
  SIGNER_LINE_MAX,
  type Signature,
  SignerReply,
  type SignerRequest,
} from '@loaso/shared/wire/signer';
import type { SignerRefusal } from '../../ports/fleet.js';

type Root = Extract<SignerReply, { kind: 'root' }>;
type Numbers = Extract<SignerReply, { kind: 'numbers' }>;
type Factors = Extract<SignerReply, { kind: 'factors' }>;
type Approvals = Extract<SignerReply, { kind: 'approvals' }>;
type Draft = Pick<Extract<SignerReply, { kind: 'draft' }>, 'body' | 'sigs'>;

/** The whole answer to one request. */
export type Answered = {
  readonly root: Root['root'] | null;
  readonly numbers: Numbers['numbers'];
  readonly sigs: readonly Signature[];
  readonly secret: string | null;
  readonly states: Factors['states'];
  readonly warners: readonly ListedWarner[];
  readonly roots: readonly string[];
  readonly draft: Draft | null;
  readonly epoch: number;
  readonly approvals: { readonly open: BookOpenTo; readonly list: Approvals['approvals'] };
  readonly devices: readonly DeviceId[];
};

const NOTHING: Answered = {
  root: null,
  numbers: {},
  sigs: [],
  secret: null,
  states: {},
  warners: [],
  roots: [],
  draft: null,
  epoch: 0,
  approvals: { open: { bulletins: false, relays: false }, list: [] },
  devices: [],
};

export type Asked = Result<Answered, SignerRefusal>;

type Waiting = {
  readonly sigs: Signature[];
  readonly roots: string[];
  readonly settle: (answer: Asked) => void;
};

export type SignerWire = {
  /** Sends the lines of one exchange, in order and under one number, and waits for its answer. */
  ask(lines: (id: number) => Iterable<SignerRequest>, timeoutMs: number): Promise<Asked>;
  readonly closed: Promise<string>;
  close(): void;
};

export const unreachable = (detail: string): { ok: false; error: SignerRefusal } =>
  err({ code: 'signer-unreachable', detail });

/** @returns null when nobody listens on the socket */
export function openSignerWire(socketPath: string): Promise<SignerWire | null> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('error', () => resolve(null));
    socket.once('connect', () => resolve(wireOver(socket)));
  });
}

function wireOver(socket: Socket): SignerWire {
  const waiting = new Map<number, Waiting>();
  const drained = drainOf(socket);
  let next = 1;
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > SIGNER_LINE_MAX) socket.destroy(new Error('line too long'));
    for (const line of lines) if (!deliver(line, waiting)) socket.destroy(new Error('no reply'));
  });
  const closed = new Promise<string>((resolve) => {
    let why = 'connection closed';
    socket.on('error', (cause) => {
      why = cause.message;
    });
    socket.once('close', () => {
      for (const one of [...waiting.values()]) one.settle(unreachable(why));
      resolve(why);
    });
  });
  return {
    closed,
    close: () => socket.destroy(),
    async ask(linesOf, timeoutMs) {
      const id = next;
      next += 1;
      const answer = waitFor(waiting, id, timeoutMs);
      await writeAll(socket, drained, linesOf(id));
      return answer;
    },
  };
}

function waitFor(waiting: Map<number, Waiting>, id: number, timeoutMs: number): Promise<Asked> {
  return new Promise((resolve) => {
    const settle = (answer: Asked): void => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(answer);
    };
    const timer = setTimeout(
      () => settle(unreachable(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    waiting.set(id, { sigs: [], roots: [], settle });
  });
}

type Drain = () => Promise<void>;

/** Stops writing while the signer is behind. */
async function writeAll(
  socket: Socket,
  drained: Drain,
  lines: Iterable<SignerRequest>,
): Promise<void> {
  for (const line of lines) {
    if (socket.destroyed) return;
    if (!socket.write(`${JSON.stringify(line)}\n`)) await drained();
  }
}

/** Whoever waits for the socket waits together: one pair of listeners however many they are. */
function drainOf(socket: Socket): Drain {
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= new Promise((resolve) => {
      const done = (): void => {
        socket.off('drain', done);
        socket.off('close', done);
        waiting = null;
        resolve();
      };
      socket.once('drain', done);
      socket.once('close', done);
    });
    return waiting;
  };
}

/** False when the line is no reply of the protocol. */
function deliver(line: string, waiting: ReadonlyMap<number, Waiting>): boolean {
  const reply = replyOf(line);
  if (reply === null) return false;
  const one = waiting.get(reply.id);
  // An answer that came after its time-out has nobody left to hear it.
  if (one === undefined) return true;
  const answer = answerOf(reply, one);
  if (answer !== null) one.settle(answer);
  return true;
}

/** Null while more of the answer is to come. */
function answerOf(reply: SignerReply, { sigs, roots }: Waiting): Asked | null {
  switch (reply.kind) {
    case 'refused': {
      const { code, detail, retryAfterS = null } = reply;
      return err({ code, detail, retryAfterS });
    }
    case 'root':
      return ok({ ...NOTHING, root: reply.root });
    case 'roots':
      if (reply.sealed === null) return ok({ ...NOTHING, roots });
      roots.push(reply.sealed);
      return null;
    case 'draft':
      return ok({ ...NOTHING, draft: { body: reply.body, sigs: reply.sigs } });
    case 'lease':
      return ok({ ...NOTHING, epoch: reply.epoch });
    case 'numbers':
      return ok({ ...NOTHING, numbers: reply.numbers });
    case 'secret':
      return ok({ ...NOTHING, secret: reply.secret });
    case 'factors':
      return ok({ ...NOTHING, states: reply.states });
    case 'warners':
      return ok({ ...NOTHING, warners: reply.warners });
    case 'approvals':
      return ok({ ...NOTHING, approvals: { open: reply.open, list: reply.approvals } });
    case 'devices':
      return ok({ ...NOTHING, devices: reply.devices });
    case 'done':
      return ok(NOTHING);
    case 'signed':
      sigs.push(...reply.sigs);
      return reply.last ? ok({ ...NOTHING, sigs }) : null;
    default:
      return assertNever(reply);
  }
}

function replyOf(line: string): SignerReply | null {
  try {
    const parsed = SignerReply.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: the caller ends the connection.
    return null;
  }
}
