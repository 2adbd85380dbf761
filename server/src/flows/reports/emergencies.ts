/**
 * Emergencies of a period — báo cáo tin khẩn và thời gian tới loa.
 *
 * The orders for the area of who asks or one inside it; of each only the boxes in that area.
 */
import { ok } from '@loaso/shared/result';
import { addDays, instant, localDateOf, startOfDay } from '@loaso/shared/time';
import {
  EMERGENCIES_TOLD_MAX,
  type EmergencyReport,
  type EmergencyTold,
} from '@loaso/shared/wire/http/report-emergencies';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { ancestorsOf } from '../../core/access/scope.js';
import { paceOf } from '../../core/reports/emergencies.js';
import type { EmergencyStore, StoredEmergency } from '../../ports/emergencies.js';
import type { Actor, Answer } from '../flows.js';
import type { ReportPorts } from './ports.js';
import { type Asked, asked, headOf } from './report.js';
import { type InStation, inStation } from './stations.js';

export async function emergencyReport(
  ports: ReportPorts,
  actor: Actor,
  span: PeriodSpan,
): Answer<EmergencyReport> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const all = await ordersIn(ports, found.value);
  const from = { asked: found.value, isIn: await inStation(ports, found.value) };
  const orders: EmergencyTold[] = [];
  // One after the other: each has a word of every box.
  for (const one of all.slice(0, EMERGENCIES_TOLD_MAX)) {
    const told = await toldOf(ports, one, from);
    // An order that meant no box of the station is none of its diary.
    if (told.pace?.ordered !== 0 || found.value.station === null) orders.push(told);
  }
  const sent = (kind: string) => orders.filter((one) => one.kind === kind && one.pace !== null);
  const slow = sent('real').flatMap(({ pace }) => pace?.mostMs ?? []);
  return ok({
    ...headOf(ports, found.value),
    warnings: sent('real').length,
    drills: sent('drill').length,
    slowestMs: slow.length === 0 ? null : Math.max(...slow),
    orders,
    cut: all.length > EMERGENCIES_TOLD_MAX,
  });
}

/** The newest that were ordered there and then; one more than are told, where there are more. */
export const ordersIn = (
  { store }: ReportPorts,
  { area, areas, query }: Asked,
): Promise<StoredEmergency[]> =>
  store.emergencies.emergenciesIn({
    // An order for the commune is one for each of its hamlets.
    areaIds: [...query.areaIds, ...ancestorsOf(areas, area.id)],
    fromAt: startOfDay(query.from),
    toAt: startOfDay(addDays(query.to, 1)),
    limit: EMERGENCIES_TOLD_MAX + 1,
  });

type From = { readonly asked: Asked; readonly isIn: InStation };

/** What the boxes there have said of an order. */
export async function wordsOf(
  { store }: ReportPorts,
  { id, createdAt }: StoredEmergency,
  { asked, isIn }: From,
): ReturnType<EmergencyStore['emergencyWords']> {
  const words = await store.emergencies.emergencyWords(id, asked.query.areaIds);
  const on = localDateOf(instant(createdAt));
  return words.filter(({ deviceId }) => isIn(deviceId, on));
}

async function toldOf(
  ports: ReportPorts,
  order: StoredEmergency,
  from: From,
): Promise<EmergencyTold> {
  const { id, kind, state, message, areaIds, createdAt, confirmedAt } = order;
  const names = new Map(from.asked.areas.map((area) => [area.id, area.name]));
  const told = {
    id,
    kind,
    state,
    title: message.title,
    places: areaIds.map((area) => names.get(area) ?? area),
    orderedAt: createdAt,
    confirmedAt,
  };
  if (confirmedAt === null) return { ...told, firstSoundAt: null, pace: null };
  const own = await wordsOf(ports, order, from);
  const pace = paceOf(
    own.map(({ word }) => word),
    { kind, since: confirmedAt },
  );
  const { firstMs } = pace;
  const first = kind === 'drill' || firstMs === null ? null : confirmedAt + firstMs;
  return { ...told, firstSoundAt: first, pace };
}
