/**
 * One look at a time — mỗi lúc chỉ đọc cảm biến một lần.
 *
 * A driver that hangs holds the hand that reads it. Promises that it holds one at most, that whoever
 * asks has an answer soon, and that what cannot be read now is unknown instead of being as it was.
 */
import { setTimeout as after } from 'node:timers/promises';
import type { Board, Log } from '../../ports.js';

type Reading = Awaited<ReturnType<Board['read']>>;

const UNKNOWN: Reading = {
  mains: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  line: null,
  counter: null,
};

/** @param withinMs a look that takes longer is answered by nothing, and goes on */
export function oneLookAtATime(board: Board, log: Log, withinMs: number): Board {
  let under: Promise<Reading> | null = null;
  return {
    async read() {
      under ??= board.read().finally(() => {
        under = null;
      });
      const answered = new AbortController();
      const late = after(withinMs, null, { signal: answered.signal, ref: false });
      // Called off below, which is no fault.
      const reading = await Promise.race([under, late.catch(() => null)]);
      answered.abort();
      if (reading === null) log('warn', 'board-fault', { detail: 'a sensor does not answer' });
      return reading ?? UNKNOWN;
    },
  };
}
