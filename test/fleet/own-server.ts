/**
 * A server for a virtual fleet — máy chủ riêng cho đội loa ảo.
 *
 * The real one in a folder of its own, gone afterwards, with people who may log in to watch and a bulletin
 * that every box airs from the second minute on.
 */
import { printable } from '../../deploy/demo/accounts.js';
import type { Session } from '../../deploy/demo/client.js';
import { builtDashboard } from '../support/e2e/built.js';
import { airProvince } from '../support/e2e/province-line.js';
import { openWorld } from '../support/e2e/world.js';

const MINUTE_MS = 60_000;
/** Before the first all boxes connect and fetch: so long at least, and so much more for each. */
const LEAD_MS = 60_000;
const LEAD_BOX_MS = 40;
/** Minutes after the first airing; more is not heard in a demonstration. */
const AGAIN = [0, 3, 6, 9, 15, 30, 60];
/** Strangers that knock from one address; all boxes of this fleet are one. */
const KNOCKS = { LOASO_LOGINS_PER_MINUTE: '10000' };

export type OwnServer = {
  readonly technician: Session;
  /** Makes the bulletin and its line, once there are boxes. */
  air(boxes: number): Promise<void>;
  close(): Promise<void>;
};

export async function openOwnServer(say: (text: string) => void): Promise<OwnServer> {
  await builtDashboard();
  const world = await openWorld({ boxes: 0, env: KNOCKS });
  const { viewer, technician } = world.accounts;
  say(`Máy chủ: ${world.server.url}\n${printable([viewer, technician])}`);
  return {
    technician: world.people.technician,
    air: (boxes) => {
      const earliest = Date.now() + LEAD_MS + boxes * LEAD_BOX_MS;
      return airProvince(world, Math.ceil(earliest / MINUTE_MS) * MINUTE_MS, AGAIN);
    },
    close: () => world.close(),
  };
}
