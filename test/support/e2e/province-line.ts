/**
 * A line of the whole province — một dòng lịch của cả tỉnh.
 *
 * Made over HTTP by people of the province: a short notice, voiced, approved, aired daily by every box.
 */
import { instant, localDateOf, startOfDay } from '@loaso/shared/time';
import { account, PROVINCE } from '../../../deploy/demo/accounts.js';
import { call, login, type Session } from '../../../deploy/demo/client.js';
import { approve, bareBody, importText, voice } from '../../../deploy/demo/content.js';
import { SHORT_NOTICE } from './air.js';
import type { World } from './world.js';

const MINUTE_MS = 60_000;

/** A person of the whole province. */
async function staff({ server, people }: World, role: 'official' | 'approver'): Promise<Session> {
  const { where: _where, ...person } = account([`tinh.${role}`, 'Cán bộ tỉnh'], role, PROVINCE, '');
  await call(people.admin, 'POST', '/api/users', person);
  return await login(server.url, person.username, person.password);
}

/** @param later minutes after `airAt` at which it airs, every day */
export async function airProvince(
  world: World,
  airAt: number,
  later: readonly number[],
): Promise<void> {
  const [official, approver] = [await staff(world, 'official'), await staff(world, 'approver')];
  const draft = await importText(official, PROVINCE, SHORT_NOTICE);
  await bareBody(official, draft);
  const bulletin = await voice(official, draft.id, () => undefined);
  await approve(official, approver, bulletin.id);
  const day = localDateOf(instant(airAt));
  const minute = Math.round((airAt - startOfDay(day)) / MINUTE_MS);
  const minutes = later.map((one) => (minute + one) % 1_440).sort((a, b) => a - b);
  await call(official, 'POST', '/api/entries', {
    areaId: PROVINCE,
    title: 'Bản tin của tỉnh',
    bulletinIds: [bulletin.id],
    target: { areaIds: [PROVINCE], deviceIds: [] },
    rule: { kind: 'daily', minutes, from: day, until: null },
  });
}
