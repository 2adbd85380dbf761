/**
 * A second server — máy chủ thứ hai, dựng từ bản sao, cũng tưởng mình đang làm chủ.
 *
 * Somebody starts a copy of the machine from a backup: it started last, so it has the pen, and publishes
 * what it believes. Hours later the first one is started again and takes the pen back; the copy works
 * on against the fence until somebody switches it off.
 */
import { HOUR_MS } from '@loaso/shared/time';
import type { Server } from './server.js';
import type { World } from './world.js';

/** @param make a server of this name on the same signer and broker */
export function bringSecond(world: World, first: Server, make: (name: string) => Server): void {
  const chance = world.chance.stream('second server');
  let count = 0;
  world.often(chance, world.faults.secondServerEveryH, () => {
    const backup = first.backup();
    world.after(chance.between(0, 8) * HOUR_MS, () => {
      if (world.isDraining || first.beside !== null) return;
      count += 1;
      const second = make(`second-${count}`);
      second.restore(backup);
      first.beside = second;
      worksOn(world, first, second);
      const untilMs = chance.between(1, 8) * HOUR_MS;
      world.after(untilMs, () => {
        if (first.beside === second) first.publishing.restart();
      });
      world.after(untilMs + chance.between(1, 8) * HOUR_MS, () => {
        if (first.beside === second) first.beside = null;
      });
    });
  });
}

/** As each day's roll does, only oftener: whatever it believes to be due. */
function worksOn(world: World, first: Server, second: Server): void {
  world.after(3 * HOUR_MS, () => {
    if (first.beside !== second) return;
    second.publish(null);
    worksOn(world, first, second);
  });
}

/** The end of the run: one server, and whoever has to look has looked. */
export function standAlone(server: Server): void {
  const { publishing } = server;
  if (server.beside !== null || publishing.isLost) publishing.restart();
  server.beside = null;
  publishing.release();
}
