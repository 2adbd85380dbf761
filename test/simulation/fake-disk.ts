/**
 * Fake disk — đĩa giả.
 *
 * What a box's disk would hold after a power cut at this instant. Written data survives only when it
 * was synced; of what was under way, any beginning may survive, to the single line. A compaction
 * takes the place of the journal whole or not at all.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { Bug } from './bugs.js';
import type { Chance } from './chance.js';

type Write = {
  readonly kind: 'append' | 'compact';
  readonly entries: readonly JournalEntry[];
  readonly sizeBytes: number;
};

export type FileOnDisk = { readonly sizeBytes: number; right: boolean };

const sizeOf = (entry: JournalEntry): number => {
  if ('raw' in entry) return entry.raw.length + 30;
  if (entry.k === 'fates') return 60 * entry.fates.length;
  if (entry.k === 'owed') return 400 * entry.airings.length;
  return entry.k === 'record' ? 330 : 130;
};

export class FakeDisk {
  readonly files = new Map<Sha256, FileOnDisk>();
  full = false;
  readonly #chance: Chance;
  readonly #bug: Bug | null;
  /** Survives anything. */
  #safe: JournalEntry[] = [];
  #sizeBytes = 0;
  /** Answered as stored, not synced: only a planted bug leaves anything here. */
  #answered: Write[] = [];
  /** Given and not answered yet, in order. */
  #underWay: Write[] = [];
  #writes = 0;

  constructor(chance: Chance, bug: Bug | null) {
    this.#chance = chance;
    this.#bug = bug;
  }

  /** Begins a write; it must be ended by {@link finish}, in order. */
  begin(kind: Write['kind'], entries: readonly JournalEntry[]): void {
    const kept = this.#bug === 'forget-begun' ? entries.filter(({ k }) => k !== 'begun') : entries;
    const sizeBytes = kept.reduce((sum, entry) => sum + sizeOf(entry), 0);
    this.#underWay.push({ kind, entries: kept, sizeBytes });
  }

  /** The oldest write is done. @returns the size of the journal */
  finish(): number {
    const write = this.#underWay.shift();
    if (write === undefined) throw new Error('no write is under way');
    this.#writes += 1;
    if (this.#bug === 'skip-fsync' && this.#writes % 3 === 0) this.#answered.push(write);
    else {
      for (const earlier of this.#answered.splice(0)) this.#keep(earlier, earlier.entries.length);
      this.#keep(write, write.entries.length);
    }
    return this.#sizeBytes;
  }

  /** The disk refuses the oldest write; the bytes are gone. */
  fail(): void {
    this.#underWay.shift();
  }

  #keep(write: Write, count: number): void {
    if (write.kind === 'compact') {
      this.#safe = [...write.entries];
      this.#sizeBytes = write.sizeBytes;
      return;
    }
    for (const entry of write.entries.slice(0, count)) this.#safe.push(entry);
    this.#sizeBytes += write.sizeBytes;
  }

  /** The process or the power ends now: of what was not synced, some beginning survives. */
  cut(): void {
    for (const write of [...this.#answered, ...this.#underWay]) {
      const whole = this.#chance.happens(0.4);
      if (whole) this.#keep(write, write.entries.length);
      else {
        const count = this.#chance.whole(0, write.entries.length);
        if (write.kind === 'append') this.#keep(write, count);
        break;
      }
    }
    this.#answered = [];
    this.#underWay = [];
  }

  /** What a start finds, through the same text form as on a real disk. */
  read(): JournalEntry[] {
    // Sealed messages are text already.
    return this.#safe.map((entry) =>
      'raw' in entry ? entry : (JSON.parse(JSON.stringify(entry)) as JournalEntry),
    );
  }

  isRight(sha256: Sha256): boolean {
    return this.files.get(sha256)?.right === true;
  }
}
