/**
 * Fault proxy — đường truyền hỏng.
 *
 * Stands between a box and its audio server on real TCP and does to each connection what bad networks
 * do, by a mode that the test turns. Chance comes from a seed. Counts the bytes that reached the box.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createChance } from './chance.js';

export const LINE_MODES = [
  'honest',
  'portal',
  'wrong-hash',
  'endless',
  'byte-a-second',
  'reset',
  'truncated',
  'half-lost',
  'stranger',
  'black-hole',
  'nobody',
] as const;
export type LineMode = (typeof LINE_MODES)[number];

export type FaultProxy = {
  readonly port: number;
  /** Ends what is open: a line does not turn bad for new connections only. */
  turn(mode: LineMode): void;
  /** Bytes sent towards the box so far, and what it has asked for. */
  readonly bytes: () => number;
  readonly questions: () => number;
  close(): Promise<void>;
};

const PAGE = '<html><body>Đăng nhập Wi-Fi miễn phí</body></html>';
const portalAnswer = (): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${Buffer.byteLength(PAGE)}\r\n\r\n${PAGE}`;
const ENDLESS = 'HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\n\r\n';

type Line = {
  readonly box: Socket;
  readonly send: (bytes: Uint8Array | string) => void;
  readonly target: number;
  readonly chance: () => number;
};

/** @param target port of the honest server on loopback */
export async function openFaultProxy(target: number, seed: number): Promise<FaultProxy> {
  const chance = createChance(seed);
  const sockets = new Set<Socket>();
  let [bytes, questions] = [0, 0];
  let mode: LineMode = 'honest';
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server: Server = createServer((box) => {
    sockets.add(box);
    box.on('data', (chunk: Buffer) => {
      questions += chunk.subarray(0, 4).toString('latin1') === 'GET ' ? 1 : 0;
    });
    box.on('error', () => undefined);
    box.on('close', () => sockets.delete(box));
    const send = (chunk: Uint8Array | string): void => {
      if (box.destroyed) return;
      bytes += Buffer.byteLength(chunk);
      box.write(chunk);
    };
    BEHAVIOUR[mode]({ box, send, target, chance });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    turn: (next) => {
      mode = next;
      dropAll();
    },
    bytes: () => bytes,
    questions: () => questions,
    close: async () => {
      dropAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Joins the box to the honest server; `pass` may change, drop or end what comes from there. */
function relay({ box, target, send }: Line, pass: (chunk: Buffer) => Uint8Array | null): void {
  const far = connect(target, '127.0.0.1');
  far.on('error', () => box.destroy());
  far.on('data', (chunk: Buffer) => {
    const passed = pass(chunk);
    if (passed !== null) send(passed);
  });
  far.on('end', () => box.end());
  box.on('data', (chunk: Buffer) => far.write(chunk));
  box.on('close', () => far.destroy());
}

/** Lets so many bytes through, then does `then`. */
function relayUntil(line: Line, limit: number, then: () => void): void {
  let passed = 0;
  relay(line, (chunk) => {
    if (passed >= limit) return null;
    const part = chunk.subarray(0, limit - passed);
    passed += part.length;
    if (passed >= limit) setImmediate(then);
    return part;
  });
}

const sometime = (chance: () => number): number => 200 + Math.floor(chance() * 40_000);

const BEHAVIOUR: Readonly<Record<LineMode, (line: Line) => void>> = {
  honest: (line) => relay(line, (chunk) => chunk),
  portal: ({ box, send }) => {
    box.once('data', () => {
      send(portalAnswer());
      box.end();
    });
  },
  'wrong-hash': (line) => {
    let passed = 0;
    relay(line, (chunk) => {
      const wrong = Buffer.from(chunk);
      // Beyond the headers, so that only the hash can tell.
      if (passed > 0 || chunk.length > 2_000) wrong[wrong.length - 1] = 0xff & ~(wrong.at(-1) ?? 0);
      passed += chunk.length;
      return wrong;
    });
  },
  endless: ({ box, send }) => {
    box.once('data', () => {
      send(ENDLESS);
      const pour = setInterval(() => send(Buffer.alloc(16_384, 7)), 2);
      box.on('close', () => clearInterval(pour));
    });
  },
  'byte-a-second': ({ box, send }) => {
    box.once('data', () => {
      send(ENDLESS);
      const drip = setInterval(() => send('x'), 1_000);
      box.on('close', () => clearInterval(drip));
    });
  },
  reset: (line) => relayUntil(line, sometime(line.chance), () => line.box.resetAndDestroy()),
  truncated: (line) => relayUntil(line, sometime(line.chance), () => line.box.end()),
  'half-lost': (line) => {
    const share = line.chance();
    if (share < 0.25) BEHAVIOUR['black-hole'](line);
    else if (share < 0.5) BEHAVIOUR.reset(line);
    else BEHAVIOUR.honest(line);
  },
  // What a name server that lies leads to: somebody who speaks something else.
  stranger: ({ box, send }) => {
    send('SSH-2.0-dropbear_2022.83\r\n');
    box.once('data', () => box.end());
  },
  'black-hole': ({ box }) => void box.resume(),
  nobody: ({ box }) => {
    box.once('data', () => box.destroy());
  },
};
