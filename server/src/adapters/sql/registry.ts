/**
 * Register in SQL — sổ địa bàn và thông số cụm loa trong kho.
 *
 * Days are kept as text: they are days of Việt Nam, and text compares as they do. Writing a statement
 * of the same code and day again corrects it.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Kysely } from 'kysely';
import type { HamletFact, SiteFact } from '../../core/coverage/history.js';
import type { RegistryStore } from '../../ports/registry.js';
import { putAreaRows } from './areas.js';
import { communesOf } from './commune-facts.js';
import { countedDaysOf } from './counted-days.js';
import type { OpenDatabase } from './dialects.js';
import { heardOf } from './heard.js';
import type { Tables } from './tables.js';
import { as, flag, fromJson, insertable, json, text } from './values.js';

type HamletRow = {
  area_id: string;
  from_at: string;
  until_at: string | null;
  commune_id: string;
  name: string;
  kind: string;
  urban: number;
  people: number;
  households: number | null;
  lat: number | null;
  lng: number | null;
  radius_m: number;
  predecessors: string;
  languages: string;
  source: string;
};

type SiteRow = {
  device_id: string;
  from_at: string;
  installed_on: string | null;
  horns: string;
  terrain: string;
  noise_dba: number | null;
  lat: number | null;
  lng: number | null;
  area_id: string | null;
  operator: string | null;
  sim: string | null;
  power_line: string | null;
  warranty_until: string | null;
};

type RegisterTables = { hamlet_facts: HamletRow; site_facts: SiteRow };
type Registered = Tables & RegisterTables;

const asOrNull = <T extends string>(column: string | null): T | null =>
  column === null ? null : as<T>(column);

const textOrNull = (value: string | null): string | null => (value === null ? null : text(value));

const placeOf = ({ lat, lng }: { lat: number | null; lng: number | null }) =>
  lat === null || lng === null ? null : { lat, lng };

const hamletRow = (fact: HamletFact): HamletRow => ({
  area_id: fact.areaId,
  from_at: fact.from,
  until_at: fact.until,
  commune_id: fact.communeId,
  name: text(fact.name),
  kind: fact.kind,
  urban: flag(fact.urban),
  people: fact.people,
  households: fact.households,
  lat: fact.centre?.lat ?? null,
  lng: fact.centre?.lng ?? null,
  radius_m: Math.round(fact.radiusM),
  predecessors: json(fact.predecessors),
  languages: json(fact.languages),
  source: text(fact.source),
});

const hamletOf = (row: HamletRow): HamletFact => ({
  areaId: as(row.area_id),
  from: as(row.from_at),
  until: asOrNull(row.until_at),
  communeId: as(row.commune_id),
  name: row.name,
  kind: as(row.kind),
  urban: row.urban === 1,
  people: row.people,
  households: row.households,
  centre: placeOf(row),
  radiusM: row.radius_m,
  predecessors: fromJson(row.predecessors),
  languages: fromJson(row.languages),
  source: row.source,
});

const siteRow = (fact: SiteFact): SiteRow => ({
  device_id: fact.deviceId,
  from_at: fact.from,
  installed_on: fact.installedOn,
  horns: json(fact.horns),
  terrain: fact.terrain,
  noise_dba: fact.noiseDba,
  lat: fact.position?.lat ?? null,
  lng: fact.position?.lng ?? null,
  area_id: fact.areaId,
  operator: textOrNull(fact.operator),
  sim: textOrNull(fact.sim),
  power_line: textOrNull(fact.powerLine),
  warranty_until: fact.warrantyUntil,
});

const siteOf = (row: SiteRow): SiteFact => ({
  deviceId: as(row.device_id),
  from: as(row.from_at),
  installedOn: asOrNull(row.installed_on),
  horns: fromJson(row.horns),
  terrain: as(row.terrain),
  noiseDba: row.noise_dba,
  position: placeOf(row),
  areaId: asOrNull(row.area_id),
  operator: row.operator,
  sim: row.sim,
  powerLine: row.power_line,
  warrantyUntil: asOrNull(row.warranty_until),
});

async function putFacts(db: Kysely<Registered>, facts: readonly HamletFact[]): Promise<void> {
  for (const piece of insertable(facts.map(hamletRow))) {
    await db
      .insertInto('hamlet_facts')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['area_id', 'from_at']).doUpdateSet((has) => ({
          until_at: has.ref('excluded.until_at'),
          commune_id: has.ref('excluded.commune_id'),
          name: has.ref('excluded.name'),
          kind: has.ref('excluded.kind'),
          urban: has.ref('excluded.urban'),
          people: has.ref('excluded.people'),
          households: has.ref('excluded.households'),
          lat: has.ref('excluded.lat'),
          lng: has.ref('excluded.lng'),
          radius_m: has.ref('excluded.radius_m'),
          predecessors: has.ref('excluded.predecessors'),
          languages: has.ref('excluded.languages'),
          source: has.ref('excluded.source'),
        })),
      )
      .execute();
  }
}

async function putSiteRows(db: Kysely<Registered>, rows: readonly SiteRow[]): Promise<void> {
  for (const piece of insertable(rows)) {
    await db
      .insertInto('site_facts')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['device_id', 'from_at']).doUpdateSet((has) => ({
          installed_on: has.ref('excluded.installed_on'),
          horns: has.ref('excluded.horns'),
          terrain: has.ref('excluded.terrain'),
          noise_dba: has.ref('excluded.noise_dba'),
          lat: has.ref('excluded.lat'),
          lng: has.ref('excluded.lng'),
          area_id: has.ref('excluded.area_id'),
          operator: has.ref('excluded.operator'),
          sim: has.ref('excluded.sim'),
          power_line: has.ref('excluded.power_line'),
          warranty_until: has.ref('excluded.warranty_until'),
        })),
      )
      .execute();
  }
}

/** When each box was shut out, by the log. */
async function shutOutAt(
  { db, oneOf }: OpenDatabase,
  ids: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, number>> {
  const targets = ids.map((id) => `device:${id}`);
  const rows = await db
    .selectFrom('audit')
    .select(['target'])
    .select(({ fn }) => fn.max('at').as('at'))
    .where('act', '=', 'device.revoke')
    .where((has) => oneOf(has.ref('target'), targets))
    .groupBy('target')
    .execute();
  return new Map(
    rows.map(({ target, at }) => [target.replace(/^device:/, '') as DeviceId, Number(at)]),
  );
}

export const registryStore = (open: () => OpenDatabase): RegistryStore => {
  const db = () => open().db.withTables<RegisterTables>();
  return {
    shutOutAt: (ids) => shutOutAt(open(), ids),
    ...heardOf(open),
    ...communesOf(open),
    ...countedDaysOf(open),
    async hamletFacts() {
      const rows = await db()
        .selectFrom('hamlet_facts')
        .selectAll()
        .orderBy('area_id')
        .orderBy('from_at')
        .execute();
      return rows.map(hamletOf);
    },
    async putHamlets(areas, facts) {
      await open()
        .db.transaction()
        .execute(async (within) => {
          await putAreaRows(within, areas);
          await putFacts(within.withTables<RegisterTables>(), facts);
        });
    },
    async siteFacts() {
      const rows = await db()
        .selectFrom('site_facts')
        .selectAll()
        .orderBy('device_id')
        .orderBy('from_at')
        .execute();
      return rows.map(siteOf);
    },
    async putSites(facts) {
      await db()
        .transaction()
        .execute((within) => putSiteRows(within, facts.map(siteRow)));
    },
  };
};
