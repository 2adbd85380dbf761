/**
 * File of communes — tệp danh sách xã, phường.
 *
 * Reads statements about communes from a table and writes them back in the same shape. A statement ends
 * its predecessors, so they must be known.
 */
import { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { type Cells, dayText } from './cells.js';
import { column, readTable } from './columns.js';
import type { CommuneFact } from './communes.js';
import type { CsvValue } from './csv.js';
import type { FactsRead } from './hamlet-file.js';

const COLUMNS = [
  column('areaId', 'Mã xã', ['Mã phường', 'Mã xã, phường', 'Mã'], true),
  column('name', 'Tên xã', ['Tên', 'Tên phường', 'Tên xã, phường'], true),
  column('kind', 'Loại', []),
  column('urban', 'Khu vực', ['Đô thị hay nông thôn']),
  column('from', 'Áp dụng từ', ['Từ ngày', 'Hiệu lực từ'], true),
  column('until', 'Đến hết', ['Đến ngày']),
  column('predecessors', 'Hình thành từ', ['Sáp nhập từ', 'Tách từ', 'Gộp từ']),
  column('source', 'Căn cứ', ['Nguồn', 'Nghị quyết']),
];

const KINDS = { xa: 'xa', phuong: 'phuong', 'dac khu': 'dac-khu' } as const;
const KIND_WORDS = { xa: 'xã', phuong: 'phường', 'dac-khu': 'đặc khu' } as const;
const URBAN = { 'do thi': 'urban', 'thanh thi': 'urban', 'nong thon': 'rural' } as const;
const CODE = /^\d{5}$/;

type Known = { readonly known: ReadonlySet<AreaId> };

export function readCommunes(text: string, { known }: Known): FactsRead<CommuneFact> {
  const table = readTable(text, COLUMNS);
  const seen = new Set<string>();
  const inFile = new Set(table.rows.map((cells) => cells.text('areaId')));
  const facts = table.rows.flatMap((cells): CommuneFact[] => {
    const fact = factOf(cells);
    if (fact === null) return [];
    judge(cells, fact, { known, inFile });
    const key = `${fact.areaId} ${fact.from}`;
    if (seen.has(key)) {
      cells.fault('areaId', 'đã có ở một dòng trên, cùng ngày', 'stands in a row above, same day');
    }
    seen.add(key);
    return cells.faults.length === 0 ? [fact] : [];
  });
  const faults = table.rows.flatMap((cells) => cells.faults);
  return { facts, rows: table.rows.length, faults: [...table.faults, ...faults] };
}

function factOf(cells: Cells): CommuneFact | null {
  const areaId = codeIn(cells, 'areaId', cells.needed('areaId'));
  const name = cells.needed('name');
  const kind = cells.choice('kind', KINDS) ?? kindIn(name);
  const side = cells.choice('urban', URBAN);
  const [from, until] = [dayIn(cells), cells.day('until')];
  const predecessors = cells
    .text('predecessors')
    .split(/[\s,;|+]+/)
    .flatMap((code) => (code === '' ? [] : (codeIn(cells, 'predecessors', code) ?? [])));
  if (areaId === null || name === null || from === null) return null;
  const urban = side === null ? kind === 'phuong' : side === 'urban';
  const source = cells.text('source').slice(0, 120);
  return {
    areaId,
    name,
    kind,
    urban,
    from,
    until,
    predecessors: [...new Set(predecessors)],
    source,
  };
}

const kindIn = (name: string | null): CommuneFact['kind'] =>
  name?.startsWith('Phường') ? 'phuong' : name?.startsWith('Đặc khu') ? 'dac-khu' : 'xa';

const dayIn = (cells: Cells): LocalDate | null =>
  cells.needed('from') === null ? null : cells.day('from');

function codeIn(cells: Cells, key: string, typed: string | null): AreaId | null {
  if (typed === null) return null;
  if (CODE.test(typed)) return AreaId.parse(typed);
  const what = typed.slice(0, 20);
  return cells.fault(
    key,
    `“${what}” không phải mã xã; mã xã có 5 chữ số, như 21583`,
    `“${what}” is no code of a commune; it has 5 digits, like 21583`,
  );
}

type Against = Known & { readonly inFile: ReadonlySet<string> };

function judge(cells: Cells, fact: CommuneFact, { known, inFile }: Against): void {
  if (fact.until !== null && fact.until < fact.from) {
    cells.fault('until', 'trước ngày áp dụng', 'is before the first day');
  }
  for (const before of fact.predecessors) {
    if (known.has(before) || inFile.has(before)) continue;
    cells.fault(
      'predecessors',
      `không biết xã ${before}; ghi xã đó thành một dòng trước`,
      `${before} is not known; write a row for it first`,
    );
  }
}

/** The same table that {@link readCommunes} reads. */
export const communeRows = (facts: readonly CommuneFact[]): CsvValue[][] => [
  COLUMNS.map(({ head }) => head),
  ...facts.map((fact): CsvValue[] => [
    fact.areaId,
    fact.name,
    KIND_WORDS[fact.kind],
    fact.urban ? 'đô thị' : 'nông thôn',
    dayText(fact.from),
    dayText(fact.until),
    fact.predecessors.join(' '),
    fact.source,
  ]),
];
