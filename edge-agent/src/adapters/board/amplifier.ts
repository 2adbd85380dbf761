/**
 * Relay of the amplifier — rơ-le tăng âm.
 *
 * Writes the file that the kernel gives a pin (`/sys/class/gpio/gpio17/value`) or a lamp
 * (`/sys/class/leds/amplifier/brightness`), and reads it back. Decides nothing; whatever was wanted
 * last is written, and tried again for as long as it fails.
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { AmplifierSwitch, Log } from '../../ports.js';

const RETRY_MS = 5_000;

export type RelaySetting = {
  readonly file: string;
  /** What is written to switch it on; the other text switches it off. */
  readonly on: '0' | '1';
};

/** @param retryMs pause after a fault */
export function createAmplifier(
  { file, on: onText }: RelaySetting,
  log: Log,
  retryMs = RETRY_MS,
): AmplifierSwitch {
  const offText = onText === '1' ? '0' : '1';
  let tell: (fault: string | null) => void = () => undefined;
  let wanted = false;
  let known: string | null = null;
  let retry: NodeJS.Timeout | undefined;
  /** One write after another, the newest wish last. */
  let writing = Promise.resolve();

  const say = (fault: string | null): void => {
    if (fault === known) return;
    known = fault;
    if (fault !== null) log('error', 'board-fault', { detail: `amplifier: ${fault}` });
    tell(fault);
  };
  const write = async (): Promise<void> => {
    clearTimeout(retry);
    try {
      await put(file, wanted ? onText : offText);
      say(null);
    } catch (cause) {
      say((cause instanceof Error ? cause.message : String(cause)).slice(0, 150));
      retry = setTimeout(settle, retryMs).unref();
    }
  };
  function settle(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }
  return {
    start: (told) => {
      tell = told;
      return settle();
    },
    turn: (on) => {
      wanted = on;
      void settle();
    },
    stop: async () => {
      wanted = false;
      tell = () => undefined;
      await settle();
      clearTimeout(retry);
    },
  };
}

/** Never makes a file: a pin that is not there is a fault. */
async function put(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'r+' });
  const now = (await readFile(file, 'utf8')).trim();
  if (now !== text) throw new Error(`${file} is ${now.slice(0, 20)} after ${text} was written`);
}
