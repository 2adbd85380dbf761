/**
 * Bulletins as screens see them — bản tin trên màn hình.
 *
 * The one mapping from what is stored to what is sent: ids of people become names, areas become
 * names, the audit trail becomes a history. Nothing internal leaves.
 */
import type { AreaId, UserId } from '@loaso/shared/ids';
import type { Bulletin, BulletinSummary, Job } from '@loaso/shared/wire/http/content';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { languageOf } from '../../core/bulletin/content.js';
import type { StoredArea, StoredBulletin, StoredJob } from '../../ports/store-records.js';
import { bulletinTarget, type Desk } from './ports.js';
import { standingFor } from './standing-place.js';

/** Acts about one bulletin that a screen shows. */
const HISTORY_MAX = 200;

export const jobOf = ({ createdBy, createdAt, ...job }: StoredJob): Job => job;

export const areaName = (areas: readonly StoredArea[], id: AreaId): string =>
  areas.find((area) => area.id === id)?.name ?? id;

type Names = ReadonlyMap<UserId, string>;

async function namesOf(desk: Desk, bulletins: readonly StoredBulletin[]): Promise<Names> {
  const ids = new Set(
    bulletins.flatMap(({ createdBy, writtenBy, approval }) =>
      approval === null
        ? [createdBy, ...writtenBy]
        : [createdBy, ...writtenBy, approval.approvedBy],
    ),
  );
  const names = new Map<UserId, string>();
  for (const id of ids) names.set(id, (await desk.store.people.user(id))?.fullName ?? id);
  return names;
}

/** A job that a screen should follow or explain; a finished one has nothing to tell. */
async function openJob(desk: Desk, bulletin: StoredBulletin): Promise<StoredJob | null> {
  const job =
    desk.jobs.ofBulletin(bulletin.id) ?? (await desk.store.content.jobOfBulletin(bulletin.id));
  return job === null || job.state === 'done' || job.state === 'cancelled' ? null : job;
}

const languagesOf = (bulletin: StoredBulletin): LanguageCode[] => [
  ...(bulletin.clip === null ? [] : [languageOf(bulletin)]),
  ...bulletin.variants.map(({ language }) => language),
];

async function summaryOf(
  desk: Desk,
  bulletin: StoredBulletin,
  { areas, names }: { readonly areas: readonly StoredArea[]; readonly names: Names },
): Promise<BulletinSummary> {
  const { createdBy, writtenBy, approval, clip, script } = bulletin;
  return {
    id: bulletin.id,
    areaId: bulletin.areaId,
    areaName: areaName(areas, bulletin.areaId),
    title: bulletin.title,
    field: bulletin.field,
    priority: bulletin.priority,
    state: bulletin.state,
    durationMs: clip?.durationMs ?? script.expectedMs,
    clip,
    createdBy: names.get(createdBy) ?? createdBy,
    writtenBy: writtenBy.map((userId) => ({ userId, name: names.get(userId) ?? userId })),
    createdAt: bulletin.createdAt,
    updatedAt: bulletin.updatedAt,
    approvedBy: approval === null ? null : (names.get(approval.approvedBy) ?? approval.approvedBy),
    rejectionReason: bulletin.rejectionReason,
    jobId: (await openJob(desk, bulletin))?.id ?? null,
    revision: bulletin.revision,
    kind: bulletin.kind,
    languages: languagesOf(bulletin),
    series: bulletin.series ?? null,
  };
}

export async function summariesOf(
  desk: Desk,
  bulletins: readonly StoredBulletin[],
  areas: readonly StoredArea[],
): Promise<BulletinSummary[]> {
  const names = await namesOf(desk, bulletins);
  const summaries: BulletinSummary[] = [];
  for (const bulletin of bulletins)
    summaries.push(await summaryOf(desk, bulletin, { areas, names }));
  return summaries;
}

export async function detailOf(
  desk: Desk,
  bulletin: StoredBulletin,
  areas: readonly StoredArea[],
): Promise<Bulletin> {
  const names = await namesOf(desk, [bulletin]);
  const history = await desk.store.audit.eventsOf(bulletinTarget(bulletin.id), HISTORY_MAX);
  return {
    ...(await summaryOf(desk, bulletin, { areas, names })),
    script: bulletin.script,
    source: {
      name: bulletin.sourceName,
      sha256: bulletin.sourceSha256,
      characters: bulletin.sourceText.length,
    },
    recording: bulletin.recording,
    variants: [...bulletin.variants],
    standing: await standingFor(desk, bulletin, areas),
    history: history.map(({ at, actor, act, detail }) => ({ at, actor, act, note: detail })),
  };
}
