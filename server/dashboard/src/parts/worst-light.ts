/**
 * Worst light — đèn xấu nhất.
 *
 * The one light that decides the colour of a box on the map and in lists. Pure.
 */
import type { DeviceSummary, Light } from '@loaso/shared/wire/http/fleet';

const ORDER = ['reachable', 'ready', 'audible'] as const;

/** Trouble first; what is not known is worse than what is well. */
export const WORST_FIRST: readonly Light[] = ['red', 'amber', 'unknown', 'green'];

export function worstLight(lights: DeviceSummary['lights']): Light {
  return WORST_FIRST.find((one) => ORDER.some((name) => lights[name] === one)) ?? 'unknown';
}
