/**
 * Replay — diễn lại trong giả lập những gì đã xảy ra thật.
 *
 * The plans that real boxes took and what happened to them (process killed and started, connection
 * lost), at the instants at which it really happened, in the simulated world: nothing of its own goes
 * wrong there. What comes out is the ledger that the simulator foretells.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { instant, MINUTE_MS } from '@loaso/shared/time';
import type { Plan } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import type { Policy } from '#server/core/schedule/policy';
import { Archive } from './archive.js';
import { Box } from './box.js';
import { deviceRootOf } from './box-keys.js';
import { NO_FAULTS } from './faults.js';
import { Server } from './server.js';
import { Signer } from './signer.js';
import { type Violation, World } from './world.js';

/** Instants are UTC milliseconds of the real run. */
export type Happened =
  | { readonly kind: 'plan'; readonly at: number; readonly plan: Plan }
  | { readonly kind: 'down'; readonly at: number; readonly box: DeviceId; readonly bootAt: number }
  | { readonly kind: 'no-link'; readonly at: number; readonly until: number };

export type Replayed = {
  readonly records: ReadonlyMap<DeviceId, readonly PlayRecord[]>;
  readonly violations: readonly Violation[];
};

/** Boots, clocks and connections are settled before the first thing happens. */
const LEAD_MS = 10 * MINUTE_MS;
/** As on the real boxes: mass runs mark positions more rarely, and switch an amplifier at some of theirs. */
const SETTINGS = { progressEveryMs: 5_000, amplifier: null };

/** @param until the end of what is compared; connections have time after it to bring everything in */
export function replay(
  happened: readonly Happened[],
  { policy, until, seed = 1 }: { policy: Policy; until: number; seed?: number },
): Replayed {
  const first = Math.min(...happened.map(({ at }) => at));
  const world = new World(seed, first - LEAD_MS, NO_FAULTS, null);
  const boxes = new Map<DeviceId, Box>();
  const plans = happened.filter((one) => one.kind === 'plan').map(({ plan }) => plan);
  const places = [...new Map(plans.map(({ dev, area }) => [dev, area]))].map(([id, areaId]) => ({
    id,
    areaId,
    deviceRoot: deviceRootOf(id),
  }));
  const signer = new Signer(world, new Archive(places));
  const server = new Server(world, signer, (id, name, raw) =>
    boxes.get(id)?.link.sendDown(name, raw),
  );
  server.open(policy);
  for (const [index, place] of places.entries()) {
    const box = new Box(world, { ...place, index, trace: null, settings: SETTINGS }, server);
    boxes.set(place.id, box);
    // Files were there before the first airing of the real run; when is not the question.
    for (const { audio } of plans) {
      for (const { sha256, sizeBytes } of audio)
        box.disk.files.set(sha256, { sizeBytes, right: true });
    }
    box.powerOn();
  }
  for (const one of happened) world.after(one.at - world.now, () => happen(one, { server, boxes }));
  world.runUntil(until);
  world.isDraining = true;
  world.runUntil(until + LEAD_MS);
  const records = places.map(({ id }) => [id, server.ledger.rowsOf(id)] as const);
  return { records: new Map(records), violations: world.kept };
}

type Stage = { readonly server: Server; readonly boxes: ReadonlyMap<DeviceId, Box> };

function happen(one: Happened, { server, boxes }: Stage): void {
  switch (one.kind) {
    case 'plan':
      server.publishing.issue({ ...one.plan, iat: instant(one.plan.iat) });
      return;
    case 'down':
      boxes.get(one.box)?.kill(one.bootAt - one.at);
      return;
    case 'no-link':
      for (const box of boxes.values()) box.link.breakFor(one.until - one.at);
  }
}
