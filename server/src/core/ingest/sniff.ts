/**
 * Sniff — nhận ra loại tệp.
 *
 * What a file is by its first bytes and its inner marks; its name is never believed. It answers a kind
 * or the code of a refusal, and opens nothing.
 */
import type { RefusalCode } from './refusals.js';

/** Kinds that have a reader; a zip is looked into before it is called a DOCX. */
export type ReadableKind = 'docx' | 'doc' | 'pdf' | 'html' | 'text';

export type Sniffed =
  | { readonly kind: ReadableKind }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

const refused = (code: RefusalCode): Sniffed => ({ kind: 'refused', code });

interface Signature {
  readonly at: number;
  readonly bytes: string;
  readonly is: Sniffed;
}

const sign = (at: number, bytes: string, is: Sniffed): Signature => ({ at, bytes, is });

/** Bytes written as Latin-1. */
const SIGNATURES: readonly Signature[] = [
  sign(0, 'PK\u0003\u0004', { kind: 'docx' }),
  sign(0, 'PK\u0005\u0006', refused('empty')),
  sign(0, 'PK\u0007\u0008', { kind: 'docx' }),
  sign(0, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', { kind: 'doc' }),
  sign(0, '{\\rtf', refused('rtf')),
  sign(0, '\u00ff\u00d8\u00ff', refused('image')),
  sign(0, '\u0089PNG', refused('image')),
  sign(0, 'GIF8', refused('image')),
  sign(0, 'II*\u0000', refused('image')),
  sign(0, 'MM\u0000*', refused('image')),
  sign(0, '8BPS', refused('image')),
  sign(8, 'WEBP', refused('image')),
  sign(8, 'WAVE', refused('audio')),
  sign(8, 'AVI ', refused('video')),
  sign(4, 'ftypheic', refused('image')),
  sign(4, 'ftypavif', refused('image')),
  sign(4, 'ftypM4A', refused('audio')),
  sign(4, 'ftyp', refused('video')),
  sign(0, '\u001aE\u00df\u00a3', refused('video')),
  sign(0, 'OggS', refused('audio')),
  sign(0, 'fLaC', refused('audio')),
  sign(0, 'ID3', refused('audio')),
  sign(0, '\u00ff\u00fb', refused('audio')),
  sign(0, '\u00ff\u00f3', refused('audio')),
  sign(0, '#!AMR', refused('audio')),
  sign(0, '#EXTM3U', refused('audio')),
  sign(0, '\u001f\u008b', refused('archive')),
  sign(0, 'Rar!', refused('archive')),
  sign(0, "7z\u00bc\u00af'\u001c", refused('archive')),
  sign(0, 'BZh', refused('archive')),
  sign(0, '\u00fd7zXZ', refused('archive')),
  sign(0, '(\u00b5/\u00fd', refused('archive')),
  sign(257, 'ustar', refused('archive')),
  sign(0, 'MZ\u0090\u0000', refused('program')),
  sign(0, '\u007fELF', refused('program')),
  sign(0, 'SQLite format 3', refused('unknown')),
];

const holds = (bytes: Uint8Array, { at, bytes: mark }: Signature): boolean => {
  if (bytes.length < at + mark.length) return false;
  for (let i = 0; i < mark.length; i += 1) {
    if (bytes[at + i] !== mark.charCodeAt(i)) return false;
  }
  return true;
};

/** Names that the directory of an old Office file holds, in UTF-16. */
const OLE_STREAMS: readonly (readonly [string, 'doc' | RefusalCode])[] = [
  ['EncryptedPackage', 'password'],
  ['WordDocument', 'doc'],
  ['Workbook', 'spreadsheet'],
  ['PowerPoint Document', 'presentation'],
];

const includesWide = (bytes: Uint8Array, name: string): boolean => {
  const first = name.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (
      i < name.length &&
      bytes[at + 2 * i] === name.charCodeAt(i) &&
      bytes[at + 2 * i - 1] === 0
    )
      i += 1;
    if (i === name.length) return true;
  }
  return false;
};

/** What an old Office container holds. */
const oleKind = (bytes: Uint8Array): Sniffed => {
  const inside = OLE_STREAMS.find(([name]) => includesWide(bytes, name))?.[1] ?? 'unknown';
  return inside === 'doc' ? { kind: 'doc' } : refused(inside);
};

/** First characters as ASCII; zero bytes are skipped, so UTF-16 reads the same. */
const headOf = (bytes: Uint8Array, length: number): string => {
  let head = '';
  for (const byte of bytes.subarray(0, length)) if (byte !== 0) head += String.fromCharCode(byte);
  return head.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '').trimStart();
};

/** A PDF may have some bytes of a mail or a scanner before its mark. */
const PDF_REACH = 1024;
const HTML =
  /^(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|h[1-6]|article|section|main|center|font|ul|ol|br)[\s>/]/i;

/** What the content says it is; a zip passes for a DOCX until its names are known. */
export const sniff = (bytes: Uint8Array): Sniffed => {
  if (bytes.length === 0) return refused('empty');
  const known = SIGNATURES.find((signature) => holds(bytes, signature));
  if (known?.is.kind === 'doc') return oleKind(bytes);
  if (known !== undefined) return known.is;
  const head = headOf(bytes, 4096);
  if (/^%PDF-|^[^\n]{0,200}\n?%PDF-1/.test(head.slice(0, PDF_REACH))) return { kind: 'pdf' };
  if (/^(?:MIME-Version|From):[\s\S]*multipart\/related/i.test(head)) return refused('web-archive');
  return { kind: HTML.test(head) ? 'html' : 'text' };
};

/** What the names inside a zip say it is. */
export const sniffZip = (names: readonly string[]): 'docx' | RefusalCode => {
  const has = (shape: RegExp): boolean => names.some((name) => shape.test(name));
  if (has(/^word\/document\d*\.xml$/)) return 'docx';
  if (has(/^xl\//)) return 'spreadsheet';
  if (has(/^ppt\//)) return 'presentation';
  return has(/^content\.xml$/) && has(/^META-INF\/manifest\.xml$/) ? 'open-document' : 'archive';
};
