/**
 * Sheet reader — nhận bảng tính.
 *
 * Bytes of a workbook → its first sheet as text, read in a thread of its own without network and
 * files, within the limits of size, time and memory of every document.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SheetReader } from '../../ports/ingest.js';
import { parseIsolated } from './isolated.js';
import { Turnstile } from './turnstile.js';

const LIMITS = { maxBytes: 6 * 1024 * 1024, timeMs: 30_000, memoryMb: 512 };

/** @param program of the thread that reads */
export const createSheetReader = (
  program: URL,
  limits: Partial<typeof LIMITS> = {},
): SheetReader => {
  const { maxBytes, timeMs, memoryMb } = { ...LIMITS, ...limits };
  const turnstile = new Turnstile(1);
  return async (bytes): Promise<Result<string, string>> => {
    if (bytes.length > maxBytes) return err('too-large');
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return err('unknown');
    const answer = await turnstile.run(() =>
      parseIsolated({ kind: 'xlsx', bytes }, { program, timeMs, memoryMb }),
    );
    if (answer === undefined) return err('too-slow');
    return answer.ok ? ok(answer.value.text) : err(answer.code);
  };
};
