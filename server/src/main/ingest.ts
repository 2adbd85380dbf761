/**
 * Wiring of ingest — nối các bộ đọc văn bản.
 *
 * Joins the readers of files with what the core knows of formats and charsets. Server and command line
 * read a document through the same door.
 */
import { createIngest, type IngestOptions } from '../adapters/ingest/ingest.js';
import { createSheetReader } from '../adapters/ingest/sheet.js';
import { textFileIngest } from '../adapters/ingest/text-file.js';
import { refusalDetail } from '../core/ingest/refusals.js';
import { sniff } from '../core/ingest/sniff.js';
import { toUnicode } from '../core/text/legacy-charset.js';
import type { Ingest, SheetReader } from '../ports/ingest.js';

/** The thread's program stands beside this file, as source or as built. */
const PROGRAM = import.meta.url.endsWith('.ts')
  ? new URL('./parse-worker.ts', import.meta.url)
  : new URL('./parse-worker.js', import.meta.url);

/** Reads every kind of document that the product takes. */
export const createDocumentIngest = (options?: IngestOptions): Ingest =>
  createIngest(
    { sniff, detailOf: refusalDetail, text: textFileIngest(toUnicode), program: PROGRAM },
    options,
  );

/** Reads workbooks in the same kind of thread. */
export const createSheetIngest = (): SheetReader => createSheetReader(PROGRAM);
