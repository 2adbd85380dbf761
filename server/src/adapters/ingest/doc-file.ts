/**
 * DOC file — tệp Word đời cũ (97-2003).
 *
 * Bytes of a .doc → the body as its reader gives it. It decides nothing about tables, charset or structure.
 */
import WordExtractor from 'word-extractor';
import { Unreadable } from './unreadable.js';

/** Flags of a Word file header (FIB): its mark, place of the flags, bit of "encrypted". */
const FIB_MARK = Uint8Array.of(0xec, 0xa5);
const FLAGS_AT = 10;
const ENCRYPTED = 0x0100;
const SECTOR = 512;

const isEncrypted = (bytes: Buffer): boolean => {
  const at = bytes.indexOf(FIB_MARK, SECTOR);
  const isHeader = at >= 0 && at % SECTOR === 0 && at + FLAGS_AT + 2 <= bytes.length;
  return isHeader && (bytes.readUInt16LE(at + FLAGS_AT) & ENCRYPTED) !== 0;
};

/** @throws Unreadable when the file is broken or locked */
export const readDocBody = async (bytes: Uint8Array): Promise<string> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isEncrypted(buffer)) throw new Unreadable('password');
  const document = await new WordExtractor().extract(buffer).catch(() => {
    throw new Unreadable('damaged');
  });
  return document.getBody();
};
