/**
 * DOC writer — viết tệp Word đời cũ.
 *
 * The least that a Word 97 file is: a compound file with a header, one piece of Unicode text and its
 * piece table. It knows no formatting.
 */
const SECTOR = 512;
const FREE = 0xffffffff;
const END_OF_CHAIN = 0xfffffffe;
const FAT_SECTOR = 0xfffffffd;
/** Below this size a stream would live in the small-sector stream. */
const STREAM_LEAST = 4096;
const TEXT_AT = 2048;

const padded = (bytes: Buffer): Buffer => {
  const size = Math.max(STREAM_LEAST, Math.ceil(bytes.length / SECTOR) * SECTOR);
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
};

type DocOptions = { readonly encrypted?: boolean; readonly streamName?: string };

const wordStream = (text: string, encrypted: boolean): Buffer => {
  const header = Buffer.alloc(TEXT_AT);
  header.writeUInt16LE(0xa5ec, 0);
  header.writeUInt16LE(0x0200 | (encrypted ? 0x0100 : 0), 0x0a);
  header.writeUInt32LE(TEXT_AT, 0x18);
  header.writeUInt32LE(text.length, 0x4c);
  header.writeUInt32LE(0, 0x01a2);
  header.writeUInt32LE(21, 0x01a6);
  return padded(Buffer.concat([header, Buffer.from(text, 'utf16le')]));
};

const tableStream = (text: string): Buffer => {
  const pieces = Buffer.alloc(21);
  pieces.writeUInt8(2, 0);
  pieces.writeUInt32LE(16, 1);
  pieces.writeUInt32LE(0, 5);
  pieces.writeUInt32LE(text.length, 9);
  pieces.writeUInt32LE(TEXT_AT, 15);
  return padded(pieces);
};

type Entry = {
  readonly name: string;
  readonly type: number;
  readonly right: number;
  readonly child: number;
  readonly sector: number;
  readonly size: number;
};

const entryBytes = ({ name, type, right, child, sector, size }: Entry): Buffer => {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes.writeUInt8(type, 66);
  bytes.writeUInt8(1, 67);
  bytes.writeUInt32LE(FREE, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(sector, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
};

const headerBytes = (): Buffer => {
  const bytes = Buffer.alloc(SECTOR, 0xff);
  bytes.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes, 0);
  for (const [value, at] of [
    [0x3e, 24],
    [3, 26],
    [0xfffe, 28],
    [9, 30],
    [6, 32],
  ] as const)
    bytes.writeUInt16LE(value, at);
  for (const [value, at] of [
    [1, 44],
    [1, 48],
    [STREAM_LEAST, 56],
    [END_OF_CHAIN, 60],
    [0, 64],
    [END_OF_CHAIN, 68],
    [0, 72],
    [0, 76],
  ] as const)
    bytes.writeUInt32LE(value, at);
  return bytes;
};

/** A .doc of a text whose paragraphs end in '\r'. */
export const docOf = (text: string, options: DocOptions = {}): Uint8Array => {
  const word = wordStream(text, options.encrypted === true);
  const table = tableStream(text);
  const wordAt = 2;
  const tableAt = wordAt + word.length / SECTOR;
  const end = tableAt + table.length / SECTOR;
  const fat = Buffer.alloc(SECTOR, 0xff);
  fat.writeUInt32LE(FAT_SECTOR, 0);
  fat.writeUInt32LE(END_OF_CHAIN, 4);
  for (let sector = wordAt; sector < end; sector += 1) {
    const isLast = sector === tableAt - 1 || sector === end - 1;
    fat.writeUInt32LE(isLast ? END_OF_CHAIN : sector + 1, sector * 4);
  }
  const name = options.streamName ?? 'WordDocument';
  const none = { right: FREE, child: FREE };
  const directory = Buffer.concat([
    entryBytes({ ...none, name: 'Root Entry', type: 5, child: 1, sector: END_OF_CHAIN, size: 0 }),
    entryBytes({ ...none, name: '1Table', type: 2, right: 2, sector: tableAt, size: table.length }),
    entryBytes({ ...none, name, type: 2, sector: wordAt, size: word.length }),
    Buffer.alloc(128),
  ]);
  return Buffer.concat([headerBytes(), fat, directory, word, table]);
};
