/**
 * Series as one — làm cả loạt kỳ một lượt.
 *
 * Voices, submits and approves all episodes of a series in one act. Voicing is one job: one progress,
 * one way to call it off, and what is finished stays. Each episode keeps its own decision and proof.
 */
import type { BulletinId } from '@loaso/shared/ids';
import { err } from '@loaso/shared/result';
import type { Job, VoiceRequest } from '@loaso/shared/wire/http/content';
import type { Series, SeriesDecision } from '@loaso/shared/wire/http/series';
import type { StoredBulletin } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { decideAll } from './decide-bulletin.js';
import { type Desk, NOT_FOUND } from './ports.js';
import { findSeries, seriesOf } from './series.js';
import { type Order, queueVoicing, speechOf, type VoiceDesk, workOf } from './voice-bulletin.js';
import type { Work } from './voice-queue.js';

/** Episodes without sound; when all have theirs, those that still wait for a decision, anew. */
function unvoiced(episodes: readonly StoredBulletin[]): StoredBulletin[] {
  const silent = episodes.filter(({ clip, state }) => clip === null && state !== 'withdrawn');
  if (silent.length > 0) return silent;
  return episodes.filter(({ state }) => state === 'voiced' || state === 'rejected');
}

export async function voiceSeries(
  desk: VoiceDesk,
  actor: Actor,
  { id, request }: { readonly id: BulletinId; readonly request: VoiceRequest },
): Answer<Job> {
  const found = await findSeries(desk, actor, { id, permission: 'voice-bulletin' });
  if (!found.ok) return found;
  const { bulletin } = found.value;
  const episodes = unvoiced(await desk.store.content.episodes(bulletin.id));
  if (episodes.length === 0) return err({ code: 'wrong-state', state: 'approved', needs: 'draft' });
  const options = speechOf(desk, request);
  if (!options.ok) return options;
  const order = { actor, options: options.value };
  const parts = episodes.map((one) => one.id);
  return await queueVoicing(desk, order, { bulletin, parts, work: chain(desk, episodes, order) });
}

/** One after another, each as long in the progress as it will be to hear. */
function chain(desk: VoiceDesk, episodes: readonly StoredBulletin[], order: Order): Work {
  const whole = episodes.reduce((sum, { script }) => sum + script.expectedMs, 0);
  return async (report, signal) => {
    let done = 0;
    for (const episode of episodes) {
      const before = done;
      const { expectedMs } = episode.script;
      const share: Report = (part, phase) => report((before + part * expectedMs) / whole, phase);
      const end = await voiceOne(desk, episode, order)(share, signal);
      if (end.state !== 'done') return end;
      done += expectedMs;
    }
    return { state: 'done' };
  };
}

type Report = Parameters<Work>[0];

/** Read again at its turn: the lexicon may have changed its words while it waited. */
function voiceOne(desk: VoiceDesk, { id, series }: StoredBulletin, order: Order): Work {
  return async (report, signal) => {
    if (signal.aborted) return { state: 'cancelled' };
    const bulletin = await desk.store.content.bulletin(id);
    if (bulletin === null) return { state: 'failed', problem: 'một kỳ đã bị xóa' };
    const end = await workOf(desk, bulletin, order)(report, signal);
    if (end.state !== 'failed') return end;
    return { ...end, problem: `kỳ ${series?.number ?? '?'}: ${end.problem}` };
  };
}

type Deciding = {
  readonly id: BulletinId;
  readonly act: 'submit' | 'approve';
  readonly decision: SeriesDecision;
};

/** Decides on exactly the episodes named, as they were seen; on none while one refuses. */
export async function decideSeries(
  desk: Desk,
  actor: Actor,
  { id, act, decision }: Deciding,
): Answer<Series> {
  const found = await findSeries(desk, actor, { id, permission: 'see-bulletins' });
  if (!found.ok) return found;
  const episodes = await desk.store.content.episodes(found.value.bulletin.id);
  const known = new Set(episodes.map((one) => one.id));
  const named = new Map(decision.episodes.map((one) => [one.bulletinId, one.revision]));
  if ([...named.keys()].some((one) => !known.has(one))) return NOT_FOUND;
  const seen = [...named].map(([bulletinId, revision]) => ({ id: bulletinId, seen: revision }));
  const { code } = decision;
  const decided = await decideAll(desk, actor, { act, seen, code });
  return decided.ok ? await seriesOf(desk, found.value) : decided;
}
