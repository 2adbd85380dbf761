/**
 * Technician — kỹ thuật viên trong thế giới giả lập.
 *
 * Now and then somebody orders something of a box, in any state it may be in, and the line brings the
 * order more than once. Keeps what was ordered, and holds the box to it: nothing unasked, nothing
 * twice, no louder than it was turned down to, and every result that its disk has promised comes in.
 */
import { isDeepStrictEqual } from 'node:util';
import type { DeviceId } from '@loaso/shared/ids';
import { instant, MINUTE_MS } from '@loaso/shared/time';
import { seal } from '@loaso/shared/trust/sealed';
import type { Command } from '@loaso/shared/wire/command';
import { CommandResult } from '@loaso/shared/wire/result';
import type { DataPlan } from '#edge-agent/core/data-plan-entry';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { Trim } from '#edge-agent/core/trim-entry';
import type { Box } from './box.js';
import type { Chance } from './chance.js';
import type { Segment } from './segment.js';
import { symbolicKey } from './symbolic-keys.js';
import type { World } from './world.js';

/** In the trust root of every box under this name. */
const KEY = symbolicKey('command-1', 'command');
const LIFE_MS = 2 * MINUTE_MS;
/** How soon an order to be quieter is followed, and what the journal takes before it. */
const REACT_MS = 2_000;

type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Deed = OmitEach<Command, 'v' | 'dev' | 'id' | 'iat' | 'nbf' | 'exp' | 'why'>;

const DEEDS: readonly ((chance: Chance) => Deed)[] = [
  () => ({ kind: 'network-test' }),
  () => ({ kind: 'check-files' }),
  () => ({ kind: 'collect-log' }),
  () => ({ kind: 'restart-box' }),
  () => ({ kind: 'learn-level' }),
  (chance) => ({ kind: 'set-volume', volumePercent: chance.pick([10, 40, 70, 100]) }),
  (chance) => ({
    kind: 'set-data',
    data: chance.pick([null, { budgetMb: 2_000, monthDay: 1 }, { budgetMb: 3_000, monthDay: 20 }]),
  }),
];

/** Signs an order for one box and sends it three times, as a line that repeats would. */
export function order(world: World, box: Box, { deed, chance }: { deed: Deed; chance: Chance }) {
  const now = instant(world.now);
  const id = `${deed.kind}-${box.index}-${now}`;
  const common = {
    v: 1,
    dev: box.id,
    id,
    iat: now,
    nbf: now,
    exp: instant(now + LIFE_MS),
  } as const;
  const command: Command = { ...common, why: 'simulated', ...deed };
  const raw = seal('command', JSON.stringify(command), [KEY.sign]);
  for (const afterMs of [0, 20_000, chance.between(1, 30) * MINUTE_MS]) {
    world.after(afterMs, () => box.link.sendDown('command', raw));
  }
  return command;
}

export function orderSomething(world: World, box: Box, chance: Chance): void {
  const deed = chance.pick(DEEDS)(chance);
  box.witness.technician.asked(order(world, box, { deed, chance }));
}

export class Technician {
  readonly #world: World;
  readonly #dev: DeviceId;
  readonly #orders = new Map<string, Command>();
  readonly #restarted = new Set<string>();
  /** What the journal has promised to tell, by command. */
  readonly #owed = new Map<string, CommandResult>();
  readonly #trims: { readonly at: number; readonly trim: Trim }[] = [];

  constructor(world: World, dev: DeviceId) {
    this.#world = world;
    this.#dev = dev;
  }

  asked(command: Command): void {
    this.#orders.set(command.id, command);
  }

  #violate(invariant: 'badOrder' | 'lost' | 'outsideEnvelope', detail: string): void {
    this.#world.violate(invariant, this.#dev, detail);
  }

  /** The board is to start anew. */
  restarts(id: string, isSounding: boolean): void {
    if (this.#orders.get(id)?.kind !== 'restart-box') {
      this.#violate('badOrder', `nobody ordered restart ${id}`);
    } else if (this.#restarted.has(id)) this.#violate('badOrder', `${id} restarted twice`);
    else if (isSounding) this.#violate('badOrder', `${id} restarted a box that sounds`);
    this.#restarted.add(id);
  }

  /** An entry that the disk has promised to keep. */
  promised(entry: JournalEntry): void {
    if (entry.k === 'result') this.#owed.set(entry.result.commandId, entry.result);
    if (entry.k === 'data-plan') this.#setsData(entry.plan);
    if (entry.k !== 'trim') return;
    const { trim } = entry;
    if (trim.commandId === this.#trims.at(-1)?.trim.commandId) return;
    const asked = this.#orders.get(trim.commandId);
    if (asked?.kind !== 'set-volume' || asked.volumePercent !== trim.percent) {
      this.#violate('badOrder', `nobody ordered ${trim.percent} % (${trim.commandId})`);
    }
    this.#trims.push({ at: this.#world.now, trim });
  }

  #setsData({ commandId, set }: DataPlan): void {
    const asked = this.#orders.get(commandId);
    if (asked?.kind === 'set-data' && isDeepStrictEqual(asked.data, set)) return;
    this.#violate('badOrder', `nobody ordered this data plan (${commandId})`);
  }

  /** What a start of the box reads is on its disk, whether that was promised or not. */
  survives(journal: readonly JournalEntry[]): void {
    for (const entry of journal) if (entry.k === 'result') this.promised(entry);
  }

  /** A result leaves the box: what it says is on the disk, where it is kept at all. */
  hears(raw: string): void {
    const { body } = JSON.parse(raw) as { body: string };
    const { commandId, receipt } = CommandResult.parse(JSON.parse(body));
    if (receipt === true && !this.#owed.has(commandId)) {
      this.#violate('badOrder', `the result of ${commandId} was told before it was on the disk`);
    }
  }

  /** A planned sound is over: was it ever louder than the box was turned down to? */
  judges({ volumes, endedAt, order: { playId } }: Segment): void {
    for (const [index, { at, trim }] of this.#trims.entries()) {
      const [from, until] = [
        at + REACT_MS,
        (this.#trims[index + 1]?.at ?? Number.POSITIVE_INFINITY) - REACT_MS,
      ];
      const over = volumes.find(
        (one, place) =>
          one.percent > trim.percent &&
          one.at < Math.min(until, endedAt) &&
          (volumes[place + 1]?.at ?? endedAt) > from,
      );
      if (over === undefined) continue;
      this.#violate(
        'outsideEnvelope',
        `${playId} at ${over.percent}, turned down to ${trim.percent}`,
      );
      return;
    }
  }

  /** A log comes in the place of what is promised for want of it. */
  #isLog(id: string, kept: string | undefined): boolean {
    if (kept === undefined || this.#orders.get(id)?.kind !== 'collect-log') return false;
    return (JSON.parse(kept) as CommandResult).kind === 'log';
  }

  /** All has come in: what was promised is there, in the words in which it was promised. */
  concludes(told: ReadonlyMap<string, string>): void {
    for (const [id, result] of this.#owed) {
      // The reader puts the fields in an order of its own.
      const kept = told.get(id);
      if (kept === JSON.stringify(CommandResult.parse(result)) || this.#isLog(id, kept)) continue;
      this.#violate('lost', `the result of ${id}, found ${kept ?? 'nothing'}`);
    }
  }
}
