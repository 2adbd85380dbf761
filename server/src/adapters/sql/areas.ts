/**
 * Areas and settings in the store — địa bàn, giá trị cài đặt.
 *
 * The tree of areas, and the few small named values of an installation. Both are read whole or by
 * name and written rarely.
 */
import type { AreaStore, SettingStore } from '../../ports/store.js';
import type { StoredArea, StoredAreaSettings } from '../../ports/store-records.js';
import type { OpenDatabase } from './dialects.js';
import type { AreaSettingsRow } from './tables.js';
import { as, flag, fromJsonOrNull, insertable, jsonOrNull, text } from './values.js';

const LEVEL_ORDER: Record<StoredArea['level'], number> = { province: 0, commune: 1, hamlet: 2 };

/** Inside a transaction of the caller's; what stands under the same code is replaced. */
export async function putAreaRows(
  db: OpenDatabase['db'],
  areas: readonly StoredArea[],
): Promise<void> {
  // Parents first: each row refers to one that stands before it.
  const rows = areas
    .toSorted((a, b) => LEVEL_ORDER[a.level] - LEVEL_ORDER[b.level])
    .map((area) => ({
      id: area.id,
      parent_id: area.parentId,
      name: text(area.name),
      level: area.level,
      kind: area.kind,
      urban: flag(area.urban),
    }));
  for (const piece of insertable(rows)) {
    await db
      .insertInto('areas')
      .values(piece)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((has) => ({
          parent_id: has.ref('excluded.parent_id'),
          name: has.ref('excluded.name'),
          level: has.ref('excluded.level'),
          kind: has.ref('excluded.kind'),
          urban: has.ref('excluded.urban'),
        })),
      )
      .execute();
  }
}

type Tree = Pick<AreaStore, 'areas' | 'putAreas'>;

const treeOf = (open: () => OpenDatabase): Tree => ({
  async areas() {
    const rows = await open().db.selectFrom('areas').selectAll().orderBy('id').execute();
    return rows.map((row) => ({
      id: as(row.id),
      parentId: row.parent_id === null ? null : as(row.parent_id),
      name: row.name,
      level: as(row.level),
      kind: as(row.kind),
      urban: row.urban === 1,
    }));
  },
  async putAreas(areas) {
    await open()
      .db.transaction()
      .execute((db) => putAreaRows(db, areas));
  },
});

const settingsOf = (row: AreaSettingsRow): StoredAreaSettings => ({
  areaId: as(row.area_id),
  style: fromJsonOrNull(row.style),
  languages: fromJsonOrNull(row.languages),
  stationName: row.station_name,
  updatedBy: as(row.updated_by),
  updatedAt: row.updated_at,
});

type Sayings = Pick<AreaStore, 'areaSettings' | 'putAreaSettings'>;

const sayingsOf = (open: () => OpenDatabase): Sayings => ({
  async areaSettings(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('area_settings')
      .selectAll()
      .where((has) => oneOf(has.ref('area_id'), ids))
      .orderBy('area_id')
      .execute();
    return rows.map(settingsOf);
  },
  async putAreaSettings(settings) {
    const set = {
      style: jsonOrNull(settings.style),
      languages: jsonOrNull(settings.languages),
      station_name: settings.stationName === null ? null : text(settings.stationName),
      updated_by: settings.updatedBy,
      updated_at: settings.updatedAt,
    };
    await open()
      .db.insertInto('area_settings')
      .values({ area_id: settings.areaId, ...set })
      .onConflict((conflict) => conflict.column('area_id').doUpdateSet(set))
      .execute();
  },
});

export const areaStore = (open: () => OpenDatabase): AreaStore => ({
  ...treeOf(open),
  ...sayingsOf(open),
});

export const settingStore = (open: () => OpenDatabase): SettingStore => ({
  async setting(name) {
    const row = await open()
      .db.selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.value ?? null;
  },
  async putSetting(name, value) {
    await open()
      .db.insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  },
});
