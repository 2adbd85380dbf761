/**
 * Virtual time for a real shell — thời gian ảo.
 *
 * One alarm, as the clock port has it, and everything else that is to happen at an instant. Time moves
 * when it is told to, from one of them to the next; what the disk is still doing is waited for.
 */
import type { SystemClock } from '#edge-agent/ports';

type Due = { readonly monoMs: number; readonly run: () => void };

export type VirtualTime = {
  readonly clock: SystemClock;
  now(): number;
  later(delayMs: number, run: () => void): void;
  at(monoMs: number, run: () => void): void;
  /** @param idle resolves when nothing real is under way */
  passTo(monoMs: number, idle: () => Promise<void>): Promise<void>;
};

/** @param startMs UTC at monotonic 0 */
export function createVirtualTime(startMs: number): VirtualTime {
  let now = 1_000;
  let alarm: Due | null = null;
  let dues: Due[] = [];
  const at = (monoMs: number, run: () => void): void => {
    dues.push({ monoMs, run });
  };
  const nextOf = (): Due | null => {
    const first = dues.reduce<Due | null>(
      (best, one) => (best === null || one.monoMs < best.monoMs ? one : best),
      null,
    );
    if (alarm === null) return first;
    return first === null || alarm.monoMs < first.monoMs ? alarm : first;
  };
  return {
    clock: {
      read: () => {
        const wallMs = startMs + now;
        return { wallMs, monoMs: now, ntpSynced: true, rtcMs: wallMs };
      },
      refresh: () => Promise.resolve(),
      wakeAt: (monoMs, run) => {
        alarm = { monoMs, run };
      },
      stop: () => {
        alarm = null;
      },
    },
    now: () => now,
    later: (delayMs, run) => at(now + delayMs, run),
    at,
    passTo: async (until, idle) => {
      for (let due = nextOf(); due !== null && due.monoMs <= until; due = nextOf()) {
        now = Math.max(now, due.monoMs);
        if (due === alarm) alarm = null;
        else dues = dues.filter((one) => one !== due);
        due.run();
        await idle();
      }
      now = until;
    },
  };
}
