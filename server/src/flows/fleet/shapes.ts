/**
 * Boxes as screens see them — cụm loa trên màn hình.
 *
 * The one mapping from what is stored about a box to what is sent: desired beside reported, three
 * lights, one sentence. No secret and no hash of one leaves.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { DeviceDetail, DeviceSummary } from '@loaso/shared/wire/http/fleet';
import type { BoxRefusal } from '@loaso/shared/wire/status';
import { diagnose, type Patient } from '../../core/fleet/diagnose.js';
import { lightsOf } from '../../core/fleet/presence.js';
import { windowInWords } from '../../core/schedule/policy.js';
import type {
  StoredArea,
  StoredDevice,
  StoredPlan,
  StoredReport,
} from '../../ports/store-records.js';
import { openEnvelope, type SealedEnvelope } from './envelope.js';
import { areaName, type FleetPorts } from './ports.js';

/** Everything the store knows of one box. */
export type BoxWord = {
  readonly plan: StoredPlan | null;
  readonly report: StoredReport | null;
  readonly envelope: Pick<SealedEnvelope, 'num'> | null;
};

const REFUSALS_SHOWN = 50;

export function patientOf(device: StoredDevice, { plan, report, envelope }: BoxWord): Patient {
  return {
    state: device.state,
    online: report?.online ?? false,
    lastSeenAt: report?.lastSeenAt ?? null,
    status: report?.status ?? null,
    statusAt: report?.statusAt ?? null,
    desired: plan === null ? null : { mark: plan.mark, publishedAt: plan.publishedAt },
    envelopeNum: envelope?.num ?? 0,
    ack: report?.ack ?? null,
  };
}

export function summaryOf(
  device: StoredDevice,
  word: BoxWord,
  { areas, now }: { readonly areas: readonly StoredArea[]; readonly now: number },
): DeviceSummary {
  const patient = patientOf(device, word);
  const { status } = patient;
  const next = status?.next ?? null;
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
    sentence: diagnose(patient, now),
    onAirTitle: status?.onAir?.title ?? null,
    next: next === null ? null : { title: next.title, startAt: next.startAt },
  };
}

async function wordOf({ store }: FleetPorts, id: DeviceId) {
  const [plan, report, envelope] = await Promise.all([
    store.fleet.plan(id),
    store.fleet.report(id),
    store.fleet.envelope(id),
  ]);
  return { plan, report, envelope };
}

export async function detailOf(
  ports: FleetPorts,
  device: StoredDevice,
  areas: readonly StoredArea[],
): Promise<DeviceDetail> {
  const { store, clock } = ports;
  const [word, refusals, recordsStored, newest] = await Promise.all([
    wordOf(ports, device.id),
    store.fleet.refusals(device.id, REFUSALS_SHOWN),
    store.ledger.countRecords(device.id),
    store.ledger.recordsOf(device.id, 1),
  ]);
  const { plan, report, envelope } = word;
  return {
    ...summaryOf(device, word, { areas, now: clock.now() }),
    desired:
      plan === null
        ? null
        : { mark: plan.mark, publishedAt: plan.publishedAt, items: plan.plan.items },
    acked: ackedOf(report),
    status: report?.status ?? null,
    statusAt: report?.statusAt ?? null,
    refusals: refusals.map(
      ({ at, what, code, detail }): BoxRefusal => ({ at, what, code, detail }),
    ),
    recordsStored,
    lastRecordAt: newest[0]?.receivedAt ?? null,
    envelope: envelopeShown(envelope),
  };
}

function ackedOf(report: StoredReport | null): DeviceDetail['acked'] {
  if (report?.ack == null || report.ackAt === null) return null;
  const { plan, outcome, code } = report.ack;
  return { mark: plan, at: report.ackAt, outcome, code: code ?? null };
}

function envelopeShown(envelope: SealedEnvelope | null): DeviceDetail['envelope'] {
  if (envelope === null) return null;
  const windows = openEnvelope(envelope.sealed)?.windows.map(windowInWords) ?? [];
  return { num: envelope.num, windows };
}

/** Tells the screens of the box's area what it is like now. */
export async function announceDevice(ports: FleetPorts, device: StoredDevice): Promise<void> {
  const { store, live, clock } = ports;
  const [word, areas] = await Promise.all([wordOf(ports, device.id), store.areas.areas()]);
  const now = clock.now();
  const summary = summaryOf(device, word, { areas, now });
  live.push(device.areaId, { kind: 'device', at: now, device: summary });
}
