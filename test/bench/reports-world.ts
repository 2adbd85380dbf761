/**
 * A year of a province to be reported — một năm của một tỉnh để làm báo cáo.
 *
 * 135 communes with their hamlets, 2,500 boxes with horns, three airings a day for a year (one in fifty
 * without a word, two in three about the law), faults, warnings and drills; and the year before, settled.
 * Rows of the ledger are written past the store, as publications and boxes leave them.
 */
import {
  AreaId,
  BulletinId,
  DeviceId,
  EntryId,
  IncidentId,
  ProgrammeId,
  playIdOf,
  UserId,
} from '@loaso/shared/ids';
import {
  addDays,
  DAY_MS,
  instant,
  instantAt,
  LocalDate,
  MinuteOfDay,
  startOfDay,
} from '@loaso/shared/time';
import Database from 'better-sqlite3';
import type { HamletFact, SiteFact } from '#server/core/coverage/history';
import { SILENT } from '#server/core/emergency/box-word';
import type { Store } from '#server/ports/store';
import type { StoredEntry } from '#server/ports/store-records';
import { approvedBulletin } from '../support/bulletins.js';
import { sha } from '../support/plans.js';
import { communeAt, PROVINCE } from './province.js';

const COMMUNES = 135;
const BOXES = 2_500;
const HAMLETS_PER_COMMUNE = 20;
const BEFORE_DAYS = 365;
const DAYS = 365;
export const FIRST = LocalDate.parse('2025-01-01');
export const LAST = addDays(FIRST, DAYS - 1);
export const MINUTES = [300, 690, 1020] as const;
const LENGTH_MS = 900_000;
/** As the field has them: some eight a day, and two orders a month. */
const FAULTS = 3_000;
const ORDERS = 24;
const DRILLS = 4;

const boxes = Array.from({ length: BOXES }, (_, index) => ({
  id: DeviceId.parse(`box-${String(index).padStart(6, '0')}`),
  areaId: communeAt(index % COMMUNES),
  position: placeAt(index % COMMUNES, Math.floor(index / COMMUNES)),
}));

/** Communes ten kilometres apart, what lies in one within two and a half. */
function placeAt(commune: number, index: number): { lat: number; lng: number } {
  const lat = 13.5 + 0.09 * Math.floor(commune / 12) + 0.012 * (index % 5);
  return { lat, lng: 108 + 0.09 * (commune % 12) + 0.012 * Math.floor(index / 5) };
}

const entryOf = (areaId: AreaId, minute: number): EntryId =>
  EntryId.parse(`dong-${areaId}-${minute}`);

/** Places, people, boxes, lines, faults and orders, by the store's own doors. */
export async function seed(store: Store): Promise<void> {
  await seedPlaces(store);
  for (const { id, areaId, position } of boxes) {
    await store.fleet.addDevice({
      ...{ id, areaId, position, name: id, state: 'enrolled', placeKind: 'residential' },
      ...{ publicKey: null, secretHash: null, createdAt: 0 },
    });
  }
  await store.registry.putSites(boxes.map(({ id }) => siteOf(id)));
  for (let index = 0; index < COMMUNES; index += 1) {
    for (const minute of MINUTES) await addLine(store, communeAt(index), minute);
  }
  for (let index = 0; index < FAULTS; index += 1) await addFault(store, index);
  for (let index = 0; index < ORDERS + DRILLS; index += 1) await addOrder(store, index);
}

async function seedPlaces({ areas, registry }: Store): Promise<void> {
  const province = { level: 'province', kind: 'tinh', urban: false } as const;
  const commune = { level: 'commune', kind: 'xa' } as const;
  await areas.putAreas([
    { id: PROVINCE, parentId: null, name: 'Tỉnh', ...province },
    ...Array.from({ length: COMMUNES }, (_, index) => ({
      ...{ id: communeAt(index), parentId: PROVINCE, name: `Xã ${index + 1}` },
      ...commune,
      urban: index % 4 === 0,
    })),
  ]);
  const facts = Array.from({ length: COMMUNES * HAMLETS_PER_COMMUNE }, (_, index) =>
    hamletOf(index % COMMUNES, Math.floor(index / COMMUNES)),
  );
  const hamlets = facts.map(({ areaId, communeId, name, kind, urban }) => ({
    ...{ id: areaId, parentId: communeId, name, kind, urban },
    level: 'hamlet' as const,
  }));
  await registry.putHamlets(hamlets, facts);
}

const hamletOf = (commune: number, index: number): HamletFact => ({
  areaId: AreaId.parse(`${communeAt(commune)}-${String(index + 1).padStart(2, '0')}`),
  communeId: communeAt(commune),
  name: `Thôn ${index + 1}`,
  kind: 'thon',
  urban: commune % 4 === 0,
  people: 800 + 7 * index,
  households: 200,
  centre: placeAt(commune, index),
  radiusM: 400,
  from: LocalDate.parse('2024-01-01'),
  until: null,
  predecessors: [],
  languages: [],
  source: 'Số liệu minh hoạ',
});

const siteOf = (deviceId: DeviceId): SiteFact => ({
  deviceId,
  from: LocalDate.parse('2024-01-01'),
  installedOn: null,
  horns: [{ count: 2, powerW: 25, heightM: 8, sensitivityDb: null, directionDeg: null }],
  ...{ terrain: 'village', noiseDba: null, position: null, areaId: null },
  ...{ operator: null, sim: null, powerLine: null, warrantyUntil: null },
});

async function addLine(
  { content, schedule }: Store,
  areaId: AreaId,
  minute: number,
): Promise<void> {
  const id = entryOf(areaId, minute);
  const createdBy = UserId.parse('usr-official');
  const clip = { durationMs: LENGTH_MS, sizeBytes: 2_000_000 };
  const of = { name: id, areaId, createdBy, now: 0, clip };
  const bulletin = approvedBulletin(of, UserId.parse('usr-approver'));
  const field = minute === MINUTES[2] ? 'general' : 'law';
  await content.addBulletin({ ...bulletin, field });
  const programmeId = ProgrammeId.parse(`p-${id}`);
  const parts = [{ sha256: sha(`clip ${id}`), offsetMs: 0, durationMs: LENGTH_MS }];
  const programme = {
    ...{ id: programmeId, areaId, title: id, bulletinIds: [bulletin.id], parts },
    ...{ durationMs: LENGTH_MS, repeat: null, episodes: null },
  };
  const minutes = [MinuteOfDay.parse(minute)];
  const rule: StoredEntry['rule'] = {
    kind: 'daily',
    minutes,
    from: FIRST,
    until: null,
    except: [],
  };
  const entry: StoredEntry = {
    ...{ id, areaId, title: id, programmeId, rule, createdBy, createdAt: 0 },
    target: { areaIds: [areaId], deviceIds: [] },
    priority: 'normal',
    origin: 'commune',
    lateStart: 'join',
    afterCut: 'join',
    state: 'active',
    ...{ rank: 100, series: null, exceptions: [], endedAt: null, follows: null },
  };
  await schedule.addEntries([{ entry, programme }]);
}

async function addFault({ watch }: Store, index: number): Promise<void> {
  const at = startOfDay(FIRST) + Math.floor((index * DAYS * DAY_MS) / FAULTS);
  const causes = ['commune-power', 'operator-outage', 'sound-output'] as const;
  await watch.putIncident({
    id: IncidentId.parse(`inc-${index}`),
    cause: causes[index % 3] ?? 'commune-power',
    areaIds: [communeAt(index % COMMUNES)],
    deviceIds: [boxes[index % BOXES]?.id ?? DeviceId.parse('none')],
    ...{ operator: null, peak: 1 + (index % 7), startedAt: at, openedAt: at },
    ...{ resolvedAt: at + 3_600_000 + index, ended: 'healed', calmSince: at + 3_600_000 },
    ...{ acked: null, assignee: null, notes: [], next: null, evidence: [], revision: 1 },
    ...{ toldAt: null, escalatedAt: null, toldEndAt: null, sentence: { vi: '', en: '' } },
  });
}

/** To every box of the province, most of which sound within seconds. */
async function addOrder({ emergencies }: Store, index: number): Promise<void> {
  const at = startOfDay(FIRST) + Math.floor((index * DAYS * DAY_MS) / (ORDERS + DRILLS)) + 1;
  const id = EntryId.parse(`urgent-${index}`);
  const words = { nbf: at, exp: at + 3_600_000, title: 'Cảnh báo lũ', origin: 'province' } as const;
  const sound = { audio: [], parts: [], durationMs: 60_000, plays: 1, gapMs: 0, gainDb: 0 };
  await emergencies.addEmergency({
    ...{ id, kind: index < ORDERS ? 'real' : 'drill', path: 'B', state: 'ended', why: null },
    ...{ bulletinId: BulletinId.parse('b-urgent'), areaIds: [PROVINCE], devices: BOXES },
    ...{ message: { ...words, ...sound }, contentHash: sha('content'), createdAt: at },
    createdBy: { id: UserId.parse('usr-official'), username: 'lan', fullName: 'Lan' },
    ...{ second: null, dueAt: null, confirmedAt: at, sentAt: at, counts: {} },
    ...{ stoppedBy: null, stoppedAt: null, corrects: null },
  });
  const told = boxes.map(({ id: deviceId, areaId }, place) => ({
    ...{ deviceId, areaId, sealed: null, bootId: null },
    word: {
      ...SILENT,
      acceptedAt: at + 900,
      soundedAt: place % 50 === 0 ? null : at + 2_000 + place,
    },
  }));
  await emergencies.putEmergencyBoxes(id, told, []);
}

/** Rows as publications and boxes leave them, written past the store: it is not what is measured. */
export function fill(path: string): { planned: number; recorded: number } {
  const db = new Database(path);
  const airing = db.prepare('insert into planned_airings values (?,?,?,?,?,?,?,?,?)');
  const word = db.prepare(
    `insert into records (device_id, enrolment, seq, play_id, record, received_at)
      values (?,?,?,?,?,?)`,
  );
  const columns = db.prepare('pragma table_info(planned_airings)').all() as { name: string }[];
  const order = columns.map(({ name }) => name);
  const day = db.transaction((date: LocalDate, seq: number) => {
    for (const minute of MINUTES) {
      const startAt = instantAt(date, minute);
      for (const [place, { id, areaId }] of boxes.entries()) {
        const entry = entryOf(areaId, minute);
        const playId = playIdOf(entry, id, startAt);
        const row: Record<string, unknown> = {
          ...{ play_id: playId, entry_id: entry, device_id: id, area_id: areaId },
          ...{ title: 'Bản tin pháp luật', start_at: startAt, duration_ms: LENGTH_MS },
          ...{ priority: 'normal', cancelled_at: null },
        };
        airing.run(...order.map((name) => row[name]));
        if ((place + seq) % 50 !== 0) {
          const record = recordText(playId, startAt, seq * MINUTES.length + minute);
          word.run(id, 1, startAt, playId, record, startAt);
        }
      }
    }
  });
  for (let index = 0; index < DAYS; index += 1) day(addDays(FIRST, index), index);
  const rowsOf = (table: string): number =>
    (db.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
  // One record an airing, and every one tells of a whole airing.
  const counted = { planned: rowsOf('planned_airings'), recorded: rowsOf('records') };
  db.close();
  return counted;
}

const recordText = (playId: string, startAt: number, seq: number): string =>
  JSON.stringify({
    ...{ v: 1, seq, playId, recordedAt: startAt + LENGTH_MS },
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    ...{ outcome: 'completed', startedAt: startAt, fromMs: 0, playedMs: LENGTH_MS, virtual: false },
  });

/** The same once more a year before, as its nights have settled it. */
export function fillYearBefore(path: string): void {
  const db = new Database(path);
  const columns = (db.prepare('pragma table_info(aired_rows)').all() as { name: string }[]).map(
    ({ name }) => name,
  );
  const earlier: Readonly<Record<string, string>> = {
    day: `date(day, '-${BEFORE_DAYS} days')`,
    start_at: `start_at - ${BEFORE_DAYS * DAY_MS}`,
  };
  const picked = columns.map((name) => earlier[name] ?? name).join(', ');
  db.exec(`insert into aired_rows (${columns.join(', ')}) select ${picked} from aired_rows`);
  db.exec(`insert into settled_days (day, version, settled)
    select ${earlier['day']}, version, settled from settled_days
    where true on conflict do nothing`);
  db.close();
}

/** Long after the year: every day of it is over. */
export const NOW = instant(instantAt(addDays(LAST, 40), 600));
