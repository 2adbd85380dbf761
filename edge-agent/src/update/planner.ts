/**
 * Update planner — kế hoạch cập nhật của cụm.
 *
 * Which release runs at a start, and the steps of installing, confirming and going back. Pure: what
 * was found in, steps out. Every step is whole or not there after a power cut, and the steps stand in
 * such an order that a cut between any two leaves a release that runs. Knows no disk.
 */
import { compareVersions } from '@loaso/shared/version';

export type Slot = 'a' | 'b';
/** `packaged` is what the Debian package brought; nobody but root can change it. */
export type Target = Slot | 'packaged';

/** What was well when the update was ordered, and must be well again under the new release. */
export type Needs = { readonly link: boolean; readonly plan: boolean; readonly output: boolean };

export type SlotInfo = {
  readonly num: number;
  readonly version: string;
  /** Version of the package at that time: a newer package than this takes over again. */
  readonly packaged: string;
};

export type Failure = { readonly num: number; readonly version: string; readonly why: string };

export type UpdateState = {
  readonly v: 1;
  /** Highest number ever installed; it never falls. */
  readonly highestNum: number;
  readonly slots: Readonly<Record<Slot, SlotInfo | null>>;
  readonly trial: {
    readonly slot: Slot;
    /** Starts so far. */
    readonly attempts: number;
    readonly needs: Needs;
  } | null;
  /** The newest last. */
  readonly failed: readonly Failure[];
};

export const EMPTY_UPDATE_STATE: UpdateState = {
  v: 1,
  highestNum: 0,
  slots: { a: null, b: null },
  trial: null,
  failed: [],
};

/** What lies on the disk, as it says itself. */
export type Lying = {
  readonly state: UpdateState;
  /** Slot of the confirmed release; null for the packaged one. */
  readonly current: Slot | null;
  readonly packagedVersion: string;
};

export type Found = Lying & {
  /** True when every file of the slot is there and hashes to what its manifest says: dear, so seldom asked. */
  readonly whole: (slot: Slot) => boolean;
};

export type Step =
  | { readonly type: 'write-state'; readonly state: UpdateState }
  /** Puts the files that were checked in place of whatever the slot held. */
  | { readonly type: 'fill'; readonly slot: Slot }
  /** Makes the slot the confirmed one. */
  | { readonly type: 'point'; readonly slot: Slot };

/** A new release may start this often without becoming healthy. */
export const TRIAL_STARTS_MAX = 3;
const FAILED_KEPT = 10;

const writing = (state: UpdateState): Step => ({ type: 'write-state', state });

const withSlot = (state: UpdateState, slot: Slot, info: SlotInfo | null): UpdateState['slots'] => ({
  ...state.slots,
  [slot]: info,
});

export const otherSlot = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a');

/** Where the next release goes: never where the running one lies. */
export const slotToFill = ({ current }: Pick<Lying, 'current'>): Slot =>
  current === null ? 'a' : otherSlot(current);

/** Steps after which the release starts on trial. Only for a release that was judged. */
export function planInstall(
  found: Lying,
  release: { readonly num: number; readonly version: string },
  needs: Needs,
): Step[] {
  const { state, packagedVersion } = found;
  const slot = slotToFill(found);
  const { num, version } = release;
  return [
    // What lay there is forgotten first: no state may ever speak of files that are being replaced.
    writing({ ...state, slots: withSlot(state, slot, null), trial: null }),
    { type: 'fill', slot },
    writing({
      ...state,
      highestNum: Math.max(state.highestNum, num),
      slots: withSlot(state, slot, { num, version, packaged: packagedVersion }),
      trial: { slot, attempts: 0, needs },
    }),
  ];
}

/** What runs at this start. The steps come first; where one fails, the confirmed release runs. */
export function planBoot(found: Found): {
  readonly steps: readonly Step[];
  readonly run: Target;
  readonly onTrial: boolean;
} {
  const { state, current } = found;
  const { trial } = state;
  // The power went between the two steps of a confirmation.
  if (trial !== null && trial.slot === current) {
    const ended = { ...state, trial: null };
    const run = confirmedTarget({ ...found, state: ended });
    return { steps: [writing(ended)], run, onTrial: false };
  }
  const confirmed = () => ({ run: confirmedTarget(found), onTrial: false });
  if (trial === null) return { steps: [], ...confirmed() };
  if (!found.whole(trial.slot)) return { steps: planBack(found, 'files damaged'), ...confirmed() };
  if (trial.attempts >= TRIAL_STARTS_MAX) {
    const why = `not healthy after ${trial.attempts} starts`;
    return { steps: planBack(found, why), ...confirmed() };
  }
  const counted = { ...state, trial: { ...trial, attempts: trial.attempts + 1 } };
  return { steps: [writing(counted)], run: trial.slot, onTrial: true };
}

/** The release that runs when nothing is on trial. */
export function confirmedTarget(found: Found): Target {
  const { current, state } = found;
  if (current === null) return 'packaged';
  const usable = (slot: Slot): boolean => {
    const info = state.slots[slot];
    return info !== null && state.trial?.slot !== slot && found.whole(slot);
  };
  const info = state.slots[current];
  if (info !== null && isOvertaken(info, found.packagedVersion)) return 'packaged';
  if (usable(current)) return current;
  // Damaged on the disk: the one before it was healthy once, too.
  return usable(otherSlot(current)) ? otherSlot(current) : 'packaged';
}

/** Somebody has installed a newer package since. */
const isOvertaken = (info: SlotInfo, packagedVersion: string): boolean =>
  info.packaged !== packagedVersion && compareVersions(packagedVersion, info.version) > 0;

/** The release on trial is healthy: it becomes the confirmed one. */
export function planConfirm({ state }: Lying): Step[] {
  if (state.trial === null) return [];
  return [{ type: 'point', slot: state.trial.slot }, writing({ ...state, trial: null })];
}

/** The release on trial is given up; the confirmed one runs from the next start on. */
export function planBack({ state }: Lying, why: string): Step[] {
  const { trial } = state;
  if (trial === null) return [];
  const info = state.slots[trial.slot];
  const failure = { num: info?.num ?? 0, version: info?.version ?? '0.0.0', why };
  const failed = [...state.failed, failure].slice(-FAILED_KEPT);
  return [writing({ ...state, slots: withSlot(state, trial.slot, null), trial: null, failed })];
}
