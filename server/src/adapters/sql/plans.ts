/**
 * Plans in the store — kế hoạch phát và lượt phát đã định.
 *
 * The newest plan of each box, the marks of all before it, and what each plan promised to air. A
 * number only rises. An airing that a newer plan leaves out before its start is marked, never
 * removed: the ledger must be able to say that it was taken back.
 */
import { instant, localDateOf } from '@loaso/shared/time';
import { URGENT_ID_PREFIX } from '@loaso/shared/wire/urgent';
import { type Insertable, type Kysely, sql } from 'kysely';
import type { FleetStore } from '../../ports/store.js';
import type { PlanName, PlannedAiring, StoredPlan } from '../../ports/store-records.js';
import { makeStale } from './aired.js';
import { airingOf, airingRow } from './airings.js';
import type { OpenDatabase } from './dialects.js';
import type { AiringRow, PlanRow, Tables } from './tables.js';
import { as, fromJson, insertable, json, text } from './values.js';

const planRow = (plan: StoredPlan): PlanRow => ({
  device_id: plan.deviceId,
  epoch: plan.mark.epoch,
  num: plan.mark.num,
  hash: plan.mark.hash,
  plan: json(plan.plan),
  sealed: plan.sealed,
  published_at: plan.publishedAt,
});

const nameOf = (row: Omit<PlanRow, 'plan' | 'sealed'>): PlanName => ({
  deviceId: as(row.device_id),
  mark: { epoch: row.epoch, num: row.num, hash: as(row.hash) },
  publishedAt: row.published_at,
});

const planOf = (row: PlanRow): StoredPlan => ({
  ...nameOf(row),
  plan: fromJson(row.plan),
  sealed: row.sealed,
});

/** Thrown inside the transaction to undo it; never leaves this file. */
class NumberNotAbove extends Error {}

async function writePlans(db: Kysely<Tables>, plans: readonly StoredPlan[]): Promise<void> {
  for (const piece of insertable(plans.map(planRow))) {
    const written = await db
      .insertInto('plans')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .column('device_id')
          .doUpdateSet((has) => ({
            epoch: has.ref('excluded.epoch'),
            num: has.ref('excluded.num'),
            hash: has.ref('excluded.hash'),
            plan: has.ref('excluded.plan'),
            sealed: has.ref('excluded.sealed'),
            published_at: has.ref('excluded.published_at'),
          }))
          .where(sql<boolean>`(excluded.epoch, excluded.num) > (plans.epoch, plans.num)`),
      )
      .returning('device_id')
      .execute();
    if (written.length < piece.length) throw new NumberNotAbove();
    const marks = piece.map(({ plan, sealed, ...mark }): Insertable<Tables['plan_marks']> => mark);
    await db.insertInto('plan_marks').values(marks).execute();
  }
}

/** What is stored and could change: everything of the boxes from the earliest instant concerned. */
async function knownAirings(
  { db, oneOf }: OpenDatabase,
  devices: readonly string[],
  fromAt: number,
): Promise<Map<string, PlannedAiring>> {
  const rows = await db
    .selectFrom('planned_airings')
    .selectAll()
    .where((has) => oneOf(has.ref('device_id'), devices))
    .where('start_at', '>=', fromAt)
    .execute();
  return new Map(rows.map((row) => [row.play_id, airingOf(row)]));
}

/** Field by field: a province has half a million of them. */
const sameAiring = (a: PlannedAiring, b: PlannedAiring | undefined): boolean =>
  b !== undefined &&
  a.cancelledAt === b.cancelledAt &&
  a.durationMs === b.durationMs &&
  (a.title === b.title || text(a.title) === b.title) &&
  a.priority === b.priority &&
  a.areaId === b.areaId &&
  a.startAt === b.startAt &&
  a.entryId === b.entryId &&
  a.deviceId === b.deviceId;

/** Pure: the rows to write so that the future of the boxes is `wanted`. */
function airingChanges(
  known: ReadonlyMap<string, PlannedAiring>,
  wanted: readonly PlannedAiring[],
  now: number,
): { put: AiringRow[]; cancel: string[] } {
  const kept = new Set<string>(wanted.map(({ playId }) => playId));
  const gone = [...known.values()].filter(
    (one) =>
      one.startAt > now &&
      one.cancelledAt === null &&
      // Airings of urgent messages come of no plan, and no plan takes them back.
      !one.entryId.startsWith(URGENT_ID_PREFIX) &&
      !kept.has(one.playId),
  );
  return {
    put: wanted.filter((one) => !sameAiring(one, known.get(one.playId))).map(airingRow),
    cancel: gone.map(({ playId }) => playId),
  };
}

export async function putAirings(db: Kysely<Tables>, rows: readonly AiringRow[]): Promise<void> {
  for (const piece of insertable(rows)) {
    await db
      .insertInto('planned_airings')
      .values(piece)
      .onConflict((conflict) =>
        conflict.column('play_id').doUpdateSet((has) => ({
          area_id: has.ref('excluded.area_id'),
          title: has.ref('excluded.title'),
          duration_ms: has.ref('excluded.duration_ms'),
          priority: has.ref('excluded.priority'),
          cancelled_at: has.ref('excluded.cancelled_at'),
        })),
      )
      .execute();
  }
}

type Publication = {
  readonly plans: readonly StoredPlan[];
  readonly airings: readonly PlannedAiring[];
  readonly now: number;
};

async function publish(open: OpenDatabase, publication: Publication): Promise<void> {
  const { plans, airings, now } = publication;
  const { db } = open;
  await writePlans(db, plans);
  const devices = plans.map(({ deviceId }) => deviceId);
  const fromAt = airings.reduce((least, { startAt }) => Math.min(least, startAt), now);
  const known = await knownAirings(open, devices, fromAt);
  const { put, cancel } = airingChanges(known, airings, now);
  await db
    .updateTable('planned_airings')
    .set({ cancelled_at: now })
    .where((has) => open.oneOf(has.ref('play_id'), cancel))
    .execute();
  await putAirings(db, put);
  // What began before now may be of a day that was added up already.
  await makeStale(db, daysOf(put.filter(({ start_at }) => start_at <= now)));
}

const daysOf = (rows: readonly AiringRow[]) => [
  ...new Set(rows.map(({ start_at }) => localDateOf(instant(start_at)))),
];

/** Two plans for one box, or an airing of a box without a plan: a bug of the caller. */
function assertOnePlanPerBox({ plans, airings }: Publication): void {
  const boxes = new Set<string>(plans.map(({ deviceId }) => deviceId));
  if (boxes.size !== plans.length) throw new Error('one publication has two plans for one box');
  const stray = airings.find(({ deviceId }) => !boxes.has(deviceId));
  if (stray !== undefined) throw new Error(`airing ${stray.playId} has no plan`);
}

type Plans = Pick<
  FleetStore,
  'plan' | 'plans' | 'planMarks' | 'putPlans' | 'putEnvelopes' | 'envelope' | 'envelopes'
>;

export const plansOf = (open: () => OpenDatabase): Plans => ({
  async plan(id) {
    const row = await open()
      .db.selectFrom('plans')
      .selectAll()
      .where('device_id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : planOf(row);
  },
  async plans(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('plans')
      .selectAll()
      .where((has) => oneOf(has.ref('device_id'), ids))
      .orderBy('device_id')
      .execute();
    return rows.map(planOf);
  },
  async planMarks(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('plans')
      .select(['device_id', 'epoch', 'num', 'hash', 'published_at'])
      .where((has) => oneOf(has.ref('device_id'), ids))
      .orderBy('device_id')
      .execute();
    return rows.map(nameOf);
  },
  async putPlans(plans, airings, now) {
    const publication: Publication = { plans, airings, now };
    assertOnePlanPerBox(publication);
    const { db, ...dialect } = open();
    try {
      await db.transaction().execute((inside) => publish({ ...dialect, db: inside }, publication));
      return true;
    } catch (cause) {
      if (cause instanceof NumberNotAbove) return false;
      throw cause;
    }
  },
  ...envelopesOf(open),
});

const envelopesOf = (
  open: () => OpenDatabase,
): Pick<FleetStore, 'putEnvelopes' | 'envelope' | 'envelopes'> => ({
  async putEnvelopes(envelopes) {
    if (envelopes.length === 0) return;
    await open()
      .db.insertInto('envelopes')
      .values(envelopes.map(({ device, num, sealed }) => ({ device_id: device, num, sealed })))
      .onConflict((conflict) =>
        conflict
          .column('device_id')
          .doUpdateSet((row) => ({
            num: row.ref('excluded.num'),
            sealed: row.ref('excluded.sealed'),
          }))
          .where(sql<boolean>`excluded.num >= envelopes.num`),
      )
      .execute();
  },
  async envelope(id) {
    const row = await open()
      .db.selectFrom('envelopes')
      .select(['num', 'sealed'])
      .where('device_id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  },
  async envelopes(ids) {
    const { db, oneOf } = open();
    const rows = await db
      .selectFrom('envelopes')
      .select(['device_id', 'num', 'sealed'])
      .where((has) => oneOf(has.ref('device_id'), ids))
      .execute();
    return new Map(rows.map(({ device_id, num, sealed }) => [as(device_id), { num, sealed }]));
  },
});
