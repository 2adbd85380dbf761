/** Text file — tệp văn bản thuần.
 *
 * Bytes of a text file → Unicode text: UTF-8 or UTF-16 with or without a mark, TCVN3, VNI, Windows-1258.
 * Promises text or a refusal that says what the file is and what to do; content decides, not the
 * name. It reads no disk and knows no document structure.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { Recoded } from '../../core/text/legacy-charset.js';
import type { Ingested, IngestFault } from '../../ports/ingest.js';

/** Largest file taken, bytes. */
export const TEXT_FILE_MAX_BYTES = 4 * 1024 * 1024;
/** Most lines taken. */
export const TEXT_FILE_MAX_LINES = 200_000;

type Refused = Result<never, IngestFault>;
const refuse = (code: string, detail: string): Refused => err({ code, detail });

const SIGNATURES: readonly {
  readonly bytes: readonly number[];
  readonly code: string;
  readonly detail: string;
}[] = [
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    code: 'pdf',
    detail: 'Đây là tệp PDF. Hãy mở tệp, chọn hết chữ, sao chép và dán vào ô nhập văn bản.',
  },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    code: 'zip',
    detail:
      'Đây là tệp Word (DOCX) hoặc tệp nén. Hãy lưu thành “Văn bản thuần (TXT), mã UTF-8” rồi gửi lại.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    code: 'doc',
    detail:
      'Đây là tệp Word đời cũ (DOC). Hãy lưu thành “Văn bản thuần (TXT), mã UTF-8” rồi gửi lại.',
  },
  {
    bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    code: 'rtf',
    detail: 'Đây là tệp RTF. Hãy lưu thành “Văn bản thuần (TXT), mã UTF-8” rồi gửi lại.',
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    code: 'image',
    detail: 'Đây là tệp ảnh. Hãy gửi bản chữ của văn bản.',
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    code: 'image',
    detail: 'Đây là tệp ảnh. Hãy gửi bản chữ của văn bản.',
  },
  {
    bytes: [0x49, 0x44, 0x33],
    code: 'audio',
    detail: 'Đây là tệp âm thanh. Hãy dùng mục tải lên bản ghi âm.',
  },
  {
    bytes: [0x1f, 0x8b],
    code: 'zip',
    detail: 'Đây là tệp nén. Hãy giải nén rồi gửi tệp văn bản bên trong.',
  },
];

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

const sniffUtf16 = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd > half * 0.3 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.3 && odd < half * 0.05 ? 'utf-16be' : undefined;
};

const strictly = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F]/g;
/** More control characters than this share is no text. */
const MOST_CONTROL = 0.01;

const tooManyLines = (text: string): boolean => {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > TEXT_FILE_MAX_LINES) return true;
  }
  return false;
};

const CHARSET_NAMES = {
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI',
  'windows-1258': 'Windows-1258',
} as const;

const accepted = (recoded: Recoded): Result<Ingested, IngestFault> => {
  const { text, charset } = recoded;
  if (text.trim() === '') return refuse('empty', 'Tệp không có chữ nào.');
  if ((text.match(CONTROL) ?? []).length > text.length * MOST_CONTROL) {
    return refuse('binary', 'Tệp này không phải văn bản. Hãy gửi tệp văn bản thuần (TXT).');
  }
  if (tooManyLines(text)) {
    return refuse(
      'too-many-lines',
      'Tệp có hơn 200.000 dòng. Hãy chia nhỏ văn bản rồi gửi từng phần.',
    );
  }
  if (charset === 'unicode') return ok({ text });
  const why = 'văn bản gõ bằng bảng mã cũ, đã chuyển sang Unicode';
  return ok({ text, repairs: [{ from: CHARSET_NAMES[charset], to: 'Unicode', why }] });
};

const LEAST_SHARE = 0.5;
/** What a decoder writes where the bytes are no letter, and the most of it that a text may hold. */
const LOST = '\ufffd';
const MOST_LOST = 0.01;
const UNKNOWN = {
  code: 'unknown-encoding',
  detail: 'Không nhận ra bảng mã của tệp. Hãy lưu lại tệp với mã UTF-8 rồi gửi lại.',
} as const;

/** Finds old one-byte charsets behind a text and converts it (`toUnicode` of core/text). */
export type Recode = (text: string) => Recoded;

const decode = (bytes: Uint8Array, name: string, recode: Recode): Result<Ingested, IngestFault> => {
  if (bytes.length === 0) return refuse('empty', `Tệp “${name}” trống.`);
  if (bytes.length > TEXT_FILE_MAX_BYTES) {
    return refuse(
      'too-large',
      `Tệp “${name}” lớn hơn 4 MiB. Hãy chia nhỏ văn bản rồi gửi từng phần.`,
    );
  }
  const known = SIGNATURES.find((signature) => startsWith(bytes, signature.bytes));
  if (known !== undefined) return refuse(known.code, known.detail);
  const wide = sniffUtf16(bytes);
  if (wide !== undefined) {
    const text = new TextDecoder(wide).decode(bytes);
    const lost = text.split(LOST).length - 1;
    if (lost <= text.length * MOST_LOST) return accepted({ text, charset: 'unicode', share: 1 });
    return refuse(UNKNOWN.code, UNKNOWN.detail);
  }
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== undefined) return accepted(recode(utf8));
  const recoded = recode(new TextDecoder('windows-1252').decode(bytes));
  if (recoded.share >= LEAST_SHARE) return accepted(recoded);
  return refuse(UNKNOWN.code, UNKNOWN.detail);
};

export type TextFileIngest = {
  decode(bytes: Uint8Array, name: string): Result<Ingested, IngestFault>;
};

/** Reader of plain text files. `decode` never throws; `name` only helps to say which file. */
export const textFileIngest = (recode: Recode): TextFileIngest => ({
  decode: (bytes, name) => decode(bytes, name, recode),
});
