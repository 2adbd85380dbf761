/**
 * Series — chia văn bản dài thành loạt kỳ.
 *
 * A text longer than its slot becomes bulletins of its own, one for each episode; the divided one
 * stays as their source, off the lists. Promises all episodes or none, and a way back while nothing
 * of the series was ever approved.
 */
import { BulletinId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import {
  type DivideRequest,
  EPISODES_MAX,
  type EpisodePreview,
  type Series,
  type SeriesPreview,
} from '@loaso/shared/wire/http/series';
import type { Script } from '@loaso/shared/wire/script';
import { withWriters } from '../../core/bulletin/lifecycle.js';
import { type Episode, episodeTitle, splitEpisodes } from '../../core/script/episodes.js';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import type { Refusal } from '../refusals.js';
import { findBulletin } from './find-bulletin.js';
import {
  announce,
  auditBulletin,
  bulletinTarget,
  type Desk,
  type Found,
  NOT_FOUND,
} from './ports.js';
import { linesUsing } from './reach-boxes.js';
import { lexiconAt } from './reading.js';
import { detailOf, jobOf, summariesOf } from './shapes.js';

const MINUTE_MS = 60_000;

type Asked = { readonly id: BulletinId; readonly slotMinutes: number };

/** What a division would give; changes nothing. */
export async function previewSeries(
  desk: Desk,
  actor: Actor,
  { id, slotMinutes }: Asked,
): Answer<SeriesPreview> {
  const found = await findBulletin(desk, actor, { id, permission: 'see-bulletins' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const refusal = undividedRefusal(bulletin);
  if (refusal !== null) return err(refusal);
  const episodes = await episodesIn(desk, found.value, slotMinutes);
  return ok({
    slotMs: slotMinutes * MINUTE_MS,
    wholeMs: bulletin.script.expectedMs,
    episodes: episodes.map((one) => previewOf(bulletin, one)),
  });
}

async function episodesIn(
  desk: Desk,
  { bulletin, areas }: Found,
  slotMinutes: number,
): Promise<Episode[]> {
  const lexicon = await lexiconAt(desk, areas, bulletin.areaId);
  return splitEpisodes(bulletin.script, slotMinutes * MINUTE_MS, lexicon);
}

function previewOf({ title }: StoredBulletin, { number, count, script }: Episode): EpisodePreview {
  const clauses = script.sentences.map(({ clause }) => clause).filter((clause) => clause !== '');
  return {
    number,
    title: count === 1 ? title : episodeTitle(title, number, count),
    fromClause: clauses[0] ?? '',
    toClause: clauses.at(-1) ?? '',
    durationMs: script.expectedMs,
    sentences: script.sentences.length,
  };
}

function undividedRefusal({ kind, state, series }: StoredBulletin): Refusal | null {
  if (series !== undefined) return { code: 'in-series' };
  if (kind === 'recorded') return { code: 'recorded-not-voiced' };
  const open = state === 'draft' || state === 'voiced' || state === 'rejected';
  return open ? null : { code: 'wrong-state', state, needs: 'draft' };
}

/** Makes a bulletin of every episode. */
export async function divideBulletin(
  desk: Desk,
  actor: Actor,
  { id, request }: { readonly id: BulletinId; readonly request: DivideRequest },
): Answer<Series> {
  const found = await findBulletin(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const refusal = await divisionRefusal(desk, bulletin, request.revision);
  if (refusal !== null) return err(refusal);
  const episodes = await episodesIn(desk, found.value, request.slotMinutes);
  const count = episodes.length;
  if (count < 2 || count > EPISODES_MAX) {
    return err({ code: 'series-parts', count, limit: EPISODES_MAX });
  }
  const at = desk.clock.now();
  const source = {
    ...bulletin,
    series: { of: id, number: 0, count },
    revision: bulletin.revision + 1,
    updatedAt: at,
  };
  const parts = episodes.map((one) => episodeOf(desk, actor, { source, episode: one }));
  await auditBulletin(desk, actor.username, {
    act: 'divide',
    id,
    detail: `${request.slotMinutes} min: ${parts.map((one) => one.id).join(' ')}`,
  });
  if (!(await desk.store.content.divideBulletin(source, parts))) {
    return err({ code: 'changed-meanwhile' });
  }
  for (const one of [source, ...parts]) announce(desk, one);
  return await seriesOf(desk, { ...found.value, bulletin: source });
}

async function divisionRefusal(
  desk: Desk,
  bulletin: StoredBulletin,
  seen: number | undefined,
): Promise<Refusal | null> {
  const refusal = undividedRefusal(bulletin);
  if (refusal !== null) return refusal;
  if (seen !== undefined && seen !== bulletin.revision) return { code: 'changed-meanwhile' };
  if (desk.jobs.ofBulletin(bulletin.id) !== null) return { code: 'job-running' };
  const { length } = await linesUsing(desk, [bulletin.id]);
  return length === 0 ? null : { code: 'bulletin-in-use', entries: length };
}

type Part = { readonly source: StoredBulletin; readonly episode: Episode };

function episodeOf(desk: Desk, actor: Actor, { source, episode }: Part): StoredBulletin {
  const { number, count, script } = episode;
  return {
    ...source,
    id: BulletinId.parse(desk.chance.id('bt')),
    title: episodeTitle(source.title, number, count),
    state: 'draft',
    script,
    sourceText: writtenText(script),
    clip: null,
    approval: null,
    rejectionReason: null,
    createdBy: actor.userId,
    writtenBy: withWriters(source.writtenBy, [actor.userId]),
    // Lists show the newest first: the first episode on top.
    createdAt: source.updatedAt + count - number,
    revision: 1,
    recording: null,
    variants: [],
    series: { of: source.id, number, count },
  };
}

const writtenText = ({ sentences }: Script): string =>
  sentences.map(({ written }) => written).join('\n');

/** The series that a bulletin is the source or an episode of. */
export async function showSeries(desk: Desk, actor: Actor, id: BulletinId): Answer<Series> {
  const found = await findSeries(desk, actor, { id, permission: 'see-bulletins' });
  return found.ok ? await seriesOf(desk, found.value) : found;
}

/** The source of the series of `id`, that `actor` may treat so. */
export async function findSeries(
  desk: Desk,
  actor: Actor,
  asked: Parameters<typeof findBulletin>[2],
): Answer<Found> {
  const found = await findBulletin(desk, actor, asked);
  if (!found.ok) return found;
  const { series } = found.value.bulletin;
  if (series === undefined) return NOT_FOUND;
  return await findBulletin(desk, actor, { ...asked, id: series.of });
}

export async function seriesOf(desk: Desk, { bulletin, areas }: Found): Answer<Series> {
  const episodes = await desk.store.content.episodes(bulletin.id);
  const job =
    desk.jobs.ofBulletin(bulletin.id) ?? (await desk.store.content.jobOfBulletin(bulletin.id));
  const telling = job !== null && job.state !== 'done' && job.state !== 'cancelled';
  return ok({
    source: { id: bulletin.id, title: bulletin.title },
    episodes: await summariesOf(desk, episodes, areas),
    job: telling ? jobOf(job) : null,
    undoable: (await unitingRefusal(desk, bulletin, episodes)) === null,
  });
}

/** Takes the episodes away and gives the whole text back as it was. */
export async function uniteBulletin(desk: Desk, actor: Actor, id: BulletinId): Answer<Bulletin> {
  const found = await findSeries(desk, actor, { id, permission: 'write-bulletin' });
  if (!found.ok) return found;
  const { bulletin, areas } = found.value;
  const episodes = await desk.store.content.episodes(bulletin.id);
  const refusal = await unitingRefusal(desk, bulletin, episodes);
  if (refusal !== null) return err(refusal);
  const { series, ...whole } = bulletin;
  const next = { ...whole, revision: bulletin.revision + 1, updatedAt: desk.clock.now() };
  const detail = episodes.map((one) => one.id).join(' ');
  await auditBulletin(desk, actor.username, { act: 'unite', id: bulletin.id, detail });
  if (!(await desk.store.content.uniteBulletin(next, episodes))) {
    return err({ code: 'changed-meanwhile' });
  }
  announce(desk, next);
  for (const one of episodes) {
    const { areaId } = one;
    desk.live.push(areaId, {
      kind: 'bulletin',
      at: desk.clock.now(),
      bulletinId: one.id,
      state: 'removed',
    });
  }
  return ok(await detailOf(desk, next, areas));
}

async function unitingRefusal(
  desk: Desk,
  source: StoredBulletin,
  episodes: readonly StoredBulletin[],
): Promise<Refusal | null> {
  if (desk.jobs.ofBulletin(source.id) !== null) return { code: 'job-running' };
  for (const { id } of episodes) {
    if (desk.jobs.ofBulletin(id) !== null) return { code: 'job-running' };
    const past = await desk.store.audit.eventsOf(bulletinTarget(id), 1_000);
    if (past.some(({ act }) => act === 'bulletin.approve')) return { code: 'series-fixed' };
  }
  return null;
}
