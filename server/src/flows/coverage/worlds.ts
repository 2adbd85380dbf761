/**
 * Worlds — thế giới mức độ phủ của một ngày.
 *
 * Hamlets, clusters and who hears whom, of the whole tree and one day: every report about any area is
 * a part of it. Worked out at most once a minute, however many people look.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { CoverageStep } from '@loaso/shared/wire/http/coverage';
import { type CommuneBook, communeBook } from '../../core/coverage/communes.js';
import { type HamletCoverage, hamletCoverage } from '../../core/coverage/compute.js';
import { communesOn, type HamletFact, hamletsOn } from '../../core/coverage/history.js';
import type { Hamlet } from '../../core/coverage/registry.js';
import { stretchesAbout } from '../../core/reports/fields.js';
import { openFrom } from '../../core/reports/open-days.js';
import type { StoredArea } from '../../ports/store-records.js';
import { clustersOf, type Placed } from './clusters.js';
import { createHeardDays, type HeardDays, type HeardOf } from './heard-days.js';
import { type Tongues, tonguesOf } from './languages.js';
import type { CoveragePorts } from './ports.js';

export type World = {
  readonly asOf: number;
  readonly on: LocalDate;
  readonly isToday: boolean;
  readonly law: boolean;
  readonly areas: ReadonlyMap<AreaId, StoredArea>;
  /** All statements, for kin and names. */
  readonly allFacts: readonly HamletFact[];
  readonly facts: readonly HamletFact[];
  /** The commune in which a place lay on that day. */
  readonly communeOf: (id: AreaId) => AreaId;
  readonly book: CommuneBook;
  readonly clusters: readonly Placed[];
  /** In the order of `facts`. */
  readonly parts: readonly HamletCoverage[];
  /** The same with every radius as small, and as large, as it may be. */
  readonly range: () => Promise<Record<'low' | 'high', readonly HamletCoverage[]>>;
  /** Who hears which language; of today alone. */
  readonly tongues: () => Promise<Tongues>;
  readonly demo: boolean;
  /** Best steps by area, once worked out. */
  readonly steps: Map<AreaId, CoverageStep[]>;
};

export type Worlds = {
  of(on: LocalDate | null, law: boolean): Promise<World>;
  /** After a change of the register. */
  forget(): void;
  /** Counts the days that a report of this year will ask for, at most so many. @returns how many */
  countLately(atMost: number): Promise<number>;
};

/** A year, and the month before its first day. */
const LOOK_BACK_DAYS = 400;
const FRESH_MS = 60_000;
const KEPT_MAX = 16;

type Kept = { readonly at: number; readonly world: Promise<World> };

export function createWorlds(ports: CoveragePorts): Worlds {
  const kept = new Map<string, Kept>();
  const days = createHeardDays(ports);
  return {
    of(wanted, law) {
      const now = ports.clock.now();
      const on = wanted ?? localDateOf(now);
      const key = `${on} ${law}`;
      const known = kept.get(key);
      if (known !== undefined && now - known.at < FRESH_MS) return known.world;
      const world = build(ports, days, { on, law });
      kept.delete(key);
      kept.set(key, { at: now, world });
      const oldest = kept.size > KEPT_MAX ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      // A fault is told to who asked, and not kept.
      world.catch(() => kept.delete(key));
      return world;
    },
    forget: () => kept.clear(),
    async countLately(atMost) {
      const open = openFrom(ports.clock.now());
      const [from, to] = [addDays(open, -LOOK_BACK_DAYS), addDays(open, -1)];
      const all = await days.count(from, to, ALL, atMost);
      if (all >= atMost) return all;
      return all + (await days.count(from, to, await aboutTheLaw(ports), atMost - all));
    },
  };
}

type Wanted = { readonly on: LocalDate; readonly law: boolean };

async function build(ports: CoveragePorts, days: HeardDays, { on, law }: Wanted): Promise<World> {
  const { store, clock, pause, demo } = ports;
  const asOf = clock.now();
  const isToday = on === localDateOf(asOf);
  const heard = await days.upTo(on, law ? await aboutTheLaw(ports) : ALL);
  const [areas, communes, allFacts, clusters] = await Promise.all([
    store.areas.areas(),
    store.registry.communeFacts(),
    store.registry.hamletFacts(),
    clustersOf(ports, { on, isToday, heard }),
  ]);
  const book = communeBook(communes);
  const facts = hamletsOn(allFacts, on).map(
    (fact): HamletFact => ({ ...fact, communeId: book.heirOn(fact.communeId, on) }),
  );
  const communeOf = communesOn(allFacts, areas);
  await pause();
  const parts = hamletCoverage(
    facts,
    clusters.map(({ cluster }) => cluster),
  );
  return {
    ...{ asOf, on, isToday, law, demo, allFacts, facts, clusters, parts },
    communeOf: (id) => book.heirOn(communeOf(id, on), on),
    book,
    areas: new Map(areas.map((area) => [area.id, area])),
    range: once(() => rangeOf(ports, facts, clusters)),
    tongues: once(() =>
      isToday ? tonguesOf(ports, days, { on, areas, facts, clusters }) : Promise.resolve(new Map()),
    ),
    steps: new Map(),
  };
}

const ALL: HeardOf = { subject: 'all' };

/** As reports cut a programme into its fields. */
async function aboutTheLaw({ store }: CoveragePorts): Promise<HeardOf> {
  const contents = await store.aired.contents(await store.registry.lawEntries());
  return { subject: 'law', stretches: stretchesAbout('law', contents) };
}

async function rangeOf(
  { pause }: CoveragePorts,
  facts: readonly HamletFact[],
  clusters: readonly Placed[],
) {
  await pause();
  const low = withReach(facts, clusters, 'low');
  await pause();
  return { low, high: withReach(facts, clusters, 'high') };
}

const withReach = (
  facts: readonly Hamlet[],
  clusters: readonly Placed[],
  radius: 'low' | 'high',
): HamletCoverage[] =>
  hamletCoverage(
    facts,
    clusters.map(({ cluster, reach }) => ({ ...cluster, radiusM: reach[radius] })),
  );

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
