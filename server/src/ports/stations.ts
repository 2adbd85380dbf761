/**
 * Stations in the store — đài truyền thanh của xã, cụm nào thuộc đài nào.
 *
 * Statements are added and corrected, and go only with the change that made them, where that is given
 * up: what holds on a day is worked out of them by `core/coverage/stations`. A station that is given up keeps its name for the days that were.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import type { StationFact } from '../core/coverage/stations.js';

export type StoredStation = {
  readonly id: ClusterGroupId;
  readonly areaId: AreaId;
  /** As in a sentence behind "đài truyền thanh". */
  readonly name: string;
  /** False: given up. */
  readonly stands: boolean;
};

/** A statement with what was said of the box and the day before; null: nothing. */
export type StationWord = { readonly said: StationFact; readonly before: StationFact | null };

export type StationStore = {
  /** Every statement, in the order of boxes and days. */
  stationFacts(): Promise<StationFact[]>;
  /** The same box and day is corrected. */
  putStationFacts(facts: readonly StationFact[]): Promise<void>;
  /** As if they had never been said; who has said otherwise since is not contradicted. */
  takeBackStationFacts(words: readonly StationWord[]): Promise<void>;
  /** Of these areas, by name; those given up too. */
  stations(areaIds: readonly AreaId[]): Promise<StoredStation[]>;
};
