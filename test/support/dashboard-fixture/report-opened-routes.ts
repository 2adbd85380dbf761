/**
 * Figures of reports opened, of the fixture — từng lần kêu, từng cụm loa mẫu.
 *
 * What the made-up minutes of a hamlet and the counts of a made-up order are made of.
 */
import { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import { LocalDate, startOfDay } from '@loaso/shared/time';
import {
  ORDER_BOXES_PAGE,
  type OrderBoxes,
  OrderBoxesOf,
} from '@loaso/shared/wire/http/report-emergencies';
import {
  type HeardSound,
  SOUNDS_PAGE,
  type SoundsReport,
} from '@loaso/shared/wire/http/report-noise';
import { emergenciesOf, noiseOf } from './report-routes.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const NOT_FOUND: Reply = { status: 404, json: { code: 'not-found' } };
const LENGTH_MS = 900_000;

const cluster = (place: number) => ({
  id: DeviceId.parse(`cum-mau-${place + 1}`),
  name: `Cụm loa số ${place + 1}`,
});

function soundsOf(call: Call, world: World): Reply {
  const { days: _, meanDayMs: __, unplaced: ___, hamlets, ...head } = noiseOf(call, world);
  const hamlet = AreaId.parse(call.query.get('hamlet'));
  const found = hamlets.find(({ areaId }) => areaId === hamlet);
  if (found === undefined) return NOT_FOUND;
  const day = LocalDate.safeParse(call.query.get('day'));
  const soundMs = day.success ? found.worstDayMs : found.soundMs;
  const at = startOfDay(head.from) + 5 * 3_600_000;
  const sounds = Array.from(
    { length: Math.ceil(soundMs / LENGTH_MS) },
    (___, place): HeardSound => {
      const { id, name } = cluster(place % found.clusters);
      const playedMs = Math.round(Math.min(LENGTH_MS, soundMs - place * LENGTH_MS));
      return {
        ...{ deviceId: id, deviceName: name, areaName: found.communeName },
        ...{ title: 'Bản tin sáng', startedAt: at + place * 43_200_000, playedMs },
        addedMs: playedMs,
      };
    },
  );
  const { areaId, name, communeName } = found;
  const json: SoundsReport = {
    ...head,
    hamlet: { areaId, name, communeName },
    day: day.success ? day.data : null,
    soundMs,
    clusters: Array.from({ length: found.clusters }, (___, place) => ({
      ...cluster(place),
      areaName: communeName,
    })),
    total: sounds.length,
    sounds: sounds.slice(0, SOUNDS_PAGE),
  };
  return { status: 200, json };
}

function boxesOf(call: Call, world: World): Reply {
  const {
    orders,
    warnings: _,
    drills: __,
    slowestMs: ___,
    cut: ____,
    ...head
  } = emergenciesOf(call, world);
  const order = orders.find(({ id }) => id === EntryId.parse(call.query.get('order')));
  const of = OrderBoxesOf.parse(call.query.get('of'));
  if (order === undefined || order.pace === null) return NOT_FOUND;
  const { id, kind, title, orderedAt, places, pace } = order;
  const all = Array.from({ length: pace.ordered }, (___, place): OrderBoxes['boxes'][number] => {
    const silent = place >= pace.begun;
    return {
      ...{ ...cluster(place), areaName: places[place % places.length] ?? '' },
      became: silent ? 'unheard' : 'begun',
      afterMs: silent ? null : 1_900 + place * 130,
      why: null,
    };
  });
  const boxes = all.filter(({ became }) => of === 'ordered' || became === of);
  const json: OrderBoxes = {
    ...head,
    order: { id, kind, title, orderedAt },
    total: boxes.length,
    boxes: boxes.slice(0, ORDER_BOXES_PAGE),
  };
  return { status: 200, json };
}

export const openedReports: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  'GET reports/noise/sounds': soundsOf,
  'GET reports/emergencies/boxes': boxesOf,
};
