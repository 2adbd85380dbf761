/**
 * Verbs about groups of clusters — các việc về nhóm cụm loa.
 *
 * Types only; what they do is in `schedule/cluster-groups`.
 */
import type { ClusterGroupId } from '@loaso/shared/ids';
import type { ClusterGroup, ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import type { Station } from '@loaso/shared/wire/http/stations';
import type { Actor, Answer } from './actor.js';

export type ClusterGroupFlows = {
  groups(actor: Actor): Answer<ClusterGroup[]>;
  /** Adds one, or says what one is from now on; boxes that join or leave get new plans. */
  saveGroup(actor: Actor, change: ClusterGroupChange): Answer<ClusterGroup>;
  /** What saving it would send to which boxes. */
  previewGroup(actor: Actor, change: ClusterGroupChange): Answer<PublishForecast>;
  /** Of the places of this person: every one, those given up too. */
  stations(actor: Actor): Answer<Station[]>;
  removeGroup(actor: Actor, id: ClusterGroupId): Answer<null>;
};
