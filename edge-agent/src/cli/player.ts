/**
 * loaso-agent player — trình phát.
 *
 * The second process of a box, started by the agent alone: it makes the sound. Its socket is
 * descriptor 3. Signals that are sent to all processes at once are left to the agent, which ends the
 * sound in an orderly way first.
 */
import { Socket } from 'node:net';
import { servePlayer } from '../adapters/output/player-serve.js';

const SOCKET_FD = 3;

/** @returns the exit code, when the agent has ended it or is gone */
export async function player(): Promise<number> {
  const socket = agentSocket();
  if (socket === null) {
    process.stderr.write('Chỉ bộ điều khiển mới chạy được. Started by the agent alone.\n');
    return 64;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  const fault = await servePlayer(socket, process.pid);
  if (fault !== null) process.stderr.write(`${fault}\n`);
  return fault === null ? 0 : 1;
}

function agentSocket(): Socket | null {
  try {
    return new Socket({ fd: SOCKET_FD, readable: true, writable: true });
  } catch {
    // A person's shell hands over no such descriptor.
    return null;
  }
}
