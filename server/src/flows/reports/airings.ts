/**
 * Airings behind a figure — mở một con số ra từng lượt phát.
 *
 * The rows that the figure sums, each opened into its boxes with the very join that settled it: so a
 * list has as many airings as its figure says.
 */
import { AreaId, type DeviceId, EntryId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { type Instant, instant } from '@loaso/shared/time';
import { Field } from '@loaso/shared/wire/http/content';
import {
  AIRINGS_PAGE,
  type AirFigure,
  type AiringProof,
  type AiringsQuery,
  type ReportedAiring,
  type ReportedAirings,
} from '@loaso/shared/wire/http/report-airings';
import { type StationOn, stationsOn } from '../../core/coverage/stations.js';
import { markIn, markText, type RowsOf } from '../../core/reports/behind.js';
import { type Heard, type LineContent, slicesOf } from '../../core/reports/fields.js';
import { outcomeOf } from '../../core/reports/sums.js';
import type { AiredRow } from '../../ports/reports.js';
import type { PlannedAiring, StoredRecord } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { joinedWithWord } from '../schedule/airings.js';
import { rowsBehind } from './aired.js';
import type { ReportPorts } from './ports.js';
import { type Asked, asked, headOf, namesIn } from './report.js';

/** Airings of all lines in one place at one instant. */
const INSTANT_AIRINGS_MAX = 20_000;

type Member = {
  readonly row: AiredRow;
  readonly airing: PlannedAiring;
  readonly told: Pick<ReportedAiring, 'durationMs' | 'playedMs' | 'outcome' | 'reason'>;
};

export async function airingsBehind(
  ports: ReportPorts,
  actor: Actor,
  { figure, field, kind, priority, source, place, after, ...span }: AiringsQuery,
): Answer<ReportedAirings> {
  const found = await asked(ports, actor, span);
  if (!found.ok) return found;
  const { area, query } = found.value;
  const by = area.level === 'province' ? 'communeId' : 'areaId';
  const only: RowsOf = {
    ...{ figure, field, kind, priority, source },
    place: place === undefined ? undefined : { by, id: place },
  };
  const mark = after === undefined ? undefined : markIn(after);
  // Each row has one airing at least: so many fill a page and tell whether there is another.
  const limit = AIRINGS_PAGE + 1;
  const { rows, total } = await rowsBehind(ports, query, { only, start: mark, limit });
  const { members, next } = await pageOf(ports, rows, { figure, told: mark?.told ?? 0 });
  return ok({
    ...headOf(ports, found.value),
    placeName: place === undefined ? null : namesIn(found.value)(place),
    total,
    airings: await toldOf(ports, members, found.value),
    next,
  });
}

type Page = { readonly members: readonly Member[]; readonly next: string | null };

async function pageOf(
  ports: ReportPorts,
  rows: readonly AiredRow[],
  { figure, told }: { readonly figure: AirFigure; readonly told: number },
): Promise<Page> {
  const members: Member[] = [];
  const contents = await ports.store.aired.contents(
    [...new Set(rows.map(({ entryId }) => entryId))].map((id) => EntryId.parse(id)),
  );
  const stationOf = stationsOn(await ports.store.stations.stationFacts());
  let skipped = told;
  for (const row of rows) {
    if (members.length >= AIRINGS_PAGE) return { members, next: markText({ ...row, told: 0 }) };
    const all = await membersOf(ports, row, { contents, stationOf });
    const own = all.filter((one) => figure === 'planned' || one.told.outcome === figure);
    const room = AIRINGS_PAGE - members.length;
    members.push(...own.slice(skipped, skipped + room));
    if (own.length > skipped + room) {
      return { members, next: markText({ ...row, told: skipped + room }) };
    }
    skipped = 0;
  }
  return { members, next: null };
}

type Known = {
  readonly contents: ReadonlyMap<EntryId, LineContent>;
  readonly stationOf: StationOn;
};

/** The boxes of one row, those whose airing is over. */
async function membersOf(
  ports: ReportPorts,
  row: AiredRow,
  { contents, stationOf }: Known,
): Promise<Member[]> {
  const planned = await ports.store.ledger.planned({
    areaIds: [AreaId.parse(row.areaId)],
    fromAt: row.startAt,
    toAt: row.startAt + 1,
    limit: INSTANT_AIRINGS_MAX,
  });
  const own = planned.filter(
    ({ entryId, deviceId }) =>
      entryId === row.entryId && (stationOf(deviceId, row.day) ?? '') === row.stationId,
  );
  const content = contents.get(EntryId.parse(row.entryId));
  const joined = await joinedWithWord(ports, own);
  return joined.flatMap(({ airing, outcome }): Member[] => {
    const whole: Heard = { ...airing, ...outcome };
    const heard =
      row.part === '' || content === undefined
        ? whole
        : slicesOf(content, whole).find(({ field }) => field === row.part)?.airing;
    const became = heard === undefined ? null : outcomeOf(heard);
    if (heard === undefined || became === null) return [];
    const { durationMs, playedMs } = heard;
    const told = { durationMs, playedMs, outcome: became, reason: outcome.reason };
    return [{ row, airing, told }];
  });
}

async function toldOf(
  { store }: ReportPorts,
  members: readonly Member[],
  asked: Asked,
): Promise<ReportedAiring[]> {
  const words = await store.ledger.records(members.map(({ airing }) => airing.playId));
  const nameOf = namesIn(asked);
  const boxes = new Map<DeviceId, string>();
  for (const { airing } of members) {
    const { deviceId } = airing;
    if (boxes.has(deviceId)) continue;
    boxes.set(deviceId, (await store.fleet.device(deviceId))?.name ?? deviceId);
  }
  const said = new Map<string, StoredRecord[]>();
  for (const word of words) {
    const { playId } = word.record;
    said.set(playId, [...(said.get(playId) ?? []), word]);
  }
  return members.map(({ row, airing, told }): ReportedAiring => {
    const own = said.get(airing.playId) ?? [];
    return {
      ...told,
      playId: airing.playId as ReportedAiring['playId'],
      entryId: airing.entryId,
      deviceId: airing.deviceId,
      deviceName: boxes.get(airing.deviceId) ?? airing.deviceId,
      areaId: airing.areaId,
      areaName: nameOf(AreaId.parse(row.areaId)),
      communeName: nameOf(AreaId.parse(row.communeId)),
      title: airing.title,
      part: row.part === '' ? null : Field.parse(row.part),
      startAt: instant(airing.startAt) as Instant,
      proof: proofOf(own),
      toldAt: own.length === 0 ? null : Math.min(...own.map(({ receivedAt }) => receivedAt)),
    };
  });
}

/** What is stored was signed by its box; whether its time is sure is what the box says itself. */
function proofOf(words: readonly StoredRecord[]): AiringProof {
  if (words.length === 0) return 'none';
  const sure = words.every(({ record }) => ['locked', 'holdover'].includes(record.clock.trust));
  return sure ? 'sure' : 'clock-unsure';
}
