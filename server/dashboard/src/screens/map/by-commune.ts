/**
 * By commune — gộp theo xã, phường.
 *
 * How many boxes a commune has, how many need a look, and the worst light among them. Pure.
 */
import type { DeviceSummary, Light } from '@loaso/shared/wire/http/fleet';
import { WORST_FIRST, worstLight } from '../../parts/worst-light.js';

export const worstOf = (devices: readonly DeviceSummary[]): Light => {
  const lights = new Set(devices.map((one) => worstLight(one.lights)));
  return WORST_FIRST.find((one) => lights.has(one)) ?? 'unknown';
};

export type Commune = {
  readonly code: string;
  readonly name: string;
  readonly n: number;
  /** Boxes that are not green in all three lights. */
  readonly bad: number;
  readonly worst: Light;
};

/** @returns those with the largest part in trouble first, then by name */
export function byCommune(
  devices: readonly DeviceSummary[],
  names: ReadonlyMap<string, string>,
): Commune[] {
  const groups = new Map<string, DeviceSummary[]>();
  for (const device of devices) {
    const code = device.areaId.slice(0, 5);
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [device]);
    else group.push(device);
  }
  return [...groups]
    .map(([code, some]) => ({
      code,
      name: names.get(code) ?? some[0]?.areaName ?? code,
      n: some.length,
      bad: some.filter(({ lights }) => worstLight(lights) !== 'green').length,
      worst: worstOf(some),
    }))
    .sort((a, b) => b.bad / b.n - a.bad / a.n || a.name.localeCompare(b.name, 'vi'));
}
