/**
 * Rolling the horizon — nối dài kế hoạch mỗi ngày.
 *
 * Daily and at start: every box gets the days that have come into view, and an envelope before its
 * old one runs out. Plans that a box never acknowledged are sent again.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { StoredDevice, StoredPlan, StoredReport } from '../../ports/store-records.js';
import type { Answer } from '../flows.js';
import { renewEnvelopes } from './envelope.js';
import type { FleetPorts } from './ports.js';
import type { Published } from './publish.js';

/** A box has this long to acknowledge before a plan is sent again. */
const PATIENCE_MS = 30_000;
/** Boxes asked of the store at once. */
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
  return await publish(
    devices.map(({ id }) => id),
    'roll horizon',
  );
}

/** @returns how many plans were sent again */
export async function resendUnacked(ports: FleetPorts): Promise<number> {
  if (ports.lease?.lost() === true) return 0;
  const ids = (await enrolled(ports)).map(({ id }) => id);
  let sent = 0;
  for (let from = 0; from < ids.length; from += PIECE) {
    const piece = ids.slice(from, from + PIECE);
    const { store, link, clock } = ports;
    const [plans, reports] = await Promise.all([
      store.fleet.plans(piece),
      store.fleet.reports(piece),
    ]);
    const byDevice = new Map(reports.map((report) => [report.deviceId, report]));
    for (const plan of plans) {
      if (!isMissing(plan, byDevice.get(plan.deviceId), clock.now())) continue;
      if (await link.send(plan.deviceId, 'plan', plan.sealed)) sent += 1;
    }
  }
  if (sent > 0) ports.log.info('fleet.resent', { plans: sent });
  return sent;
}

/**
 * On line, time enough has passed, and neither ack nor status names the plan; refused is an answer, and
 * so is a newer plan: an older database was put back.
 */
function isMissing(plan: StoredPlan, report: StoredReport | undefined, now: number): boolean {
  if (report === undefined || !report.online || now - plan.publishedAt < PATIENCE_MS) return false;
  const { status, ack, ackAt } = report;
  if (status?.plan?.hash === plan.mark.hash || ack?.plan?.hash === plan.mark.hash) return false;
  if ((status?.plan?.num ?? 0) > plan.mark.num && status?.plan?.epoch === plan.mark.epoch)
    return false;
  const answered = ack?.what === 'plan' && ackAt !== null && ackAt > plan.publishedAt;
  return !(answered && ack.outcome === 'refused');
}
