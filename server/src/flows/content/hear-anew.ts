/**
 * Other languages of an area — địa bàn nghe thứ tiếng khác.
 *
 * Lines and standing warnings of the area and below it in the languages that are heard from now on.
 * Stored by who publishes, once it is on record which boxes wait: nothing that is published meanwhile
 * takes the new languages to them, neither in lines nor among the warnings that they keep.
 */
import type { AreaId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { subtreeOf } from '../../core/access/scope.js';
import { standingAsked } from '../../core/plan/standing.js';
import type { StoredAreaSettings, StoredDevice } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import type { PlanChange } from '../publication-flows.js';
import { publishForecast } from '../schedule/publish-forecast.js';
import { loadStandingGround, tonguesWith } from '../schedule/standing-ground.js';
import type { Desk, Scope } from './ports.js';
import { boxesHearing, firstAiring, publishTo } from './reach-boxes.js';
import { longerLines, type Renewal, renew, renewalsOf } from './renew-programmes.js';

const NOTHING_SAID = { style: null, languages: null, stationName: null };

type Change = {
  readonly areas: Scope['areas'];
  /** Null: it has said nothing yet. */
  readonly before: StoredAreaSettings | null;
  readonly next: StoredAreaSettings;
};

type Effect = {
  readonly renewals: readonly Renewal[];
  /** Boxes that sound otherwise, or keep other warnings. */
  readonly reached: readonly StoredDevice[];
  /** Some boxes keep other warnings. */
  readonly warnings: boolean;
  readonly change: PlanChange;
};

async function effectOf(
  desk: Desk,
  { username }: Actor,
  { areas, before, next }: Change,
): Promise<Effect> {
  const { areaId } = next;
  const lines = await desk.store.schedule.entries(subtreeOf(areas, areaId), 'active');
  const renewals = await renewalsOf(desk, lines, { settings: next });
  const going = renewals.filter(({ held }) => held === null);
  const heard = going.map(({ line }) => line);
  const keeping = await keepingOtherwise(desk, next);
  const reached = new Set([...(await boxesHearing(desk, heard)), ...keeping].map(({ id }) => id));
  return {
    renewals,
    reached: (await desk.store.fleet.devices()).filter(({ id }) => reached.has(id)),
    warnings: keeping.length > 0,
    change: {
      act: 'languages',
      by: username,
      areaId,
      title: areas.find((area) => area.id === areaId)?.name ?? areaId,
      lines: [],
      earlier: {
        programmes: going.map((one) => one.before),
        languages: [{ areaId, before: before?.languages ?? null }],
      },
      firstAt: await firstAiring(desk, heard),
      takesBack: false,
      losing: [],
    },
  };
}

/** A commune hears warnings in the languages of its hamlets, too. */
async function keepingOtherwise(desk: Desk, next: StoredAreaSettings): Promise<StoredDevice[]> {
  const ground = await loadStandingGround(desk);
  if (ground.warnings.length === 0) return [];
  const { areaId, languages } = next;
  const tongues = await tonguesWith(desk, [{ areaId, before: languages }]);
  const [now, then] = [standingAsked(ground), standingAsked({ ...ground, tongues })];
  const differs = new Map<AreaId, boolean>();
  const isOther = (id: AreaId): boolean => {
    const known = differs.get(id) ?? now(id, undefined).key !== then(id, undefined).key;
    differs.set(id, known);
    return known;
  };
  return (await desk.store.fleet.devices()).filter(
    ({ areaId: place, state }) => state === 'enrolled' && isOther(place),
  );
}

export async function forecastLanguages(
  desk: Desk,
  actor: Actor,
  change: Change,
): Promise<PublishForecast> {
  const effect = await effectOf(desk, actor, change);
  const { renewals, reached, warnings } = effect;
  const otherwise = renewals.flatMap(({ line, held }) => (held === null ? [line.title] : []));
  const forecast = await publishForecast(desk, {
    reached,
    change: effect.change,
    airings: [],
    programmes: 0,
    effect: { begins: [], stops: [], otherwise, warnings },
  });
  const longer = await longerLines(desk, change.areas, renewals);
  return longer.length === 0 ? forecast : { ...forecast, longer };
}

/** @param store writes the new settings */
export async function hearAnew(
  desk: Desk,
  actor: Actor,
  { store, ...change }: Change & { readonly store: () => Promise<void> },
): Answer<null> {
  const { renewals, reached, change: told } = await effectOf(desk, actor, change);
  const { schedule, areas } = desk.store;
  const deed = {
    async store() {
      if (!(await areStill(desk, renewals))) return err({ code: 'changed-meanwhile' as const });
      await store();
      await renew(desk, renewals, { by: actor.username, why: 'thứ tiếng được nghe' });
      return ok(null);
    },
    async undo() {
      const { before, next } = change;
      await areas.putAreaSettings(before ?? { ...next, ...NOTHING_SAID });
      for (const one of renewals) await schedule.replaceProgramme(one.before);
    },
  };
  const why = `${actor.username} set languages of ${change.next.areaId}`;
  return await publishTo(desk, reached, { why, change: { ...told, deed } });
}

/** What an approval renews at the same time is read anew by whoever asks again. */
async function areStill({ store }: Desk, renewals: readonly Renewal[]): Promise<boolean> {
  for (const { line, before } of renewals) {
    const now = await store.schedule.programme(line.programmeId);
    if (JSON.stringify(now) !== JSON.stringify(before)) return false;
  }
  return true;
}
