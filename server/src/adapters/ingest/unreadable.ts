/**
 * Unreadable — tệp không đọc được.
 *
 * What a reader of this folder throws through its own layers; the thread that runs it turns the code
 * into an answer. It says nothing to people.
 */
import type { RefusalCode } from '../../core/ingest/refusals.js';

export class Unreadable extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.name = 'Unreadable';
    this.code = code;
  }
}
