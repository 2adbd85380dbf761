/**
 * DOCX file — tệp DOCX.
 *
 * Bytes of a zip → the three parts that carry text. Relationships are not read, so nothing outside the
 * file is ever asked for. It knows nothing of what the parts mean.
 */
import type { DocxParts } from '../../core/ingest/docx-text.js';
import type { RefusalCode } from '../../core/ingest/refusals.js';
import { Unreadable } from './unreadable.js';
import { ZipFile } from './zip.js';

const DOCUMENT = /^word\/document\d*\.xml$/;

/** XML of an office program is UTF-8 or UTF-16 with its mark. */
export const decodedXml = (bytes: Uint8Array): string => {
  const wide = bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le';
  const label = bytes[0] === 0xff || bytes[0] === 0xfe ? wide : 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('damaged');
  }
};

/**
 * The parts of a DOCX that carry text; `sniffZip` says by the names inside whether it is one.
 * @throws Unreadable when it is no DOCX, or an unsafe or broken one
 */
export const readDocxParts = (
  bytes: Uint8Array,
  sniffZip: (names: readonly string[]) => 'docx' | RefusalCode,
): DocxParts => {
  const zip = new ZipFile(bytes);
  const kind = sniffZip(zip.names);
  if (kind !== 'docx') throw new Unreadable(kind);
  const part = (name: string): string | undefined => {
    const read = zip.read(name);
    return read === undefined ? undefined : decodedXml(read);
  };
  const main = zip.names.find((name) => DOCUMENT.test(name)) ?? '';
  return {
    document: part(main) ?? '',
    numbering: part('word/numbering.xml'),
    styles: part('word/styles.xml'),
  };
};
