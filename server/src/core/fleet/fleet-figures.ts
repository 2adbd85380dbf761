/**
 * Figures of the fleet — số đếm của cả đội loa.
 *
 * Lights by colour and open incidents by cause, for whoever watches the server from outside. Every
 * colour and every cause has a figure, nought as well, so that none vanishes when its last box is well.
 */
import type { Light } from '@loaso/shared/wire/http/fleet';
import { CAUSES } from './diagnose-causes.js';
import type { Incident, IncidentCause } from './incidents.js';
import { type Known, type Lights, lightsOf } from './presence.js';

type Colours = Readonly<Record<Light, number>>;

export type FleetFigures = {
  /** Of enrolled boxes. */
  readonly lights: Readonly<Record<keyof Lights, Colours>>;
  readonly incidents: Readonly<Record<IncidentCause, number>>;
};

export function fleetFigures(
  boxes: readonly Known[],
  open: readonly Pick<Incident, 'cause' | 'resolvedAt'>[],
  now: number,
): FleetFigures {
  const lights = boxes
    .filter(({ state }) => state === 'enrolled')
    .map((known) => lightsOf(known, now));
  const coloursOf = (which: keyof Lights): Colours =>
    counted(
      lights.map((one) => one[which]),
      ['green', 'amber', 'red', 'unknown'],
    );
  const lasting = open.filter(({ resolvedAt }) => resolvedAt === null);
  return {
    lights: {
      reachable: coloursOf('reachable'),
      ready: coloursOf('ready'),
      audible: coloursOf('audible'),
    },
    incidents: counted(
      lasting.map(({ cause }) => cause),
      [...CAUSES, 'unknown', 'data-short'],
    ),
  };
}

function counted<K extends string>(seen: readonly K[], keys: readonly K[]): Record<K, number> {
  const counts = new Map<K, number>(keys.map((key) => [key, 0]));
  for (const one of seen) counts.set(one, (counts.get(one) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<K, number>;
}
