/**
 * Releases in SQL — bản phần mềm và các đợt đưa xuống trong kho.
 *
 * Few releases, few rollouts, one row a box. At most one rollout is open at a time; that is looked at
 * in the transaction that adds one.
 */
import type { Kysely } from 'kysely';
import type {
  ReleaseStore,
  StoredRelease,
  StoredRollout,
  StoredRolloutBox,
} from '../../ports/releases.js';
import type { OpenDatabase } from './dialects.js';
import type { Tables } from './tables.js';
import { as, fromJson, insertable, json, text } from './values.js';

type ReleaseRow = {
  readonly num: number;
  readonly arch: string;
  readonly body: string;
  readonly manifest: string;
  readonly signed_by: string;
  readonly added_by: string;
  readonly added_at: number;
};

type RolloutRow = {
  readonly id: string;
  readonly num: number;
  readonly version: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly hours: string;
  readonly faults_max: number;
  readonly state: string;
  readonly stage: number;
  readonly stages: number;
  readonly stage_at: number;
  readonly accepted: number;
};

type BoxRow = {
  readonly rollout_id: string;
  readonly device_id: string;
  readonly area_id: string;
  readonly commune_id: string;
  readonly stage: number;
  readonly step: string;
  readonly detail: string;
  readonly step_at: number | null;
  readonly offers: number;
  readonly offered_at: number | null;
};

type Own = { releases: ReleaseRow; rollouts: RolloutRow; rollout_boxes: BoxRow };
type Db = Kysely<Tables & Own>;

/** Nothing of these is over. */
const OPEN = ['running', 'paused', 'halted'];
/** Boxes may still fetch what they were offered. */
const GOING = ['running', 'paused'];

const releaseRow = (one: StoredRelease): ReleaseRow => ({
  num: one.release.num,
  arch: one.release.arch,
  body: json(one.release),
  manifest: one.manifest,
  signed_by: json(one.signedBy),
  added_by: one.by,
  added_at: one.addedAt,
});

const releaseOf = (row: ReleaseRow): StoredRelease => ({
  release: fromJson(row.body),
  manifest: row.manifest,
  signedBy: fromJson(row.signed_by),
  addedAt: row.added_at,
  by: row.added_by,
});

const rolloutRow = (one: StoredRollout): RolloutRow => ({
  id: one.id,
  num: one.num,
  version: one.version,
  created_by: one.by,
  created_at: one.createdAt,
  hours: one.hours,
  faults_max: one.faultsMax,
  state: one.state,
  stage: one.stage,
  stages: one.stages,
  stage_at: one.stageAt,
  accepted: one.accepted,
});

const rolloutOf = (row: RolloutRow): StoredRollout => ({
  id: as(row.id),
  num: row.num,
  version: row.version,
  by: row.created_by,
  createdAt: row.created_at,
  hours: as(row.hours),
  faultsMax: row.faults_max,
  state: as(row.state),
  stage: row.stage,
  stages: row.stages,
  stageAt: row.stage_at,
  accepted: row.accepted,
});

const boxRow = (rolloutId: string, box: StoredRolloutBox): BoxRow => ({
  rollout_id: rolloutId,
  device_id: box.deviceId,
  area_id: box.areaId,
  commune_id: box.communeId,
  stage: box.stage,
  step: box.step,
  detail: text(box.detail),
  step_at: box.at,
  offers: box.offers,
  offered_at: box.offeredAt,
});

const boxOf = (row: BoxRow): StoredRolloutBox => ({
  deviceId: as(row.device_id),
  areaId: as(row.area_id),
  communeId: as(row.commune_id),
  stage: row.stage,
  step: as(row.step),
  detail: row.detail,
  at: row.step_at,
  offers: row.offers,
  offeredAt: row.offered_at,
});

export function releaseStore(open: () => OpenDatabase): ReleaseStore {
  const db = (): Db => open().db.withTables<Own>();
  return { ...releasesOf(db), ...rolloutReads(db), ...rolloutWrites(db) };
}

const releasesOf = (db: () => Db): Pick<ReleaseStore, 'addRelease' | 'releases'> => ({
  async addRelease(release) {
    const row = await db()
      .insertInto('releases')
      .values(releaseRow(release))
      .onConflict((conflict) => conflict.columns(['num', 'arch']).doNothing())
      .returning('num')
      .executeTakeFirst();
    return row !== undefined;
  },
  async releases() {
    const rows = await db()
      .selectFrom('releases')
      .selectAll()
      .orderBy('num', 'desc')
      .orderBy('arch')
      .execute();
    return rows.map(releaseOf);
  },
});

type Reads = Pick<ReleaseStore, 'rollout' | 'rollouts' | 'rolloutBoxes' | 'offeredTo'>;

const rolloutReads = (db: () => Db): Reads => ({
  async rollout(id) {
    const row = await db()
      .selectFrom('rollouts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : rolloutOf(row);
  },
  async rollouts(limit) {
    const rows = await db()
      .selectFrom('rollouts')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(rolloutOf);
  },
  async rolloutBoxes(id) {
    const rows = await db()
      .selectFrom('rollout_boxes')
      .selectAll()
      .where('rollout_id', '=', id)
      .orderBy('stage')
      .orderBy('device_id')
      .execute();
    return rows.map(boxOf);
  },
  async offeredTo(id) {
    const rows = await db()
      .selectFrom('rollout_boxes')
      .innerJoin('rollouts', 'rollouts.id', 'rollout_boxes.rollout_id')
      .select('rollouts.num')
      .where('rollout_boxes.device_id', '=', id)
      .where('rollout_boxes.offered_at', 'is not', null)
      .where('rollouts.state', 'in', GOING)
      .execute();
    return rows.map(({ num }) => num);
  },
});

type Writes = Pick<ReleaseStore, 'addRollout' | 'moveRollout' | 'putRolloutBoxes'>;

const rolloutWrites = (db: () => Db): Writes => ({
  addRollout: (rollout, boxes) =>
    db()
      .transaction()
      .execute(async (inside) => {
        const other = await inside
          .selectFrom('rollouts')
          .select('id')
          .where('state', 'in', OPEN)
          .executeTakeFirst();
        if (other !== undefined) return false;
        await inside.insertInto('rollouts').values(rolloutRow(rollout)).execute();
        for (const piece of insertable(boxes.map((box) => boxRow(rollout.id, box)))) {
          await inside.insertInto('rollout_boxes').values(piece).execute();
        }
        return true;
      }),
  async moveRollout(seen, { state, stage, stageAt, accepted }) {
    const row = await db()
      .updateTable('rollouts')
      .set({ state, stage, stage_at: stageAt, accepted })
      .where('id', '=', seen.id)
      .where('state', '=', seen.state)
      .where('stage', '=', seen.stage)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
  putRolloutBoxes: (id, boxes) =>
    db()
      .transaction()
      .execute(async (inside) => {
        for (const box of boxes) {
          const { step, detail, step_at, offers, offered_at } = boxRow(id, box);
          await inside
            .updateTable('rollout_boxes')
            .set({ step, detail, step_at, offers, offered_at })
            .where('rollout_id', '=', id)
            .where('device_id', '=', box.deviceId)
            .execute();
        }
      }),
});
