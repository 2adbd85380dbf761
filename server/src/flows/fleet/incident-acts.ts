/**
 * Acts on an incident — xử lý sự cố.
 *
 * Acknowledge, take on, give to somebody, give back, note: each with its line in the trail, and the
 * open screens of its places are told. It is nobody's to close.
 */
import type { IncidentId } from '@loaso/shared/ids';
import { err, ok } from '@loaso/shared/result';
import type { IncidentAct, IncidentDetail } from '@loaso/shared/wire/http/incidents';
import type { Incident } from '../../core/fleet/incidents.js';
import type { StoredUser } from '../../ports/store-records.js';
import type { Actor, Answer } from '../flows.js';
import { handNamed } from './incident-hands.js';
import { findIncident, showIncident } from './incidents.js';
import { announceIncident } from './incidents-live.js';
import type { FleetPorts } from './ports.js';

const NOTES_MAX = 100;

export async function actOnIncident(
  ports: FleetPorts,
  actor: Actor,
  { id, act }: { readonly id: IncidentId; readonly act: IncidentAct },
): Answer<IncidentDetail> {
  const found = await findIncident(ports, actor, id, true);
  if (!found.ok) return found;
  const { incident, scope } = found.value;
  const { areaIds } = incident;
  const hand =
    act.kind === 'assign'
      ? await handNamed(ports, act.userId, { areaIds, areas: scope.areas })
      : ok(null);
  if (!hand.ok) return hand;
  const next = {
    ...acted(incident, actor, act, { at: ports.clock.now(), hand: hand.value }),
    revision: incident.revision + 1,
  };
  if (!(await ports.store.watch.putIncident(next))) return err({ code: 'changed-meanwhile' });
  await ports.store.audit.append({
    at: ports.clock.now(),
    actor: actor.username,
    act: `incident.${act.kind}`,
    target: `incident:${id}`,
    detail: act.kind === 'note' ? act.text : (hand.value?.fullName ?? incident.cause),
  });
  announceIncident(ports, next);
  return showIncident(ports, actor, id);
}

type With = { readonly at: number; readonly hand: StoredUser | null };

/** Who takes an incident on, or gives it to somebody, has seen it. */
function acted(incident: Incident, actor: Actor, act: IncidentAct, { at, hand }: With): Incident {
  const by = { by: actor.userId, name: actor.fullName, at };
  const acked = incident.acked ?? by;
  const me = { id: actor.userId, name: actor.fullName };
  switch (act.kind) {
    case 'acknowledge':
      return { ...incident, acked };
    case 'take':
      return { ...incident, acked, assignee: me };
    case 'assign':
      return { ...incident, acked, assignee: givenTo(hand, actor) ?? me };
    case 'leave':
      return { ...incident, assignee: null };
    case 'note':
      return {
        ...incident,
        notes: [...incident.notes, { ...by, text: act.text }].slice(-NOTES_MAX),
      };
  }
}

const givenTo = (hand: StoredUser | null, { userId, fullName }: Actor): Incident['assignee'] =>
  hand === null || hand.id === userId ? null : { id: hand.id, name: hand.fullName, by: fullName };
