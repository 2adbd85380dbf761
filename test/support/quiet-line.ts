/**
 * A line that can fall silent — đường truyền có thể im bặt.
 *
 * Stands between boxes and the broker on real TCP. While it is quiet nothing passes in either
 * direction, not even that an end has gone: what a mobile network does when it fails. Each side
 * learns of it by its own patience alone.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type QuietLine = {
  readonly port: number;
  quiet(): void;
  /** New connections pass again; those that fell into the silence stay dead. */
  heal(): void;
  close(): Promise<void>;
};

/** @param target port on loopback that is joined to */
export async function openQuietLine(target: number): Promise<QuietLine> {
  const sockets = new Set<Socket>();
  let era = 0;
  let isQuiet = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((box) => {
    keep(box);
    if (isQuiet) return void box.resume();
    const born = era;
    const far = connect(target, '127.0.0.1');
    keep(far);
    const passes = (): boolean => !isQuiet && born === era;
    join(box, far, passes);
    join(far, box, passes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    quiet: () => {
      isQuiet = true;
      era += 1;
    },
    heal: () => {
      isQuiet = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(from: Socket, to: Socket, passes: () => boolean): void {
  from.on('data', (chunk: Buffer) => {
    if (passes()) to.write(chunk);
  });
  from.on('close', () => {
    if (passes()) to.destroy();
  });
}
