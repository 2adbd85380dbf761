/**
 * Order being filled in — lệnh khẩn đang soạn.
 *
 * What the person has chosen so far and what the server is asked because of it. Nothing of a drill
 * is carried over into the real thing or back: a draft belongs to one kind.
 */
import {
  type AreaId,
  type BulletinId,
  type ClusterGroupId,
  communeCodeOf,
  type EntryId,
} from '@loaso/shared/ids';
import type {
  EmergencyForecast,
  EmergencyKind,
  EmergencyMessage,
  EmergencyQuestion,
  NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import type { Area, User } from '@loaso/shared/wire/http/people';
import { areasInScope } from '../../parts/area-field.js';
import { withClusters } from '../../parts/ended-areas.js';

export type Draft = {
  readonly kind: EmergencyKind;
  readonly message: EmergencyMessage | null;
  readonly areaIds: readonly AreaId[];
  /** Only their boxes; null: all. */
  readonly stationIds: readonly ClusterGroupId[] | null;
  readonly plays: number;
  readonly gapMs: number;
  readonly breakGlass: boolean;
};

export const PLAYS_USUAL = 3;
export const GAP_USUAL_MS = 10_000;
export const GAPS_MS = [5000, 10_000, 20_000, 30_000, 60_000] as const;

/** Communes where this person may warn; of somebody below a commune, the own area. */
export function choicesFor(areas: readonly Area[], me: Pick<User, 'areaId'>): Area[] {
  const scope = withClusters(areasInScope(areas, me));
  const communes = scope.filter(({ level }) => level === 'commune');
  return communes.length > 0 ? communes : scope.slice(0, 1);
}

/** Where one commune is all that can be chosen: its hamlets, by name. */
export function hamletsFor(areas: readonly Area[], choices: readonly Area[]): Area[] {
  const [only] = choices;
  if (only === undefined || choices.length > 1) return [];
  return areas
    .filter(({ level, parentId }) => level === 'hamlet' && parentId === only.id)
    .sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }));
}

const liesInOneCommune = ({ areaIds }: Draft): boolean =>
  new Set(areaIds.map(communeCodeOf)).size === 1;

/** The usual: everything derived, only the message is left to choose. */
export function newDraft(
  kind: EmergencyKind,
  choices: readonly Area[],
  me: Pick<User, 'stations'> = {},
): Draft {
  const [only] = choices;
  return {
    kind,
    message: null,
    areaIds: only !== undefined && choices.length === 1 ? [only.id] : [],
    stationIds: me.stations?.map(({ id }) => id) ?? null,
    plays: PLAYS_USUAL,
    gapMs: GAP_USUAL_MS,
    breakGlass: false,
  };
}

/** What is asked of the server, or null while something is missing. */
export function questionOf(draft: Draft): EmergencyQuestion | null {
  if (draft.message === null || draft.areaIds.length === 0) return null;
  if (draft.stationIds?.length === 0) return null;
  return {
    kind: draft.kind,
    bulletinId: draft.message.bulletinId as BulletinId,
    areaIds: [...draft.areaIds],
    ...(draft.stationIds === null ? {} : { stationIds: [...draft.stationIds] }),
    breakGlass: draft.breakGlass && liesInOneCommune(draft),
  };
}

export function orderOf(
  draft: Draft,
  question: EmergencyQuestion,
  confirmed: { readonly code: string; readonly corrects: EntryId | undefined },
): NewEmergency {
  const { code, corrects } = confirmed;
  const order = { ...question, plays: draft.plays, gapMs: draft.gapMs, code };
  return corrects === undefined ? order : { ...order, corrects };
}

/** One person alone may be offered where two are asked for, in one commune only. */
export const mayGoAlone = (draft: Draft, { path }: EmergencyForecast): boolean =>
  liesInOneCommune(draft) && path !== 'A';
