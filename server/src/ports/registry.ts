/**
 * Register in the store — sổ địa bàn, thông số cụm loa, số lượt đã nghe.
 *
 * Statements are added and corrected, never removed: what holds on a day is worked out of them by
 * `core/coverage/history`. What boxes did is only counted here.
 */
import type { DeviceId, EntryId } from '@loaso/shared/ids';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { CommuneFact } from '../core/coverage/communes.js';
import type { HamletFact, SiteFact } from '../core/coverage/history.js';
import type { HeardCount } from '../core/coverage/known.js';
import type { Stretch } from '../core/reports/fields.js';
import type { CountedDayStore } from './heard.js';
import type { StoredArea } from './store-records.js';

export type HeardQuery = {
  readonly fromAt: number;
  readonly toAt: number;
  /** Airings of these schedule lines alone; of all where absent. */
  readonly entryIds?: readonly EntryId[] | undefined;
  /** These stretches of airings alone: heard is who heard one airing's own, or the whole of it. */
  readonly stretches?: readonly Stretch[] | undefined;
  /** Demonstration: what sounded into a file counts too. */
  readonly virtualToo: boolean;
};

export type RegistryStore = CountedDayStore & {
  /** Every statement about hamlets, in the order of their codes and days. */
  hamletFacts(): Promise<HamletFact[]>;
  /** The hamlets as areas, and what is said of them, together; the same code and day is corrected. */
  putHamlets(areas: readonly StoredArea[], facts: readonly HamletFact[]): Promise<void>;
  /** Every statement about communes, in the order of their codes and days. */
  communeFacts(): Promise<CommuneFact[]>;
  /** The communes as areas, and what is said of them, together; the same code and day is corrected. */
  putCommunes(areas: readonly StoredArea[], facts: readonly CommuneFact[]): Promise<void>;
  siteFacts(): Promise<SiteFact[]>;
  putSites(facts: readonly SiteFact[]): Promise<void>;
  /** Planned airings that began within the span and were not taken back, box by box. */
  heardIn(query: HeardQuery): Promise<ReadonlyMap<DeviceId, HeardCount>>;
  /** Schedule lines whose programme has a bulletin about the law. */
  lawEntries(): Promise<EntryId[]>;
  /** Schedule lines whose programme has something to hear in each language but Vietnamese. */
  tongueEntries(): Promise<ReadonlyMap<LanguageCode, EntryId[]>>;
  /** When each box was shut out. */
  shutOutAt(ids: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, number>>;
};
