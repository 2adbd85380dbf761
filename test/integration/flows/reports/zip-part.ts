/**
 * One part of a ZIP file — một tệp trong gói nén.
 *
 * Read by the central directory (APPNOTE 6.3.10, §4.3), with no code of the product.
 */
import { inflateRawSync } from 'node:zlib';

const DIRECTORY = 0x02014b50;
const LOCAL_BYTES = 30;

export function partOf(file: Uint8Array, name: string): string {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at + 46 <= bytes.length; at += 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY) continue;
    const nameBytes = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + nameBytes) !== name) continue;
    const local = bytes.readUInt32LE(at + 42);
    const from =
      local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    return (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
  }
  throw new Error(`no ${name} in the file`);
}
