/**
 * Boxes as screens see them — cụm loa trên màn hình.
 *
 * The one mapping from what is stored about a box to what is sent: desired beside reported, three
 * lights, one sentence. No secret and no hash of one leaves.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { type Instant, instant } from '@loaso/shared/time';
import type {
  DeviceCommand,
  DeviceDetail,
  DeviceSummary,
  Diagnosis,
} from '@loaso/shared/wire/http/fleet';
import type { BoxRefusal, Status } from '@loaso/shared/wire/status';
import { commandStanding } from '../../core/fleet/command-words.js';
import { dataOutlookOf, dataShortOf } from '../../core/fleet/data-outlook.js';
import { diagnose, type Diagnosis as Found } from '../../core/fleet/diagnose.js';
import { NOBODY } from '../../core/fleet/diagnose-scene.js';
import { causeName } from '../../core/fleet/diagnose-words.js';
import { lightsAtOf, lightsOf } from '../../core/fleet/presence.js';
import { changesInWords } from '../../core/schedule/limit-words.js';
import { limitsAt, windowInWords } from '../../core/schedule/policy.js';
import { areaPaths } from '../../core/schedule/reach.js';
import type { StoredCommand } from '../../ports/commands.js';
import type { StoredArea, StoredDevice } from '../../ports/store-records.js';
import type { WatchedBox } from '../../ports/watch.js';
import { policyNow } from '../policy-now.js';
import { openEnvelope, type SealedEnvelope } from './envelope.js';
import type { Seen } from './incidents-memory.js';
import { areaName, type FleetPorts } from './ports.js';

const REFUSALS_SHOWN = 50;
const COMMANDS_SHOWN = 8;

/** What summaries of many boxes have in common. */
export type Frame = {
  readonly areas: readonly StoredArea[];
  readonly now: number;
  readonly watch?: FleetPorts['watch'] | undefined;
};

const seeIn = ({ watch, now }: Frame, box: WatchedBox): Seen =>
  watch?.see(box, now) ?? { patient: box.patient, around: NOBODY };

export function summaryOf(box: WatchedBox, frame: Frame): DeviceSummary {
  return { ...summaryWith(box, frame, seeIn(frame, box)), ...dataPlanOf(box.patient.status) };
}

/** What the list and the page of a box have in common. */
function summaryWith(
  { device }: WatchedBox,
  { areas, now }: Frame,
  seen: Seen,
): Omit<DeviceSummary, 'dataPlan'> {
  const { patient, around } = seen;
  const { status } = patient;
  const next = status?.next ?? null;
  const { sentence, carriesOn } = diagnose(patient, now, around);
  const dataShort = device.state === 'enrolled' ? dataShortOf(status, instant(now)) : undefined;
  return {
    id: device.id,
    name: device.name,
    areaId: device.areaId,
    areaName: areaName(areas, device.areaId),
    position: device.position,
    state: device.state,
    online: patient.online,
    lastSeenAt: patient.lastSeenAt,
    lights: lightsOf(patient, now),
    lightsAt: lightsAtOf(patient, now),
    carriesOn,
    sentence,
    onAirTitle: status?.onAir?.title ?? null,
    next: next === null ? null : { title: next.title, startAt: next.startAt },
    ...(dataShort === undefined ? {} : { dataShort }),
  };
}

function dataPlanOf(status: Status | null): Pick<DeviceSummary, 'dataPlan'> {
  const set = status?.dataPlan;
  if (set === undefined || set === null) return set === undefined ? {} : { dataPlan: null };
  return { dataPlan: { budgetMb: set.budgetMb, monthDay: set.monthDay } };
}

/** The box as the watch reads it; it exists, since its device was found. */
async function boxOf({ store }: FleetPorts, id: DeviceId): Promise<WatchedBox> {
  const [box] = await store.watch.boxes({ ids: [id] });
  if (box === undefined) throw new Error(`no box ${id}`);
  return box;
}

export async function detailOf(
  ports: FleetPorts,
  device: StoredDevice,
  areas: readonly StoredArea[],
): Promise<DeviceDetail> {
  const { store, clock, watch } = ports;
  const [box, plan, envelope, refusals, commands, recordsStored, newest, logs] = await Promise.all([
    boxOf(ports, device.id),
    store.fleet.plan(device.id),
    store.fleet.envelope(device.id),
    store.fleet.refusals(device.id, REFUSALS_SHOWN),
    store.commands.commandsOf(device.id, COMMANDS_SHOWN),
    store.ledger.countRecords(device.id),
    store.ledger.recordsOf(device.id, 1),
    store.boxLogs.boxLogsOf(device.id),
  ]);
  const report = await store.fleet.report(device.id);
  const now = clock.now();
  const ticket = await store.fleet.openTicket(device.id, now);
  const frame: Frame = { areas, now, watch };
  const seen = seeIn(frame, box);
  return {
    ...summaryWith(box, frame, seen),
    desired:
      plan === null
        ? null
        : { mark: plan.mark, publishedAt: plan.publishedAt, items: plan.plan.items },
    acked: ackedOf(box, report?.ackAt ?? null),
    status: box.patient.status,
    statusAt: box.patient.statusAt,
    refusals: refusals.map(
      ({ at, what, code, detail }): BoxRefusal => ({ at, what, code, detail }),
    ),
    recordsStored,
    lastRecordAt: newest[0]?.receivedAt ?? null,
    placeKind: device.placeKind,
    placeAsked: await placeAskedOf(ports, device, areas),
    envelope: envelopeShown(envelope),
    codeUntil: ticket?.expiresAt ?? null,
    data: dataOutlookOf(box.patient.status, now),
    trim: await trimShown(ports, box.patient.status),
    ...(await dataPlanShown(ports, box.patient.status)),
    diagnosis: diagnosisShown(diagnose(seen.patient, now, seen.around)),
    commands: commands.map((command) => ({
      ...commandShown(command, now),
      ...(logs.includes(command.id) ? { hasLog: true } : {}),
    })),
  };
}

/** A kind of place that waits for a second person, and what it would change for the box. */
async function placeAskedOf(
  ports: FleetPorts,
  { areaId, placeKind, placeAsked }: StoredDevice,
  areas: readonly StoredArea[],
): Promise<DeviceDetail['placeAsked']> {
  if (placeAsked === undefined || placeAsked === null) return null;
  const { kind, by, at } = placeAsked;
  const policy = await policyNow(ports);
  const path = areaPaths(areas).get(areaId) ?? [areaId];
  const now = limitsAt(policy, { path, placeKind });
  const next = limitsAt(policy, { path, placeKind: kind });
  const name = (await ports.store.people.user(by))?.fullName ?? by;
  return { kind, byId: by, by: name, at, changes: changesInWords(now, next) };
}

async function trimShown(
  { store }: FleetPorts,
  status: Status | null,
): Promise<DeviceDetail['trim']> {
  const trim = status?.trim ?? null;
  if (trim === null) return null;
  // Forgotten after a month, while the volume stays.
  const order = await store.commands.command(trim.commandId);
  return { percent: trim.percent, at: trim.setAt, by: order?.by ?? null };
}

async function dataPlanShown(
  { store }: FleetPorts,
  status: Status | null,
): Promise<Pick<DeviceDetail, 'dataPlan'>> {
  if (status?.dataPlan === undefined) return {};
  if (status.dataPlan === null) return { dataPlan: null };
  const { commandId, setAt: at, ...plan } = status.dataPlan;
  const order = await store.commands.command(commandId);
  return { dataPlan: { ...plan, at, by: order?.by ?? null } };
}

function commandShown(command: StoredCommand, now: Instant): DeviceCommand {
  const { id, kind, sentAt: at, by } = command;
  return { id, kind, at, by, ...commandStanding(command, now) };
}

function diagnosisShown({ cause, confidence, next, evidence, ranked, sinceAt }: Found): Diagnosis {
  return {
    cause,
    confidence,
    next,
    evidence: [...evidence],
    ranked: ranked.map((one) => ({ ...one, name: causeName(one.cause) })),
    sinceAt,
  };
}

function ackedOf({ patient: { ack } }: WatchedBox, at: number | null): DeviceDetail['acked'] {
  if (ack === null || at === null) return null;
  return { mark: ack.plan, at, outcome: ack.outcome, code: ack.code ?? null };
}

function envelopeShown(envelope: SealedEnvelope | null): DeviceDetail['envelope'] {
  if (envelope === null) return null;
  const windows = openEnvelope(envelope.sealed)?.windows.map(windowInWords) ?? [];
  return { num: envelope.num, windows };
}

/** Tells the screens of the box's area what it is like now. */
export async function announceDevice(ports: FleetPorts, device: StoredDevice): Promise<void> {
  const { store, live, clock, watch } = ports;
  const [box, areas] = await Promise.all([boxOf(ports, device.id), store.areas.areas()]);
  const now = clock.now();
  live.push(device.areaId, {
    kind: 'device',
    at: now,
    device: summaryOf(box, { areas, now, watch }),
  });
}
