/**
 * loaso-agent amplifier-off — tắt tăng âm.
 *
 * For the unit, after an agent that ended however it did: its amplifier is not left on. Says nothing where
 * there is no relay, and touches none that a running agent holds.
 */
import { createAmplifier } from '../adapters/board/amplifier.js';
import { createLog } from '../adapters/log.js';
import { askRun } from '../adapters/run-lock.js';
import type { Config } from '../config.js';
import { relayOf } from '../main/derived.js';

/** @returns the exit code */
export async function amplifierOff(config: Config): Promise<number> {
  const relay = relayOf(config);
  if (relay === null) return 0;
  if ((await askRun(config.state)) !== 'away') return 1;
  let fault: string | null = null;
  const relaySwitch = createAmplifier(relay, createLog(config.logLevel, {}));
  await relaySwitch.start((told) => {
    fault = told;
  });
  await relaySwitch.stop();
  return fault === null ? 0 : 1;
}
