/**
 * Ingest port — cổng nhận văn bản.
 *
 * Bytes that somebody uploaded → text, or a refusal that says what is wrong with the file. Types
 * only; knows no encoding and no file format.
 */
import type { Result } from '@loaso/shared/result';
import type { Repair } from '@loaso/shared/wire/script';

export type Ingested = {
  readonly text: string;
  /** What had to be mended to read it. */
  readonly repairs?: readonly Repair[] | undefined;
};

export type IngestFault = {
  /** 'empty' or another word of the adapter for what it cannot read. */
  readonly code: string;
  /** For the person who sent it, in Vietnamese. */
  readonly detail: string;
};

export type Ingest = {
  /** Content decides, not the name; `name` only helps to say which file. */
  decode(bytes: Uint8Array, name: string): Promise<Result<Ingested, IngestFault>>;
};

/** Bytes of a workbook → its first sheet as `sheet-text` writes it, or the code of a refusal. */
export type SheetReader = (bytes: Uint8Array) => Promise<Result<string, string>>;
