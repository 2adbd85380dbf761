/**
 * Coverage routes of the fixture — độ phủ và sổ địa bàn mẫu.
 *
 * A small made-up register of the fixture's communes, reckoned by the real cores: what is shown is
 * what the server would say of such a world.
 */
import { AreaId, ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import { addDays, instant, LocalDate, localDateOf } from '@loaso/shared/time';
import type {
  CommuneCoverage,
  CoverageReport,
  CoverageStep,
  CoverageTrend,
  RegistryView,
} from '@loaso/shared/wire/http/coverage';
import { RegistryFile, type RegistryReport } from '@loaso/shared/wire/http/registry-files';
import type { StationClusters } from '@loaso/shared/wire/http/stations';
import { hamletCoverage, sumUp } from '#server/core/coverage/compute';
import { bestSteps } from '#server/core/coverage/gaps';
import { type Cluster, FIGURES, type Figure, type Hamlet } from '#server/core/coverage/registry';
import { againstTargets } from '#server/core/coverage/targets';
import { AREAS } from './people.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const COMMUNES = AREAS.filter(({ level }) => level === 'commune').slice(0, 12);
const HAMLETS_EACH = 6;
const FROM = LocalDate.parse('2026-01-01');

const placeOf = (commune: number, hamlet: number) => ({
  lat: 13.6 + commune * 0.02,
  lng: 108.9 + hamlet * 0.009,
});

const HAMLETS: readonly (Hamlet & { readonly name: string })[] = COMMUNES.flatMap(
  ({ id, urban }, commune) =>
    Array.from({ length: HAMLETS_EACH }, (_, hamlet) => ({
      areaId: AreaId.parse(`${id}-${String(hamlet + 1).padStart(2, '0')}`),
      communeId: AreaId.parse(id),
      name: `${urban ? 'Tổ dân phố' : 'Thôn'} ${hamlet + 1}`,
      urban,
      people: 620 + ((commune * 7 + hamlet * 13) % 11) * 130,
      centre: (commune + hamlet) % 17 === 16 ? null : placeOf(commune, hamlet),
      radiusM: 320,
    })),
);

/** Two in three hamlets have one; some are broken, some silent. */
const CLUSTERS: readonly (Cluster & { readonly name: string })[] = HAMLETS.flatMap(
  ({ areaId, communeId, name }, index) => {
    if (index % 3 === 2) return [];
    const known = index % 11 === 7 ? 'no' : index % 13 === 9 ? 'unknown' : 'yes';
    const position = placeOf(Math.floor(index / HAMLETS_EACH), index % HAMLETS_EACH);
    const heard = { today: known, heard7: known, heard30: known } as const;
    const id = DeviceId.parse(`cum-mau-${areaId}`);
    return [{ id, name: `Cụm loa ${name}`, areaId: communeId, position, radiusM: 465, ...heard }];
  },
);

const perFigure = <T>(value: (figure: Figure) => T): Record<Figure, T> =>
  Object.fromEntries(FIGURES.map((figure) => [figure, value(figure)])) as Record<Figure, T>;

const REACH = { low: 357, likely: 465, high: 585 };

const LANGUAGES: CoverageReport['languages'] = [
  { language: 'bdq', people: 3_410, hamlets: 5, inEarshot: 2_260, heard30: 1_150, unknown30: 240 },
];

/** An office's first day knows of nobody. */
export const placesOf = ({ devices }: World) =>
  devices.length === 0
    ? { hamlets: [], boxes: [], communes: [], languages: [] }
    : { hamlets: HAMLETS, boxes: CLUSTERS, communes: COMMUNES, languages: LANGUAGES };

export function reportOf({ query, user, now }: Call, world: World): CoverageReport {
  const { hamlets, boxes, communes, languages } = placesOf(world);
  const areaId = AreaId.parse(query.get('areaId') ?? user?.areaId);
  const area = AREAS.find(({ id }) => id === areaId);
  const single = area?.level !== 'province';
  const inside = (commune: string): boolean => !single || commune === areaId;
  const parts = hamletCoverage(hamlets, boxes).filter(({ hamlet }) => inside(hamlet.communeId));
  const today = localDateOf(instant(now));
  const on = LocalDate.safeParse(query.get('on'));
  const total = sumUp(parts);
  const clusters = boxes.filter((one) => inside(one.areaId));
  return {
    asOf: now,
    on: on.success ? on.data : today,
    isToday: !on.success || on.data === today,
    law: query.get('law') === 'true',
    area: { id: areaId, name: area?.name ?? areaId, level: single ? 'commune' : 'province' },
    above: [],
    total,
    urban: sumUp(parts.filter(({ hamlet }) => hamlet.urban)),
    rural: sumUp(parts.filter(({ hamlet }) => !hamlet.urban)),
    range: perFigure((figure) => {
      const { people } = total.reached[figure];
      return { low: Math.floor(people * 0.9), high: people };
    }),
    targets: perFigure((figure) => againstTargets(parts, figure)),
    languages,
    communes: single ? [] : communes.map(communeRow),
    hamlets: single ? parts.map(hamletRow) : [],
    clusters: single ? clusters.map(clusterRow) : [],
    ...(clusters.length > 0 && areaId === '21583' ? { stations: stationsOf(clusters) } : {}),
    notes: {
      clusters: clusters.length,
      silentToday: clusters.filter((one) => one.today === 'unknown').length,
      silent30: 0,
      noHorn: 0,
      notEnrolled: 0,
      assumed: clusters.length,
      placeless: 0,
      demo: false,
      emptyCommunes: single ? 0 : AREAS.length - 1 - COMMUNES.length,
      sources: [{ source: 'Số liệu minh hoạ', hamlets: parts.length }],
    },
  };
}

/** The first of them in one station, the last in none. */
function stationsOf(clusters: readonly Cluster[]): StationClusters[] {
  const row = (id: StationClusters['id'], name: string, own: readonly Cluster[]) => {
    const count = (figure: 'today' | 'heard7' | 'heard30') => {
      const known = { yes: 0, no: 0, unknown: 0 };
      for (const one of own) known[one[figure]] += 1;
      return known;
    };
    return {
      ...{ id, name, clusters: own.length, today: count('today') },
      ...{ heard7: count('heard7'), heard30: count('heard30') },
    };
  };
  const group = (id: string) => ClusterGroupId.parse(id);
  return [
    row(group('nhom-dai-cu'), 'phường Nhơn Bình', clusters.slice(0, 2)),
    row(group('nhom-dai-phu'), 'phường Nhơn Phú', clusters.slice(2, -1)),
    row('none', '', clusters.slice(-1)),
  ];
}

function communeRow({ id, name, urban }: (typeof COMMUNES)[number]): CommuneCoverage {
  const areaId = AreaId.parse(id);
  const own = hamletCoverage(HAMLETS, CLUSTERS).filter(({ hamlet }) => hamlet.communeId === areaId);
  const clusters = CLUSTERS.filter((one) => one.areaId === areaId).length;
  return { areaId, name, urban, clusters, sums: sumUp(own) };
}

export function hamletRow({ hamlet, placed, shares }: ReturnType<typeof hamletCoverage>[number]) {
  const name = HAMLETS.find(({ areaId }) => areaId === hamlet.areaId)?.name ?? '';
  const { areaId, urban, people } = hamlet;
  const kin = { predecessors: [], successors: [] };
  return { areaId, name, urban, people, households: null, placed, shares, from: FROM, ...kin };
}

export const clusterRow = ({
  id,
  name,
  areaId,
  today,
  heard7,
  heard30,
}: (typeof CLUSTERS)[number]) => ({
  ...{ id, name, areaId, today, heard7, heard30, reach: REACH, assumed: true, placed: true },
  hindrance: { yes: null, no: 'no-sound', unknown: 'no-word' }[today] as null,
});

function stepsOf(): CoverageStep[] {
  return bestSteps(HAMLETS, CLUSTERS, 20).map((step) => {
    const place =
      step.kind === 'install' ? HAMLETS.find((one) => one.areaId === step.hamlet) : null;
    const box = step.kind === 'repair' ? CLUSTERS.find(({ id }) => id === step.device) : null;
    const communeId = place?.communeId ?? box?.areaId;
    return {
      kind: step.kind,
      people: step.people,
      deviceId: box?.id ?? null,
      name: place?.name ?? box?.name ?? '',
      areaId: place?.areaId ?? box?.areaId ?? AreaId.parse('52'),
      communeName: AREAS.find(({ id }) => id === communeId)?.name ?? '',
      why:
        box == null ? null : { vi: 'Đường ra âm thanh hỏng.', en: 'The sound output is faulty.' },
    };
  });
}

const trendOf = ({ now }: Call): CoverageTrend => ({
  points: [150, 120, 90, 60, 30, 0].map((days, index) => ({
    on: addDays(localDateOf(instant(now)), -days),
    people: 90_000,
    paper: 40_000 + index * 3_000,
    heard30: 30_000 + index * 3_500,
    unknown30: 2_000,
  })),
});

/** A table with new clusters, and one row to mend. */
const tableSeen = ({ mode }: RegistryFile): RegistryReport => ({
  rows: 5,
  good: 4,
  taken: mode === 'take' ? 3 : 0,
  fresh: {
    total: 3,
    shown: ['Cụm loa Hải Cảng', 'Cụm loa bến cá', 'Cụm loa khu 6'].map((name, index) => ({
      line: index + 2,
      name,
      areaName: index === 1 ? 'Xã Nhơn Châu' : 'Phường Quy Nhơn',
    })),
  },
  already: 1,
  waiting: { total: 1, shown: [{ line: 5, name: 'Cụm loa trạm y tế' }] },
  faultsTotal: 1,
  faults: [
    {
      line: 6,
      column: 'Địa bàn',
      what: {
        vi: '“Nhơn Hội” không có trong địa bàn của bạn; ghi mã hoặc tên xã, mã thôn',
        en: '“Nhơn Hội” is not in your area; write the code or name of a commune, or the code of a hamlet',
      },
    },
  ],
});

const registryOf = ({ now }: Call): RegistryView => ({
  on: localDateOf(instant(now)),
  communes: [
    {
      ...{ areaId: AREAS[1]?.id ?? HAMLETS[0]?.communeId, name: AREAS[1]?.name ?? '' },
      ...{ urban: true, from: FROM, until: null, successors: [] },
      predecessors: [{ areaId: AreaId.parse('21580'), name: 'Phường Nhơn Bình' }],
      source: 'Nghị quyết minh hoạ',
    } as RegistryView['communes'][number],
  ],
  hamlets: HAMLETS.map(({ areaId, communeId, name, urban, people, centre }) => ({
    ...{ areaId, communeId, name, urban, people, placed: centre !== null, households: null },
    communeName: AREAS.find(({ id }) => id === communeId)?.name ?? '',
    ...{ languages: [], from: FROM, until: null, predecessors: [], successors: [] },
    source: 'Số liệu minh hoạ',
  })),
  clusters: CLUSTERS.map(({ id, name, areaId, position }) => ({
    ...{ deviceId: id, name, areaId, position, reach: REACH, site: null },
    areaName: AREAS.find((one) => one.id === areaId)?.name ?? '',
  })),
});

export const coverage: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  'GET coverage': (call, world) => ({ status: 200, json: reportOf(call, world) }),
  'GET coverage/steps': () => ({ status: 200, json: { steps: stepsOf() } }),
  'GET coverage/trend': (call) => ({ status: 200, json: trendOf(call) }),
  'GET registry': (call) => ({ status: 200, json: registryOf(call) }),
  'POST registry/*': ({ body }) => ({ status: 200, json: tableSeen(RegistryFile.parse(body)) }),
};
