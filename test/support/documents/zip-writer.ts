/**
 * Zip writer — viết tệp nén.
 *
 * Builds zips for the tests of ingest, honest and dishonest: every figure of an entry can be told wrong.
 * It is no archiver.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** Compressed bytes as they stand in the file, when not those of `bytes`. */
  readonly packed?: Uint8Array;
  /** Size that the directory claims. */
  readonly saidBytes?: number;
  readonly flags?: number;
  readonly stored?: boolean;
};

const numbers = (...fields: readonly (readonly [number, 2 | 4])[]): Buffer =>
  Buffer.concat(
    fields.map(([value, size]) => {
      const buffer = Buffer.alloc(size);
      if (size === 2) buffer.writeUInt16LE(value);
      else buffer.writeUInt32LE(value);
      return buffer;
    }),
  );

type Packed = {
  readonly name: Buffer;
  readonly data: Uint8Array;
  readonly shared: Buffer;
};

const pack = (entry: ZipEntry): Packed => {
  const bytes = Buffer.from(entry.bytes as Uint8Array);
  const data = entry.packed ?? (entry.stored === true ? bytes : deflateRawSync(bytes));
  const name = Buffer.from(entry.name);
  const shared = numbers(
    [20, 2],
    [entry.flags ?? 0, 2],
    [entry.stored === true ? 0 : 8, 2],
    [0, 4],
    [crc32(bytes), 4],
    [data.length, 4],
    [entry.saidBytes ?? bytes.length, 4],
    [name.length, 2],
    [0, 2],
  );
  return { name, data, shared };
};

/** A zip of these entries; `saidEntries` is how many its end record claims. */
export const zipOf = (entries: readonly ZipEntry[], saidEntries = entries.length): Uint8Array => {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, data, shared } of entries.map(pack)) {
    const local = Buffer.concat([numbers([0x04034b50, 4]), shared, name]);
    directory.push(
      numbers([0x02014b50, 4], [20, 2]),
      shared,
      numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      name,
    );
    parts.push(local, data);
    at += local.length + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = numbers(
    [0x06054b50, 4],
    [0, 4],
    [saidEntries, 2],
    [saidEntries, 2],
    [directoryBytes.length, 4],
    [at, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, directoryBytes, end]);
};
