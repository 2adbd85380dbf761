/**
 * Tone results — kết quả thử thanh điệu.
 *
 * Remembers on disk what the tone test said of a voice, under the hash of the voice, so that it is
 * tested once and again only when a file of it changes. Knows no sound.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import { z } from 'zod';

export type ToneResults = {
  /** `undefined` when this voice was never tested (or its note cannot be read). */
  find(fingerprint: string): Promise<Result<null, string> | undefined>;
  keep(fingerprint: string, verdict: Result<null, string>): Promise<void>;
};

/** Raise when the test itself changes its mind. */
const TEST_VERSION = 1;
const Note = z.object({ version: z.literal(TEST_VERSION), problem: z.string().nullable() });

export function createToneResults(directory: string): ToneResults {
  const pathOf = (fingerprint: string): string => join(directory, `${fingerprint}.json`);
  return {
    async find(fingerprint) {
      const text = await readFile(pathOf(fingerprint), 'utf8').catch((cause: unknown) => {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw cause;
      });
      const note = text === undefined ? undefined : Note.safeParse(parsed(text));
      if (!note?.success) return undefined;
      return note.data.problem === null ? ok(null) : err(note.data.problem);
    },
    async keep(fingerprint, verdict) {
      await mkdir(directory, { recursive: true });
      const aside = `${pathOf(fingerprint)}.${randomUUID()}.tmp`;
      const problem = verdict.ok ? null : verdict.error;
      await writeFile(aside, JSON.stringify({ version: TEST_VERSION, problem }));
      await rename(aside, pathOf(fingerprint));
    },
  };
}

/** A half-written note is no note: the test is simply done again. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
