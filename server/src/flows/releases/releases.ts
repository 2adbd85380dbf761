/**
 * Verbs about releases — các việc về bản phần mềm.
 *
 * Ties the verbs of this folder to their ports; looks and decisions about one rollout take turns, so
 * that no offer leaves between the press of "stop" and its answer.
 */
import type { ReleaseFlows } from '../release-flows.js';
import { createTurns } from '../turns.js';
import { addRelease } from './add-release.js';
import { advanceRollouts } from './advance-rollout.js';
import type { ReleasePorts } from './ports.js';
import { forecastRollout, startRollout } from './start-rollout.js';
import { steerRollout } from './steer-rollout.js';
import { showDesk, showRollout } from './view-releases.js';

export type ReleaseService = ReleaseFlows & {
  /** Looks at what is under way; every few seconds. @returns rollouts looked at */
  advance(): Promise<number>;
};

export function createReleaseFlows(ports: ReleasePorts): ReleaseService {
  const inTurn = createTurns();
  const since = ports.clock.now();
  return {
    desk: (actor) => showDesk(ports, actor),
    add: (actor, upload) => addRelease(ports, actor, upload),
    forecast: (actor, request) => forecastRollout(ports, actor, request),
    start: (actor, request) => inTurn(() => startRollout(ports, actor, request)),
    rollout: (actor, id) => showRollout(ports, actor, id),
    pause: (actor, id) => inTurn(() => steerRollout(ports, actor, { id, act: 'pause' })),
    resume: (actor, id) => inTurn(() => steerRollout(ports, actor, { id, act: 'resume' })),
    offerAgain: (actor, id) => inTurn(() => steerRollout(ports, actor, { id, act: 'offer-again' })),
    giveUp: (actor, id) => inTurn(() => steerRollout(ports, actor, { id, act: 'give-up' })),
    advance: () => inTurn(() => advanceRollouts(ports, since)),
  };
}
