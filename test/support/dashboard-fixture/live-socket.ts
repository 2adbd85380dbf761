/**
 * Live socket of the fixture — dòng tin trực tiếp mẫu.
 *
 * Just enough of RFC 6455 to speak to a browser: the handshake and short text frames, one way.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const SHORT_MAX = 125;
const MEDIUM_MAX = 65_535;

function frame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > MEDIUM_MAX) throw new Error('message too long for the fixture');
  if (body.length <= SHORT_MAX) return Buffer.concat([Buffer.of(0x81, body.length), body]);
  const head = Buffer.of(0x81, 126, body.length >> 8, body.length & 0xff);
  return Buffer.concat([head, body]);
}

export type LiveSocket = { readonly send: (message: unknown) => void };

/** Answers the handshake; what the browser says afterwards is left unread. */
export function acceptLive(request: IncomingMessage, socket: Duplex): LiveSocket {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.on('error', () => socket.destroy());
  socket.on('data', () => undefined);
  socket.on('end', () => socket.end());
  return { send: (message) => socket.writable && socket.write(frame(JSON.stringify(message))) };
}
