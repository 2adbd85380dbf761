/**
 * Bench groups — các nhóm phép đo.
 *
 * The list that `make bench` walks; a later group is one line here.
 */
import type { Group } from './figure.js';

/** Loaded only when measured, so that a group pays for its own imports alone. */
const lazy =
  (load: () => Promise<Group>): Group =>
  async (report) =>
    (await load())(report);

export const GROUPS: Readonly<Record<string, Group>> = {
  speech: lazy(async () => (await import('./speech.js')).speech),
  plan: lazy(async () => (await import('./plan.js')).plan),
  publish: lazy(async () => (await import('./publish.js')).publish),
  box: lazy(async () => (await import('./box.js')).box),
  sound: lazy(async () => (await import('./sound.js')).sound),
  footprint: lazy(async () => (await import('./footprint.js')).footprint),
  fleet: lazy(async () => (await import('./fleet.js')).fleet),
  emergency: lazy(async () => (await import('./fan-out.js')).emergency),
  diagnosis: lazy(async () => (await import('./diagnosis.js')).diagnosis),
  incidents: lazy(async () => (await import('./incidents.js')).incidents),
  province: lazy(async () => (await import('./day.js')).day),
  reports: lazy(async () => (await import('./reports.js')).reports),
  screen: lazy(async () => (await import('./screen.js')).screen),
};
