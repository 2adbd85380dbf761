/**
 * Things to find — những gì tìm được.
 *
 * The lists that this person may read, asked of the server once the search opens; the live feed keeps
 * them fresh as everywhere else.
 */
import { localDateOf } from '@loaso/shared/time';
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import type { Area, User } from '@loaso/shared/wire/http/people';
import type { Entry } from '@loaso/shared/wire/http/schedule';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { bulletinsQuery } from '../../api/content.js';
import { devicesQuery } from '../../api/fleet.js';
import { areasQuery, usersQuery } from '../../api/people.js';
import { entriesQuery } from '../../api/schedule.js';
import { may, navFor } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import type { Translate } from '../../i18n/format.js';
import type { Both } from '../../i18n/use-language.js';
import { useWords } from '../../i18n/use-words.js';
import { areasInScope } from '../../parts/area-field.js';
import type { Thing } from './found.js';

/** Shorter words are found everywhere. */
const LETTERS_MIN = 2;

const bulletinThing =
  (t: Translate) =>
  ({ id, title, state, areaName }: BulletinSummary): Thing => ({
    kind: 'bulletins',
    id,
    title,
    about: `${t(`words.bulletinState.${state}`)} · ${areaName}`,
    icon: 'bulletins',
    href: `/ban-tin/${id}`,
  });

/** The week in which a line is seen first. */
function weekOf({ rule }: Entry): string {
  if (rule.kind === 'once') return `&tuan=${localDateOf(rule.at)}`;
  const [first] = rule.kind === 'dates' ? rule.dates : [];
  return first === undefined ? '' : `&tuan=${first}`;
}

const entryThing =
  (areas: ReadonlyMap<string, string>) =>
  (entry: Entry): Thing => ({
    kind: 'entries',
    id: entry.id,
    title: entry.title,
    about: areas.get(entry.areaId) ?? '',
    icon: 'calendar',
    href: `/lich-phat?diaBan=${entry.areaId}${weekOf(entry)}`,
  });

const deviceThing =
  (pick: (both: Both) => string) =>
  ({ id, name, areaName, sentence }: DeviceSummary): Thing => ({
    kind: 'devices',
    id,
    title: name,
    about: `${areaName} · ${pick(sentence)}`,
    icon: 'devices',
    href: `/cum-loa/${id}`,
  });

const areaThing =
  (areas: ReadonlyMap<string, string>) =>
  ({ id, name, parentId }: Area): Thing => ({
    kind: 'areas',
    id,
    title: name,
    about: (parentId === null ? undefined : areas.get(parentId)) ?? '',
    icon: 'map',
    href: `/ban-do?diaBan=${id}`,
  });

const personThing =
  (t: Translate) =>
  ({ id, fullName, username, role, areaName }: User): Thing => ({
    kind: 'people',
    id,
    title: fullName,
    about: `${t(`words.role.${role}`)} · ${areaName} · ${username}`,
    icon: 'people',
    href: `/nguoi-dung?q=${encodeURIComponent(fullName)}`,
  });

const screensOf = (me: User, t: Translate): Thing[] => [
  ...navFor(me.role).map(
    ({ name, to, icon }): Thing => ({
      kind: 'screens',
      id: name,
      title: t(`shell.nav.${name}`),
      about: '',
      icon,
      href: to,
    }),
  ),
  {
    kind: 'screens',
    id: 'account',
    title: t('shell.nav.account'),
    about: me.fullName,
    icon: 'account',
    href: '/tai-khoan',
  },
];

export type Found = {
  readonly things: readonly Thing[];
  /** Bulletins that the server found by their text. */
  readonly trusted: ReadonlySet<string>;
  readonly waiting: boolean;
  readonly error: Error | null;
};

/** @param sought what was typed, once the typing pauses */
export function useThings(sought: string): Found {
  const { t, pick } = useWords();
  const me = useMe();
  const reads = may.readContent(me.role);
  const asks = reads && sought.trim().length >= LETTERS_MIN;
  const bulletins = useQuery({
    ...bulletinsQuery({ q: sought.trim(), limit: 20 }),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  const entries = useQuery({ ...entriesQuery(undefined), enabled: reads });
  const devices = useQuery(devicesQuery);
  const areas = useQuery(areasQuery);
  const users = useQuery({ ...usersQuery, enabled: may.govern(me.role) });
  const all = [bulletins, entries, devices, areas, users];
  const names = new Map(areas.data?.map(({ id, name }) => [id as string, name]));
  const active = (entries.data ?? []).filter(({ state }) => state === 'active');
  return {
    things: [
      ...(asks ? (bulletins.data ?? []) : []).map(bulletinThing(t)),
      ...active.map(entryThing(names)),
      ...(devices.data ?? []).map(deviceThing(pick)),
      ...areasInScope(areas.data ?? [], me).map(areaThing(names)),
      ...(users.data ?? []).map(personThing(t)),
      ...screensOf(me, t),
    ],
    trusted: new Set(bulletins.data?.map(({ id }) => id as string)),
    waiting: all.some((one) => one.isLoading),
    error: all.find((one) => one.error !== null)?.error ?? null,
  };
}
