/**
 * Lifeline — dây sự sống của cụm.
 *
 * The journal of the box, and what tells systemd that the box lives: no longer when the card under that
 * journal stands still.
 */
import { createFileJournal } from '../adapters/journal/file-journal.js';
import { realFiles } from '../adapters/journal/file-layer.js';
import { timedJournal } from '../adapters/journal/timed-journal.js';
import { createRebootRequest } from '../adapters/reboot-request.js';
import { createStandstill, standstillNote } from '../adapters/standstill.js';
import { createWatchdog } from '../adapters/watchdog.js';
import { type Config, watchdogSetting } from '../config.js';
import type { AgentState } from '../core/state.js';
import type { Journal, Log } from '../ports.js';

export type Lifeline = {
  /** From its opening on somebody looks at how long it takes. */
  readonly journal: Journal;
  ready(): void;
  stop(): void;
};

export function lifelineOf(
  { rebootFile }: Config,
  path: string,
  state: () => AgentState,
  log: Log,
): Lifeline {
  const plain = createFileJournal(path, realFiles, log);
  const { journal, waitsMs, hasStored } = timedJournal(plain, () => performance.now());
  const standstill = createStandstill(
    {
      note: standstillNote(rebootFile),
      waitsMs,
      hasStored,
      mayEnd: () => state().durable.orders.live.size === 0,
      reboot: createRebootRequest(rebootFile),
    },
    log,
  );
  const watchdog = createWatchdog(watchdogSetting(), log, { stands: standstill.stands });
  return {
    journal: {
      ...journal,
      open: () => {
        standstill.start();
        return journal.open();
      },
    },
    ready: watchdog.ready,
    stop: () => {
      standstill.stop();
      watchdog.stop();
    },
  };
}
