/**
 * Sources of relays in SQL — nguồn tiếp âm trong kho.
 *
 * The state is the lock: a decision holds only over the state it was made on.
 */
import type { RelayStore, StoredRelaySource } from '../../ports/relays.js';
import type { OpenDatabase } from './dialects.js';
import { as, fromJsonOrNull, jsonOrNull, text } from './values.js';

type RelaySourceRow = {
  readonly id: string;
  readonly area_id: string;
  readonly name: string;
  readonly url: string;
  readonly origin: string;
  readonly state: string;
  readonly approval: string | null;
  readonly reason: string | null;
  readonly trial: string | null;
  readonly created_by: string;
  readonly created_at: number;
};

const rowOf = (one: StoredRelaySource): RelaySourceRow => ({
  id: one.id,
  area_id: one.areaId,
  name: text(one.name),
  url: text(one.url),
  origin: one.origin,
  state: one.state,
  approval: jsonOrNull(one.approval),
  reason: one.reason === null ? null : text(one.reason),
  trial: jsonOrNull(one.trial),
  created_by: one.createdBy,
  created_at: one.createdAt,
});

const sourceOf = (row: RelaySourceRow): StoredRelaySource => ({
  id: as(row.id),
  areaId: as(row.area_id),
  name: row.name,
  url: row.url,
  origin: as(row.origin),
  state: as(row.state),
  approval: fromJsonOrNull(row.approval),
  reason: row.reason,
  trial: fromJsonOrNull(row.trial),
  createdBy: as(row.created_by),
  createdAt: row.created_at,
});

export const relayStore = (open: () => OpenDatabase): RelayStore => {
  const table = () => open().db.withTables<{ relay_sources: RelaySourceRow }>();
  return {
    async addSource(source) {
      await table().insertInto('relay_sources').values(rowOf(source)).execute();
    },
    async source(id) {
      const row = await table()
        .selectFrom('relay_sources')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : sourceOf(row);
    },
    async sources(areaIds) {
      const rows = await table()
        .selectFrom('relay_sources')
        .selectAll()
        .where((has) => open().oneOf(has.ref('area_id'), areaIds))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(sourceOf);
    },
    async approvedAfter(after, max) {
      const rows = await table()
        .selectFrom('relay_sources')
        .selectAll()
        .where('state', '=', 'approved')
        .where('id', '>', after)
        .orderBy('id')
        .limit(max)
        .execute();
      return rows.map(sourceOf);
    },
    async changeSource(seen, next) {
      const { id, ...set } = rowOf(next);
      const row = await table()
        .updateTable('relay_sources')
        .set(set)
        .where('id', '=', id)
        .where('state', '=', seen.state)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
};
