/**
 * Verbs about releases — các việc về bản phần mềm, as types.
 *
 * Taking in what an offline key has signed, sending it out in groups, stopping it. All of them are for
 * administrators of the province.
 */
import type { RolloutId } from '@loaso/shared/ids';
import type {
  HeldRelease,
  NewRollout,
  ReleaseDesk,
  ReleaseRolloutDetail,
  RolloutForecast,
} from '@loaso/shared/wire/http/releases';
import type { Upload } from '../ports/uploads.js';
import type { Actor, Answer } from './actor.js';

export type ReleaseFlows = {
  desk(actor: Actor): Answer<ReleaseDesk>;
  /** Takes in a release file; refused unless as many trusted keys as needed have signed it. */
  add(actor: Actor, upload: Upload): Answer<HeldRelease>;
  forecast(actor: Actor, request: NewRollout): Answer<RolloutForecast>;
  start(actor: Actor, request: NewRollout): Answer<ReleaseRolloutDetail>;
  rollout(actor: Actor, id: RolloutId): Answer<ReleaseRolloutDetail>;
  pause(actor: Actor, id: RolloutId): Answer<ReleaseRolloutDetail>;
  /** Goes on with a paused one, or with a halted one in spite of its failures. */
  resume(actor: Actor, id: RolloutId): Answer<ReleaseRolloutDetail>;
  /** Offers it anew to boxes that did not take it, as if for the first time. */
  offerAgain(actor: Actor, id: RolloutId): Answer<ReleaseRolloutDetail>;
  giveUp(actor: Actor, id: RolloutId): Answer<ReleaseRolloutDetail>;
};
