/**
 * Rolling the horizon — nối dài kế hoạch mỗi ngày.
 *
 * Daily and at start: every box gets the days that have come into view, and an envelope before its
 * old one runs out. Plans that a box never acknowledged are sent again.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { isBeyond } from '../../core/fleet/numbering.js';
import type { PlanName, StoredDevice, StoredReport } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { renewEnvelopes } from './envelope.js';
import type { FleetPorts } from './ports.js';
import type { Published } from './publish.js';

/** A box has this long to acknowledge before a plan is sent again. */
const PATIENCE_MS = 30_000;
/** Boxes published, or asked of the store, at once. */
const PIECE = 500;

const enrolled = async ({ store }: FleetPorts): Promise<StoredDevice[]> =>
  (await store.fleet.devices()).filter(({ state }) => state === 'enrolled');

/** @param publish the serialised verb */
export async function rollHorizon(
  ports: FleetPorts,
  publish: (ids: readonly DeviceId[], why: string) => Answer<Published>,
): Answer<Published> {
  const devices = await enrolled(ports);
  await renewEnvelopes(ports, devices);
  let done: Published = { devices: 0, planned: 0 };
  let refused: Refused | null = null;
  // In pieces, because the plans of a province at once take half a gigabyte; a piece that is refused
  // is owed by who publishes, and does not keep the others.
  for (let from = 0; from < devices.length; from += PIECE) {
    const piece = devices.slice(from, from + PIECE).map(({ id }) => id);
    const published = await publish(piece, 'roll horizon');
    if (published.ok) done = sumOf(done, published.value);
    else refused ??= published;
  }
  return refused ?? ok(done);
}

type Refused = Extract<Awaited<Answer<Published>>, { ok: false }>;

const sumOf = (a: Published, b: Published): Published => ({
  devices: a.devices + b.devices,
  planned: a.planned + b.planned,
});

/** @returns how many plans were sent again */
export async function resendUnacked(ports: FleetPorts): Promise<number> {
  if (ports.lease?.lost() === true) return 0;
  const ids = (await enrolled(ports)).map(({ id }) => id);
  let sent = 0;
  for (let from = 0; from < ids.length; from += PIECE) {
    const piece = ids.slice(from, from + PIECE);
    const { store, link, clock } = ports;
    const [names, reports] = await Promise.all([
      store.fleet.planMarks(piece),
      store.fleet.reports(piece),
    ]);
    const byDevice = new Map(reports.map((report) => [report.deviceId, report]));
    for (const name of names) {
      if (!isMissing(name, byDevice.get(name.deviceId), clock.now())) continue;
      const plan = await store.fleet.plan(name.deviceId);
      if (plan !== null && (await link.send(plan.deviceId, 'plan', plan.sealed))) sent += 1;
    }
  }
  if (sent > 0) ports.log.info('fleet.resent', { plans: sent });
  return sent;
}

/**
 * On line, time enough has passed, and neither ack nor status names the plan; refused is an answer, and
 * so is a newer plan: an older database was put back.
 */
function isMissing(plan: PlanName, report: StoredReport | undefined, now: number): boolean {
  if (report === undefined || !report.online || now - plan.publishedAt < PATIENCE_MS) return false;
  const { status, ack, ackAt } = report;
  if (status?.plan?.hash === plan.mark.hash || ack?.plan?.hash === plan.mark.hash) return false;
  if (isBeyond(status?.plan ?? null, plan.mark)) return false;
  const answered = ack?.what === 'plan' && ackAt !== null && ackAt > plan.publishedAt;
  return !(answered && ack.outcome === 'refused');
}
