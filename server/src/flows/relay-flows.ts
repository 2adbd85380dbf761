/**
 * Verbs about relays — các việc về nguồn tiếp âm.
 *
 * Streams that lines may relay: entered by one person, approved by another.
 */
import type { RelaySourceId } from '@loaso/shared/ids';
import type { NewRelaySource, RelayDecision, RelaySource } from '@loaso/shared/wire/http/relays';
import type { Actor, Answer } from './actor.js';

export type RelayFlows = {
  /** Streams of this part of the tree and of the areas above it. */
  sources(actor: Actor): Answer<RelaySource[]>;
  addSource(actor: Actor, request: NewRelaySource): Answer<RelaySource>;
  /** The server listens to it again. */
  trySource(actor: Actor, id: RelaySourceId): Answer<RelaySource>;
  decideSource(actor: Actor, id: RelaySourceId, decision: RelayDecision): Answer<RelaySource>;
};
