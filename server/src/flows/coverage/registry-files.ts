/**
 * Register as files — nhập, xuất sổ địa bàn và thông số cụm loa.
 *
 * One table out, the same table in. A file is first only looked at; taking it takes the good rows and
 * names every other one with its reason. Nothing that stood before is removed.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok, type Result } from '@loaso/shared/result';
import { type LocalDate, localDateOf } from '@loaso/shared/time';
import {
  FAULTS_SHOWN,
  FRESH_SHOWN,
  type RegistryFile,
  type RegistryFormat,
  type RegistryKind,
  type RegistryReport,
} from '@loaso/shared/wire/http/registry-files';
import { type CsvValue, writeCsv } from '../../core/coverage/csv.js';
import { type FactsRead, hamletRows, readHamlets } from '../../core/coverage/hamlet-file.js';
import type { HamletFact } from '../../core/coverage/history.js';
import { communesOn } from '../../core/coverage/history.js';
import { sheetFault } from '../../core/coverage/sheet-text.js';
import type { SitesRead } from '../../core/coverage/site-file.js';
import type { StoredArea } from '../../ports/store-records.js';
import { type Scope, scopeOf } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import type { Turns } from '../turns.js';
import { auditRegistry, type CoveragePorts } from './ports.js';
import { communesIn, communeTable } from './registry-communes.js';
import { type SiteDesk, sitesIn, siteTable } from './registry-sites.js';
import type { Worlds } from './worlds.js';

type Ports = CoveragePorts & { readonly worlds: Worlds; readonly inTurn: Turns };
type Desk = SiteDesk & { readonly ports: Ports };

const MAY_WRITE = {
  hamlets: 'write-hamlets',
  clusters: 'write-sites',
  communes: 'write-communes',
} as const;

export async function exportRegistry(
  ports: CoveragePorts,
  actor: Actor,
  { kind, format }: { readonly kind: RegistryKind; readonly format: RegistryFormat },
): Answer<Uint8Array> {
  const scope = await scopeOf(ports, actor, 'see-coverage');
  if (!scope.ok) return scope;
  const rows = await TABLES[kind](ports, scope.value);
  return ok(
    format === 'csv' ? new TextEncoder().encode(writeCsv(rows)) : await ports.makeTable(rows),
  );
}

const TABLES = { hamlets: hamletTable, clusters: siteTable, communes: communeTable } as const;

/** All statements, past ones too: what comes back in must say the same. */
async function hamletTable({ store }: CoveragePorts, { within }: Scope): Promise<CsvValue[][]> {
  const facts = await store.registry.hamletFacts();
  return hamletRows(facts.filter(({ communeId }) => within.has(communeId)));
}

type Given = { readonly kind: RegistryKind; readonly file: RegistryFile };

export async function importRegistry(
  ports: Ports,
  actor: Actor,
  { kind, file }: Given,
): Answer<RegistryReport> {
  const scope = await scopeOf(ports, actor, MAY_WRITE[kind]);
  if (!scope.ok) return scope;
  const table = await textOf(ports, file);
  if (!table.ok) return ok(unreadable(table.error));
  const desk = { ports, scope: scope.value, text: table.value, actor };
  // Two that take the same file at once would both find its clusters new.
  return file.mode === 'take'
    ? await ports.inTurn(() => importRows(desk, actor, { kind, file }))
    : await importRows(desk, actor, { kind, file });
}

async function importRows(desk: Desk, actor: Actor, { kind, file }: Given): Answer<RegistryReport> {
  const { ports, scope } = desk;
  const taking: Taking = await READERS[kind](desk);
  const { read, take, waiting = NONE } = taking;
  const fresh = 'fresh' in read ? read.fresh : [];
  const told = read.facts.length + fresh.length + onlyPlaced(read);
  const taken = file.mode === 'take' ? told : 0;
  if (taken > 0) {
    const more = fresh.length === 0 ? '' : `, ${fresh.length} cụm mới`;
    await auditRegistry(ports, actor.username, {
      act: kind,
      target: `area:${actor.areaId}`,
      detail: `${taken} / ${read.rows} dòng${more}`,
    });
    await take();
    ports.worlds.forget();
  }
  return ok(reportOf({ read, taken, waiting, scope, cells: 'xlsx' in file }));
}

/** Clusters of which the file says where they stand, and nothing else. */
function onlyPlaced(read: Taking['read']): number {
  if (!('places' in read)) return 0;
  const described = new Set(read.facts.map(({ deviceId }) => deviceId));
  return [...read.places.keys()].filter((id) => !described.has(id)).length;
}

type Said = Pick<Taking, 'read'> & {
  readonly taken: number;
  readonly waiting: RegistryReport['waiting'];
  readonly scope: Scope;
  /** Whether the table has cells by name. */
  readonly cells: boolean;
};

function reportOf({ read, taken, waiting, scope, cells }: Said): RegistryReport {
  const fresh = 'fresh' in read ? read.fresh : [];
  const faulty = new Set(read.faults.map(({ line }) => line));
  return {
    rows: read.rows,
    good: read.rows === 0 ? 0 : read.rows - [...faulty].filter((line) => line > 1).length,
    taken,
    fresh: {
      total: fresh.length,
      shown: fresh.slice(0, FRESH_SHOWN).map(({ line, name, areaId }) => ({
        line,
        name,
        areaName: scope.areas.find(({ id }) => id === areaId)?.name ?? areaId,
      })),
    },
    already: 'already' in read ? read.already : 0,
    waiting,
    faultsTotal: read.faults.length,
    faults: read.faults
      .slice(0, FAULTS_SHOWN)
      .map(({ cell, ...fault }) => (cells && cell !== undefined ? { ...fault, cell } : fault)),
  };
}

/** A workbook becomes the text that is read like any other table. */
async function textOf({ readSheet }: Ports, file: RegistryFile): Promise<Result<string, string>> {
  if ('text' in file) return ok(file.text);
  const bytes = Uint8Array.from(atob(file.xlsx), (sign) => sign.charCodeAt(0));
  return await readSheet(bytes);
}

const NONE: RegistryReport['waiting'] = { total: 0, shown: [] };

const unreadable = (code: string): RegistryReport => ({
  rows: 0,
  good: 0,
  taken: 0,
  fresh: { total: 0, shown: [] },
  already: 0,
  waiting: NONE,
  faultsTotal: 1,
  faults: [{ line: 0, column: '', what: sheetFault(code) }],
});

const READERS = { hamlets: hamletsIn, clusters: sitesIn, communes: communesIn } as const;

type Taking = {
  readonly read: FactsRead<unknown> | SitesRead;
  readonly take: () => Promise<void>;
  readonly waiting?: RegistryReport['waiting'];
};

async function hamletsIn({ ports, scope, text }: Desk): Promise<Taking> {
  const { store, clock } = ports;
  const { areas, within } = scope;
  const before = await store.registry.hamletFacts();
  const communes = areas.filter(({ id, level }) => level === 'commune' && within.has(id));
  const read = readHamlets(text, {
    communes: new Map(communes.map(({ id, urban }) => [id, { urban }])),
    owners: new Map(before.map(({ areaId, communeId }) => [areaId, communeId])),
    today: localDateOf(clock.now()),
  });
  const take = async (): Promise<void> => {
    const all = [...before, ...read.facts];
    const today = localDateOf(clock.now());
    await store.registry.putHamlets(areasOf(read.facts, all, today), read.facts);
    const moved = firstMove({ before, all }, areas);
    if (moved !== null) await store.aired.staleFrom(moved);
    await ports.areasChanged();
  };
  return { read, take };
}

type Change = { readonly before: readonly HamletFact[]; readonly all: readonly HamletFact[] };

/** The first day from which a hamlet is of another commune than was known; null where none is. */
function firstMove({ before, all }: Change, areas: readonly StoredArea[]): LocalDate | null {
  const [was, is] = [communesOn(before, areas), communesOn(corrected(all), areas)];
  const days = all.flatMap(({ areaId, from }) =>
    was(areaId, from) === is(areaId, from) ? [] : [from],
  );
  return days.sort()[0] ?? null;
}

/** Of the same code and day the later statement holds. */
const corrected = (all: readonly HamletFact[]): HamletFact[] => [
  ...new Map(all.map((fact) => [`${fact.areaId} ${fact.from}`, fact])).values(),
];

/** The tree shows each hamlet as it is today; one that only begins later, as it will be. */
function areasOf(
  facts: readonly HamletFact[],
  all: readonly HamletFact[],
  today: LocalDate,
): StoredArea[] {
  const begun = (fact: HamletFact): boolean => fact.from <= today;
  const shown = new Map<AreaId, HamletFact>();
  for (const fact of [...all].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (begun(fact) || !shown.has(fact.areaId)) shown.set(fact.areaId, fact);
  }
  return [...new Set(facts.map(({ areaId }) => areaId))].flatMap((id): StoredArea[] => {
    const fact = shown.get(id);
    if (fact === undefined) return [];
    const { name, communeId: parentId, kind, urban } = fact;
    return [{ id, parentId, name, level: 'hamlet', kind, urban }];
  });
}
