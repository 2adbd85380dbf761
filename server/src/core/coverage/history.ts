/**
 * What was true on a day — sổ địa bàn theo ngày.
 *
 * The register is a list of statements, each in force from a day on; nothing is overwritten. A later
 * statement about the same hamlet, or about one that came out of it, ends it. So what is said of
 * today can never change what holds for a day before it: the law that keeps yearly reports true
 * across reforms of areas.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { Terrain } from './audibility.js';
import type { Place } from './share.js';

/** One statement about a hamlet. */
export type HamletFact = {
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly name: string;
  readonly kind: 'thon' | 'to-dan-pho';
  readonly urban: boolean;
  readonly people: number;
  readonly households: number | null;
  readonly centre: Place | null;
  readonly radiusM: number;
  /** First day in force. */
  readonly from: LocalDate;
  /** Last day in force, where somebody has said so; otherwise what comes later ends it. */
  readonly until: LocalDate | null;
  /** Hamlets that became this one, wholly or in part, on its first day. */
  readonly predecessors: readonly AreaId[];
  /** Spoken at home by many there, besides Vietnamese. */
  readonly languages: readonly LanguageCode[];
  /** Where the figures come from, as it is printed below them. */
  readonly source: string;
};

/** Horns of one kind on a pole. */
export type HornGroup = {
  readonly count: number;
  readonly powerW: number;
  readonly heightM: number;
  readonly sensitivityDb: number | null;
  /** Where the mouth points, degrees from north; null: all around. Noted, not reckoned with. */
  readonly directionDeg: number | null;
};

/** One statement about what stands at a cluster. */
export type SiteFact = {
  readonly deviceId: DeviceId;
  readonly from: LocalDate;
  readonly installedOn: LocalDate | null;
  readonly horns: readonly HornGroup[];
  readonly terrain: Terrain;
  readonly noiseDba: number | null;
  /** Null: where the register of boxes says. */
  readonly position: Place | null;
  readonly areaId: AreaId | null;
  /** Nhà mạng, số SIM, lộ điện. */
  readonly operator: string | null;
  readonly sim: string | null;
  readonly powerLine: string | null;
  readonly warrantyUntil: LocalDate | null;
};

const grouped = <T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
};

const newest = <T extends { readonly from: LocalDate }>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>(
    (best, one) => (best === undefined || one.from > best.from ? one : best),
    undefined,
  );

/** The hamlets that there are on `day`, by their codes. */
export function hamletsOn(facts: readonly HamletFact[], day: LocalDate): HamletFact[] {
  const begun = facts.filter(({ from }) => from <= day);
  const endedBy = new Map<AreaId, LocalDate>();
  for (const { areaId, predecessors, from } of begun) {
    for (const before of predecessors) {
      if (before !== areaId && from > (endedBy.get(before) ?? '')) endedBy.set(before, from);
    }
  }
  return [...grouped(begun, ({ areaId }) => areaId).values()]
    .flatMap((statements) => newest(statements) ?? [])
    .filter(({ areaId, from, until }) => {
      const stands = until === null || day <= until;
      return stands && (endedBy.get(areaId) ?? '') <= from;
    })
    .sort((a, b) => (a.areaId < b.areaId ? -1 : 1));
}

type Node = { readonly id: AreaId; readonly parentId: AreaId | null; readonly level: string };

/**
 * In which commune an area lay on a day: by the newest statement of then, before the first one by
 * that one, and where nothing is said by the tree. What lies in none stands for itself.
 */
export function communesOn(
  facts: readonly HamletFact[],
  areas: readonly Node[],
): (id: AreaId, day: LocalDate) => AreaId {
  const said = grouped(facts, ({ areaId }) => areaId);
  const nodes = new Map(areas.map((area) => [area.id, area]));
  return (id, day) => {
    const statements = said.get(id) ?? [];
    const begun = newest(statements.filter(({ from }) => from <= day));
    const first = begun ?? [...statements].sort((a, b) => (a.from < b.from ? -1 : 1))[0];
    if (first !== undefined) return first.communeId;
    const node = nodes.get(id);
    return node?.level === 'hamlet' ? (node.parentId ?? id) : id;
  };
}

/** What each hamlet became, by any statement. */
export function successorsIn(facts: readonly HamletFact[]): ReadonlyMap<AreaId, AreaId[]> {
  const found = new Map<AreaId, AreaId[]>();
  for (const { areaId, predecessors } of facts) {
    for (const before of predecessors) {
      const after = found.get(before) ?? [];
      if (before !== areaId && !after.includes(areaId)) found.set(before, [...after, areaId]);
    }
  }
  return found;
}

/** What stood at each cluster on `day`; nothing for a cluster of which nothing was said by then. */
export function sitesOn(
  facts: readonly SiteFact[],
  day: LocalDate,
): ReadonlyMap<DeviceId, SiteFact> {
  const begun = facts.filter(({ from }) => from <= day);
  const groups = [...grouped(begun, ({ deviceId }) => deviceId)];
  return new Map(
    groups.flatMap(([id, statements]) => {
      const site = newest(statements);
      return site === undefined ? [] : [[id, site] as const];
    }),
  );
}
