/**
 * Character budget — hạn mức ký tự tháng.
 *
 * What a paid service may cost: characters sent per voice and calendar month of Việt Nam, kept on
 * disk before each call so that a restart forgets nothing. Promises never to allow more than the
 * limit; a ledger that cannot be read allows nothing and says so.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import { instant, localDateOf } from '@loaso/shared/time';
import { z } from 'zod';

export type CharacterBudget = {
  /** Takes characters out of this month's budget, or says what is left. */
  spend(voiceId: string, characters: number, perMonth: number): Promise<Result<null, string>>;
};

const Ledger = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  spent: z.record(z.string(), z.int().nonnegative()),
});
type Ledger = z.infer<typeof Ledger>;

export function createCharacterBudget(file: string, now: () => number): CharacterBudget {
  let line: Promise<unknown> = Promise.resolve();
  /** One after the other: two calls must not both take the last characters. */
  const inLine = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = line.then(job);
    line = mine.catch(() => undefined);
    return mine;
  };
  const monthNow = (): string => localDateOf(instant(now())).slice(0, 7);
  return {
    spend: (voiceId, characters, perMonth) =>
      inLine(async () => {
        const ledger = await readLedger(file, monthNow());
        if (ledger === undefined) return err(`sổ hạn mức ${file} bị hỏng: hãy sửa hoặc xoá tệp`);
        const before = ledger.spent[voiceId] ?? 0;
        if (before + characters > perMonth) {
          return err(`tháng này đã dùng ${before} trong ${perMonth} ký tự`);
        }
        const spent = { ...ledger.spent, [voiceId]: before + characters };
        await writeLedger(file, { ...ledger, spent });
        return ok(null);
      }),
  };
}

/** `undefined` when the file is there and makes no sense. */
async function readLedger(file: string, month: string): Promise<Ledger | undefined> {
  const fresh: Ledger = { month, spent: {} };
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  });
  if (text === undefined) return fresh;
  const parsed = Ledger.safeParse(parse(text));
  if (!parsed.success) return undefined;
  // A clock that was set back does not open the budget of a past month again.
  return parsed.data.month < month ? fresh : parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller refuses with words; what was wrong inside helps nobody.
    return undefined;
  }
}

async function writeLedger(file: string, ledger: Ledger): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}.tmp`;
  await writeFile(aside, JSON.stringify(ledger));
  await rename(aside, file);
}
