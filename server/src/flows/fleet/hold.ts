/**
 * Facts of a hold — đối chiếu trước khi phát hành lại.
 *
 * After an older database was put back: which boxes are ahead of it, what they will play by themselves,
 * and which lines would go out again. Shows only; a person decides.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import type { FleetHold, Health, HeldBox } from '@loaso/shared/wire/http/signing';
import { may } from '../../core/access/roles.js';
import { horizonFrom } from '../../core/plan/build.js';
import { lineInstants } from '../../core/schedule/line.js';
import type { StoredArea, StoredDevice, StoredReport } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { notAllowed } from '../people/ports.js';
import { aheadOf } from './numbers.js';
import { areaName, type FleetPorts } from './ports.js';

const LINES_MAX = 500;
const BOXES_MAX = 5_000;

export async function showHold(ports: FleetPorts, actor: Actor): Answer<FleetHold> {
  if (!may(actor.role, 'release-hold')) return notAllowed('release-hold');
  const { store } = ports;
  const found = await aheadOf(ports, await store.fleet.devices());
  if (!found.ok) return found;
  const ahead = found.value;
  const shown = ahead.slice(0, BOXES_MAX);
  const [areas, reports] = await Promise.all([
    store.areas.areas(),
    store.fleet.reports(shown.map(({ device }) => device.id)),
  ]);
  const reportOf = new Map(reports.map((report) => [report.deviceId, report]));
  const boxes = shown.map(({ device, ...numbers }) =>
    heldBox(device, numbers, reportOf.get(device.id), areas),
  );
  const [newest] = await store.audit.events(1);
  return ok({
    held: ahead.length > 0,
    boxes,
    lines: ahead.length === 0 ? [] : await linesOf(ports, areas),
    newestAt: newest?.at ?? null,
  });
}

function heldBox(
  { id, name, areaId }: StoredDevice,
  numbers: Pick<HeldBox, 'signed' | 'remembered'>,
  report: StoredReport | undefined,
  areas: readonly StoredArea[],
): HeldBox {
  const next = report?.status?.next ?? null;
  return {
    id,
    name,
    areaId,
    areaName: areaName(areas, areaId),
    ...numbers,
    reported: report?.status?.plan?.num ?? null,
    online: report?.online ?? false,
    next: next === null ? null : { title: next.title, startAt: next.startAt },
  };
}

async function linesOf(
  { store, clock }: FleetPorts,
  areas: readonly StoredArea[],
): Promise<FleetHold['lines']> {
  const ids: AreaId[] = areas.map(({ id }) => id);
  const entries = await store.schedule.entries(ids, 'active');
  const horizon = horizonFrom(clock.now());
  return entries.slice(0, LINES_MAX).map((entry) => ({
    id: entry.id,
    title: entry.title,
    areaId: entry.areaId,
    areaName: areaName(areas, entry.areaId),
    nextAt: lineInstants(entry, horizon, 1)[0] ?? null,
  }));
}

/** For whoever watches this server. */
export async function showHealth({ signer, lease }: FleetPorts): Answer<Health> {
  const root = await signer.root();
  const fenced = lease?.lost() ?? false;
  const signing = root.ok ? 'ready' : 'away';
  return ok({
    signing: fenced ? 'fenced' : signing,
    epoch: lease?.epoch() ?? null,
    rootNum: root.ok ? root.value.num : null,
  });
}
