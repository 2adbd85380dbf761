/**
 * Ingest — nhận văn bản từ mọi loại tệp.
 *
 * One entry for whatever somebody uploads: looks at the bytes, never at the name, and hands them to the
 * reader of their kind. Promises text or a refusal in Vietnamese with what to do, within stated limits of
 * size, time and memory. It keeps nothing and knows no structure of documents.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { RefusalCode } from '../../core/ingest/refusals.js';
import type { Sniffed } from '../../core/ingest/sniff.js';
import type { Ingest, Ingested, IngestFault } from '../../ports/ingest.js';
import { type ParseJob, parseIsolated } from './isolated.js';
import { TEXT_FILE_MAX_LINES, type TextFileIngest } from './text-file.js';
import { Turnstile } from './turnstile.js';

export type IngestOptions = {
  /** Largest file opened, bytes (default 16 MiB). */
  readonly maxBytes?: number;
  /** Wall clock for one document, milliseconds (default 30 s). */
  readonly timeMs?: number;
  /** Heap for one document, MiB (default 384). */
  readonly memoryMb?: number;
  /** Documents read at once; more wait (default 2). */
  readonly atOnce?: number;
};

export type IngestParts = {
  /** Kind of a file by its content. */
  readonly sniff: (bytes: Uint8Array) => Sniffed;
  /** What is wrong and what to do, in Vietnamese. */
  readonly detailOf: (code: RefusalCode) => string;
  /** Reader of plain text files. */
  readonly text: TextFileIngest;
  /** Program of the thread that reads the other kinds. */
  readonly program: URL;
};

const DEFAULTS: Required<IngestOptions> = {
  maxBytes: 16 * 1024 * 1024,
  timeMs: 30_000,
  memoryMb: 384,
  atOnce: 2,
};

type Read = Result<Ingested, IngestFault>;

const hasTooManyLines = (text: string): boolean => {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > TEXT_FILE_MAX_LINES;
};

/** The ingest port over TXT, DOCX, DOC, PDF and HTML. */
export const createIngest = (parts: IngestParts, options: IngestOptions = {}): Ingest => {
  const { maxBytes, timeMs, memoryMb, atOnce } = { ...DEFAULTS, ...options };
  const isolation = { program: parts.program, timeMs, memoryMb };
  const turnstile = new Turnstile(atOnce);
  const refused = (code: RefusalCode): Read => err({ code, detail: parts.detailOf(code) });
  const parse = async (job: ParseJob): Promise<Read> => {
    const answer = await turnstile.run(() => parseIsolated(job, isolation));
    if (answer === undefined) return refused('too-slow');
    if (!answer.ok) return refused(answer.code);
    const { text, repairs } = answer.value;
    if (text.trim() === '') return refused('empty');
    return hasTooManyLines(text) ? refused('too-many-lines') : ok({ text, repairs });
  };
  return {
    decode: (bytes, name): Promise<Read> => {
      if (bytes.length > maxBytes) return Promise.resolve(refused('too-large'));
      const { kind, code } = { code: undefined, ...parts.sniff(bytes) };
      if (kind === 'refused') return Promise.resolve(refused(code ?? 'unknown'));
      if (kind === 'text') return Promise.resolve(parts.text.decode(bytes, name));
      return parse({ kind, bytes });
    },
  };
};
