/**
 * Rig — giàn thử cụm loa.
 *
 * Drives `reduce` through virtual time with an output, a disk and a line made of arithmetic: what is
 * ordered happens at its instant, what is written survives a cut only once it has been synced. Keeps
 * what a listener would have heard and what the server would have got.
 */

import type { Sha256 } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { AgentEvent, Reading } from '#edge-agent/core/event';
import type { EndFound } from '#edge-agent/core/health';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import { reduce } from '#edge-agent/core/reduce';
import type { Settings } from '#edge-agent/core/settings';
import { type AgentState, initialState } from '#edge-agent/core/state';
import { at, envelopeOf } from './plans.js';
import { type Heard, Voices } from './rig-voices.js';
import { AREA, DEV, ROOT, sealAs, TOOLS } from './sealing.js';

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
export type Happening = Without<AgentEvent, 'at'>;
export type JournalEffect = Extract<AgentEffect, { type: 'journal' | 'compact' }>;

export type RigOptions = {
  readonly settings?: Partial<Settings>;
  readonly envelope?: SoundEnvelope;
  /** True time at the first start, and what the clocks say. */
  readonly startAt?: Instant;
  readonly ntpSynced?: boolean;
  readonly wallErrorMs?: number;
  /** Files come by themselves; false keeps them away. */
  readonly downloads?: boolean;
  /** How long the disk takes to sync, milliseconds. */
  readonly syncMs?: number;
  /** A journal of somebody else's takes what is to be written; it answers by `feed` itself. */
  readonly keep?: (effect: JournalEffect) => void;
};

const STEPS_MAX = 200_000;

export class Rig {
  state: AgentState;
  readonly sent: { readonly topic: string; readonly body: Record<string, unknown> }[] = [];
  readonly effects: AgentEffect[] = [];
  /** What the relay of the amplifier did, true time. */
  readonly relay: { readonly on: boolean; readonly at: number }[] = [];
  /** A server that listens, if any; answers by `later`. */
  onSent: ((topic: string, body: Record<string, unknown>) => void) | null = null;
  /** A network that can be measured, if any; answers by `later`. */
  onMeasure: ((effect: Extract<AgentEffect, { type: 'measure-network' }>) => void) | null = null;
  /** Survives a cut. */
  synced: JournalEntry[] = [];
  files = new Map<Sha256, number>();
  monoMs = 1_000;
  systemBoot = 1;
  wallErrorMs: number;
  ntpSynced: boolean;
  rtc = false;
  /** What the battery clock is ahead of true time. */
  rtcErrorMs = 0;
  /** NTP alone: after a power cut the box knows the floor and what the network says. */
  noBattery = false;
  /** True time minus monotonic clock. */
  trueOffsetMs: number;
  downloads: boolean;
  /** Files that come broken, by reason. */
  readonly broken = new Map<Sha256, 'corrupt' | 'absent'>();
  #queue: { readonly atMs: number; readonly run: () => void; readonly life: number }[] = [];
  readonly #voices: Voices = new Voices(this);
  #wakeMonoMs: number | null = null;
  #life = 0;
  #journalBytes = 0;
  /** The disk takes no more writes, as one that was mounted read-only; `unread`: nor gives what it has. */
  disk: 'well' | 'read-only' | 'unread' = 'well';
  readonly #options: RigOptions;

  constructor(options: RigOptions = {}) {
    this.#options = options;
    this.trueOffsetMs = (options.startAt ?? at(290)) - this.monoMs;
    this.ntpSynced = options.ntpSynced ?? true;
    this.wallErrorMs = options.wallErrorMs ?? 0;
    this.downloads = options.downloads ?? true;
    this.state = this.#fresh();
    this.boot();
  }

  get heard(): readonly Heard[] {
    return this.#voices.heard;
  }

  get now(): number {
    return this.monoMs + this.trueOffsetMs;
  }

  #fresh(): AgentState {
    const envelope = sealAs('envelope', 'envelope', this.#options.envelope ?? envelopeOf());
    const identity = { dev: DEV, area: AREA, root: ROOT, envelope };
    return initialState(identity, this.#options.settings);
  }

  /** @param found what the system knows of the end before */
  boot(found?: EndFound): void {
    const freeBytes = 1_000_000_000;
    const files = [...this.files].map(([sha256, sizeBytes]) => ({ sha256, sizeBytes }));
    const journalFault = { detail: 'EROFS', unread: this.disk === 'unread' };
    this.feed({
      type: 'boot',
      journal: this.disk === 'unread' ? [] : this.synced,
      ...(this.disk !== 'well' && { journalFault }),
      ...(found !== undefined && { found }),
      files,
      freeBytes,
      bootId: `boot-${this.systemBoot}-${this.#life}`,
      systemBootId: `system-${this.systemBoot}`,
      seed: `seed-${this.#life}`,
      output: { kind: 'card', virtual: false, healthy: true, detail: 'rig' },
    });
  }

  /** kill -9: everything unsynced is gone; the system and its clocks live on. */
  kill(): void {
    this.#life += 1;
    this.#voices.cut();
    this.#wakeMonoMs = null;
    this.state = this.#fresh();
  }

  /** Power off until `until`, then a new system start. */
  powerCut(until: Instant): void {
    this.kill();
    this.systemBoot += 1;
    this.monoMs = 1_000;
    this.trueOffsetMs = until - this.monoMs;
    this.#queue = [];
    this.boot();
  }

  read(): Reading {
    const wallMs = this.now + this.wallErrorMs;
    // Where NTP is taken for granted, so is the battery clock behind it.
    const rtc = this.rtc || (this.ntpSynced && !this.noBattery);
    const rtcMs = rtc ? this.now + this.rtcErrorMs : null;
    return { wallMs, monoMs: this.monoMs, ntpSynced: this.ntpSynced, rtcMs };
  }

  feed(happening: Happening): void {
    const answer = reduce(this.state, { ...happening, at: this.read() }, TOOLS);
    this.state = answer.state;
    for (const effect of answer.effects) this.#run(effect);
  }

  message(name: string, raw: string): void {
    this.feed({ type: 'message', topic: `d/${DEV}/down/${name}`, raw });
  }

  /** Lets time pass to `until` (true time): alarms and everything under way happen on the way. */
  passTo(until: Instant): void {
    const end = until - this.trueOffsetMs;
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const next = this.#queue.reduce((soonest, { atMs }) => Math.min(soonest, atMs), end);
      const wake = this.#wakeMonoMs ?? Number.POSITIVE_INFINITY;
      if (Math.min(next, wake) >= end) {
        this.monoMs = Math.max(this.monoMs, end);
        return;
      }
      this.monoMs = Math.max(this.monoMs, Math.min(next, wake));
      if (wake <= next) this.#wakeUp();
      else this.#happen(next);
    }
    throw new Error('time stands still: the box wakes up without end');
  }

  #wakeUp(): void {
    this.#wakeMonoMs = null;
    this.feed({ type: 'tick' });
  }

  #happen(atMs: number): void {
    const due = this.#queue.filter((one) => one.atMs <= atMs);
    this.#queue = this.#queue.filter((one) => one.atMs > atMs);
    for (const { run, life } of due) if (life === this.#life) run();
  }

  later(delayMs: number, run: () => void): void {
    this.#queue.push({ atMs: this.monoMs + delayMs, run, life: this.#life });
  }

  records(): PlayRecord[] {
    return this.sent
      .filter(({ topic }) => topic === 'records')
      .flatMap(({ body }) => body['records'] as PlayRecord[]);
  }

  /** The ledger of the server: one line per number, in the words of a report. */
  ledger(): string[] {
    const bySeq = new Map(this.records().map((record) => [record.seq, record]));
    return [...bySeq.values()].map((record) => {
      const name = record.playId.split('.')[0];
      return record.outcome === 'completed'
        ? `${name} completed`
        : `${name} ${record.outcome} ${record.reason}`;
    });
  }

  last(topic: string): Record<string, unknown> | undefined {
    return this.sent.findLast((one) => one.topic === topic)?.body;
  }

  #run(effect: AgentEffect): void {
    this.effects.push(effect);
    switch (effect.type) {
      case 'publish':
        this.sent.push({ topic: effect.topic, body: bodyOf(effect.raw) });
        this.onSent?.(effect.topic, bodyOf(effect.raw));
        return;
      case 'journal':
      case 'compact':
        this.#write(effect);
        return;
      case 'wake-at':
        this.#wakeMonoMs = effect.monoMs;
        return;
      case 'download':
        this.#download(effect.sha256, effect.sizeBytes);
        return;
      case 'check-file':
        this.later(5, () => this.#checked(effect.sha256, effect.sizeBytes));
        return;
      case 'amplifier':
        this.relay.push({ on: effect.on, at: this.now });
        return;
      case 'measure-network':
        this.onMeasure?.(effect);
        return;
      case 'delete-file':
        this.files.delete(effect.sha256);
        return;
      case 'keep-heads':
      case 'log':
      case 'collect-log':
      case 'reboot':
      case 'restart':
        return;
      default:
        this.#voices.take(effect);
    }
  }

  #write(effect: JournalEffect): void {
    if (this.#options.keep !== undefined) {
      this.#options.keep(effect);
      return;
    }
    this.later(this.#options.syncMs ?? 3, () => {
      if (this.disk !== 'well') {
        this.feed({ type: 'journal-failed', token: effect.token, detail: 'EROFS' });
        return;
      }
      // Through text, as a disk would have it.
      const text = JSON.stringify(effect.entries);
      if (effect.type === 'compact') {
        this.synced = [];
        this.#journalBytes = 0;
      }
      this.synced.push(...(JSON.parse(text) as JournalEntry[]));
      this.#journalBytes += text.length;
      this.feed({ type: 'journal-stored', token: effect.token, sizeBytes: this.#journalBytes });
    });
  }

  #download(sha256: Sha256, sizeBytes: number): void {
    if (!this.downloads) return;
    this.later(50, () => {
      const reason = this.broken.get(sha256);
      if (reason !== undefined) {
        this.feed({ type: 'file-failed', sha256, reason, detail: 'broken on purpose' });
        return;
      }
      this.files.set(sha256, sizeBytes);
      this.feed({ type: 'file-ready', sha256, sizeBytes, freeBytes: 1_000_000_000 });
    });
  }

  #checked(sha256: Sha256, sizeBytes: number): void {
    const reason = this.broken.get(sha256);
    if (reason === undefined) {
      this.feed({ type: 'file-ready', sha256, sizeBytes, freeBytes: 1_000_000_000 });
    } else this.feed({ type: 'file-failed', sha256, reason, detail: 'rotten on purpose' });
  }
}

const bodyOf = (raw: string): Record<string, unknown> =>
  JSON.parse((JSON.parse(raw) as { body: string }).body) as Record<string, unknown>;
