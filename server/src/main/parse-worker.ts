/**
 * Parse worker — luồng đọc tệp.
 *
 * Program of a thread of its own with little memory, without network and files: bytes of one document in,
 * its text or the code of a refusal out. It lives for one document.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { confineThread } from '../adapters/ingest/confine.js';
import { readDocBody } from '../adapters/ingest/doc-file.js';
import { readDocxParts } from '../adapters/ingest/docx-file.js';
import { readHtmlText } from '../adapters/ingest/html-file.js';
import type { ParseAnswer, ParseJob } from '../adapters/ingest/isolated.js';
import { preparePdf, readPdfPages } from '../adapters/ingest/pdf-file.js';
import { readXlsxRows } from '../adapters/ingest/xlsx-file.js';
import { sheetText } from '../core/coverage/sheet-text.js';
import { docText } from '../core/ingest/doc-text.js';
import { type DocumentText, docxText } from '../core/ingest/docx-text.js';
import { domText } from '../core/ingest/dom-text.js';
import { readPdfDocument } from '../core/ingest/pdf-text.js';
import { refusalCodeOf } from '../core/ingest/refusals.js';
import { sniffZip } from '../core/ingest/sniff.js';
import { xlsxRows } from '../core/ingest/xlsx-rows.js';
import { toUnicode } from '../core/text/legacy-charset.js';

type Reader = (bytes: Uint8Array) => DocumentText | Promise<DocumentText>;

const READERS: Readonly<Record<ParseJob['kind'], Reader>> = {
  docx: (bytes) => docxText(readDocxParts(bytes, sniffZip)),
  doc: async (bytes) => docText(await readDocBody(bytes)),
  pdf: async (bytes) => readPdfDocument(await readPdfPages(bytes)),
  xlsx: (bytes) => ({ text: sheetText(readXlsxRows(bytes, xlsxRows)), repairs: [] }),
  html: (bytes) => ({ text: toUnicode(readHtmlText(bytes, domText)).text, repairs: [] }),
};

const parse = async ({ kind, bytes }: ParseJob): Promise<ParseAnswer> => {
  try {
    return { ok: true, value: await READERS[kind](bytes) };
  } catch (error) {
    return { ok: false, code: refusalCodeOf(error) };
  }
};

const job = workerData as ParseJob;
if (job.kind === 'pdf') await preparePdf();
confineThread();
parentPort?.postMessage(await parse(job));
