/**
 * A room of coverage for tests — phòng mức độ phủ để thử.
 *
 * The fleet's room with the register beside it: real store, real flows; airings and records are put
 * into the ledger as boxes would have told them.
 */
import { type AreaId, type DeviceId, type EntryId, playIdOf } from '@loaso/shared/ids';
import { addDays, type LocalDate, localDateOf, startOfDay } from '@loaso/shared/time';
import type { RegistryKind, RegistryReport } from '@loaso/shared/wire/http/registry-files';
import { PlayRecord } from '@loaso/shared/wire/play-record';
import { Status } from '@loaso/shared/wire/status';
import { makeTable } from '#server/adapters/sheets/xlsx';
import { createCoverageFlows } from '#server/flows/coverage/coverage';
import type { CoverageFlows } from '#server/flows/coverage/verbs';
import type { Actor } from '#server/flows/flows';
import type { ReportFlows } from '#server/flows/report-flows';
import { broadcastReport } from '#server/flows/reports/report';
import { tellPlaces } from '#server/flows/sound-rules/place-kind';
import { createSheetIngest } from '#server/main/ingest';
import { type FleetRoom, openFleetRoom, type TestBox } from './fleet-room.js';
import { given } from './people.js';
import { actorOf, QUY_NHON } from './store.js';

export type CoverageRoom = {
  readonly fleet: FleetRoom;
  readonly flows: CoverageFlows;
  readonly reports: Pick<ReportFlows, 'report'>;
  readonly today: () => LocalDate;
  take(kind: RegistryKind, text: string, actor?: Actor): Promise<RegistryReport>;
  check(kind: RegistryKind, text: string, actor?: Actor): Promise<RegistryReport>;
  /** The box says now that it is well, with real horns. */
  wellNow(box: TestBox): Promise<void>;
  /** An airing of `box` at noon of `day`, heard to its end where `heard`, else without word. */
  aired(box: Pick<TestBox, 'id'>, entry: EntryId, what: Aired): Promise<void>;
  /** Areas whose boxes are owed new limits, as they were told of. */
  readonly placesChanged: readonly AreaId[];
  close(): Promise<void>;
};

export type Aired = {
  readonly day: LocalDate;
  readonly heard: boolean;
  readonly seq: number;
  readonly areaId?: AreaId;
};

const writer = (kind: RegistryKind): Actor =>
  actorOf(kind === 'hamlets' ? 'administrator' : 'technician');

export async function openCoverageRoom(): Promise<CoverageRoom> {
  const fleet = await openFleetRoom();
  const placesChanged: AreaId[] = [];
  const { store, clock, chance, hashing, link } = fleet.ports;
  const flows = createCoverageFlows({
    store,
    clock,
    chance,
    hashing,
    link,
    device: (actor, id) => fleet.flows.device(actor, id),
    readSheet: createSheetIngest(),
    makeTable,
    pause: () => Promise.resolve(),
    areasChanged: () => Promise.resolve(),
    tellPlaces: (actor, told) =>
      tellPlaces(fleet.ports, actor, { ...told, owe: (areaId) => placesChanged.push(areaId) }),
    demo: false,
  });
  const reportPorts = { store, clock } as unknown as Parameters<typeof broadcastReport>[0];
  const importAs = async (kind: RegistryKind, text: string, mode: 'check' | 'take', by?: Actor) =>
    given(await flows.importRegistry(by ?? writer(kind), kind, { text, mode }));
  return {
    fleet,
    flows,
    placesChanged,
    reports: {
      report: (actor, span) => broadcastReport(reportPorts, actor, span),
    },
    today: () => localDateOf(clock.now()),
    take: (kind, text, actor) => importAs(kind, text, 'take', actor),
    check: (kind, text, actor) => importAs(kind, text, 'check', actor),
    wellNow: async (box) => {
      const plan = await store.fleet.plan(box.id);
      const envelope = await store.fleet.envelope(box.id);
      const word = statusOf(box.id, clock.now(), plan?.mark ?? null, envelope?.num ?? 0);
      await store.fleet.putStatus(box.id, word, clock.now());
      await store.fleet.setOnline(box.id, true, word.bootId, clock.now());
    },
    aired: async ({ id }, entry, { day, heard, seq, areaId = QUY_NHON }) => {
      const startAt = startOfDay(day) + 12 * 3_600_000;
      await planned(fleet, { id, areaId }, { entry, startAt });
      if (heard) await store.ledger.addRecords(id, [recordOf(id, entry, startAt, seq)], startAt);
    },
    close: () => fleet.close(),
  };
}

const statusOf = (dev: DeviceId, at: number, plan: Status['plan'], envelopeNum: number): Status =>
  Status.parse({
    v: 1,
    dev,
    at,
    bootId: `boot-${dev}`,
    agentVersion: '0.1.0',
    uptimeS: 60,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    plan,
    envelopeNum,
    cache: { needed: 0, have: 0, missing: [], bytes: 0, freeBytes: 1_000_000_000 },
    onAir: null,
    next: null,
    output: { kind: 'card', virtual: false, healthy: true, detail: '' },
    unsentRecords: 0,
    refusals: [],
  });

/** Adds one planned airing of the past to what a box has. */
async function planned(
  { ports }: FleetRoom,
  { id: deviceId, areaId }: { readonly id: DeviceId; readonly areaId: AreaId },
  { entry: entryId, startAt }: { readonly entry: EntryId; readonly startAt: number },
): Promise<void> {
  const held = await ports.store.fleet.plan(deviceId);
  if (held === null) throw new Error('the box has no plan');
  const next = { ...held, mark: { ...held.mark, num: held.mark.num + 1 } };
  const airing = {
    playId: playIdOf(entryId, deviceId, startAt),
    entryId,
    deviceId,
    areaId,
    title: 'Bản tin',
    startAt,
    durationMs: 60_000,
    priority: 'normal' as const,
    cancelledAt: null,
  };
  await ports.store.fleet.putPlans([next], [airing], startAt);
}

const recordOf = (dev: DeviceId, entry: EntryId, startAt: number, seq: number): PlayRecord =>
  PlayRecord.parse({
    v: 1,
    seq,
    playId: playIdOf(entry, dev, startAt),
    recordedAt: startAt + 60_000,
    clock: { trust: 'locked', source: 'ntp', errorMs: 3 },
    outcome: 'completed',
    startedAt: startAt,
    fromMs: 0,
    playedMs: 60_000,
    virtual: false,
  });

/** `days` before today. */
export const ago = (room: CoverageRoom, days: number): LocalDate => addDays(room.today(), -days);

/** '26/04/2025', as a table has it. */
export const written = (day: LocalDate): string =>
  `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
