/**
 * Minutes of sound opened — số phút loa kêu của một thôn, từng lần kêu.
 *
 * Whose sound reaches the hamlet, and every sound of theirs by its record; with what each adds to the
 * others, so that together they are the minutes of the report.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import {
  type HeardSound,
  SOUNDS_PAGE,
  type SoundsQuery,
  type SoundsReport,
} from '@loaso/shared/wire/http/report-noise';
import { addedMs } from '../../core/reports/noise.js';
import { daysBetween } from '../../core/reports/open-days.js';
import { NOT_FOUND } from '../content/ports.js';
import type { Placed } from '../coverage/clusters.js';
import type { Actor, Answer } from '../flows.js';
import { areasOf, listenersOf, type Sound, soundsOf } from './noise.js';
import type { ReportPorts } from './ports.js';
import { type Asked, asked, headOf, namesIn } from './report.js';
import { inStation } from './stations.js';

export async function soundsBehind(
  ports: ReportPorts,
  actor: Actor,
  { hamlet, day, page = 1, ...span }: SoundsQuery,
): Answer<SoundsReport> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { query } = found.value;
  const { listeners, placed } = await listenersOf(ports, found.value);
  const listener = listeners.find(({ fact }) => fact.areaId === hamlet);
  if (listener === undefined) return NOT_FOUND;
  const isTheirs = await inStation(ports, found.value);
  const heard: Heard[] = [];
  for (const one of daysIn(ports, found.value, day)) {
    const areaIds = areasOf(placed, [listener]);
    const sounds = await soundsOf(ports, { day: one, areaIds, isTheirs });
    heard.push(...addedMs(listener.clusters.flatMap((id) => sounds.get(id) ?? [])));
    await ports.pause();
  }
  const nameOf = namesIn(found.value);
  const clusterOf = clusterIn(placed, nameOf);
  const { name, areaId, communeId } = listener.fact;
  return ok({
    ...headOf(ports, found.value),
    hamlet: { areaId, name, communeName: nameOf(communeId) },
    day: day ?? null,
    soundMs: heard.reduce((sum, one) => sum + one.addedMs, 0),
    clusters: listener.clusters.filter((id) => isTheirs(id, query.to)).map(clusterOf),
    total: heard.length,
    sounds: heard
      .slice((page - 1) * SOUNDS_PAGE, page * SOUNDS_PAGE)
      .map(({ span: { deviceId, title, fromAt, toAt }, addedMs: added }): HeardSound => {
        const { name: deviceName, areaName } = clusterOf(deviceId);
        const told = { startedAt: fromAt, playedMs: toAt - fromAt, addedMs: added };
        return { deviceId, deviceName, areaName, title, ...told };
      }),
  });
}

type Heard = { readonly span: Sound; readonly addedMs: number };

/** Of the span, those that have begun; the one day alone where one is named. */
function daysIn({ clock }: ReportPorts, { query }: Asked, day: LocalDate | undefined): LocalDate[] {
  const today = localDateOf(instant(clock.now()));
  const days = daysBetween(query.from, query.to < today ? query.to : today);
  return day === undefined ? days : days.filter((one) => one === day);
}

function clusterIn(placed: readonly Placed[], nameOf: (id: AreaId) => string) {
  const boxes = new Map(placed.map((one) => [one.cluster.id, one]));
  return (id: DeviceId): SoundsReport['clusters'][number] => {
    const one = boxes.get(id);
    if (one === undefined) return { id, name: id, areaName: '' };
    return { id, name: one.box.device.name, areaName: nameOf(one.areaId) };
  };
}
