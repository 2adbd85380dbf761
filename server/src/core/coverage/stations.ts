/**
 * Stations through time — đài truyền thanh của xã: cụm nào thuộc đài nào, từ ngày nào.
 *
 * A commune of several former ones keeps their stations. Statements about a box, each in force from a
 * day on, and no statement changes a day before it: so a diary of last month stays what it was. A box
 * is in one station at most, hence a commune is the sum of its stations and of what is in none.
 */
import type { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import type { LocalDate } from '@loaso/shared/time';

export type StationFact = {
  readonly deviceId: DeviceId;
  /** First day in force. */
  readonly from: LocalDate;
  /** Null: in none from then on. */
  readonly stationId: ClusterGroupId | null;
};

export type StationOn = (id: DeviceId, day: LocalDate) => ClusterGroupId | null;

const byBox = (facts: readonly StationFact[]): ReadonlyMap<DeviceId, StationFact[]> => {
  const boxes = new Map<DeviceId, StationFact[]>();
  for (const fact of [...facts].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const own = boxes.get(fact.deviceId);
    if (own === undefined) boxes.set(fact.deviceId, [fact]);
    else own.push(fact);
  }
  return boxes;
};

/** In which station a box was on a day; null where in none. */
export function stationsOn(facts: readonly StationFact[]): StationOn {
  const boxes = byBox(facts);
  return (id, day) =>
    (boxes.get(id) ?? []).filter(({ from }) => from <= day).at(-1)?.stationId ?? null;
}

/** Who is in it by the newest word of each. */
export const boxesOf = (facts: readonly StationFact[], stationId: ClusterGroupId): DeviceId[] =>
  [...byBox(facts)].flatMap(([id, own]) => (own.at(-1)?.stationId === stationId ? [id] : []));

export type Membership = {
  readonly stationId: ClusterGroupId;
  /** All who are in it from `since` on. */
  readonly deviceIds: readonly DeviceId[];
  readonly since: LocalDate;
};

/** Why a box cannot be in it: another has it on that day, or something was said for a day behind it. */
export type Hindrance = {
  readonly deviceId: DeviceId;
  readonly because:
    | { readonly other: ClusterGroupId; readonly day: LocalDate }
    | { readonly later: LocalDate };
};

/** What is to be said, so that these boxes and no others are in the station from the day on. */
export function membershipFacts(
  facts: readonly StationFact[],
  membership: Membership,
): Result<StationFact[], Hindrance> {
  const boxes = byBox(facts);
  const { stationId, deviceIds } = membership;
  const staying = new Set(deviceIds);
  const leaving = boxesOf(facts, stationId).filter((id) => !staying.has(id));
  const said: StationFact[] = [];
  for (const id of [...staying, ...leaving]) {
    const own = boxes.get(id) ?? [];
    const word = staying.has(id) ? joining(id, own, membership) : going(id, own, membership);
    if (!word.ok) return word;
    said.push(...word.value);
  }
  return ok(said);
}

type Word = Result<StationFact[], Hindrance>;

/** @param own what is said of the box, by days */
function joining(
  deviceId: DeviceId,
  own: readonly StationFact[],
  { stationId, since }: Membership,
): Word {
  const later = own.find((fact) => fact.from > since && fact.stationId !== stationId);
  if (later !== undefined) return err({ deviceId, because: { later: later.from } });
  const now = own.filter(({ from }) => from <= since).at(-1)?.stationId ?? null;
  if (now === stationId) return ok([]);
  if (now !== null) return err({ deviceId, because: { other: now, day: since } });
  return ok([{ deviceId, from: since, stationId }]);
}

function going(deviceId: DeviceId, own: readonly StationFact[], { since }: Membership): Word {
  const joined = own.at(-1)?.from ?? since;
  if (joined > since) return err({ deviceId, because: { later: joined } });
  return ok([{ deviceId, from: since, stationId: null }]);
}
