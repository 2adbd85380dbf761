/**
 * Packet guard — chặn gói tin quá lớn.
 *
 * Stands between a socket and the broker and reads only the length in front of each MQTT packet: a
 * packet that announces more than its limit ends the connection before a byte of it is kept. The
 * first packet, from a stranger, may be small only.
 */
import { Duplex } from 'node:stream';

export type PacketLimits = { readonly firstMax: number; readonly laterMax: number };

/** Bytes of the length field, at most (MQTT 3.1.1 §2.2.3). */
const LENGTH_BYTES_MAX = 4;

/** Where the count stands: the type byte, the length bytes, or inside a body. */
type Position = { part: 'type' | 'length' | 'body'; length: number; bytes: number; limit: number };

/** Counts through packets; `accept` is false from the first one that is too long. */
export function createPacketCounter(limits: PacketLimits): { accept(chunk: Buffer): boolean } {
  const position: Position = { part: 'type', length: 0, bytes: 0, limit: limits.firstMax };
  return {
    accept(chunk) {
      for (let at = 0; at < chunk.length; ) {
        if (position.part === 'body') at += skipBody(position, chunk.length - at);
        else if (!readHeader(position, chunk[at] ?? 0, limits)) return false;
        else at += 1;
      }
      return true;
    },
  };
}

function skipBody(position: Position, available: number): number {
  const taken = Math.min(position.length, available);
  position.length -= taken;
  if (position.length === 0) position.part = 'type';
  return taken;
}

/** One byte of the fixed header; false when the packet may not be as long as it says. */
function readHeader(position: Position, byte: number, limits: PacketLimits): boolean {
  if (position.part === 'type') {
    position.part = 'length';
    position.length = 0;
    position.bytes = 0;
    return true;
  }
  position.length += (byte & 127) * 128 ** position.bytes;
  position.bytes += 1;
  if (position.length > position.limit) return false;
  if (byte >= 128) return position.bytes < LENGTH_BYTES_MAX;
  position.limit = limits.laterMax;
  position.part = position.length === 0 ? 'type' : 'body';
  return true;
}

/** A stream with the bytes of `socket`, which is destroyed when a packet is over its limit. */
export function guardPackets(socket: Duplex, limits: PacketLimits, onTooLong: () => void): Duplex {
  const counter = createPacketCounter(limits);
  const guarded = new Duplex({
    read: () => socket.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      socket.write(chunk, done);
    },
    final: (done) => {
      socket.end(done);
    },
    destroy: (cause, done) => {
      socket.destroy();
      done(cause);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (!counter.accept(chunk)) {
      onTooLong();
      guarded.destroy();
    } else if (!guarded.push(chunk)) socket.pause();
  });
  socket.once('end', () => guarded.push(null));
  socket.once('close', () => guarded.destroy());
  socket.on('error', () => guarded.destroy());
  return guarded;
}
