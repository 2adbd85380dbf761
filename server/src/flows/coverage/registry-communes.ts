/**
 * Communes as a file — nhập, xuất xã, phường theo ngày.
 *
 * A reform of areas in one table: each commune from its first day on, with what it came from. A code
 * that nobody knew becomes an area of the province. Days since the reform are added up anew.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, localDateOf } from '@loaso/shared/time';
import { communeRows, readCommunes } from '../../core/coverage/commune-file.js';
import { type CommuneFact, communeBook } from '../../core/coverage/communes.js';
import type { CsvValue } from '../../core/coverage/csv.js';
import type { FactsRead } from '../../core/coverage/hamlet-file.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Scope } from '../content/ports.js';
import type { CoveragePorts } from './ports.js';
import type { SiteDesk } from './registry-sites.js';

/** All statements, past ones too: what comes back in must say the same. */
export async function communeTable(
  { store }: CoveragePorts,
  { within }: Scope,
): Promise<CsvValue[][]> {
  const facts = await store.registry.communeFacts();
  return communeRows(facts.filter(({ areaId }) => within.has(areaId)));
}

type Taking = { readonly read: FactsRead<CommuneFact>; readonly take: () => Promise<void> };

export async function communesIn({ ports, scope, text }: SiteDesk): Promise<Taking> {
  const { store, clock } = ports;
  const { areas, within } = scope;
  const province = areas.find(({ id, level }) => level === 'province' && within.has(id));
  if (province === undefined) return { read: NOT_YOURS, take: () => Promise.resolve() };
  const before = await store.registry.communeFacts();
  const communes = areas.filter(({ level }) => level === 'commune');
  const read = readCommunes(text, { known: new Set(communes.map(({ id }) => id)) });
  const take = async (): Promise<void> => {
    const book = communeBook([...before, ...read.facts]);
    const today = localDateOf(clock.now());
    const shown = areasOf(read.facts, { province: province.id, areas: communes }).map((area) => ({
      ...area,
      name: book.nameOn(area.id, today) ?? area.name,
    }));
    await store.registry.putCommunes(shown, read.facts);
    const changed = read.facts
      .flatMap(({ from, until }) => [from, ...(until === null ? [] : [addDays(until, 1)])])
      .sort()[0];
    if (changed !== undefined) await store.aired.staleFrom(changed);
    await ports.areasChanged();
  };
  return { read, take };
}

const NOT_YOURS: FactsRead<CommuneFact> = {
  facts: [],
  rows: 0,
  faults: [
    {
      line: 0,
      column: '',
      what: {
        vi: 'Chỉ quản trị của tỉnh nhập được bảng xã, phường.',
        en: 'Only an administrator of the province takes the table of communes.',
      },
    },
  ],
};

type Tree = { readonly province: AreaId; readonly areas: readonly StoredArea[] };

/** One of each code; what is an area already keeps its place. */
function areasOf(facts: readonly CommuneFact[], { province, areas }: Tree): StoredArea[] {
  const newest = new Map(facts.map((fact) => [fact.areaId, fact]));
  return [...newest.values()].map(({ areaId, name, kind, urban }) => {
    const known = areas.find(({ id }) => id === areaId);
    const parentId = known?.parentId ?? province;
    return { id: areaId, parentId, name, level: 'commune', kind, urban };
  });
}
