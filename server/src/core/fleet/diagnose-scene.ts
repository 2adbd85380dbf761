/**
 * Scene — quang cảnh quanh một cụm: ai mất liên lạc cùng lúc.
 *
 * One box that falls silent says little; forty that fall silent within the same minutes say which
 * line was cut. Counts neighbours by commune, operator and power line; draws no conclusion.
 */

/** What the others need to know of a box; times UTC milliseconds. */
export type Neighbour = {
  readonly id: string;
  readonly communeId: string;
  /** Mobile network; null where nobody has told. */
  readonly operator: string | null;
  /** Branch of the electricity grid; null where nobody has told. */
  readonly powerLine: string | null;
  /** When contact was lost; null while the box is there. */
  readonly lostAt: number | null;
  /** Its last word says that the mains failed, and since when; null otherwise. */
  readonly batteryAt: number | null;
};

export type Share = { readonly lost: number; readonly of: number };

/** The others, seen from one box. Null where there are too few of them to say anything. */
export type Around = {
  readonly commune: Share | null;
  /** Same operator in the commune, and everywhere else. */
  readonly kin: Share | null;
  readonly kinElsewhere: Share | null;
  /** Other operators in the commune. */
  readonly rivals: Share | null;
  readonly powerLine: Share | null;
  readonly fleet: Share | null;
  /** Others of the commune that told of a mains failure lately, of those that can tell. */
  readonly onBattery: Share | null;
};

export const NOBODY: Around = {
  commune: null,
  kin: null,
  kinElsewhere: null,
  rivals: null,
  powerLine: null,
  fleet: null,
  onBattery: null,
};

/** Keep-alives end within this of one another when one cause cut them all. */
export const STROKE_MS = 4 * 60_000;
/** For a box that is there, what its neighbours lost lately counts. */
const LATELY_MS = 15 * 60_000;
/** Standby batteries last for hours, so for a box with power their word counts for longer. */
const BATTERY_MS = 3 * 3_600_000;
/** Fewer of the whole fleet than this prove nothing about the server's own line. */
const FLEET_MIN = 8;

type Group = { readonly size: number; readonly struckAt: readonly number[] };

/** The instant of the blow: the mains where a box told of them, since batteries end at all times. */
const struckAtOf = ({ batteryAt, lostAt }: Neighbour): number | null => batteryAt ?? lostAt;

export type Scene = {
  readonly boxes: ReadonlyMap<string, Neighbour>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly communes: ReadonlyMap<string, readonly Neighbour[]>;
  readonly now: number;
};

const keysOf = ({ communeId, operator, powerLine }: Neighbour): string[] => [
  'fleet',
  `commune ${communeId}`,
  ...(operator === null ? [] : [`operator ${operator}`, `kin ${communeId} ${operator}`]),
  ...(powerLine === null ? [] : [`line ${powerLine}`]),
];

/** @param neighbours every box that is in service; boxes never heard of are left out by the caller */
export function sceneOf(neighbours: readonly Neighbour[], now: number): Scene {
  const lists = new Map<string, { size: number; struckAt: number[] }>();
  const communes = new Map<string, Neighbour[]>();
  for (const one of neighbours) {
    const peers = communes.get(one.communeId) ?? [];
    peers.push(one);
    communes.set(one.communeId, peers);
    const struckAt = struckAtOf(one);
    for (const key of keysOf(one)) {
      const group = lists.get(key) ?? { size: 0, struckAt: [] };
      group.size += 1;
      if (struckAt !== null) group.struckAt.push(struckAt);
      lists.set(key, group);
    }
  }
  for (const { struckAt } of lists.values()) struckAt.sort((a, b) => a - b);
  const boxes = new Map(neighbours.map((one) => [one.id, one]));
  return { boxes, groups: lists, communes, now };
}

/** Index of the first value not below `at`. */
function firstFrom(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const within = (sorted: readonly number[], from: number, to: number): number =>
  firstFrom(sorted, to + 1) - firstFrom(sorted, from);

/** The span in which a neighbour must have been struck for the two to have one cause. */
function spanOf({ now }: Scene, struckAt: number | null): readonly [number, number] {
  return struckAt === null ? [now - LATELY_MS, now] : [struckAt - STROKE_MS, struckAt + STROKE_MS];
}

/** Everything `aroundOf` counts, of the box itself taken off. */
export function aroundOf(scene: Scene, me: Neighbour): Around {
  const struckAt = struckAtOf(me);
  const [from, to] = spanOf(scene, struckAt);
  const mine = struckAt === null ? 0 : 1;
  const shareOf = (key: string, less: Share = { lost: mine, of: 1 }): Share => {
    const group = scene.groups.get(key) ?? { size: 0, struckAt: [] };
    const lost = within(group.struckAt, from, to);
    return { lost: Math.max(0, lost - less.lost), of: Math.max(0, group.size - less.of) };
  };
  const commune = shareOf(`commune ${me.communeId}`);
  const kinAll = me.operator === null ? null : shareOf(`kin ${me.communeId} ${me.operator}`);
  const withMe = kinAll === null ? null : { lost: kinAll.lost + mine, of: kinAll.of + 1 };
  return {
    commune: atLeast(commune, 2),
    kin: atLeast(kinAll, 2),
    kinElsewhere: withMe === null ? null : atLeast(shareOf(`operator ${me.operator}`, withMe), 5),
    rivals: kinAll === null ? null : atLeast(minus(commune, kinAll), 1),
    powerLine: me.powerLine === null ? null : atLeast(shareOf(`line ${me.powerLine}`), 2),
    fleet: atLeast(shareOf('fleet'), FLEET_MIN),
    onBattery: batteriesAround(scene, me),
  };
}

const minus = (all: Share, part: Share): Share => ({
  lost: Math.max(0, all.lost - part.lost),
  of: all.of - part.of,
});

const atLeast = (share: Share | null, least: number): Share | null =>
  share === null || share.of < least ? null : share;

function batteriesAround({ communes, now }: Scene, me: Neighbour): Share | null {
  const peers = (communes.get(me.communeId) ?? []).filter(({ id }) => id !== me.id);
  const struckAt = struckAtOf(me);
  const [from, to] =
    struckAt === null
      ? [now - BATTERY_MS, now]
      : [struckAt - 2 * STROKE_MS, struckAt + 2 * STROKE_MS];
  const lost = peers.filter(({ batteryAt: at }) => at !== null && at >= from && at <= to).length;
  return atLeast({ lost, of: peers.length }, 2);
}
