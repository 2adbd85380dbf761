/** Several stations in one commune: diary, figures, warnings and faults of each, against a direct count over the records. */
import { execFileSync } from 'node:child_process';
import { BulletinId, ClusterGroupId, EntryId, IncidentId, playIdOf } from '@loaso/shared/ids';
import { addDays, instantAt, LocalDate, localDateOf } from '@loaso/shared/time';
import { AiringsQuery } from '@loaso/shared/wire/http/report-airings';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { expect } from 'chai';
import { SILENT } from '#server/core/emergency/box-word';
import type { Incident } from '#server/core/fleet/incidents';
import { NO_SUMS, plus } from '#server/core/reports/sums';
import { airing, box, device } from '../../../contract/store/samples.js';
import { codeOf, given } from '../../../support/people.js';
import { sha } from '../../../support/plans.js';
import { reportFlowsOn } from '../../../support/report-flows.js';
import {
  actorOf,
  NHON_CHAU,
  openTestStore,
  QUY_NHON,
  type TestStore,
} from '../../../support/store.js';
import { partOf } from './zip-part.js';

const FIRST = LocalDate.parse('2026-05-01');
const DAYS = 10;
/** Box b leaves the old station for the new one. */
const MOVED = addDays(FIRST, 6);
const [OLD, NEW] = [ClusterGroupId.parse('g-cu'), ClusterGroupId.parse('g-moi')];
const [A, B, C, AWAY] = ['a', 'b', 'c', 'd'].map(box) as [Box, Box, Box, Box];
type Box = ReturnType<typeof box>;
const BOXES = [A, B, C, AWAY];
const MINUTES = [300, 1020];
const TIMES = Array.from({ length: DAYS }, (_, place) =>
  MINUTES.map((minute) => instantAt(addDays(FIRST, place), minute)),
).flat();
const OUTCOMES = ['played', 'cut', 'silent'] as const;
const official = actorOf('official');
const viewer = actorOf('viewer');
const span = { areaId: QUY_NHON, from: FIRST, to: addDays(FIRST, DAYS - 1) };

/** By hand: a is of the old one, b too and then of the new one, c of none. */
const stationAt = (id: Box, day: LocalDate): StationChoice =>
  id === A || (id === B && day < MOVED) ? OLD : id === B ? NEW : 'none';

describe('the stations of one commune', () => {
  let test: TestStore;
  let now = instantAt(addDays(FIRST, DAYS + 1), 600);
  const counted = new Map<string, AirSums>();
  const flows = () => reportFlowsOn(test.store, () => now);

  before(async () => {
    test = await openTestStore();
    await fillStations(test);
    for (const [place, id] of BOXES.entries()) await fillBox(test, { id, place, counted });
  });
  after(() => test.close());

  const direct = (key: string): AirSums => counted.get(key) ?? NO_SUMS;

  it('add up to the commune with what is in none, and are each a direct count', async () => {
    const report = given(await flows().report(official, span));
    expect(report.byStation).to.deep.equal([
      { id: NEW, name: 'phường Nhơn Bình', sums: direct(NEW) },
      { id: OLD, name: 'phường Nhơn Phú', sums: direct(OLD) },
      { id: 'none', name: '', sums: direct('none') },
    ]);
    const all = (report.byStation ?? []).map(({ sums }) => sums).reduce(plus, NO_SUMS);
    expect(all).to.deep.equal(report.totals);
    expect(report.totals.planned).to.equal(3 * DAYS * MINUTES.length);
  });

  it('have each a report and a diary of its own, by the day of each airing', async () => {
    for (const station of [OLD, NEW, 'none'] as const) {
      const report = given(await flows().report(official, { ...span, station }));
      expect(report.totals, station).to.deep.equal(direct(station));
      expect([report.station?.id, report.byStation]).to.deep.equal([station, undefined]);
      const diary = given(await flows().diary(official, { ...span, station }));
      const sums = diary.lines.map((line) => line.sums).reduce(plus, NO_SUMS);
      expect(sums, station).to.deep.equal(direct(station));
    }
    const days = given(await flows().diary(official, { ...span, station: NEW })).lines;
    expect(days.every(({ startAt }) => startAt >= instantAt(MOVED, 0))).to.equal(true);
  });

  it('open each figure into as many airings of their own boxes, page by page', async () => {
    for (const station of [OLD, NEW, 'none'] as const) {
      for (const figure of ['planned', 'aired', 'interrupted', 'unknown'] as const) {
        const query = AiringsQuery.parse({ ...span, station, figure });
        const { airings, total } = given(await flows().airings(official, query));
        expect([total, airings.length]).to.deep.equal([
          direct(station)[figure],
          direct(station)[figure],
        ]);
        const stations = airings.map(({ deviceId, startAt }) =>
          stationAt(deviceId, startAt < instantAt(MOVED, 0) ? FIRST : MOVED),
        );
        expect(new Set([station, ...stations])).to.deep.equal(new Set([station]));
      }
    }
  });

  it('stand beside each line in the diary of the commune, and above that of their own', async () => {
    const csv = async (asked: object) =>
      new TextDecoder().decode(given(await flows().diaryFile(official, asked as never, 'csv')));
    const whole = await csv(span);
    expect(whole).to.include('Địa bàn;Đài;Nội dung').and.to.include(';phường Nhơn Phú;');
    const own = await csv({ ...span, station: OLD });
    expect(own).to.include('Phường Quy Nhơn · Đài truyền thanh phường Nhơn Phú');
    expect(own).to.not.include('Địa bàn;Đài;Nội dung');
    const none = await csv({ ...span, station: 'none' });
    expect(none).to.include('Cụm loa không thuộc đài nào');
    const report = given(await flows().reportFile(official, span, 'csv'));
    const { planned, aired } = direct(NEW);
    expect(new TextDecoder().decode(report)).to.include(
      `Đài;Đài truyền thanh phường Nhơn Bình;${planned};${aired}`,
    );
  });

  it('are named on paper and in Excel, at the head and where it is signed', async () => {
    const asked = { ...span, station: OLD };
    const paper = async (file: Uint8Array): Promise<string> =>
      execFileSync('pdftotext', ['-layout', '-', '-'], { input: file }).toString().normalize('NFC');
    const diary = await paper(given(await flows().diaryFile(official, asked, 'pdf')));
    expect(diary).to.include('Đài truyền thanh phường Nhơn Phú');
    expect(diary.replaceAll(/\s+/g, ' ')).to.include('ĐÀI TRUYỀN THANH PHƯỜNG NHƠN PHÚ');
    const none = await paper(
      given(await flows().reportFile(official, { ...span, station: 'none' }, 'pdf')),
    );
    expect(none).to.include('Cụm loa không thuộc đài nào').and.to.include('THỦ TRƯỞNG ĐƠN VỊ');
    const book = given(await flows().reportFile(official, span, 'xlsx'));
    const words = partOf(book, 'xl/sharedStrings.xml').normalize('NFC');
    expect(words).to.include('Đài truyền thanh phường Nhơn Bình');
    expect(words).to.include('Cụm loa không thuộc đài nào');
  });

  it('have no evaluation of a year of their own, and are told why', async () => {
    const year = { ...span, station: OLD };
    expect(codeOf(await flows().evaluation(official, year))).to.equal('station-evaluation');
    const file = await flows().evaluationFile(official, year, 'pdf');
    expect(codeOf(file)).to.equal('station-evaluation');
  });

  it('are not told of a province, nor of a commune that has none', async () => {
    const province = given(await flows().report(viewer, { from: span.from, to: span.to }));
    expect(province.byStation).to.equal(undefined);
    expect(province.totals.planned).to.equal(4 * DAYS * MINUTES.length);
    const island = given(await flows().report(viewer, { ...span, areaId: NHON_CHAU }));
    expect([island.byStation, island.totals]).to.deep.equal([undefined, direct('away')]);
    const diary = given(await flows().diary(viewer, { ...span, areaId: NHON_CHAU }));
    expect(new Set(diary.lines.map(({ station }) => station))).to.deep.equal(new Set([undefined]));
    const gone = { ...span, station: ClusterGroupId.parse('g-gone') };
    expect(codeOf(await flows().report(official, gone))).to.equal('not-found');
  });

  it('are counted anew where it is said later since when a box is in one', async () => {
    const { aired, stations } = test.store;
    await stations.putStationFacts([{ deviceId: C, from: FIRST, stationId: NEW }]);
    await aired.staleFrom(FIRST);
    const report = given(await flows().report(official, { ...span, station: NEW }));
    expect(report.totals).to.deep.equal(plus(direct(NEW), direct('none')));
    await stations.putStationFacts([{ deviceId: C, from: FIRST, stationId: null }]);
    await aired.staleFrom(FIRST);
    const after = given(await flows().report(official, { ...span, station: 'none' }));
    expect(after.totals).to.deep.equal(direct('none'));
  });

  it('count a day that still runs by the same rule', async () => {
    const before = now;
    now = instantAt(addDays(FIRST, DAYS - 1), 720);
    const today = { ...span, from: span.to };
    const report = given(await flows().report(official, today));
    expect(report.byStation?.map(({ id, sums }) => [id, sums.planned])).to.deep.equal([
      [NEW, 1],
      [OLD, 1],
      ['none', 1],
    ]);
    now = before;
  });

  it('tell the warnings of their own boxes: who sounded and how fast', async () => {
    const at = instantAt(addDays(FIRST, 2), 600);
    const id = EntryId.parse('urgent-1');
    await test.store.emergencies.addEmergency({ ...emergencyAt(id, at), areaIds: [QUY_NHON] });
    const boxes = [A, B, C].map((deviceId, place) => ({
      ...{ deviceId, areaId: QUY_NHON, sealed: null, bootId: null },
      word: { ...SILENT, soundedAt: place === 1 ? null : at + 6_000 + place * 1_000 },
    }));
    await test.store.emergencies.putEmergencyBoxes(id, boxes, []);
    const paces = async (station?: StationChoice) =>
      given(await flows().emergencies(official, { ...span, station })).orders.map(({ pace }) => [
        pace?.ordered,
        pace?.begun,
        pace?.mostMs,
      ]);
    expect(await paces()).to.deep.equal([[3, 2, 3_000]]);
    expect(await paces(OLD)).to.deep.equal([[2, 1, 1_000]]);
    expect(await paces('none')).to.deep.equal([[1, 1, 3_000]]);
    // Nobody was in the new one on that day.
    expect(await paces(NEW)).to.deep.equal([]);
  });

  it('tell the faults that struck them, also where their boxes were well before the others', async () => {
    const at = (days: number) => instantAt(addDays(FIRST, days), 480);
    const fault = (id: string, days: number, change: Partial<Incident>) =>
      test.store.watch.putIncident({
        ...incidentAt(id, at(days)),
        resolvedAt: at(days) + 3_600_000,
        ended: 'healed',
        ...change,
      });
    await fault('inc-1', 1, { deviceIds: [C], had: [A] });
    await fault('inc-2', 8, { deviceIds: [B] });
    await fault('inc-3', 8, { deviceIds: [AWAY], areaIds: [QUY_NHON, NHON_CHAU] });
    const told = async (station?: StationChoice) =>
      given(await flows().faults(official, { ...span, station })).lines.map(({ id }) => id);
    expect(await told()).to.have.members(['inc-1', 'inc-2', 'inc-3']);
    expect(await told(OLD)).to.deep.equal(['inc-1']);
    expect(await told(NEW)).to.deep.equal(['inc-2']);
    expect(await told('none')).to.deep.equal(['inc-1']);
    const csv = given(await flows().faultFile(official, { ...span, station: NEW }, 'csv'));
    expect(new TextDecoder().decode(csv)).to.include('kể ở từng đài');
  });
});

type Filled = { readonly id: Box; readonly place: number; readonly counted: Map<string, AirSums> };

/** What one box was to do and did, counted by hand. */
async function fillBox({ store }: TestStore, { id, place, counted }: Filled): Promise<void> {
  const areaId = id === AWAY ? NHON_CHAU : QUY_NHON;
  await store.fleet.addDevice(device(id, { areaId, name: `Cụm ${id}` }));
  for (const [step, startAt] of TIMES.entries()) {
    const outcome = OUTCOMES[(place * 7 + step * 5) % OUTCOMES.length] ?? 'silent';
    await store.emergencies.putEmergencyBoxes(
      EntryId.parse('none'),
      [],
      [airing(id, startAt, { areaId })],
    );
    const key = id === AWAY ? 'away' : stationAt(id, localDateOf(startAt));
    counted.set(key, plus(counted.get(key) ?? NO_SUMS, SUMS[outcome]));
    if (outcome === 'silent') continue;
    const record = recordOf(id, { seq: step + 1, startAt, outcome });
    await store.ledger.addRecords(id, [record], startAt + 90_000);
  }
}

async function fillStations({ store }: TestStore): Promise<void> {
  const group = (id: ClusterGroupId, name: string, stationName: string, deviceIds: Box[]) =>
    store.schedule.putClusterGroup({
      ...{ id, areaId: QUY_NHON, name, stationName, deviceIds, changedAt: 1 },
    });
  await group(OLD, 'Đài cũ 1', 'phường Nhơn Phú', [A]);
  await group(NEW, 'Đài cũ 2', 'phường Nhơn Bình', [B]);
  await store.stations.putStationFacts([
    { deviceId: A, from: FIRST, stationId: OLD },
    { deviceId: B, from: FIRST, stationId: OLD },
    { deviceId: B, from: MOVED, stationId: NEW },
  ]);
}

const SUMS: Readonly<Record<(typeof OUTCOMES)[number], AirSums>> = {
  played: { ...NO_SUMS, planned: 1, aired: 1, airedMs: 60_000 },
  cut: { ...NO_SUMS, planned: 1, interrupted: 1, airedMs: 20_000 },
  silent: { ...NO_SUMS, planned: 1, unknown: 1 },
};

type Said = { readonly seq: number; readonly startAt: number; readonly outcome: 'played' | 'cut' };

const recordOf = (id: Box, { seq, startAt, outcome }: Said): PlayRecord =>
  PlayRecord.parse({
    ...{ v: 1, seq, playId: playIdOf(EntryId.parse('ent-1'), id, startAt) },
    ...{ recordedAt: startAt + 60_000, clock: { trust: 'locked', source: 'ntp', errorMs: 3 } },
    ...{ startedAt: startAt, fromMs: 0, virtual: false },
    ...(outcome === 'played'
      ? { outcome: 'completed', playedMs: 60_000 }
      : { outcome: 'interrupted', playedMs: 20_000, reason: 'power' }),
  });

const incidentAt = (id: string, at: number): Incident => ({
  ...{ acked: null, assignee: null, notes: [], next: null, evidence: [] },
  ...{ toldAt: null, escalatedAt: null, toldEndAt: null, calmSince: null },
  ...{ id: IncidentId.parse(id), cause: 'commune-power', operator: null },
  ...{ areaIds: [QUY_NHON], deviceIds: [], peak: 3, startedAt: at, openedAt: at },
  ...{ resolvedAt: null, ended: null, sentence: { vi: '', en: '' }, revision: 1 },
});

const emergencyAt = (id: EntryId, at: number) => ({
  ...{ stoppedBy: null, stoppedAt: null, corrects: null, why: null, second: null, dueAt: null },
  ...{ id, kind: 'real' as const, path: 'B' as const, state: 'ended' as const },
  bulletinId: BulletinId.parse('b-1'),
  message: {
    ...{ nbf: at, exp: at + 3_600_000, title: 'Cảnh báo lũ', origin: 'commune' as const },
    ...{ audio: [], parts: [], durationMs: 60_000, plays: 1, gapMs: 0, gainDb: 0 },
  },
  ...{ contentHash: sha('content'), devices: 3, createdAt: at, confirmedAt: at + 5_000 },
  ...{ createdBy: { id: viewer.userId, username: 'lan', fullName: 'Lan' }, sentAt: at, counts: {} },
});
