/**
 * Errands of a simulated box — việc vặt của cụm giả lập.
 *
 * What an order has the shell do in the world: try the line, pack the log, start the board anew. Each
 * takes its time, and each may come to nothing.
 */
import { durationMs } from '@loaso/shared/time';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { Chance } from './chance.js';
import type { Happening } from './storage.js';
import type { Technician } from './technician.js';

type Shell = {
  readonly technician: Technician;
  readonly isOnline: () => boolean;
  readonly isSounding: () => boolean;
  /** Later, unless the process has ended by then. */
  readonly later: (ms: number, run: () => void) => void;
  readonly feed: (happening: Happening) => void;
  readonly powerCut: (downMs: number) => void;
};

type Wanted<K extends AgentEffect['type']> = Extract<AgentEffect, { type: K }>;

/** Longer than the core waits for an answer. */
const NO_ANSWER_MS = 90_000;
const NO_ANSWER = 0.1;

const ANSWERED = {
  fault: null,
  status: 200,
  nameMs: null,
  connectMs: durationMs(60),
  tlsMs: null,
  firstByteMs: durationMs(120),
} as const;
const SILENT = {
  ...ANSWERED,
  fault: 'connect',
  status: null,
  connectMs: null,
  firstByteMs: null,
  bytes: 0,
} as const;

export class Errands {
  readonly #chance: Chance;
  readonly #shell: Shell;

  constructor(chance: Chance, shell: Shell) {
    this.#chance = chance;
    this.#shell = shell;
  }

  #takesMs(mostMs: number): number {
    return this.#chance.happens(NO_ANSWER) ? NO_ANSWER_MS : this.#chance.between(50, mostMs);
  }

  measure({ id, sha256, bytesMax }: Wanted<'measure-network'>): void {
    const tookMs = this.#takesMs(20_000);
    this.#shell.later(tookMs, () => {
      const online = this.#shell.isOnline();
      const bytes = sha256 === null ? 0 : bytesMax;
      const files = online ? { ...ANSWERED, bytes } : SILENT;
      this.#shell.feed({
        type: 'network-measured',
        id,
        brokerMs: online ? 80 : null,
        files: { ...files, tookMs: durationMs(Math.round(tookMs)) },
      });
    });
  }

  collectLog({ id }: Wanted<'collect-log'>): void {
    const packed = this.#chance.happens(NO_ANSWER)
      ? null
      : { gzip: 'c2ltdWxhdGVk', lines: 40, bytes: 4_000 };
    this.#shell.later(this.#takesMs(3_000), () =>
      this.#shell.feed({ type: 'log-collected', id, packed }),
    );
  }

  /** The system may refuse, and it may take the order and never end. */
  reboot({ id }: Wanted<'reboot'>): void {
    this.#shell.technician.restarts(id, this.#shell.isSounding());
    const draw = this.#chance.next();
    if (draw < 0.1) {
      this.#shell.later(500, () =>
        this.#shell.feed({ type: 'reboot-failed', id, detail: 'by chance' }),
      );
    } else if (draw < 0.9) {
      this.#shell.later(500, () => this.#shell.powerCut(this.#chance.between(20_000, 60_000)));
    }
  }
}
