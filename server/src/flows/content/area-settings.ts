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
import type { PublishForecast } from '@loaso/shared/wire/http/publications';
import { bareStationName } from '../../core/programme/area-settings.js';
import type { StoredAreaSettings } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { forecastLanguages, hearAnew } from './hear-anew.js';
import { type Desk, NOT_FOUND, type Scope, scopeOf } from './ports.js';
import { settingsAt } from './reading.js';

export async function showSettings(desk: Desk, actor: Actor, id: AreaId): Answer<AreaSettings> {
  const scope = await scopeOf(desk, actor, 'see-settings');
  if (!scope.ok) return scope;
  if (!scope.value.within.has(id)) return NOT_FOUND;
  return ok(await shown(desk, scope.value.areas, id));
}

type Asked = { readonly id: AreaId; readonly change: AreaSettingsChange };

type Judged = {
  readonly areas: Scope['areas'];
  readonly before: StoredAreaSettings | null;
  readonly next: StoredAreaSettings;
};

async function judged(desk: Desk, actor: Actor, { id, change }: Asked): Answer<Judged> {
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
  return ok({ areas, before: own ?? null, next });
}

/** What saving would send, and which lines sound otherwise by it. */
export async function previewSettings(
  desk: Desk,
  actor: Actor,
  asked: Asked,
): Answer<PublishForecast> {
  const found = await judged(desk, actor, asked);
  return found.ok ? ok(await forecastLanguages(desk, actor, found.value)) : found;
}

export async function changeSettings(
  desk: Desk,
  actor: Actor,
  { id, change }: Asked,
): Answer<AreaSettings> {
  const found = await judged(desk, actor, { id, change });
  if (!found.ok) return found;
  const { areas, next } = found.value;
  const store = async (): Promise<void> => {
    await desk.store.audit.append({
      at: next.updatedAt,
      actor: actor.username,
      act: 'area.settings',
      target: `area:${id}`,
      detail: JSON.stringify(change).slice(0, 500),
    });
    await desk.store.areas.putAreaSettings(next);
  };
  if (change.languages === undefined) await store();
  else {
    const heard = await hearAnew(desk, actor, { ...found.value, store });
    if (!heard.ok) return heard;
  }
  return ok(await shown(desk, areas, id));
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
