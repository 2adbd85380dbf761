/**
 * Reading a document for the command line — đọc văn bản từ tệp.
 *
 * File → text → script, with the same adapters and cores as the server, and the same refusals said
 * in English for a terminal.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Script } from '@loaso/shared/wire/script';
import { composeScript } from '../core/script/compose.js';
import { createDocumentIngest } from '../main/ingest.js';

/** @throws with one sentence when the file cannot be read as a text */
export async function scriptOfFile(file: string): Promise<Script> {
  const decoded = await createDocumentIngest().decode(await readFile(file), basename(file));
  if (!decoded.ok) throw new Error(`${file}: ${decoded.error.detail}`);
  return composeScript(decoded.value.text);
}
