/**
 * Steering a rollout — tạm dừng, đi tiếp, mời lại, bỏ đợt.
 *
 * What an administrator decides between two looks. Pausing and giving up stop new offers; boxes that
 * are at work on theirs finish, since a box half-way is safer at its end than cut off.
 */
import type { RolloutId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import type {
  ReleaseRolloutDetail,
  ReleaseStep,
  RolloutState,
} from '@loaso/shared/wire/http/releases';
import { isFailed } from '../../core/fleet/release-step.js';
import type { StoredRollout, StoredRolloutBox } from '../../ports/releases.js';
import type { Actor, Answer } from '../actor.js';
import { moveRollout } from './advance-rollout.js';
import { deskOf, type ReleasePorts } from './ports.js';
import { showRollout } from './view-releases.js';

type Deed = {
  readonly act: 'pause' | 'resume' | 'offer-again' | 'give-up';
  readonly from: readonly RolloutState[];
  readonly next: (seen: StoredRollout, failed: number, now: number) => StoredRollout;
};

const DEEDS: Readonly<Record<Deed['act'], Deed>> = {
  pause: {
    act: 'pause',
    from: ['running'],
    next: (seen) => ({ ...seen, state: 'paused' }),
  },
  resume: {
    act: 'resume',
    from: ['paused', 'halted'],
    next: (seen, failed, now) => ({
      ...seen,
      state: 'running',
      stageAt: now,
      accepted: seen.state === 'halted' ? failed : seen.accepted,
    }),
  },
  'offer-again': {
    act: 'offer-again',
    from: ['running', 'paused', 'halted'],
    next: (seen, failed, now) => ({
      ...seen,
      state: seen.state === 'halted' ? 'running' : seen.state,
      stageAt: now,
      accepted: failed,
    }),
  },
  'give-up': {
    act: 'give-up',
    from: ['running', 'paused', 'halted'],
    next: (seen) => ({ ...seen, state: 'given-up' }),
  },
};

/** A box whose trial failed will not take the same release again; these may. */
const AGAIN: ReadonlySet<ReleaseStep> = new Set(['refused', 'lost']);

const asNew = (box: StoredRolloutBox): StoredRolloutBox => ({
  ...box,
  ...{ step: 'waiting', detail: '', at: null, offers: 0, offeredAt: null },
});

export async function steerRollout(
  ports: ReleasePorts,
  actor: Actor,
  { id, act }: { readonly id: RolloutId; readonly act: Deed['act'] },
): Answer<ReleaseRolloutDetail> {
  const office = await deskOf(ports, actor);
  if (!office.ok) return office;
  const { releases } = ports.store;
  const seen = await releases.rollout(id);
  if (seen === null) return err({ code: 'not-found' });
  const deed = DEEDS[act];
  if (!deed.from.includes(seen.state)) {
    return err({ code: 'wrong-state', state: seen.state, needs: deed.from.join(', ') });
  }
  const boxes = await releases.rolloutBoxes(id);
  const anew = act === 'offer-again' ? boxes.filter(({ step }) => AGAIN.has(step)) : [];
  const failed = boxes.filter(({ step }) => isFailed(step)).length - anew.length;
  const next = deed.next(seen, failed, ports.clock.now());
  const moved = await moveRollout(ports, seen, {
    ...{ next, by: actor.username, act, areas: office.value.areas },
  });
  if (moved && anew.length > 0) {
    await releases.putRolloutBoxes(id, anew.map(asNew));
  }
  return moved ? await showRollout(ports, actor, id) : err({ code: 'changed-meanwhile' });
}
