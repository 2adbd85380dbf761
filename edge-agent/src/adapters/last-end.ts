/**
 * Last end — lần kết thúc trước.
 *
 * What systemd, the hardware watchdog and the agent before know of the end before this start: the unit
 * writes the result of the service into a file when it ends, the kernel keeps why the board was reset,
 * and an agent whose card stood still left a note in memory. The file is taken away when it has been
 * read, so an older end is never told twice; the note goes with the first write that is stored.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndFound } from '../core/health.js';

const CARD_RESET = 0x20;

/** Written by ExecStopPost of the unit. */
export const lastEndFile = (state: string): string => join(state, 'last-end');

/** In place of the result, where the agent had left its note. */
const STOOD = 'standstill';

/** $SERVICE_RESULT of systemd.exec(5); what is not listed is an end in order. */
const RESULTS: Readonly<Record<string, 'watchdog' | 'crash'>> = {
  watchdog: 'watchdog',
  [STOOD]: 'watchdog',
  'exit-code': 'crash',
  signal: 'crash',
  'core-dump': 'crash',
  'oom-kill': 'crash',
  timeout: 'crash',
};

const textOf = async (path: string): Promise<string | null> => {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    // Absent on most boxes, unreadable on some: both mean that nothing is known.
    return null;
  }
};

/**
 * @param sys  folder of sysfs
 * @param note of a card that stood still; undefined where none can be left
 */
export async function takeLastEnd(
  state: string,
  sys: string,
  note: string | undefined,
): Promise<EndFound> {
  const noted = note !== undefined && (await textOf(note)) !== null;
  const file = lastEndFile(state);
  const result = noted ? STOOD : await textOf(file);
  // On a disk that takes no writes it is told again: better than no start.
  if (result !== null) await rm(file, { force: true }).catch(() => undefined);
  const status = Number((await textOf(`${sys}/class/watchdog/watchdog0/bootstatus`)) ?? 0);
  return {
    supervisor: result === null ? null : (RESULTS[result] ?? null),
    boardReset: (status & CARD_RESET) !== 0,
    stood: result === STOOD,
  };
}
