/**
 * Mishaps — những gì xảy ra với mạng lưới.
 *
 * Turns the figures of `faults.ts` into events of the world: who loses power, whose file rots, when
 * the server comes back from yesterday's copy. Each box has its own stream of bad luck.
 */
import { type AreaId, EntryId } from '@loaso/shared/ids';
import { HOUR_MS, instant, MINUTE_MS } from '@loaso/shared/time';
import type { Box } from './box.js';
import { seeBatteryClock } from './box-settings.js';
import type { Chance } from './chance.js';
import { orderChime } from './chime-orders.js';
import { outageMs } from './faults.js';
import { HostileBroker } from './hostile-broker.js';
import { policyFor } from './policies.js';
import type { Server } from './server.js';
import { orderSomething } from './technician.js';
import { orderUrgent } from './urgent-orders.js';
import type { World } from './world.js';

export type Province = {
  readonly world: World;
  readonly server: Server;
  readonly boxes: readonly Box[];
  readonly communes: readonly AreaId[];
};

export function letThingsHappen(province: Province): void {
  const { world, server, boxes } = province;
  const hostile = new HostileBroker(world.chance.stream('hostile'), server);
  for (const box of boxes) {
    const chance = world.chance.stream(`mishaps of ${box.id}`);
    troubleBox(province, box, chance);
    world.often(chance.stream('hostile'), world.faults.hostileEveryH, () =>
      hostile.attack(box, boxes[(box.index + 1) % boxes.length] ?? box),
    );
  }
  troubleServer(province);
}

function troubleBox({ world, server }: Province, box: Box, chance: Chance): void {
  const { faults } = world;
  const outage = (): number => outageMs(chance.next(), chance.next());
  world.often(chance.stream('power'), faults.powerCutEveryH, () => {
    world.kills += 1;
    box.powerCut(outage());
  });
  world.often(chance.stream('kill'), faults.killEveryH, () => {
    world.kills += 1;
    box.kill();
  });
  const net = chance.stream('net');
  world.often(net, faults.partitionEveryH, () => box.link.breakFor(outage(), net.happens(0.3)));
  world.often(chance.stream('rot'), faults.corruptFileEveryH, () => rot(box, chance));
  world.often(chance.stream('wall'), faults.wallJumpEveryH, () => {
    const years = chance.happens(0.3) ? 10 * 365 * 24 : 4;
    box.clock.jump(world.now, chance.between(-years, years) * HOUR_MS);
  });
  world.often(chance.stream('ntp'), faults.lyingNtpEveryH, () => {
    // Below five seconds nothing on the box can tell a lie from a slow line.
    const hours = chance.pick([0.01, 0.1, 1, 12, 24 * 30]);
    const byMs = 6_000 + chance.between(0, hours) * HOUR_MS;
    box.clock.lie(world.now, chance.happens(0.5) ? byMs : -byMs);
    seeBatteryClock(world, box);
  });
  const battery = chance.stream('battery');
  world.often(battery, faults.batteryEveryH, () => troubleBattery(world, box, battery));
  world.often(chance.stream('output'), faults.outputFailureEveryH, () =>
    box.breakOutput(chance.pause(5 * MINUTE_MS)),
  );
  world.often(chance.stream('full'), faults.fullDiskEveryH, () => {
    box.disk.full = true;
    world.after(chance.pause(3 * HOUR_MS), () => {
      box.disk.full = false;
    });
  });
  const urgent = chance.stream('urgent');
  world.often(urgent, faults.urgentEveryH, () => orderUrgent(world, box, urgent));
  const chime = chance.stream('chime');
  world.often(chime, faults.chimeEveryH, () => orderChime(world, box, chime));
  const orders = chance.stream('orders');
  world.often(orders, faults.orderEveryH, () => orderSomething(world, box, orders));
  world.often(chance.stream('stop'), faults.stopEveryH, () => stop(world, server, box, chance));
}

/** It dies for good, or somebody at a running box sets its clock wrong. */
function troubleBattery(world: World, box: Box, chance: Chance): void {
  if (chance.happens(0.3)) {
    box.clock.batteryDies();
    return;
  }
  const hours = chance.pick([0.01, 0.1, 1, 12, 24 * 20]);
  if (box.state === null) return;
  box.clock.missetBattery(world.now, chance.between(-hours, hours) * HOUR_MS);
  seeBatteryClock(world, box);
}

/** A file changes on the disk and nobody is told. */
function rot(box: Box, chance: Chance): void {
  const files = [...box.disk.files.values()].filter(({ right }) => right);
  if (files.length === 0) return;
  chance.pick(files).right = false;
  box.witness.oracle.disturbed(true);
}

/** Somebody presses stop: for what sounds, or for a line that is near. */
function stop(world: World, server: Server, box: Box, chance: Chance): void {
  const now = instant(world.now);
  const items = server.heldOf(box.id).plan?.items ?? [];
  const near = items.find(({ startAt }) => startAt > now);
  server.stop({
    v: 1,
    dev: box.id,
    id: `stop-${box.index}-${now}`,
    iat: now,
    nbf: now,
    exp: instant(now + 5 * MINUTE_MS),
    why: 'simulated',
    entryId: near === undefined || chance.happens(0.5) ? null : EntryId.parse(near.entryId),
  });
}

function troubleServer({ world, server, boxes, communes }: Province): void {
  const { faults } = world;
  const chance = world.chance.stream('server');
  world.often(chance.stream('broker'), faults.brokerRestartEveryH, () => {
    world.kills += 1;
    for (const box of boxes) box.link.drop(chance.between(100, 5_000));
  });
  world.often(chance.stream('restore'), faults.serverRestoreEveryH, () => {
    world.kills += 1;
    const backup = server.backup();
    world.after(chance.between(1, 8) * HOUR_MS, () => {
      if (!world.isDraining) server.restore(backup);
    });
  });
  for (const area of communes) {
    const own = chance.stream(`changes of ${area}`);
    world.often(own, faults.changeEveryH, () => changeSchedule({ world, server }, area));
  }
  if (faults.wildSchedule) changePolicies({ world, server, communes }, chance.stream('policy'));
}

/** Calm officials plan ahead: at noon, well before the evening. */
function changeSchedule({ world, server }: Pick<Province, 'world' | 'server'>, area: AreaId): void {
  const change = (): void => {
    if (world.isDraining) return;
    server.schedule.change(area, instant(world.now));
    server.publish(area);
  };
  if (world.faults.wildSchedule) {
    change();
    return;
  }
  const msOfDay = (world.now + 7 * HOUR_MS) % (24 * HOUR_MS);
  world.after((36 * HOUR_MS + 20 * MINUTE_MS - msOfDay) % (24 * HOUR_MS), change);
}

function changePolicies(
  { world, server, communes }: Pick<Province, 'world' | 'server' | 'communes'>,
  chance: Chance,
): void {
  world.often(chance, 80, () => server.setPolicy(policyFor(communes, chance)));
}
