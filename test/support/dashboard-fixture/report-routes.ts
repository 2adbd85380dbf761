/**
 * Report routes of the fixture — báo cáo mẫu.
 *
 * Made of the same airings that the calendar of the fixture shows, added up by the real cores.
 */
import { AreaId, ClusterGroupId, EntryId, IncidentId } from '@loaso/shared/ids';
import { addDays, dayNumberOf, instantAt, LocalDate, localDateOf } from '@loaso/shared/time';
import type { EmergencyReport } from '@loaso/shared/wire/http/report-emergencies';
import { type FaultReport, FaultsQuery } from '@loaso/shared/wire/http/report-faults';
import type { NoiseReport } from '@loaso/shared/wire/http/report-noise';
import type { AirSums, BroadcastReport, Diary } from '@loaso/shared/wire/http/reports';
import { SILENT } from '#server/core/emergency/box-word';
import { causeName } from '#server/core/fleet/diagnose-words';
import { paceOf } from '#server/core/reports/emergencies';
import { countFaults, type Fault, faultsBehind } from '#server/core/reports/faults';
import { NO_SUMS, plus, sumsBy } from '#server/core/reports/sums';
import { AREAS } from './people.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const TITLES = ['Bản tin pháp luật sáng', 'Lịch tiêm vắc-xin', 'Bản tin pháp luật chiều'] as const;
const MINUTES = [300, 1005, 1020] as const;

/** A commune of twelve speakers; every fifth airing something is amiss. */
function sumsAt(step: number, speakers = 12): AirSums {
  const amiss = step % 5 === 4;
  const aired = amiss ? speakers - 3 : speakers;
  return {
    ...NO_SUMS,
    planned: speakers,
    aired,
    missed: amiss ? 1 : 0,
    unknown: amiss ? 2 : 0,
    airedMs: aired * 900_000,
  };
}

/** The stations of the commune, each with its share of the speakers. */
const STATIONS = [
  [{ id: ClusterGroupId.parse('nhom-dai-cu'), name: 'phường Nhơn Bình' }, 5],
  [{ id: ClusterGroupId.parse('nhom-dai-phu'), name: 'phường Nhơn Phú' }, 3],
  [{ id: 'none' as const, name: '' }, 4],
] as const;

/** Of one commune alone: line by line for each of its stations, or for the one that is asked for. */
function stationLines({ query }: Call, lines: readonly Line[]): Line[] {
  const [area, wanted] = [query.get('areaId'), query.get('station')];
  const own = lines.filter(({ areaId }) => areaId === area);
  if (own.length === 0) return [...lines];
  return own.flatMap((line, step) =>
    STATIONS.filter(([{ id }]) => wanted === null || wanted === id).map(
      ([station, speakers], place): Line => ({
        ...line,
        ...(wanted === null ? { station } : {}),
        sums: sumsAt(step * 3 + place, speakers),
      }),
    ),
  );
}

function stationsIn(lines: readonly Line[]): Pick<BroadcastReport, 'byStation'> {
  const byStation = STATIONS.map(([station]) => ({
    ...station,
    sums: lines
      .filter((line) => line.station?.id === station.id)
      .reduce((total, { sums }) => plus(total, sums), NO_SUMS),
  })).filter(({ sums }) => sums.planned > 0);
  return byStation.length === 0 ? {} : { byStation };
}

const headOf = ({ query }: Call) => {
  const area = AREAS.find(({ id }) => id === query.get('areaId')) ?? AREAS[0];
  const station = STATIONS.find(([{ id }]) => id === query.get('station'))?.[0];
  return {
    areaId: area?.id ?? AreaId.parse('52'),
    areaName: area?.name ?? '',
    ...(station === undefined ? {} : { station }),
  };
};

type Line = Diary['lines'][number];

export function linesOf({ query, now }: Call, world: World): Line[] {
  if (world.entries.length === 0) return [];
  const from = LocalDate.parse(query.get('from'));
  const to = LocalDate.parse(query.get('to'));
  const days = Array.from({ length: dayNumberOf(to) - dayNumberOf(from) + 1 }, (_, index) =>
    addDays(from, index),
  );
  const communes = AREAS.filter(({ level }) => level === 'commune').slice(0, 3);
  const over = days
    .flatMap((day) => MINUTES.map((minute, place) => ({ startAt: instantAt(day, minute), place })))
    .filter(({ startAt }) => startAt <= now - 900_000);
  return over
    .flatMap(({ startAt, place }) =>
      communes.map(
        ({ id, name }, step): Line => ({
          areaId: AreaId.parse(id),
          areaName: name,
          entryId: EntryId.parse('sang-chieu'),
          startAt,
          durationMs: 900_000,
          title: TITLES[place] ?? '',
          priority: 'normal',
          field: place === 1 ? 'general' : 'law',
          several: false,
          sums: sumsAt(place + step + dayNumberOf(localDateOf(startAt))),
        }),
      ),
    )
    .filter(({ field }) => query.get('law') !== 'true' || field === 'law');
}

export function reportOf(call: Call, world: World): BroadcastReport {
  const lines = stationLines(call, linesOf(call, world));
  const by = <K extends string>(keyOf: (line: Line) => K) =>
    sumsBy(lines, keyOf, ({ sums }) => sums);
  const names = new Map(lines.map(({ areaId, areaName }) => [areaId, areaName]));
  return {
    ...headOf(call),
    from: LocalDate.parse(call.query.get('from')),
    to: LocalDate.parse(call.query.get('to')),
    law: call.query.get('law') === 'true',
    asOf: call.now as BroadcastReport['asOf'],
    airings: lines.length,
    emergencies: 0,
    totals: lines.reduce((total, { sums }) => plus(total, sums), NO_SUMS),
    byField: by(({ field }) => field ?? 'general'),
    byKind: by(() => 'text'),
    byPriority: by(({ priority }) => priority),
    bySource: by(({ priority }) => (priority === 'normal' ? 'commune' : 'province')),
    byMonth: by(({ startAt }) => new Date(startAt + 25_200_000).toISOString().slice(0, 7)),
    byArea: by(({ areaId }) => areaId).map(({ key, sums }) => ({
      areaId: AreaId.parse(key),
      name: names.get(AreaId.parse(key)) ?? key,
      sums,
    })),
    ...stationsIn(lines),
  };
}

function diaryOf(call: Call, world: World): Diary {
  const { from, to, asOf } = reportOf(call, world);
  const lines = stationLines(call, linesOf(call, world));
  return { ...headOf(call), from, to, asOf, cut: false, lines };
}

const FAULTS: readonly (readonly [Fault['cause'], hours: number | null, boxes: number])[] = [
  ['commune-power', 3, 4],
  ['commune-power', 1.5, 6],
  ['horn-line', null, 1],
  ['horn-line', 74, 1],
  ['weak-signal', 20, 2],
  ['box-power', 9, 1],
  ['commune-power', 5.2, 3],
];

export function faultsOf(call: Call, world: World): FaultReport {
  const { areaId, areaName, from, to, asOf } = reportOf(call, world);
  const commune = AREAS.find(({ level }) => level === 'commune');
  const faults = (world.entries.length === 0 ? [] : FAULTS).map(
    ([cause, hours, peak], place): Fault => {
      const startedAt = call.now - (place + 4) * 86_400_000;
      return {
        id: IncidentId.parse(place === 2 ? 'inc-loa' : `inc-mau-${place}`),
        cause,
        startedAt,
        openedAt: startedAt,
        resolvedAt: hours === null ? null : startedAt + hours * 3_600_000,
        ended: hours === null ? null : 'healed',
        areaIds: [],
        peak,
      };
    },
  );
  const counted = countFaults(faults, { fromAt: 0, toAt: call.now });
  const { of, cause } = FaultsQuery.parse(Object.fromEntries(call.query));
  const behind = faultsBehind(counted, { of, cause });
  return {
    areaId,
    areaName,
    from,
    to,
    asOf,
    total: counted.total,
    byCause: counted.byCause.map((one) => ({ ...one, name: causeName(one.cause) })),
    carried: faults.length === 0 ? 0 : 1,
    opened: behind.length,
    lines: behind.map(({ id, cause, peak, startedAt, resolvedAt }) => ({
      id,
      name: causeName(cause),
      places: [commune?.name ?? ''],
      boxes: peak,
      startedAt,
      mendedAt: resolvedAt,
    })),
    cut: false,
  };
}

export function noiseOf(call: Call, world: World): NoiseReport {
  const { areaId, areaName, from, to, asOf } = reportOf(call, world);
  const communes = AREAS.filter(({ level }) => level === 'commune').slice(0, 3);
  const days = dayNumberOf(to) - dayNumberOf(from) + 1;
  const hamlets = (world.entries.length === 0 ? [] : communes).flatMap(({ id, name }, commune) =>
    Array.from({ length: 4 }, (_, hamlet) => {
      const placed = commune !== 2 || hamlet !== 3;
      const worstDayMs = placed ? (95 - commune * 21 - hamlet * 9) * 60_000 : 0;
      return {
        areaId: AreaId.parse(`${id}-0${hamlet + 1}`),
        name: `Tổ dân phố ${hamlet + 1}`,
        communeName: name,
        people: 620 + hamlet * 130,
        placed,
        clusters: placed ? 1 + (hamlet % 3) : 0,
        soundMs: worstDayMs * days * 0.7,
        worstDay: placed ? from : null,
        worstDayMs,
      };
    }),
  );
  const meanDayMs = hamlets.length === 0 ? null : 2_400_000;
  const unplaced = hamlets.filter(({ placed }) => !placed).length;
  return { areaId, areaName, from, to, asOf, days, meanDayMs, unplaced, hamlets };
}

export function emergenciesOf(call: Call, world: World): EmergencyReport {
  const { areaId, areaName, from, to, asOf } = reportOf(call, world);
  const places = AREAS.filter(({ level }) => level === 'commune').map(({ name }) => name);
  const order = (kind: 'real' | 'drill', days: number, boxes: number) => {
    const orderedAt = call.now - days * 86_400_000;
    const confirmedAt = orderedAt + 41_000;
    const words = Array.from({ length: boxes }, (_, step) => {
      if (step % 20 === 7) return SILENT;
      const at = confirmedAt + 1_900 + step * 130;
      return {
        ...SILENT,
        sentAt: confirmedAt,
        acceptedAt: at,
        soundedAt: kind === 'real' ? at : null,
      };
    });
    const pace = paceOf(words, { kind, since: confirmedAt });
    return {
      id: EntryId.parse(`khan-mau-${days}`),
      kind,
      state: 'ended' as const,
      title: kind === 'real' ? 'Cảnh báo lũ trên sông Hà Thanh' : 'Diễn tập phòng, chống thiên tai',
      places: places.slice(0, kind === 'real' ? 1 : 3),
      orderedAt,
      confirmedAt,
      firstSoundAt: kind === 'real' ? confirmedAt + (pace.firstMs ?? 0) : null,
      pace,
    };
  };
  const orders = world.entries.length === 0 ? [] : [order('real', 3, 38), order('drill', 12, 120)];
  const [warning] = orders;
  return {
    areaId,
    areaName,
    from,
    to,
    asOf,
    warnings: warning === undefined ? 0 : 1,
    drills: orders.length === 0 ? 0 : 1,
    slowestMs: warning?.pace.mostMs ?? null,
    orders,
    cut: false,
  };
}

export const reports: Readonly<Record<string, (call: Call, world: World) => Reply>> = {
  'GET reports/broadcast': (call, world) => ({ status: 200, json: reportOf(call, world) }),
  'GET reports/faults': (call, world) => ({ status: 200, json: faultsOf(call, world) }),
  'GET reports/emergencies': (call, world) => ({ status: 200, json: emergenciesOf(call, world) }),
  'GET reports/noise': (call, world) => ({ status: 200, json: noiseOf(call, world) }),
  'GET reports/diary': (call, world) => ({ status: 200, json: diaryOf(call, world) }),
};
