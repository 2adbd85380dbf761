/**
 * Boxes of an order — mở một con số của tin khẩn ra từng cụm loa.
 *
 * The boxes that one count of the report of emergencies counts: the same boxes, judged by the same word.
 */
import { ok } from '@loaso/shared/result';
import {
  ORDER_BOXES_PAGE,
  type OrderBoxes,
  type OrderBoxesQuery,
} from '@loaso/shared/wire/http/report-emergencies';
import { reasonOf } from '../../core/emergency/box-word.js';
import { beganOf, begunAfterMs } from '../../core/reports/emergencies.js';
import { NOT_FOUND } from '../content/ports.js';
import type { Actor, Answer } from '../flows.js';
import { ordersIn, wordsOf } from './emergencies.js';
import type { ReportPorts } from './ports.js';
import { asked, headOf, namesIn } from './report.js';
import { inStation } from './stations.js';

export async function orderBoxes(
  ports: ReportPorts,
  actor: Actor,
  { order: id, of, page = 1, ...span }: OrderBoxesQuery,
): Answer<OrderBoxes> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const order = (await ordersIn(ports, found.value)).find((one) => one.id === id);
  const since = order?.confirmedAt ?? null;
  if (order === undefined || since === null) return NOT_FOUND;
  const { kind, message, createdAt } = order;
  const isIn = await inStation(ports, found.value);
  const words = await wordsOf(ports, order, { asked: found.value, isIn });
  const own = words.filter(({ word }) => of === 'ordered' || beganOf(word, kind) === of);
  const nameOf = namesIn(found.value);
  const boxes: OrderBoxes['boxes'] = [];
  for (const one of own.slice((page - 1) * ORDER_BOXES_PAGE, page * ORDER_BOXES_PAGE)) {
    const { deviceId, areaId, word } = one;
    boxes.push({
      id: deviceId,
      name: (await ports.store.fleet.device(deviceId))?.name ?? deviceId,
      areaName: nameOf(areaId),
      became: beganOf(word, kind),
      afterMs: begunAfterMs(word, { kind, since }),
      why: reasonOf(word),
    });
  }
  return ok({
    ...headOf(ports, found.value),
    order: { id, kind, title: message.title, orderedAt: createdAt },
    total: own.length,
    boxes,
  });
}
