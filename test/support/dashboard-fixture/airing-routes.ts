/**
 * Airings behind figures in the fixture — từng lượt phát của báo cáo mẫu.
 *
 * The lines of the sample report opened into twelve speakers each, so that a list is as long as its
 * figure.
 */
import { AreaId, DeviceId, PlayId } from '@loaso/shared/ids';
import {
  AIRINGS_PAGE,
  AirFigure,
  type AirOutcome,
  type ReportedAiring,
  type ReportedAirings,
} from '@loaso/shared/wire/http/report-airings';
import type { Diary } from '@loaso/shared/wire/http/reports';
import { linesOf, reportOf } from './report-routes.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

type Line = Diary['lines'][number];

const ORDER: readonly AirOutcome[] = ['aired', 'interrupted', 'missed', 'unknown', 'virtual'];

function boxesOf(line: Line, world: World): ReportedAiring[] {
  const outcomes = ORDER.flatMap((one) => Array.from({ length: line.sums[one] }, () => one));
  return outcomes.map((outcome, place): ReportedAiring => {
    const box = world.devices[place % world.devices.length];
    return {
      playId: PlayId.parse(`${line.entryId}.loa-mau-${line.areaId}-${place}.${line.startAt}`),
      entryId: line.entryId,
      deviceId: box?.id ?? DeviceId.parse('loa-quy-nhon-01'),
      deviceName: box?.name ?? 'Cụm loa',
      areaId: line.areaId,
      areaName: line.areaName,
      communeName: line.areaName,
      title: line.title,
      part: null,
      startAt: line.startAt,
      durationMs: line.durationMs,
      outcome,
      ...wordOf(outcome, line),
    };
  });
}

function wordOf(outcome: AirOutcome, { startAt, durationMs }: Line) {
  const none = { playedMs: 0, reason: null, proof: 'none' as const, toldAt: null };
  if (outcome === 'unknown') return none;
  const told = { proof: 'sure' as const, toldAt: startAt + durationMs + 4_000 };
  return outcome === 'missed'
    ? { ...told, playedMs: 0, reason: 'file-absent' }
    : { ...told, playedMs: durationMs, reason: null };
}

function airingsOf(call: Call, world: World): ReportedAirings {
  const { query } = call;
  const figure = AirFigure.parse(query.get('figure'));
  const [field, place] = [query.get('field'), query.get('place')];
  const lines = linesOf(call, world)
    .filter((line) => field === null || line.field === field)
    .filter(({ areaId }) => place === null || areaId === place);
  const all = lines
    .flatMap((line) => boxesOf(line, world))
    .filter(({ outcome }) => figure === 'planned' || outcome === figure);
  const from = Number(query.get('after')?.split('~').at(-1) ?? 0);
  const { areaId, areaName, from: first, to, asOf } = reportOf(call, world);
  const end = from + AIRINGS_PAGE;
  return {
    ...{ areaId, areaName, from: first, to, asOf },
    placeName: lines.find((line) => line.areaId === AreaId.safeParse(place).data)?.areaName ?? null,
    total: all.length,
    airings: all.slice(from, end),
    next: all.length > end ? `0~${areaId}~sang-chieu~~${end}` : null,
  };
}

export const airings: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  'GET reports/airings': (call, world) => ({ status: 200, json: airingsOf(call, world) }),
};
