/**
 * Starting a rollout — bắt đầu đưa bản phần mềm xuống.
 *
 * Writes down which boxes get the release in which group; nothing is sent here. The first look of the
 * ticker offers it, and so does the first look of a server that was killed in between.
 */
import { RolloutId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type {
  NewRollout,
  ReleaseRolloutDetail,
  RolloutForecast,
} from '@loaso/shared/wire/http/releases';
import type { StoredRollout, StoredRolloutBox } from '../../ports/releases.js';
import type { Actor, Answer } from '../actor.js';
import { draftRollout } from './candidates.js';
import { announceRollout, auditRelease, deskOf, officeOf, type ReleasePorts } from './ports.js';
import { showRollout } from './view-releases.js';

export async function forecastRollout(
  ports: ReleasePorts,
  actor: Actor,
  request: NewRollout,
): Answer<RolloutForecast> {
  const office = await officeOf(ports, actor);
  if (!office.ok) return office;
  const draft = await draftRollout(ports, office.value.areas, request);
  if (!draft.ok) return draft;
  const { boxes, groups, words } = draft.value;
  return ok({ boxes: boxes.length, groups: groups.map((group) => group.length), words });
}

export async function startRollout(
  ports: ReleasePorts,
  actor: Actor,
  request: NewRollout,
): Answer<ReleaseRolloutDetail> {
  const office = await deskOf(ports, actor);
  if (!office.ok) return office;
  const draft = await draftRollout(ports, office.value.areas, request);
  if (!draft.ok) return draft;
  const { boxes, groups, version, words } = draft.value;
  if (boxes.length === 0) return err({ code: 'rollout-nobody' });
  const now = ports.clock.now();
  const rollout: StoredRollout = {
    ...request,
    id: RolloutId.parse(ports.chance.id('roll')),
    version,
    by: actor.username,
    createdAt: now,
    state: 'running',
    stage: 1,
    stages: groups.length,
    stageAt: now,
    accepted: 0,
  };
  const stageOf = new Map(groups.flatMap((group, at) => group.map((id) => [id, at + 1] as const)));
  const rows = boxes.map(({ id, placeId, communeId }): StoredRolloutBox => {
    const stage = stageOf.get(id) ?? groups.length;
    const place = { deviceId: id, areaId: placeId, communeId, stage };
    const step = stage === 1 ? 'waiting' : 'held';
    return { ...place, step, detail: '', at: null, offers: 0, offeredAt: null };
  });
  if (!(await ports.store.releases.addRollout(rollout, rows))) return err({ code: 'rollout-open' });
  const detail = `${version} · ${words.vi}`;
  await auditRelease(ports, request.num, { by: actor.username, act: 'start', detail });
  announceRollout(ports, office.value.areas, rollout);
  return await showRollout(ports, actor, rollout.id);
}
