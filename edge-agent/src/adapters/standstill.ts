/**
 * Standstill — thẻ nhớ đứng im.
 *
 * A write that neither ends nor fails leaves a box that answers and can promise nothing. After a minute
 * of it the watchdog is told no more that all is well, and word of it is left in memory, since the card
 * takes none: the next start tells. Where that start stands still as well, the board itself is started
 * anew. Waits while a warning is held: the next start would not know of it.
 */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '../ports.js';

/** A slow card at its worst takes seconds. */
const WAITS_MS_MAX = 60_000;
const LOOK_EVERY_MS = 5_000;

export type StandstillParts = {
  /** In memory, and gone with the start of the system; undefined where there is no such place. */
  readonly note: string | undefined;
  /** Of the oldest work of the journal, milliseconds. */
  readonly waitsMs: () => number;
  readonly hasStored: () => boolean;
  /** False while this start must not end. */
  readonly mayEnd: () => boolean;
  /** Asks for a start of the whole board. */
  readonly reboot: () => Promise<void>;
};

export type Standstill = {
  /** True from the moment at which nothing but a new start helps. */
  readonly stands: () => boolean;
  /** Looks once; by itself it does so every few seconds. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
};

/** Beside the file by which a restart of the board is asked for. */
export const standstillNote = (rebootFile: string | undefined): string | undefined =>
  rebootFile === undefined ? undefined : join(dirname(rebootFile), 'standstill');

export function createStandstill(
  { note, waitsMs, hasStored, mayEnd, reboot }: StandstillParts,
  log: Log,
): Standstill {
  let stands = false;
  let timer: NodeJS.Timeout | undefined;

  async function standStill(): Promise<void> {
    const again = note !== undefined && existsSync(note);
    log('error', 'standstill', { waitsMs: Math.round(waitsMs()), again });
    if (again) await reboot();
    else if (note !== undefined) await writeFile(note, '', { mode: 0o600 });
  }

  async function look(): Promise<void> {
    if (stands) return;
    if (waitsMs() > WAITS_MS_MAX && mayEnd()) {
      stands = true;
      await standStill().catch((cause: unknown) =>
        log('warn', 'watchdog-fault', { detail: String(cause).slice(0, 200) }),
      );
    } else if (note !== undefined && hasStored()) await rm(note, { force: true });
  }

  return {
    stands: () => stands,
    look,
    start: () => {
      timer = setInterval(() => void look(), LOOK_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
