/**
 * Telling of incidents — báo sự cố ra ngoài.
 *
 * Sends what is due over the channels, a few at a time. What could not be sent, and what there were
 * too many of, is due again at the next round, within a bound; what ended lately too. An incident is
 * never told twice over the same thing.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { DAY_MS } from '@loaso/shared/time';
import type { Incident } from '../../core/fleet/incidents.js';
import {
  isAtWork,
  type Telling,
  tellableSince,
  tellingOf,
} from '../../core/fleet/incidents-alarm.js';
import { messageOf } from '../../core/fleet/incidents-words.js';
import type { AlarmChannel } from '../../ports/alarm.js';
import { areaName, type FleetPorts } from './ports.js';

const AT_ONCE_MAX = 3;
/** An end that the night held back is told in the morning. */
const ENDED_LATELY_MS = DAY_MS;
/** After so long without success nobody is served by trying on. */
const PATIENCE_MS = 30 * 60_000;

/** @param planned boxes under planned work */
export async function tellDue(
  ports: FleetPorts,
  planned: ReadonlySet<DeviceId>,
  now: number,
): Promise<void> {
  const { alarms, store } = ports;
  if (alarms === undefined) return;
  const incidents = await store.watch.openOrEndedSince(now - ENDED_LATELY_MS);
  const due = incidents.flatMap((incident) => {
    const what = isAtWork(incident, planned) ? null : tellingOf(incident, alarms.rules, now);
    return what === null ? [] : [{ incident, what }];
  });
  for (const { incident, what } of due.slice(0, AT_ONCE_MAX)) {
    const channels = what === 'escalated' ? [...alarms.first, ...alarms.above] : alarms.first;
    const told = await tell(ports, incident, { what, now, channels });
    const since = tellableSince(incident, what, { rules: alarms.rules, now });
    if (!told && now - since < PATIENCE_MS) continue;
    const next = { ...incident, ...markOf(what, now), revision: incident.revision + 1 };
    await store.watch.putIncident(next);
  }
}

const markOf = (what: Telling, at: number): Partial<Incident> =>
  what === 'opened'
    ? { toldAt: at }
    : what === 'escalated'
      ? { escalatedAt: at }
      : { toldEndAt: at };

type Errand = {
  readonly what: Telling;
  readonly now: number;
  readonly channels: readonly AlarmChannel[];
};

/** True when one channel at least has taken it, or there is none. */
async function tell(
  { store, log }: FleetPorts,
  incident: Incident,
  { what, now, channels }: Errand,
): Promise<boolean> {
  if (channels.length === 0) return true;
  const areas = await store.areas.areas();
  const names = incident.areaIds.map((id) => areaName(areas, id));
  const text = messageOf(incident, what, { names, now });
  const results = await Promise.all(
    channels.map((channel) => channel({ what, incident, text, at: now })),
  );
  for (const result of results) {
    if (!result.ok) log.warn('incident.not-told', { id: incident.id, what, ...result.error });
  }
  return results.some(({ ok }) => ok);
}
