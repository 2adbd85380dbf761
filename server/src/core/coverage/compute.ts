/**
 * Coverage — mức độ phủ.
 *
 * Three figures side by side for every area: on paper (installed), today (able to sound), heard (has
 * sounded lately), in people and in hamlets. A cluster without word counts as unknown, never as
 * silent. Nobody is counted twice; what has no figure is said to have none.
 */
import { type Earshot, earshotOf } from './earshot.js';
import { type Cluster, does, FIGURES, type Figure, type Hamlet } from './registry.js';
import { addHeard, nobody, shareOf } from './share.js';

export type Reached = {
  /** People in earshot of a cluster that does it for certain. */
  readonly people: number;
  /** Further people whose only clusters have given no word. */
  readonly unknownPeople: number;
  /** Hamlets of which at least half are in earshot. */
  readonly hamlets: number;
};

export type Coverage = {
  readonly people: number;
  readonly hamlets: number;
  /** Hamlets that could not be placed: their people are in no figure but the total. */
  readonly unplacedHamlets: number;
  readonly unplacedPeople: number;
  readonly reached: Readonly<Record<Figure, Reached>>;
};

/** A hamlet counts as reached when so much of it is in earshot. */
export const HAMLET_SHARE = 0.5;

type Share = { readonly sure: number; readonly unknown: number };

export type HamletCoverage = {
  readonly hamlet: Hamlet;
  readonly placed: boolean;
  /** Shares of the people, 0 to 1, sure and further unknown. */
  readonly shares: Readonly<Record<Figure, Share>>;
};

/** Each hamlet by itself, in the order of `hamlets`. */
export const hamletCoverage = (
  hamlets: readonly Hamlet[],
  clusters: readonly Cluster[],
): HamletCoverage[] =>
  earshotOf(hamlets, clusters).map((earshot) => ({
    hamlet: earshot.hamlet,
    placed: earshot.disc !== null,
    shares: Object.fromEntries(
      FIGURES.map((figure) => [figure, shareIn(earshot, figure)]),
    ) as HamletCoverage['shares'],
  }));

function shareIn({ heard }: Earshot, figure: Figure): Share {
  const [sure, possible] = [nobody(), nobody()];
  for (const { cluster, places } of heard) {
    const known = does(cluster, figure);
    if (known === 'no') continue;
    addHeard(possible, places);
    if (known === 'yes') addHeard(sure, places);
  }
  const share = shareOf(sure);
  return { sure: share, unknown: shareOf(possible) - share };
}

/** Sums hamlets up; people are whole numbers only in the end. */
export function sumUp(parts: readonly HamletCoverage[]): Coverage {
  const unplaced = parts.filter(({ placed }) => !placed);
  const sum = (of: (part: HamletCoverage) => number, among = parts): number =>
    among.reduce((total, part) => total + of(part), 0);
  const reached = (figure: Figure): Reached => {
    const sure = sum(({ hamlet, shares }) => hamlet.people * shares[figure].sure);
    const unknown = sum(({ hamlet, shares }) => hamlet.people * shares[figure].unknown);
    const people = Math.round(sure);
    return {
      people,
      // The rest of both together, so that they never make more than everybody.
      unknownPeople: Math.round(sure + unknown) - people,
      hamlets: parts.filter(({ shares }) => shares[figure].sure >= HAMLET_SHARE).length,
    };
  };
  return {
    people: sum(({ hamlet }) => hamlet.people),
    hamlets: parts.length,
    unplacedHamlets: unplaced.length,
    unplacedPeople: sum(({ hamlet }) => hamlet.people, unplaced),
    reached: Object.fromEntries(
      FIGURES.map((figure) => [figure, reached(figure)]),
    ) as Coverage['reached'],
  };
}
