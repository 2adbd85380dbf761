/**
 * Verbs about airings — các việc về lượt phát, as types.
 *
 * Airings of a period, box by box or summed up; what they do is in `schedule/airings`.
 */
import type { AreaId, ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import type { Airing, CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import type { Actor, Answer } from './actor.js';

type Period = {
  readonly areaId?: AreaId | undefined;
  readonly from: number;
  readonly to: number;
};

export type AiringFlows = {
  /** Of all boxes of the area, or of those in the group. */
  calendar(
    actor: Actor,
    query: Period & { readonly groupId?: ClusterGroupId | undefined },
  ): Answer<CalendarItem[]>;
  airings(
    actor: Actor,
    query: Period & {
      readonly deviceId?: DeviceId | undefined;
      /** Of boxes that were in it on that day, or in none. */
      readonly station?: StationChoice | undefined;
      readonly limit: number;
    },
  ): Answer<Airing[]>;
};
