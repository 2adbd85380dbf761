/**
 * Zip reader — đọc tệp nén.
 *
 * Gives the parts of an office document by name, within limits that are counted while inflating, not
 * believed from the directory. Names are only compared, never used as paths; nothing inside is opened
 * as an archive again. It knows no document format.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { Unreadable } from './unreadable.js';

export const ZIP_LIMITS = {
  entries: 200,
  /** All parts read from one file, bytes after inflating. */
  inflatedBytes: 20 * 1024 * 1024,
  /** Inflated : compressed. */
  ratio: 100,
  /** Below this size a high ratio is harmless: an empty style sheet. */
  ratioFreeBytes: 1024 * 1024,
} as const;

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const COMMENT_MAX = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly saidBytes: number;
  readonly localAt: number;
}

const endRecordAt = (zip: Buffer): number => {
  const lowest = Math.max(0, zip.length - END_SIZE - COMMENT_MAX);
  for (let at = zip.length - END_SIZE; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) === END_MARK) return at;
  }
  throw new Unreadable('damaged');
};

const entryAt = (zip: Buffer, at: number): Entry & { readonly next: number } => {
  if (at + ENTRY_SIZE > zip.length || zip.readUInt32LE(at) !== ENTRY_MARK)
    throw new Unreadable('damaged');
  const nameBytes = zip.readUInt16LE(at + 28);
  const nameAt = at + ENTRY_SIZE;
  return {
    flags: zip.readUInt16LE(at + 8),
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packedBytes: zip.readUInt32LE(at + 20),
    saidBytes: zip.readUInt32LE(at + 24),
    localAt: zip.readUInt32LE(at + 42),
    name: zip.toString('utf8', nameAt, nameAt + nameBytes).replaceAll('\\', '/'),
    next: nameAt + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  };
};

/** Refuses what no honest office program writes. */
const judge = (entries: readonly Entry[], zipBytes: number): void => {
  if (new Set(entries.map(({ name }) => name)).size < entries.length)
    throw new Unreadable('unsafe');
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  if (packed > zipBytes) throw new Unreadable('unsafe');
  for (const { flags, packedBytes, saidBytes } of entries) {
    if ((flags & ENCRYPTED) !== 0) throw new Unreadable('password');
    if (saidBytes > ZIP_LIMITS.ratioFreeBytes && saidBytes > packedBytes * ZIP_LIMITS.ratio)
      throw new Unreadable('unsafe');
  }
};

export class ZipFile {
  readonly #zip: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #leftBytes: number = ZIP_LIMITS.inflatedBytes;

  /** @throws Unreadable when the directory is broken, too long or dishonest */
  constructor(bytes: Uint8Array) {
    this.#zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#zip.length < END_SIZE) throw new Unreadable('damaged');
    const end = endRecordAt(this.#zip);
    const count = this.#zip.readUInt16LE(end + 10);
    if (count > ZIP_LIMITS.entries) throw new Unreadable('too-complex');
    const entries: Entry[] = [];
    let at = this.#zip.readUInt32LE(end + 16);
    for (let i = 0; i < count; i += 1) {
      const { next, ...entry } = entryAt(this.#zip, at);
      entries.push(entry);
      at = next;
    }
    judge(entries, this.#zip.length);
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Bytes of a part, or undefined when there is none. @throws Unreadable past a limit */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const bytes = this.#inflate(entry);
    this.#leftBytes -= bytes.length;
    if (bytes.length !== entry.saidBytes || crc32(bytes) !== entry.crc)
      throw new Unreadable('damaged');
    return bytes;
  }

  #packed({ localAt, packedBytes }: Entry): Buffer {
    const fits = localAt + LOCAL_SIZE <= this.#zip.length;
    if (!fits || this.#zip.readUInt32LE(localAt) !== LOCAL_MARK) throw new Unreadable('damaged');
    const names = this.#zip.readUInt16LE(localAt + 26) + this.#zip.readUInt16LE(localAt + 28);
    const from = localAt + LOCAL_SIZE + names;
    if (from + packedBytes > this.#zip.length) throw new Unreadable('damaged');
    return this.#zip.subarray(from, from + packedBytes);
  }

  #inflate(entry: Entry): Buffer {
    const packed = this.#packed(entry);
    const byRatio = Math.max(ZIP_LIMITS.ratioFreeBytes, packed.length * ZIP_LIMITS.ratio);
    const most = Math.min(this.#leftBytes, byRatio);
    if (entry.method === STORED) {
      if (packed.length > most) throw new Unreadable('too-large');
      return packed;
    }
    if (entry.method !== DEFLATED) throw new Unreadable('damaged');
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
    } catch (error) {
      const beyond = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      if (!beyond) throw new Unreadable('damaged');
      throw new Unreadable(most === byRatio ? 'unsafe' : 'too-large');
    }
  }
}
