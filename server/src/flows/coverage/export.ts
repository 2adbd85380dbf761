/**
 * Coverage as a file — xuất bảng mức độ phủ.
 *
 * The figures of the screen, commune by commune or hamlet by hamlet, as a table for a spreadsheet.
 * Unknown people stand in columns of their own.
 */
import { ok } from '@loaso/shared/result';
import { formatLocal, instant } from '@loaso/shared/time';
import type { CoverageQuery, CoverageSums } from '@loaso/shared/wire/http/coverage';
import { dayText } from '../../core/coverage/cells.js';
import { sumUp } from '../../core/coverage/compute.js';
import { type CsvValue, writeCsv } from '../../core/coverage/csv.js';
import { FIGURES, type Figure } from '../../core/coverage/registry.js';
import type { Actor, Answer } from '../flows.js';
import type { CoveragePorts } from './ports.js';
import { communesOf, type Part, partOf } from './report.js';
import type { Worlds } from './worlds.js';

const HEADS: Readonly<Record<Figure, string>> = {
  paper: 'trên giấy',
  today: 'hôm nay',
  heard7: 'đã nghe 7 ngày',
  heard30: 'đã nghe 30 ngày',
};

export async function exportCoverage(
  ports: CoveragePorts & { readonly worlds: Worlds },
  actor: Actor,
  query: CoverageQuery,
): Answer<Uint8Array> {
  const part = await partOf(ports, actor, query);
  if (!part.ok) return part;
  return ok(new TextEncoder().encode(tableOf(part.value)));
}

function tableOf(part: Part): string {
  const { world, areaId } = part;
  // How boxes stood on a day that is over is not kept: no column says so.
  const figures = FIGURES.filter((figure) => world.isToday || figure !== 'today');
  const province = world.areas.get(areaId)?.level === 'province';
  const rows = province ? communeRows(part, figures) : hamletRows(part, figures);
  return writeCsv([
    [`Mức độ phủ truyền thanh: ${world.areas.get(areaId)?.name ?? areaId}`],
    [`Tính cho ngày ${dayText(world.on)}`, `Lập lúc ${formatLocal(instant(world.asOf))}`],
    [world.law ? 'Chỉ tính bản tin pháp luật' : 'Tính mọi bản tin'],
    [
      'Mã',
      province ? 'Xã, phường' : 'Thôn, tổ dân phố',
      'Khu vực',
      'Số thôn',
      'Số cụm loa',
      'Số dân',
      'Dân chưa rõ vị trí',
      ...figures.flatMap((figure) => [
        `Người: ${HEADS[figure]}`,
        ...(figure === 'paper' ? [] : [`Chưa có tin: ${HEADS[figure]}`]),
        `%: ${HEADS[figure]}`,
      ]),
    ],
    ...rows,
  ]);
}

const figuresOf = (sums: CoverageSums, figures: readonly Figure[]): CsvValue[] =>
  figures.flatMap((figure) => {
    const { people, unknownPeople } = sums.reached[figure];
    const percent = sums.people === 0 ? null : Math.floor((people * 1000) / sums.people) / 10;
    return [people, ...(figure === 'paper' ? [] : [unknownPeople]), percent];
  });

const side = (urban: boolean): string => (urban ? 'đô thị' : 'nông thôn');

const communeRows = (part: Part, figures: readonly Figure[]): CsvValue[][] =>
  communesOf(part).map(({ areaId, name, urban, clusters, sums }) => [
    areaId,
    name,
    side(urban),
    sums.hamlets,
    clusters,
    sums.people,
    sums.unplacedPeople,
    ...figuresOf(sums, figures),
  ]);

const hamletRows = ({ parts, facts, clusters }: Part, figures: readonly Figure[]): CsvValue[][] =>
  facts.flatMap((fact, index) => {
    const one = parts[index];
    if (one === undefined) return [];
    const sums = sumUp([one]);
    const own = clusters.filter(({ areaId }) => areaId === fact.areaId).length;
    return [
      [
        fact.areaId,
        fact.name,
        side(fact.urban),
        1,
        own,
        fact.people,
        sums.unplacedPeople,
        ...figuresOf(sums, figures),
      ],
    ];
  });
