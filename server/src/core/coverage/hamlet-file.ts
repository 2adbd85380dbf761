/**
 * File of hamlets — tệp danh sách thôn, tổ dân phố.
 *
 * Reads statements about hamlets from a table and writes them back in the same shape. Judges each row
 * by itself and against the register: unknown communes, places of others, predecessors nobody knows.
 */
import { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { LANGUAGES, LanguageCode } from '@loaso/shared/wire/http/recordings';
import { type Cells, dayText, folded, type RowFault } from './cells.js';
import { column, readTable } from './columns.js';
import type { CsvValue } from './csv.js';
import type { HamletFact } from './history.js';

const HAMLET_COLUMNS = [
  column('areaId', 'Mã thôn', ['Mã tổ dân phố', 'Mã thôn, tổ dân phố', 'Mã'], true),
  column('name', 'Tên thôn', ['Tên', 'Tên tổ dân phố', 'Tên thôn, tổ dân phố'], true),
  column('communeId', 'Mã xã', ['Mã phường', 'Mã xã, phường']),
  column('kind', 'Loại', []),
  column('urban', 'Khu vực', ['Đô thị hay nông thôn']),
  column('people', 'Số dân', ['Dân số', 'Số người', 'Nhân khẩu'], true),
  column('households', 'Số hộ', ['Hộ']),
  column('lat', 'Vĩ độ', []),
  column('lng', 'Kinh độ', []),
  column('radiusM', 'Bán kính khu dân cư (m)', ['Bán kính', 'Bán kính (m)']),
  column('from', 'Áp dụng từ', ['Từ ngày', 'Hiệu lực từ']),
  column('until', 'Đến hết', ['Đến ngày']),
  column('predecessors', 'Hình thành từ', ['Sáp nhập từ', 'Tách từ', 'Gộp từ']),
  column('languages', 'Ngôn ngữ', ['Thứ tiếng', 'Tiếng nói']),
  column('source', 'Nguồn số liệu', ['Nguồn']),
];

/** Of a hamlet whose size nobody has said. */
const RADIUS_M = 300;
const PEOPLE: readonly [number, number] = [0, 100_000];
/** Beyond this a disc and a horn would reach past the cells of `earshot`. */
const RADII: readonly [number, number] = [20, 2_000];

const KINDS = {
  thon: 'thon',
  lang: 'thon',
  buon: 'thon',
  ban: 'thon',
  'to dan pho': 'to-dan-pho',
  'khu pho': 'to-dan-pho',
  'khu vuc': 'to-dan-pho',
  tdp: 'to-dan-pho',
} as const;
const URBAN = { 'do thi': 'urban', 'thanh thi': 'urban', 'nong thon': 'rural' } as const;

export type Register = {
  /** Communes in the scope of who imports; the rest does not exist for them. */
  readonly communes: ReadonlyMap<AreaId, { readonly urban: boolean }>;
  /** The commune of each known hamlet, by the newest statement. */
  readonly owners: ReadonlyMap<AreaId, AreaId>;
  readonly today: LocalDate;
};

export type FactsRead<T> = {
  readonly facts: readonly T[];
  /** Rows below the head, wrong ones included. */
  readonly rows: number;
  readonly faults: readonly RowFault[];
};

export function readHamlets(text: string, register: Register): FactsRead<HamletFact> {
  const table = readTable(text, HAMLET_COLUMNS);
  const seen = new Map<string, Cells>();
  const inFile = new Set(table.rows.map((cells) => cells.text('areaId')));
  const facts = table.rows.flatMap((cells): HamletFact[] => {
    const fact = factOf(cells, register);
    if (fact === null) return [];
    judge(cells, fact, { register, inFile });
    const key = `${fact.areaId} ${fact.from}`;
    if (seen.has(key)) {
      cells.fault('areaId', 'đã có ở một dòng trên, cùng ngày', 'stands in a row above, same day');
    }
    seen.set(key, cells);
    return cells.faults.length === 0 ? [fact] : [];
  });
  const faults = table.rows.flatMap((cells) => cells.faults);
  return { facts, rows: table.rows.length, faults: [...table.faults, ...faults] };
}

function factOf(cells: Cells, { communes, today }: Register): HamletFact | null {
  const areaId = idOf(cells, 'areaId', /-/);
  const name = cells.needed('name');
  const people = cells.neededNumber('people', PEOPLE);
  const communeId = cells.text('communeId') === '' ? communeIn(areaId) : idOf(cells, 'communeId');
  const households = cells.number('households', PEOPLE, true);
  const radiusM = cells.number('radiusM', RADII, true) ?? RADIUS_M;
  const centre = cells.place('lat', 'lng');
  const [from, until] = [cells.day('from') ?? today, cells.day('until')];
  const predecessors = predecessorsOf(cells);
  const commune = communeId === null ? undefined : communes.get(communeId);
  const kind = cells.choice('kind', KINDS) ?? (commune?.urban === true ? 'to-dan-pho' : 'thon');
  const side = cells.choice('urban', URBAN);
  if (areaId === null || name === null || people === null || communeId === null) return null;
  const urban = side === null ? commune?.urban === true : side === 'urban';
  const source = cells.text('source').slice(0, 120);
  const said = { areaId, communeId, name, kind, urban, people, households };
  const languages = languagesOf(cells);
  return { ...said, centre, radiusM, from, until, predecessors, languages, source };
}

function idOf(cells: Cells, key: string, shape = /^\d+$/): AreaId | null {
  const typed = cells.needed(key);
  if (typed === null) return null;
  const id = AreaId.safeParse(typed);
  if (id.success && shape.test(typed)) return id.data;
  return cells.fault(
    key,
    `“${typed.slice(0, 20)}” không đúng dạng; viết như 21583-01 (mã xã, gạch, số thứ tự)`,
    `“${typed.slice(0, 20)}” is no code; write 21583-01 (commune, dash, number)`,
  );
}

const communeIn = (areaId: AreaId | null): AreaId | null => {
  const parsed = AreaId.safeParse(areaId?.split('-')[0]);
  return parsed.success ? parsed.data : null;
};

const predecessorsOf = (cells: Cells): AreaId[] =>
  [...new Set(cells.text('predecessors').split(/[\s,;|+]+/))].flatMap((code): AreaId[] => {
    if (code === '') return [];
    const id = AreaId.safeParse(code);
    if (id.success) return [id.data];
    const what = code.slice(0, 20);
    cells.fault('predecessors', `“${what}” không phải mã thôn`, `“${what}” is no code`);
    return [];
  });

const BY_NAME: ReadonlyMap<string, LanguageCode> = new Map(
  LanguageCode.options.flatMap((code) => [
    [code, code] as const,
    [folded(LANGUAGES[code]), code] as const,
  ]),
);

/** Vietnamese is everybody's and is not listed. */
const languagesOf = (cells: Cells): LanguageCode[] => {
  const found = cells
    .text('languages')
    .split(/[,;|+]/)
    .flatMap((name): LanguageCode[] => {
      const code = BY_NAME.get(folded(name));
      if (name.trim() === '' || code === 'vi') return [];
      if (code !== undefined) return [code];
      const what = name.trim().slice(0, 20);
      cells.fault('languages', `không biết tiếng “${what}”`, `“${what}” is no known language`);
      return [];
    });
  return [...new Set(found)];
};

type Against = { readonly register: Register; readonly inFile: ReadonlySet<string> };

function judge(cells: Cells, fact: HamletFact, { register, inFile }: Against): void {
  if (!register.communes.has(fact.communeId)) {
    cells.fault(
      'communeId',
      `xã ${fact.communeId} không có, hoặc ngoài địa bàn của bạn`,
      `commune ${fact.communeId} does not exist, or is not yours`,
    );
  }
  const owner = register.owners.get(fact.areaId);
  if (owner !== undefined && !register.communes.has(owner)) {
    cells.fault(
      'areaId',
      `thôn ${fact.areaId} thuộc địa bàn khác`,
      `${fact.areaId} belongs to another area`,
    );
  }
  if (fact.until !== null && fact.until < fact.from) {
    cells.fault('until', 'trước ngày áp dụng', 'is before the first day');
  }
  if (fact.households !== null && fact.households > fact.people) {
    cells.fault('households', 'nhiều hộ hơn số dân', 'more households than people');
  }
  judgeKin(cells, fact, { register, inFile });
}

/** A statement ends its predecessors, so they must be known, and of one's own area. */
function judgeKin(cells: Cells, { predecessors }: HamletFact, { register, inFile }: Against): void {
  for (const before of predecessors) {
    const owner = register.owners.get(before) ?? communeIn(before);
    if (!register.owners.has(before) && !inFile.has(before)) {
      cells.fault('predecessors', `không biết thôn ${before}`, `${before} is not known`);
    } else if (owner === null || !register.communes.has(owner)) {
      cells.fault(
        'predecessors',
        `thôn ${before} thuộc địa bàn khác; nhờ quản trị tỉnh nhập`,
        `${before} belongs to another area; ask an administrator of the province`,
      );
    }
  }
}

/** The same table that {@link readHamlets} reads. */
export const hamletRows = (facts: readonly HamletFact[]): CsvValue[][] => [
  HAMLET_COLUMNS.map(({ head }) => head),
  ...facts.map((fact): CsvValue[] => [
    fact.areaId,
    fact.name,
    fact.communeId,
    fact.kind === 'thon' ? 'thôn' : 'tổ dân phố',
    fact.urban ? 'đô thị' : 'nông thôn',
    fact.people,
    fact.households,
    fact.centre?.lat ?? null,
    fact.centre?.lng ?? null,
    fact.radiusM,
    dayText(fact.from),
    dayText(fact.until),
    fact.predecessors.join(' '),
    fact.languages.map((code) => LANGUAGES[code]).join(', '),
    fact.source,
  ]),
];
