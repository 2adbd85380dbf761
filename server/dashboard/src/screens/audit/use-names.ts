/**
 * Names for the log — tên của người và vật trong nhật ký.
 *
 * From the lists that an administrator reads anyway. What is gone has no name any more and is told by
 * its id.
 */
import { useQuery } from '@tanstack/react-query';
import { bulletinsQuery } from '../../api/content.js';
import { devicesQuery } from '../../api/fleet.js';
import { areasQuery, usersQuery } from '../../api/people.js';
import { entriesQuery } from '../../api/schedule.js';
import type { Names } from './told-words.js';

const BULLETINS_MAX = 200;

const named = <T>(
  all: readonly T[] | undefined,
  pair: (one: T) => readonly [string, string],
): ReadonlyMap<string, string> => new Map((all ?? []).map(pair));

export function useNames(): Names {
  const users = useQuery(usersQuery).data;
  const devices = useQuery(devicesQuery).data;
  const areas = useQuery(areasQuery).data;
  const entries = useQuery(entriesQuery(undefined)).data;
  const bulletins = useQuery(bulletinsQuery({ limit: BULLETINS_MAX })).data;
  return new Map([
    ['user', named(users, ({ id, fullName }) => [id, fullName])],
    ['username', named(users, ({ username, fullName }) => [username, fullName])],
    ['device', named(devices, ({ id, name }) => [id, name])],
    ['area', named(areas, ({ id, name }) => [id, name])],
    ['entry', named(entries, ({ id, title }) => [id, title])],
    ['bulletin', named(bulletins, ({ id, title }) => [id, title])],
  ]);
}
