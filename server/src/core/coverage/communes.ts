/**
 * Communes through time — xã, phường qua các lần sắp xếp.
 *
 * Statements about communes, each in force from a day on; nothing is overwritten. One that another came
 * out of has ended the day before, unless it is stated anew that day; where all of it went to one, that
 * one is its heir and speaks for it. A commune of which nobody has said anything has always stood.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, type LocalDate } from '@loaso/shared/time';
import type { Included } from '@loaso/shared/wire/http/communes';

export type CommuneFact = {
  readonly areaId: AreaId;
  readonly name: string;
  readonly kind: 'xa' | 'phuong' | 'dac-khu';
  readonly urban: boolean;
  /** First day in force. */
  readonly from: LocalDate;
  /** Last day, where somebody has said so. */
  readonly until: LocalDate | null;
  /** Communes that became this one, wholly or in part, on its first day. */
  readonly predecessors: readonly AreaId[];
  readonly source: string;
};

export type CommuneBook = {
  /** As it was called on the day; null where nothing is said. */
  nameOn(id: AreaId, day: LocalDate): string | null;
  /** Its last day; null while it stands. */
  endOf(id: AreaId): LocalDate | null;
  stands(id: AreaId, day: LocalDate): boolean;
  /** Who speaks on that day for what was this commune: itself, or its heir. */
  heirOn(id: AreaId, day: LocalDate): AreaId;
  /** What it was divided into when it ended; nothing where all of it went to one, or it stands. */
  dividedInto(id: AreaId): readonly AreaId[];
  /** What has gone wholly to this commune and stood on `from` or later, in the order of their ends. */
  includes(id: AreaId, from: LocalDate): Included[];
  /** What it became, by any statement. */
  successorsOf(id: AreaId): AreaId[];
};

/** Reforms that one commune may go through. */
const STEPS_MAX = 8;

type Course = {
  readonly statements: readonly CommuneFact[];
  readonly end: LocalDate | null;
  readonly heirs: readonly AreaId[];
};

export function communeBook(facts: readonly CommuneFact[]): CommuneBook {
  const ids = new Set(facts.flatMap(({ areaId, predecessors }) => [areaId, ...predecessors]));
  const courses = new Map([...ids].map((id) => [id, courseOf(id, facts)]));
  const endOf = (id: AreaId): LocalDate | null => courses.get(id)?.end ?? null;
  const ended = (id: AreaId, day: LocalDate): boolean => {
    const end = endOf(id);
    return end !== null && end < day;
  };
  const nameOn = (id: AreaId, day: LocalDate): string | null => {
    const statements = courses.get(id)?.statements ?? [];
    const begun = statements.filter(({ from }) => from <= day).at(-1);
    return (begun ?? statements[0])?.name ?? null;
  };
  const heirOn = (id: AreaId, day: LocalDate): AreaId => {
    let at = id;
    for (let step = 0; step < STEPS_MAX && ended(at, day); step += 1) {
      const [heir, ...others] = courses.get(at)?.heirs ?? [];
      if (heir === undefined || others.length > 0) return at;
      at = heir;
    }
    return at;
  };
  return {
    nameOn,
    endOf,
    heirOn,
    stands: (id, day) => {
      const first = courses.get(id)?.statements[0];
      // One that took others in under its own code was there before.
      const arose =
        first !== undefined && first.predecessors.length > 0 && !first.predecessors.includes(id);
      return !(arose && day < first.from) && !ended(id, day);
    },
    dividedInto: (id) => {
      const heirs = courses.get(id)?.heirs ?? [];
      return heirs.length > 1 ? heirs : [];
    },
    includes: (id, from) =>
      [...ids]
        .flatMap((one): Included[] => {
          const until = endOf(one);
          if (one === id || until === null || until < from) return [];
          // Its heir on the day after, or the heir of that one later on.
          if (!lineOf(one, heirOn, endOf).includes(id)) return [];
          return [{ areaId: one, name: nameOn(one, until) ?? one, until }];
        })
        .sort((a, b) =>
          a.until === b.until ? order(a.areaId, b.areaId) : order(a.until, b.until),
        ),
    successorsOf: (id) =>
      [
        ...new Set(facts.filter((one) => one.predecessors.includes(id)).map((one) => one.areaId)),
      ].filter((one) => one !== id),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : 1);

/** The heirs of a commune one after the other, as each ends. */
function lineOf(id: AreaId, heirOn: CommuneBook['heirOn'], endOf: CommuneBook['endOf']): AreaId[] {
  const line: AreaId[] = [];
  let at = id;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const end = endOf(at);
    if (end === null) return line;
    const heir = heirOn(at, addDays(end, 1));
    if (heir === at) return line;
    line.push(heir);
    at = heir;
  }
  return line;
}

function courseOf(id: AreaId, facts: readonly CommuneFact[]): Course {
  const statements = facts
    .filter(({ areaId }) => areaId === id)
    .sort((a, b) => order(a.from, b.from));
  const last = statements.at(-1);
  const taken = facts.filter(
    ({ areaId, from, predecessors }) =>
      areaId !== id && predecessors.includes(id) && (last === undefined || from > last.from),
  );
  const first = taken.map(({ from }) => from).sort()[0];
  const ends = [last?.until ?? null, first === undefined ? null : addDays(first, -1)];
  const end = ends.filter((one) => one !== null).sort()[0] ?? null;
  const heirs = taken.filter(({ from }) => from === first).map(({ areaId }) => areaId);
  return { statements, end, heirs: [...new Set(heirs)] };
}
