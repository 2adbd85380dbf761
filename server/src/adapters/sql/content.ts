/**
 * Content in the store — bản tin và việc đang chạy.
 *
 * Bulletins, and the long work done on them; a job dies with its bulletin.
 */
import type { ContentStore } from '../../ports/store.js';
import type { StoredJob } from '../../ports/store-records.js';
import { approvedOf, bulletinQuestionsOf, bulletinsOf } from './bulletins.js';
import type { OpenDatabase } from './dialects.js';
import { seriesOf } from './series.js';
import type { JobRow } from './tables.js';
import { as, text } from './values.js';

const jobRow = (job: StoredJob): JobRow => ({
  id: job.id,
  kind: job.kind,
  bulletin_id: job.bulletinId,
  state: job.state,
  progress: job.progress,
  phase: text(job.phase),
  started_at: job.startedAt,
  expected_end_at: job.expectedEndAt,
  problem: job.problem === null ? null : text(job.problem),
  created_by: job.createdBy,
  created_at: job.createdAt,
});

const jobOf = (row: JobRow): StoredJob => ({
  id: as(row.id),
  kind: as(row.kind),
  bulletinId: as(row.bulletin_id),
  state: as(row.state),
  progress: row.progress,
  phase: row.phase,
  startedAt: row.started_at,
  expectedEndAt: row.expected_end_at,
  problem: row.problem,
  createdBy: as(row.created_by),
  createdAt: row.created_at,
});

type Jobs = Pick<ContentStore, 'addJob' | 'job' | 'putJob' | 'unfinishedJobs' | 'jobOfBulletin'>;

const jobsOf = (open: () => OpenDatabase): Jobs => ({
  async addJob(job) {
    await open().db.insertInto('jobs').values(jobRow(job)).execute();
  },
  async job(id) {
    const row = await open()
      .db.selectFrom('jobs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  },
  async putJob(job) {
    const { id, ...set } = jobRow(job);
    await open().db.updateTable('jobs').set(set).where('id', '=', id).execute();
  },
  async unfinishedJobs() {
    const rows = await open()
      .db.selectFrom('jobs')
      .selectAll()
      .where('state', 'in', ['waiting', 'running'])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(jobOf);
  },
  async jobOfBulletin(id) {
    const row = await open()
      .db.selectFrom('jobs')
      .selectAll()
      .where('bulletin_id', '=', id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  },
});

export const contentStore = (open: () => OpenDatabase): ContentStore => ({
  ...bulletinsOf(open),
  ...bulletinQuestionsOf(open),
  ...approvedOf(open),
  ...seriesOf(open),
  ...jobsOf(open),
});
