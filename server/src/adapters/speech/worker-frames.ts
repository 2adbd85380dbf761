/**
 * Worker frames — khung tin của tiến trình giọng.
 *
 * Words and samples on one pipe: the length of a JSON head, the length of a body, head, body. Both
 * ends use this file. Promises whole frames within limits or a thrown fault; knows no engine.
 */
import { Buffer } from 'node:buffer';

export type Frame = { readonly head: unknown; readonly body: Buffer };

const PREFIX_BYTES = 8;
const HEAD_MAX_BYTES = 100_000;
/** Twenty minutes of speech at 24 kHz. */
const BODY_MAX_BYTES = 60_000_000;

export function encodeFrame(head: unknown, body: Uint8Array = new Uint8Array()): Buffer {
  const words = Buffer.from(JSON.stringify(head), 'utf8');
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(words.length, 0);
  prefix.writeUInt32LE(body.length, 4);
  return Buffer.concat([prefix, words, body]);
}

/** Reads frames as bytes arrive, however they are cut. Throws when a frame breaks the limits. */
export function createFrameReader(): (chunk: Buffer) => Frame[] {
  let waiting: Buffer[] = [];
  let have = 0;
  let need = PREFIX_BYTES;
  return (chunk) => {
    waiting.push(chunk);
    have += chunk.length;
    if (have < need) return [];
    let bytes = Buffer.concat(waiting);
    const frames: Frame[] = [];
    need = sizeOf(bytes);
    while (bytes.length >= need) {
      frames.push(frameOf(bytes));
      bytes = bytes.subarray(need);
      need = sizeOf(bytes);
    }
    waiting = [bytes];
    have = bytes.length;
    return frames;
  };
}

/** Bytes of the frame that begins here, as far as they can be told. */
function sizeOf(bytes: Buffer): number {
  if (bytes.length < PREFIX_BYTES) return PREFIX_BYTES;
  const head = bytes.readUInt32LE(0);
  const body = bytes.readUInt32LE(4);
  if (head > HEAD_MAX_BYTES || body > BODY_MAX_BYTES) {
    throw new Error(`frame of ${head} + ${body} bytes is over the limit`);
  }
  return PREFIX_BYTES + head + body;
}

function frameOf(bytes: Buffer): Frame {
  const headEnd = PREFIX_BYTES + bytes.readUInt32LE(0);
  const head: unknown = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, headEnd));
  // A copy: samples must begin at an even address.
  return { head, body: Buffer.from(bytes.subarray(headEnd, headEnd + bytes.readUInt32LE(4))) };
}
