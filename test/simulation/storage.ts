/**
 * Storage of a simulated box — lưu trữ của cụm giả lập.
 *
 * Runs what the core wants of journal and files, with the delays and failures of a cheap card on a
 * bad link. What was promised to the core is told to the witness, who remembers it.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { MINUTE_MS } from '@loaso/shared/time';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { AgentEvent, FileFault } from '#edge-agent/core/event';
import type { Chance } from './chance.js';
import type { FakeDisk } from './fake-disk.js';
import type { Witness } from './witness.js';
import type { World } from './world.js';

export type Happening = AgentEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'at'>
    : never
  : never;

type Shell = {
  readonly disk: FakeDisk;
  readonly witness: Witness;
  readonly isOnline: () => boolean;
  /** Later, unless the process has ended by then. */
  readonly later: (ms: number, run: () => void) => void;
  readonly feed: (happening: Happening) => void;
  readonly powerCut: (downMs: number) => void;
};

type JournalEffect = Extract<AgentEffect, { type: 'journal' | 'compact' }>;

/** So soon after an answer the bytes of one that came too early may not be on the disk yet. */
const CUT_AFTER_MS = 2_000;
const FREE_BYTES = 8e9;
const FULL_BYTES = 1e6;

export class Storage {
  readonly #world: World;
  readonly #chance: Chance;
  /** Of what follows an answer. */
  readonly #after: Chance;
  readonly #shell: Shell;
  /** The disk writes one thing after another. */
  #diskFreeAt = 0;
  /** After a write that failed nothing is kept until all of it is written anew. */
  #broken = false;

  constructor(world: World, chance: Chance, shell: Shell) {
    this.#world = world;
    this.#chance = chance;
    this.#after = chance.stream('after an answer');
    this.#shell = shell;
  }

  /** A new process: nothing is under way. */
  restart(): void {
    this.#diskFreeAt = this.#world.now;
    this.#broken = false;
  }

  freeBytes(): number {
    return this.#shell.disk.full ? FULL_BYTES : FREE_BYTES;
  }

  write(effect: JournalEffect): void {
    const { token, entries, type } = effect;
    const { now, bug, faults } = this.#world;
    this.#shell.disk.begin(type === 'compact' ? 'compact' : 'append', entries);
    const promise = this.#shell.witness.promises(type, entries);
    const early = bug === 'ack-before-store';
    const slow = this.#chance.happens(0.004) ? 4_000 : 30;
    const doneAt = Math.max(now, this.#diskFreeAt) + this.#chance.between(3, early ? 5_000 : slow);
    this.#diskFreeAt = doneAt;
    const fails = this.#chance.happens(faults.journalFailure * (this.#shell.disk.full ? 20 : 1));
    if (early) {
      this.#shell.later(1, () => {
        promise.kept();
        this.#answer(token, 0);
      });
    }
    this.#shell.later(doneAt - now, () => {
      this.#broken = fails || (this.#broken && type === 'journal');
      if (this.#broken) {
        this.#shell.disk.fail();
        this.#shell.feed({ type: 'journal-failed', token, detail: 'EIO' });
        return;
      }
      const sizeBytes = this.#shell.disk.finish();
      if (early) return;
      promise.kept();
      this.#answer(token, sizeBytes);
    });
  }

  #answer(token: number, sizeBytes: number): void {
    this.#shell.feed({ type: 'journal-stored', token, sizeBytes });
    if (!this.#after.happens(this.#world.faults.cutAfterAnswer)) return;
    const downMs = this.#after.pause(5 * MINUTE_MS);
    this.#shell.later(this.#after.between(0, CUT_AFTER_MS), () => this.#shell.powerCut(downMs));
  }

  download(sha256: Sha256, sizeBytes: number): void {
    const wentWell = this.#shell.isOnline();
    const bad = this.#chance.happens(this.#world.faults.badDownload);
    const durationMs = wentWell ? 200 + sizeBytes / this.#chance.between(20, 200) : 3_000;
    const reason: FileFault = bad
      ? this.#chance.pick(['network', 'corrupt', 'refused'])
      : 'network';
    this.#shell.later(durationMs, () => {
      if (this.#shell.disk.full) {
        this.#shell.feed({ type: 'file-failed', sha256, reason: 'disk', detail: 'ENOSPC' });
      } else if (bad || !wentWell || !this.#shell.isOnline()) {
        this.#shell.feed({ type: 'file-failed', sha256, reason, detail: 'simulated' });
      } else {
        this.#shell.disk.files.set(sha256, { sizeBytes, right: true });
        this.#shell.feed({ type: 'file-ready', sha256, sizeBytes, freeBytes: this.freeBytes() });
      }
    });
  }

  check(sha256: Sha256, sizeBytes: number): void {
    this.#shell.later(this.#chance.between(20, 800), () => {
      const right = this.#shell.disk.isRight(sha256) || this.#world.bug === 'play-without-hash';
      const freeBytes = this.freeBytes();
      if (right) this.#shell.feed({ type: 'file-ready', sha256, sizeBytes, freeBytes });
      else {
        const reason = this.#shell.disk.files.has(sha256) ? 'corrupt' : 'absent';
        this.#shell.feed({ type: 'file-failed', sha256, reason, detail: 'simulated' });
      }
    });
  }
}
