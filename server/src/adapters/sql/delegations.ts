/**
 * Delegations in SQL — uỷ quyền duyệt trong kho.
 *
 * Days are kept as text, `2026-11-25`: they are days of Việt Nam, and text compares as they do.
 */
import type { DelegationStore, StoredDelegation } from '../../ports/delegations.js';
import type { OpenDatabase } from './dialects.js';
import { as, text } from './values.js';

type DelegationRow = {
  readonly id: string;
  readonly from_user_id: string;
  readonly to_user_id: string;
  readonly from_at: string;
  readonly until_at: string;
  readonly reason: string;
  readonly created_at: number;
  readonly ended_at: number | null;
};

const rowOf = (one: StoredDelegation): DelegationRow => ({
  id: one.id,
  from_user_id: one.fromUserId,
  to_user_id: one.toUserId,
  from_at: one.fromAt,
  until_at: one.untilAt,
  reason: text(one.reason),
  created_at: one.createdAt,
  ended_at: one.endedAt,
});

const delegationOf = (row: DelegationRow): StoredDelegation => ({
  id: as(row.id),
  fromUserId: as(row.from_user_id),
  toUserId: as(row.to_user_id),
  fromAt: as(row.from_at),
  untilAt: as(row.until_at),
  reason: row.reason,
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

export const delegationStore = (open: () => OpenDatabase): DelegationStore => {
  const table = () => open().db.withTables<{ delegations: DelegationRow }>();
  return {
    async addDelegation(delegation) {
      await table().insertInto('delegations').values(rowOf(delegation)).execute();
    },
    async delegation(id) {
      const row = await table()
        .selectFrom('delegations')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : delegationOf(row);
    },
    async endDelegation(id, at) {
      const row = await table()
        .updateTable('delegations')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async delegationsOf(userId, limit) {
      const rows = await table()
        .selectFrom('delegations')
        .selectAll()
        .where((has) => has.or([has('from_user_id', '=', userId), has('to_user_id', '=', userId)]))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(delegationOf);
    },
    async delegationsTo(userId, day) {
      const rows = await table()
        .selectFrom('delegations')
        .selectAll()
        .where('to_user_id', '=', userId)
        .where('ended_at', 'is', null)
        .where('from_at', '<=', day)
        .where('until_at', '>=', day)
        .orderBy('id')
        .execute();
      return rows.map(delegationOf);
    },
  };
};
