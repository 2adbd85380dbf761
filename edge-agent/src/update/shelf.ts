/**
 * Shelf of releases — kệ các bản phát hành.
 *
 * Two folders `a` and `b`, a link `current` to the confirmed one, and `state.json`, all in one folder.
 * Looks at what lies there and carries out the planner's steps, each so that a power cut leaves it
 * done or not done. Decides nothing.
 */
import { dirname } from 'node:path';
import {
  EMPTY_UPDATE_STATE,
  type Found,
  type Lying,
  type Slot,
  type Step,
  type UpdateState,
} from './planner.js';
import type { ReleaseDisk } from './release-disk.js';

export type ShelfFile = {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** A judged release whose files are here, checked and synced. */
export type Delivery = {
  /** Sealed manifest, as it came. */
  readonly manifest: string;
  readonly files: readonly (ShelfFile & { readonly path: string })[];
};

export type Shelf = {
  /** Without reading any program. */
  look(packagedVersion: string): Promise<Lying>;
  /** What `plan` says of what lies here; of the programs those are hashed, once, that it asks for. */
  decide<T>(packagedVersion: string, plan: (found: Found) => T): Promise<T>;
  /** @param delivery needed for a step that fills a slot; its files are moved away */
  carryOut(steps: readonly Step[], delivery?: Delivery): Promise<void>;
  pathOf(slot: Slot, name: string): string;
};

export const releasesFolder = (state: string): string => `${state}/releases`;

export function createShelf(folder: string, disk: ReleaseDisk): Shelf {
  const at = (name: string): string => `${folder}/${name}`;
  const look = async (packagedVersion: string): Promise<Lying> => {
    const state = stateOf(await disk.readText(at('state.json')));
    const link = await disk.readLink(at('current'));
    const current = link === 'a' || link === 'b' ? link : null;
    return { state, current, packagedVersion };
  };
  return {
    look,
    decide: async (packagedVersion, plan) => {
      const lying = await look(packagedVersion);
      const known = new Map<Slot, boolean>();
      for (;;) {
        const asked = new Set<Slot>();
        const whole = (slot: Slot): boolean => {
          if (!known.has(slot)) asked.add(slot);
          return known.get(slot) ?? true;
        };
        const answer = plan({ ...lying, whole });
        if (asked.size === 0) return answer;
        for (const slot of asked) known.set(slot, await isWhole(disk, at(slot)));
      }
    },
    carryOut: async (steps, delivery) => {
      if (steps.length === 0) return;
      await disk.makeFolder(folder);
      await disk.syncFolder(dirname(folder));
      for (const step of steps) await carryOutOne(disk, at, step, delivery);
    },
    pathOf: (slot, name) => at(`${slot}/${name}`),
  };
}

/** What was written by this agent, or nothing: a state that cannot be read confirms no release. */
function stateOf(text: string | null): UpdateState {
  if (text === null) return EMPTY_UPDATE_STATE;
  try {
    const state = JSON.parse(text) as UpdateState;
    return state.v === 1 ? state : EMPTY_UPDATE_STATE;
  } catch (cause) {
    if (cause instanceof SyntaxError) return EMPTY_UPDATE_STATE;
    throw cause;
  }
}

async function isWhole(disk: ReleaseDisk, slot: string): Promise<boolean> {
  const files = filesOf(await disk.readText(`${slot}/manifest.json`));
  for (const { name, sha256, sizeBytes } of files) {
    const found = await disk.measure(`${slot}/${name}`);
    if (found?.sha256 !== sha256 || found.sizeBytes !== sizeBytes) return false;
  }
  return files.length > 0;
}

/** Files that a manifest names; none when it is torn. It was judged when it came. */
export function filesOf(manifest: string | null): readonly ShelfFile[] {
  if (manifest === null) return [];
  try {
    const { body } = JSON.parse(manifest) as { body: string };
    return (JSON.parse(body) as { files: ShelfFile[] }).files;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return [];
    throw cause;
  }
}

type At = (name: string) => string;

async function carryOutOne(
  disk: ReleaseDisk,
  at: At,
  step: Step,
  delivery: Delivery | undefined,
): Promise<void> {
  switch (step.type) {
    case 'write-state':
      await writeWhole(disk, at('state.json'), `${JSON.stringify(step.state)}\n`);
      break;
    case 'fill':
      if (delivery === undefined) throw new Error('nothing was delivered to fill a slot with');
      await fill(disk, at, step.slot, delivery);
      break;
    case 'point':
      await disk.remove(at('current.new'));
      await disk.link(step.slot, at('current.new'));
      await disk.rename(at('current.new'), at('current'));
      break;
  }
  await disk.syncFolder(at('.'));
}

async function writeWhole(disk: ReleaseDisk, path: string, text: string): Promise<void> {
  await disk.writeText(`${path}.new`, text);
  await disk.sync(`${path}.new`);
  await disk.rename(`${path}.new`, path);
}

/** Everything is complete and synced under another name before it gets the name of the slot. */
async function fill(disk: ReleaseDisk, at: At, slot: Slot, delivery: Delivery): Promise<void> {
  const staging = at('staging');
  await disk.remove(staging);
  await disk.makeFolder(staging);
  for (const { name, path } of delivery.files) await disk.rename(path, `${staging}/${name}`);
  await disk.writeText(`${staging}/manifest.json`, delivery.manifest);
  await disk.sync(`${staging}/manifest.json`);
  await disk.syncFolder(staging);
  await disk.remove(at(slot));
  await disk.rename(staging, at(slot));
}
