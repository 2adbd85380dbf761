/**
 * File of sites — tệp thông số cụm loa.
 *
 * Horns, surroundings and operator of each cluster as a table; several rows of one cluster and day
 * are several kinds of horns on its pole.
 */
import { DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { Terrain } from './audibility.js';
import { type Cells, dayText } from './cells.js';
import { column, readTable } from './columns.js';
import type { CsvValue } from './csv.js';
import type { FactsRead } from './hamlet-file.js';
import type { HornGroup, SiteFact } from './history.js';

const SITE_COLUMNS = [
  column('deviceId', 'Mã cụm', ['Mã cụm loa', 'Mã'], true),
  column('name', 'Tên cụm', ['Tên cụm loa', 'Tên']),
  column('count', 'Số loa', ['Số lượng loa']),
  column('powerW', 'Công suất mỗi loa (W)', ['Công suất', 'Công suất (W)'], true),
  column('heightM', 'Độ cao (m)', ['Chiều cao', 'Độ cao'], true),
  column('sensitivityDb', 'Độ nhạy (dB)', ['Độ nhạy']),
  column('directionDeg', 'Hướng (độ)', ['Hướng', 'Góc hướng']),
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
  (key) => !['deviceId', 'name', 'lat', 'lng'].includes(key),
);

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
};

export function readSites(text: string, sites: Sites): FactsRead<SiteFact> {
  const table = readTable(text, SITE_COLUMNS);
  const facts = new Map<string, SiteFact>();
  for (const cells of table.rows) {
    if (isUnfilled(cells)) continue;
    const fact = factOf(cells, sites);
    if (fact === null || cells.faults.length > 0) continue;
    const key = `${fact.deviceId} ${fact.from}`;
    const before = facts.get(key);
    facts.set(key, before === undefined ? fact : joined(before, fact));
  }
  const faults = table.rows.flatMap((cells) => cells.faults);
  return {
    facts: [...facts.values()],
    rows: table.rows.length,
    faults: [...table.faults, ...faults],
  };
}

/** A cluster of the list that nobody has described yet: it was written to be filled in. */
const isUnfilled = (cells: Cells): boolean =>
  cells.text('deviceId') !== '' && FILLED.every((key) => cells.text(key) === '');

const joined = (before: SiteFact, more: SiteFact): SiteFact => ({
  ...before,
  horns: [...before.horns, ...more.horns],
});

function factOf(cells: Cells, { known, today }: Sites): SiteFact | null {
  const id = DeviceId.safeParse(cells.needed('deviceId'));
  const horns = hornsOf(cells);
  const installedOn = cells.day('installedOn');
  const site = {
    from: cells.day('from') ?? installedOn ?? today,
    installedOn,
    horns: horns === null ? [] : [horns],
    terrain: cells.choice('terrain', TERRAIN_WORDS) ?? ('village' as const),
    noiseDba: cells.number('noiseDba', [20, 100]),
    position: cells.place('lat', 'lng'),
    areaId: null,
    operator: cells.text('operator').slice(0, 40) || null,
    sim: cells.text('sim').slice(0, 30) || null,
    powerLine: cells.text('powerLine').slice(0, 60) || null,
    warrantyUntil: cells.day('warrantyUntil'),
  };
  if (id.success && known.has(id.data)) return { deviceId: id.data, ...site };
  const typed = cells.text('deviceId').slice(0, 40);
  if (typed === '') return null;
  return cells.fault(
    'deviceId',
    `không có cụm “${typed}” trong địa bàn của bạn; đăng ký cụm trước`,
    `no cluster “${typed}” in your area; register it first`,
  );
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
  readonly position: SiteFact['position'];
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

function rowOf({ deviceId, name, position, site }: NamedSite, horns: HornGroup | null): CsvValue[] {
  const at = site?.position ?? position;
  return [deviceId, name, ...hornCells(horns), ...siteCells(site, at)];
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
