/**
 * Behind a figure — cụm loa và thôn làm nên một con số độ phủ.
 *
 * Which clusters a count counts, and how many people of which hamlets a figure is made of. The counts
 * on the screens are made with the same words, so a list has as many as its figure says.
 */
import type { Hindrance } from '@loaso/shared/wire/http/coverage';
import type { ClustersOf, HamletsOf, Side } from '@loaso/shared/wire/http/coverage-behind';
import { type Coverage, HAMLET_SHARE, type HamletCoverage } from './compute.js';
import type { Cluster, Figure } from './registry.js';

export type CountedCluster = {
  readonly cluster: Pick<Cluster, 'today' | 'heard7' | 'heard30' | 'position'>;
  readonly hindrance: Hindrance | null;
  readonly assumed: boolean;
};

const COUNTS: Readonly<Record<ClustersOf, (one: CountedCluster) => boolean>> = {
  all: () => true,
  'today-yes': ({ cluster }) => cluster.today === 'yes',
  'today-no': ({ cluster }) => cluster.today === 'no',
  'today-unknown': ({ cluster }) => cluster.today === 'unknown',
  'heard7-yes': ({ cluster }) => cluster.heard7 === 'yes',
  'heard7-no': ({ cluster }) => cluster.heard7 === 'no',
  'heard7-unknown': ({ cluster }) => cluster.heard7 === 'unknown',
  'heard30-yes': ({ cluster }) => cluster.heard30 === 'yes',
  'heard30-no': ({ cluster }) => cluster.heard30 === 'no',
  'heard30-unknown': ({ cluster }) => cluster.heard30 === 'unknown',
  noHorn: ({ hindrance }) => hindrance === 'no-horn',
  notEnrolled: ({ hindrance }) => hindrance === 'not-enrolled',
  assumed: ({ assumed }) => assumed,
  placeless: ({ cluster }) => cluster.position === null,
};

export const clustersOf = <T extends CountedCluster>(all: readonly T[], of: ClustersOf): T[] =>
  all.filter(COUNTS[of]);

type Counted = {
  /** People of one hamlet that count; null where it is not in the list. */
  readonly people: (one: HamletCoverage, figure: Figure) => number | null;
  /** The figure itself, of all hamlets together. */
  readonly figure: (sums: Coverage, figure: Figure) => number;
};

const orNull = (people: number): number | null => (people > 0 ? people : null);

const MADE_OF: Readonly<Record<HamletsOf, Counted>> = {
  all: { people: ({ hamlet }) => hamlet.people, figure: ({ people }) => people },
  people: {
    people: ({ hamlet, shares }, figure) => orNull(hamlet.people * shares[figure].sure),
    figure: ({ reached }, figure) => reached[figure].people,
  },
  hamlets: {
    people: ({ hamlet, shares }, figure) =>
      shares[figure].sure >= HAMLET_SHARE ? hamlet.people * shares[figure].sure : null,
    figure: ({ reached }, figure) => reached[figure].hamlets,
  },
  unknown: {
    people: ({ hamlet, shares }, figure) => orNull(hamlet.people * shares[figure].unknown),
    figure: ({ reached }, figure) => reached[figure].unknownPeople,
  },
  unreached: {
    people: ({ hamlet, shares }, figure) => orNull(hamlet.people * (1 - shares[figure].sure)),
    figure: ({ people, reached }, figure) => people - reached[figure].people,
  },
  unplaced: {
    people: ({ hamlet, placed }) => (placed ? null : hamlet.people),
    figure: ({ unplacedPeople }) => unplacedPeople,
  },
};

export const countedOf = (of: HamletsOf): Counted => MADE_OF[of];

export const isOnSide = (side: Side | undefined, { hamlet }: HamletCoverage): boolean =>
  side === undefined || hamlet.urban === (side === 'urban');
