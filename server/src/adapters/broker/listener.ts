/**
 * Listener of the embedded broker — cổng vào của máy môi giới.
 *
 * Takes connections over TCP or TLS, so many a second, and puts the packet guard in front of each.
 */
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { SEALED_BYTES_MAX } from '@loaso/shared/trust/sealed';
import { guardPackets } from './packet-guard.js';
import type { RefusalCounter } from './refusal-counter.js';
import { createThrottle, type Throttle } from './throttle.js';

export type ListenerOptions = {
  /** PEM texts; plain TCP when absent. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly connections: number;
  readonly connectsPerSecond: number;
  readonly connectsPerSecondAndAddress: number;
};

const HELLO_BYTES_MAX = 8_192;
/** A sealed message with its topic and header. */
const PACKET_BYTES_MAX = SEALED_BYTES_MAX + 1_000;
const BURST_SECONDS = 10;

export type Listening = { readonly listener: Server; readonly sockets: Set<Socket> };

/** Not listening yet. */
export function createListener(
  options: ListenerOptions,
  refusals: RefusalCounter,
  handle: (stream: Duplex) => void,
): Listening {
  const sockets = new Set<Socket>();
  const gates = connectGates(options);
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const from = socket.remoteAddress ?? 'unknown';
    if (!gates.all.take('all') || !gates.each.take(from)) {
      refusals.refuse('too-many-connects', from, 'connects per second');
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    const sizes = { firstMax: HELLO_BYTES_MAX, laterMax: PACKET_BYTES_MAX };
    handle(guardPackets(socket, sizes, () => refusals.refuse('too-long', from, 'packet')));
  };
  const { tls } = options;
  // An answer of the clock must not wait for the message before it: a box would be 20 ms behind.
  const noDelay = true;
  const listener =
    tls === undefined
      ? createPlainServer({ noDelay }, accept)
      : createTlsServer({ ...tls, noDelay, minVersion: 'TLSv1.2' }, accept);
  listener.maxConnections = options.connections;
  listener.on('tlsClientError', () => undefined); // A stranger without our certificate authority.
  return { listener, sockets };
}

function connectGates(options: ListenerOptions): { all: Throttle; each: Throttle } {
  const now = (): number => performance.now();
  const { connectsPerSecond: all, connectsPerSecondAndAddress: each } = options;
  return {
    all: createThrottle(all * BURST_SECONDS, all, now),
    each: createThrottle(each * BURST_SECONDS, each, now),
  };
}
