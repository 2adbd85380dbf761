/**
 * New clusters of a table — cụm loa mới trong tệp.
 *
 * A row without the id of a cluster, with name, area and place, is a cluster to be registered. One that
 * is registered already under that name in that area is the same one, so that a file that comes twice
 * adds nothing. What is not clear is a fault of its row, never a guess.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { type Cells, folded } from './cells.js';
import type { SiteFact } from './history.js';

export type Ground = {
  /** Communes and hamlets in the scope of who imports. */
  readonly places: readonly {
    readonly id: AreaId;
    readonly name: string;
    readonly level: 'province' | 'commune' | 'hamlet';
  }[];
  /** Those of them that are no more, with what is in their place by name. */
  readonly ended: ReadonlyMap<AreaId, readonly string[]>;
  /** Clusters there are, without those that were shut out. */
  readonly standing: readonly {
    readonly id: DeviceId;
    readonly name: string;
    readonly areaId: AreaId;
  }[];
};

export type NewCluster = {
  readonly line: number;
  readonly name: string;
  readonly areaId: AreaId;
  readonly position: NonNullable<SiteFact['position']>;
};

export type Told =
  | { readonly is: 'new'; readonly key: string; readonly cluster: NewCluster }
  | { readonly is: 'standing'; readonly id: DeviceId };

const NAME_LEAST = 2;
const keyOf = (areaId: AreaId, name: string): string => `${areaId} ${folded(name)}`;

/** Looks up rows; made once for a file. */
export function newClusters({
  places,
  ended,
  standing,
}: Ground): (cells: Cells, position: SiteFact['position']) => Told | null {
  const areas = areasByWord(places);
  const ids = new Map<string, DeviceId[]>();
  for (const { id, name, areaId } of standing) {
    const key = keyOf(areaId, name);
    ids.set(key, [...(ids.get(key) ?? []), id]);
  }
  return (cells, position) => {
    const name = nameOf(cells);
    const areaId = areaOf(cells, areas);
    if (position === null) placeMissing(cells);
    if (name === null || areaId === null || position === null) return null;
    const key = keyOf(areaId, name);
    const [id, ...more] = ids.get(key) ?? [];
    if (id === undefined) {
      const cluster = { line: cells.line, name, areaId, position };
      return unlessEnded(cells, ended, { is: 'new', key, cluster });
    }
    if (more.length === 0) return { is: 'standing', id };
    return cells.fault(
      'name',
      'đã có nhiều cụm cùng tên ở nơi này; ghi mã cụm',
      'several clusters of the place have this name; write the id',
    );
  };
}

function unlessEnded(
  cells: Cells,
  ended: Ground['ended'],
  told: Extract<Told, { is: 'new' }>,
): Told | null {
  const successors = ended.get(told.cluster.areaId);
  if (successors === undefined) return told;
  const now = successors.join(', ');
  return cells.fault(
    'areaId',
    `nơi này không còn nữa${now === '' ? '' : `, nay là ${now}`}; ghi nơi thay nó`,
    `this place is no more${now === '' ? '' : `, now ${now}`}; write what replaced it`,
  );
}

function nameOf(cells: Cells): string | null {
  const name = cells.needed('name');
  if (name === null || name.trim().length >= NAME_LEAST) return name?.trim() ?? null;
  return cells.fault('name', 'ngắn quá', 'is too short');
}

/** What stands there and is wrong was said already. */
function placeMissing(cells: Cells): void {
  if (cells.text('lat') !== '' || cells.text('lng') !== '') return;
  cells.fault(
    'lat',
    'cụm mới cần vĩ độ và kinh độ; chưa đo thì khai báo ở trang Cụm loa',
    'a new cluster needs latitude and longitude; without them register it on the page of speakers',
  );
}

type ByWord = ReadonlyMap<string, readonly AreaId[]>;

/** By code, and by name: names of hamlets are many, codes are one. */
function areasByWord(places: Ground['places']): ByWord {
  const found = new Map<string, AreaId[]>();
  for (const { id, name, level } of places) {
    if (level === 'province') continue;
    found.set(id, [id]);
    const word = folded(name);
    found.set(word, [...(found.get(word) ?? []), id]);
  }
  return found;
}

function areaOf(cells: Cells, areas: ByWord): AreaId | null {
  const typed = cells.needed('areaId');
  if (typed === null) return null;
  const [id, ...more] = areas.get(typed.trim()) ?? areas.get(folded(typed)) ?? [];
  if (id !== undefined && more.length === 0) return id;
  const what = typed.slice(0, 40);
  return id === undefined
    ? cells.fault(
        'areaId',
        `“${what}” không có trong địa bàn của bạn; ghi mã hoặc tên xã, mã thôn`,
        `“${what}” is not in your area; write the code or name of a commune, or the code of a hamlet`,
      )
    : cells.fault(
        'areaId',
        `có nhiều nơi tên “${what}”; ghi mã`,
        `several places are called “${what}”; write the code`,
      );
}
