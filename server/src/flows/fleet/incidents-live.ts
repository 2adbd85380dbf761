/**
 * Incidents on the screens — báo sự cố lên màn hình.
 *
 * Tells the open screens of each area concerned that an incident has changed; what it is they ask.
 */
import type { Incident } from '../../core/fleet/incidents.js';
import type { FleetPorts } from './ports.js';

export function announceIncident(
  { live, clock }: Pick<FleetPorts, 'live' | 'clock'>,
  { id, areaIds, resolvedAt }: Incident,
): void {
  const state = resolvedAt === null ? 'open' : 'resolved';
  const event = { kind: 'incident', at: clock.now(), incidentId: id, state } as const;
  for (const area of areaIds) live.push(area, event);
}
