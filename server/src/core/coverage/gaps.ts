/**
 * Closing the gap — sửa ở đâu, lắp thêm ở đâu thì được nhiều người nhất.
 *
 * Chooses, one after another, the repair or the new cluster that brings most further people into
 * earshot of what is chosen already. Greedy: for such sums at least 63 % of the best possible choice
 * (Nemhauser, Wolsey, Fisher 1978). Knows no costs.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { earshotOf } from './earshot.js';
import type { Cluster, Hamlet } from './registry.js';
import { addHeard, gainedBy, type Heard, nobody } from './share.js';

export type Step =
  | { readonly kind: 'repair'; readonly device: DeviceId; readonly people: number }
  | { readonly kind: 'install'; readonly hamlet: AreaId; readonly people: number };

/** A new cluster as it is usually bought, metres of likely reach. */
export const NEW_RADIUS_M = 350;

type Effect = { readonly hamlet: number; readonly places: Heard };
type Candidate = {
  /** Decides between equals: a repair costs less than a new cluster. */
  readonly name: string;
  readonly step: (people: number) => Step;
  readonly effects: Effect[];
  gain: number;
};

/**
 * @param limit how many steps are wanted
 * @returns best first; fewer where nothing brings a whole person any more
 */
export function bestSteps(
  hamlets: readonly Hamlet[],
  clusters: readonly Cluster[],
  limit: number,
): Step[] {
  const people = hamlets.map((hamlet) => hamlet.people);
  const covered = earshotOf(hamlets, workingIn(clusters)).map(({ heard }) => {
    const all = nobody();
    for (const { places } of heard) addHeard(all, places);
    return all;
  });
  const gainOf = ({ effects }: Candidate): number =>
    effects.reduce(
      (total, { hamlet, places }) =>
        total + (people[hamlet] ?? 0) * gainedBy(covered[hamlet] ?? nobody(), places),
      0,
    );
  const candidates = candidatesOf(hamlets, clusters);
  for (const candidate of candidates) candidate.gain = gainOf(candidate);
  const steps: Step[] = [];
  while (steps.length < limit) {
    const best = takeBest(candidates, gainOf);
    if (best === null) break;
    steps.push(best.step(Math.round(best.gain)));
    for (const { hamlet, places } of best.effects) {
      const before = covered[hamlet];
      if (before !== undefined) addHeard(before, places);
    }
  }
  return steps;
}

const workingIn = (clusters: readonly Cluster[]): Cluster[] =>
  clusters.filter(({ today }) => today === 'yes');

/**
 * The candidate with the greatest gain now, taken out of the list. Gains only fall, so one whose
 * fresh gain is not below the old gains of the rest needs no further look (Minoux 1978).
 */
function takeBest(candidates: Candidate[], gainOf: (one: Candidate) => number): Candidate | null {
  candidates.sort((a, b) => b.gain - a.gain || (a.name < b.name ? -1 : 1));
  for (let looks = candidates.length; looks > 0; looks -= 1) {
    const first = candidates[0];
    if (first === undefined || first.gain < 1) return null;
    first.gain = gainOf(first);
    const second = candidates[1];
    const leads = second === undefined || isBefore(first, second);
    if (leads) {
      candidates.shift();
      return first.gain < 1 ? null : first;
    }
    sink(candidates);
  }
  return null;
}

const isBefore = (a: Candidate, b: Candidate): boolean =>
  a.gain > b.gain || (a.gain === b.gain && a.name < b.name);

/** Moves the first, whose gain has fallen, to its place. */
function sink(candidates: Candidate[]): void {
  for (let at = 0; at + 1 < candidates.length; at += 1) {
    const [one, next] = [candidates[at], candidates[at + 1]];
    if (one === undefined || next === undefined || isBefore(one, next)) return;
    candidates[at] = next;
    candidates[at + 1] = one;
  }
}

function candidatesOf(hamlets: readonly Hamlet[], clusters: readonly Cluster[]): Candidate[] {
  const broken = clusters.filter(({ today }) => today === 'no');
  const bought = hamlets.flatMap(boughtFor);
  const found = new Map<DeviceId, Candidate>();
  for (const { id } of broken) {
    found.set(
      id,
      candidate(`1 repair ${id}`, (people) => ({ kind: 'repair', device: id, people })),
    );
  }
  for (const { id, areaId } of bought) {
    const step = (people: number): Step => ({ kind: 'install', hamlet: areaId, people });
    found.set(id, candidate(`2 install ${areaId}`, step));
  }
  for (const [hamlet, { heard }] of earshotOf(hamlets, [...broken, ...bought]).entries()) {
    for (const { cluster, places } of heard)
      found.get(cluster.id)?.effects.push({ hamlet, places });
  }
  return [...found.values()];
}

const candidate = (name: string, step: Candidate['step']): Candidate => ({
  name,
  step,
  effects: [],
  gain: 0,
});

/** A cluster in the middle of the hamlet, as it could be bought. */
const boughtFor = ({ areaId, centre }: Hamlet): Cluster[] =>
  centre === null
    ? []
    : [
        {
          id: `new-${areaId}` as DeviceId,
          areaId,
          position: centre,
          radiusM: NEW_RADIUS_M,
          today: 'yes',
          heard7: 'unknown',
          heard30: 'unknown',
        },
      ];
