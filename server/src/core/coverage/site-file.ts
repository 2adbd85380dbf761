/**
 * File of sites — tệp thông số cụm loa.
 *
 * Horns, surroundings and operator of each cluster as a table; several rows of one cluster and day
 * are several kinds of horns on its pole. A row that names a cluster nobody has registered yet, without
 * an id, registers it.
 */
import { type AreaId, DeviceId } from '@loaso/shared/ids';
import type { PlaceKind } from '@loaso/shared/place-kind';
import type { LocalDate } from '@loaso/shared/time';
import type { Terrain } from './audibility.js';
import { type Cells, dayText } from './cells.js';
import { column, readTable } from './columns.js';
import type { CsvValue } from './csv.js';
import type { FactsRead } from './hamlet-file.js';
import type { HornGroup, SiteFact } from './history.js';
import { type Ground, type NewCluster, newClusters, type Told } from './new-clusters.js';
import { PLACE_NAMES, PLACE_WORDS } from './place-cells.js';

const SITE_COLUMNS = [
  column('deviceId', 'Mã cụm', ['Mã cụm loa', 'Mã']),
  column('name', 'Tên cụm', ['Tên cụm loa', 'Tên']),
  column('areaId', 'Địa bàn', [
    'Mã địa bàn',
    'Mã xã',
    'Mã thôn',
    'Mã phường',
    'Xã',
    'Phường',
    'Xã, phường',
  ]),
  column('count', 'Số loa', ['Số lượng loa']),
  column('powerW', 'Công suất mỗi loa (W)', ['Công suất', 'Công suất (W)']),
  column('heightM', 'Độ cao (m)', ['Chiều cao', 'Độ cao']),
  column('sensitivityDb', 'Độ nhạy (dB)', ['Độ nhạy']),
  column('directionDeg', 'Hướng (độ)', ['Hướng', 'Góc hướng']),
  column('placeKind', 'Nơi đặt', ['Nơi đặt loa', 'Nơi đặt cụm']),
  column('terrain', 'Địa hình', []),
  column('noiseDba', 'Tiếng ồn nền (dBA)', ['Tiếng ồn nền', 'Tiếng ồn']),
  column('lat', 'Vĩ độ', []),
  column('lng', 'Kinh độ', []),
  column('installedOn', 'Ngày lắp', ['Ngày lắp đặt']),
  column('warrantyUntil', 'Bảo hành đến', ['Hết bảo hành']),
  column('operator', 'Nhà mạng', ['Nhà mạng SIM']),
  column('sim', 'Số SIM', ['SIM']),
  column('powerLine', 'Lộ điện', ['Đường điện', 'Trạm biến áp']),
  column('from', 'Áp dụng từ', ['Từ ngày']),
];

const FILLED = SITE_COLUMNS.map(({ key }) => key).filter(
  (key) => !['deviceId', 'name', 'areaId', 'placeKind', 'lat', 'lng'].includes(key),
);

/** A table of new clusters is known by its names; one of known clusters describes what stands there. */
function needsOf(present: ReadonlySet<string>): readonly string[] {
  const registers = present.has('areaId') || (present.has('name') && !present.has('deviceId'));
  return registers ? ['name', 'areaId', 'lat', 'lng'] : ['deviceId', 'powerW', 'heightM'];
}

const TERRAIN_WORDS: Readonly<Record<string, Terrain>> = {
  'trong trai': 'open',
  'dong bang': 'open',
  'lang xom': 'village',
  'nong thon': 'village',
  pho: 'town',
  'do thi': 'town',
  'doi nui': 'hills',
  'doi rung': 'hills',
  rung: 'hills',
};
const TERRAIN_NAMES: Readonly<Record<Terrain, string>> = {
  open: 'trống trải',
  village: 'làng xóm',
  town: 'phố',
  hills: 'đồi rừng',
};

export type Sites = {
  /** Clusters in the scope of who imports. */
  readonly known: ReadonlySet<DeviceId>;
  readonly today: LocalDate;
  /** Where new clusters may be registered; null for who may not. */
  readonly ground: Ground | null;
};

type Site = Omit<SiteFact, 'deviceId'>;

/** A cluster to be registered, with what was said of it for each day. */
export type FreshCluster = NewCluster & {
  readonly sites: readonly Site[];
  /** Null: nobody has said. */
  readonly placeKind: PlaceKind | null;
};

export type SitesRead = FactsRead<SiteFact> & {
  readonly fresh: readonly FreshCluster[];
  /** What stands near clusters that are registered already, where the file says it. */
  readonly places: ReadonlyMap<DeviceId, PlaceKind>;
  /** The row that says so. */
  readonly placeLines: ReadonlyMap<DeviceId, number>;
  /** Rows without an id whose cluster is registered already. */
  readonly already: number;
};

/** A row without a fault: whose it is, and what it says of it. */
type Row = {
  readonly told: Told;
  readonly site: Site | null;
  readonly byName: boolean;
  readonly placeKind: PlaceKind | null;
  readonly line: number;
};

export function readSites(text: string, sites: Sites): SitesRead {
  const table = readTable(text, SITE_COLUMNS, needsOf);
  const named = sites.ground === null ? null : newClusters(sites.ground);
  const rows = table.rows.flatMap((cells) => readRow(cells, sites, named) ?? []);
  const faults = table.rows.flatMap((cells) => cells.faults);
  return {
    facts: factsOf(rows),
    fresh: freshOf(rows),
    places: placesOf(rows),
    placeLines: placeLinesOf(rows),
    already: rows.filter(({ told, byName }) => byName && told.is === 'standing').length,
    rows: table.rows.length,
    faults: [...table.faults, ...faults],
  };
}

type Named = ReturnType<typeof newClusters> | null;

/** Null for a row with a fault, and for one of the list that nobody has filled in yet. */
function readRow(cells: Cells, { known, today }: Sites, named: Named): Row | null {
  const bare = FILLED.every((key) => cells.text(key) === '');
  const byName = cells.text('deviceId') === '' && named !== null;
  const placeKind = cells.choice('placeKind', PLACE_WORDS);
  const empty = bare && cells.text('placeKind') === '';
  if (empty && cells.text('deviceId') !== '') return null;
  const position = cells.place('lat', 'lng');
  const told = byName ? named(cells, position) : knownOf(cells, known);
  const site = bare ? null : siteOf(cells, today, position);
  return told === null || cells.faults.length > 0
    ? null
    : { told, site, byName, placeKind, line: cells.line };
}

function factsOf(rows: readonly Row[]): SiteFact[] {
  const found = new Map<DeviceId, Site[]>();
  for (const { told, site } of rows) {
    if (told.is === 'standing') found.set(told.id, addedTo(found.get(told.id), site));
  }
  return [...found].flatMap(([deviceId, all]) => all.map((site) => ({ deviceId, ...site })));
}

/** Of several rows of one cluster the last that says it counts. */
const placesOf = (rows: readonly Row[]): Map<DeviceId, PlaceKind> =>
  new Map(
    rows.flatMap(({ told, placeKind }) =>
      told.is === 'standing' && placeKind !== null ? [[told.id, placeKind]] : [],
    ),
  );

const placeLinesOf = (rows: readonly Row[]): Map<DeviceId, number> =>
  new Map(
    rows.flatMap(({ told, placeKind, line }) =>
      told.is === 'standing' && placeKind !== null ? [[told.id, line]] : [],
    ),
  );

/** Several rows of one name and area are one cluster; the first says where it stands. */
function freshOf(rows: readonly Row[]): FreshCluster[] {
  const found = new Map<string, FreshCluster>();
  for (const { told, site, placeKind } of rows) {
    if (told.is !== 'new') continue;
    const before = found.get(told.key) ?? { ...told.cluster, sites: [], placeKind: null };
    const sites = addedTo(before.sites, site);
    found.set(told.key, { ...before, sites, placeKind: placeKind ?? before.placeKind });
  }
  return [...found.values()];
}

/** Of one cluster and day further rows are further horns; the first says the rest. */
function addedTo(sites: readonly Site[] = [], more: Site | null): Site[] {
  if (more === null) return [...sites];
  const same = sites.find(({ from }) => from === more.from);
  if (same === undefined) return [...sites, more];
  const joined = { ...same, horns: [...same.horns, ...more.horns] };
  return sites.map((site) => (site === same ? joined : site));
}

function knownOf(cells: Cells, known: ReadonlySet<DeviceId>): Told | null {
  const id = DeviceId.safeParse(cells.needed('deviceId'));
  if (id.success && known.has(id.data)) return { is: 'standing', id: id.data };
  const typed = cells.text('deviceId').slice(0, 40);
  if (typed === '') return null;
  return cells.fault(
    'deviceId',
    `không có cụm “${typed}” trong địa bàn của bạn; cụm mới thì để trống ô này`,
    `no cluster “${typed}” in your area; leave this cell empty for a new one`,
  );
}

function siteOf(cells: Cells, today: LocalDate, position: Site['position']): Site {
  const horns = hornsOf(cells);
  const installedOn = cells.day('installedOn');
  return {
    from: cells.day('from') ?? installedOn ?? today,
    installedOn,
    horns: horns === null ? [] : [horns],
    terrain: cells.choice('terrain', TERRAIN_WORDS) ?? ('village' as const),
    noiseDba: cells.number('noiseDba', [20, 100]),
    position,
    areaId: null,
    operator: cells.text('operator').slice(0, 40) || null,
    sim: cells.text('sim').slice(0, 30) || null,
    powerLine: cells.text('powerLine').slice(0, 60) || null,
    warrantyUntil: cells.day('warrantyUntil'),
  };
}

function hornsOf(cells: Cells): HornGroup | null {
  const count = cells.number('count', [0, 40], true) ?? 1;
  const needed = (key: string, bounds: readonly [number, number]): number | null =>
    cells.text(key) === ''
      ? cells.fault(key, 'đang để trống', 'is empty')
      : cells.number(key, bounds);
  const [powerW, heightM] = [needed('powerW', [0, 500]), needed('heightM', [0, 60])];
  const sensitivityDb = cells.number('sensitivityDb', [80, 120]);
  const directionDeg = cells.number('directionDeg', [0, 360]);
  if (powerW === null || heightM === null) return null;
  return { count, powerW, heightM, sensitivityDb, directionDeg };
}

export type NamedSite = {
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly areaId: AreaId;
  readonly position: SiteFact['position'];
  readonly placeKind: PlaceKind;
  /** What was said of it; a cluster without any is written too, to be filled in. */
  readonly site: SiteFact | null;
};

/** The same table that {@link readSites} reads: one row for each kind of horns. */
export const siteRows = (sites: readonly NamedSite[]): CsvValue[][] => [
  SITE_COLUMNS.map(({ head }) => head),
  ...sites.flatMap((one) =>
    (one.site === null || one.site.horns.length === 0 ? [null] : one.site.horns).map((horns) =>
      rowOf(one, horns),
    ),
  ),
];

function rowOf(
  { deviceId, name, areaId, position, site, placeKind }: NamedSite,
  horns: HornGroup | null,
): CsvValue[] {
  const at = site?.position ?? position;
  const near = placeKind === 'residential' ? '' : PLACE_NAMES[placeKind];
  return [deviceId, name, areaId, ...hornCells(horns), near, ...siteCells(site, at)];
}

const hornCells = (horns: HornGroup | null): CsvValue[] => [
  horns?.count ?? null,
  horns?.powerW ?? null,
  horns?.heightM ?? null,
  horns?.sensitivityDb ?? null,
  horns?.directionDeg ?? null,
];

function siteCells(site: SiteFact | null, at: SiteFact['position']): CsvValue[] {
  const place = [at?.lat ?? null, at?.lng ?? null];
  if (site === null) return ['', null, ...place, '', '', '', '', '', ''];
  return [
    TERRAIN_NAMES[site.terrain],
    site.noiseDba,
    ...place,
    dayText(site.installedOn),
    dayText(site.warrantyUntil),
    site.operator,
    site.sim,
    site.powerLine,
    dayText(site.from),
  ];
}
