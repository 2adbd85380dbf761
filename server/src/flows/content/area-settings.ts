/**
 * Settings of an area — cài đặt của địa bàn.
 *
 * How texts of an area are read and signed from now on, and which languages its listeners hear. New
 * languages reach the lines on the schedule, in groups where these are many; style and name of the station hold for texts
 * imported later: what somebody approved keeps its words.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { AreaSettings, AreaSettingsChange } from '@loaso/shared/wire/http/lexicon';
import { subtreeOf } from '../../core/access/scope.js';
import { bareStationName } from '../../core/programme/area-settings.js';
import type { StoredAreaSettings } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { type Desk, NOT_FOUND, type Scope, scopeOf } from './ports.js';
import { firstAiring, publishLines } from './reach-boxes.js';
import { settingsAt } from './reading.js';
import { renewLines } from './renew-programmes.js';

export async function showSettings(desk: Desk, actor: Actor, id: AreaId): Answer<AreaSettings> {
  const scope = await scopeOf(desk, actor, 'see-settings');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(id)) return NOT_FOUND;
  return ok(await shown(desk, scope.value.areas, id));
}

export async function changeSettings(
  desk: Desk,
  actor: Actor,
  { id, change }: { readonly id: AreaId; readonly change: AreaSettingsChange },
): Answer<AreaSettings> {
  const scope = await scopeOf(desk, actor, 'write-settings');
  if (!scope.ok) return scope;
  const { areas, within } = scope.value;
  if (!within.has(id)) return NOT_FOUND;
  const [own] = await desk.store.areas.areaSettings([id]);
  const { style = own?.style ?? null, languages = own?.languages ?? null } = change;
  const named = change.stationName === undefined ? own?.stationName : change.stationName;
  const next: StoredAreaSettings = {
    areaId: id,
    style,
    languages,
    stationName: named == null ? null : bareStationName(named),
    updatedBy: actor.userId,
    updatedAt: desk.clock.now(),
  };
  await desk.store.audit.append({
    at: next.updatedAt,
    actor: actor.username,
    act: 'area.settings',
    target: `area:${id}`,
    detail: JSON.stringify(change).slice(0, 500),
  });
  await desk.store.areas.putAreaSettings(next);
  const heard = change.languages === undefined ? ok(null) : await hearAnew(desk, actor, areas, id);
  return heard.ok ? ok(await shown(desk, areas, id)) : heard;
}

/** Lines and warnings of the area and below it in the languages that are heard now. */
async function hearAnew(desk: Desk, actor: Actor, areas: Scope['areas'], id: AreaId): Answer<null> {
  const lines = await desk.store.schedule.entries(subtreeOf(areas, id), 'active');
  const renewed = await renewLines(desk, lines, { by: actor.username, why: 'thứ tiếng được nghe' });
  const heard = renewed.map(({ line }) => line);
  return await publishLines(desk, [...heard, warningsOf(areas, id)], {
    why: `${actor.username} set languages of ${id}`,
    change: {
      act: 'languages',
      by: actor.username,
      areaId: id,
      title: areas.find((area) => area.id === id)?.name ?? id,
      lines: [],
      earlier: { programmes: renewed.map(({ before }) => before) },
      firstAt: await firstAiring(desk, heard),
      takesBack: false,
      losing: [],
    },
  });
}

/** A commune hears warnings in the languages of its hamlets, too. */
function warningsOf(areas: Scope['areas'], id: AreaId) {
  const area = areas.find((one) => one.id === id);
  const at = area?.level === 'hamlet' ? (area.parentId ?? id) : id;
  return { areaId: at, target: { areaIds: [at], deviceIds: [] } };
}

async function shown(desk: Desk, areas: Scope['areas'], id: AreaId): Promise<AreaSettings> {
  const inForce = await settingsAt(desk, areas, id);
  const [own] = await desk.store.areas.areaSettings([id]);
  const updatedBy = own === undefined ? null : own.updatedBy;
  const name = updatedBy === null ? null : (await desk.store.people.user(updatedBy))?.fullName;
  return {
    areaId: id,
    ...inForce,
    languages: [...inForce.languages],
    own: {
      style: own?.style ?? null,
      languages: own?.languages == null ? null : [...own.languages],
      stationName: own?.stationName ?? null,
    },
    updatedBy: name ?? updatedBy,
    updatedAt: own?.updatedAt ?? null,
  };
}
