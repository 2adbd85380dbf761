/**
 * Time axis of a box — trục thời gian của cụm.
 *
 * Power, network, agent, airings, commands and faults of one box on one axis, from what was stored
 * as it happened. Newest first; a technician reads from it what came before what.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { DAY_MS, type Instant } from '@loaso/shared/time';
import type { BoxMoment } from '@loaso/shared/wire/http/incidents';
import { commandStanding } from '../../core/fleet/command-words.js';
import type { StoredCommand } from '../../ports/commands.js';
import type { StoredAudit, StoredRefusal } from '../../ports/store-records.js';
import type { BoxEvent, BoxEventKind } from '../../ports/watch.js';
import type { Actor, Answer } from '../flows.js';
import { joinedWithWord } from '../schedule/airings.js';
import { type FleetPorts, findDevice } from './ports.js';

const EVENTS_MAX = 500;
const AIRINGS_MAX = 1_000;
const COMMANDS_MAX = 200;
const SHOWN_MAX = 1_000;

const TRACKS: Readonly<Record<BoxEventKind, BoxMoment['track']>> = {
  connected: 'network',
  gone: 'network',
  started: 'agent',
  release: 'agent',
  plan: 'agent',
  mains: 'power',
  line: 'fault',
  output: 'fault',
  clock: 'fault',
};

export async function timeAxis(
  ports: FleetPorts,
  actor: Actor,
  { id, days }: { readonly id: DeviceId; readonly days: number },
): Answer<BoxMoment[]> {
  const found = await findDevice(ports, actor, { id, permission: 'see-devices' });
  if (!found.ok) return found;
  const { store, clock } = ports;
  const now = clock.now();
  const fromAt = now - days * DAY_MS;
  const [events, refusals, audit, commands, planned] = await Promise.all([
    store.watch.boxEvents(id, fromAt, EVENTS_MAX),
    store.fleet.refusals(id, COMMANDS_MAX),
    store.audit.eventsOf(`device:${id}`, COMMANDS_MAX),
    store.commands.commandsOf(id, COMMANDS_MAX),
    store.ledger.planned({ deviceId: id, fromAt, toAt: now, limit: AIRINGS_MAX }),
  ]);
  const airings = await joinedWithWord(ports, planned);
  const moments = [
    ...lasting(events),
    ...refusals.map(faultOf),
    ...audit.map(commandOf),
    ...commands.flatMap((command) => answerOf(command, now)),
    ...airings.map(({ airing, outcome }): BoxMoment => {
      const { startAt: at, durationMs, title } = airing;
      return { at, track: 'play', kind: outcome.state, detail: title, untilAt: at + durationMs };
    }),
  ];
  return ok(
    moments
      .filter(({ at }) => at >= fromAt)
      .sort((a, b) => b.at - a.at)
      .slice(0, SHOWN_MAX),
  );
}

/** Each event lasts until the next of its kind; being gone ends with coming back. */
function lasting(events: readonly BoxEvent[]): BoxMoment[] {
  const nextAt = new Map<string, number>();
  return events.map(({ at, kind, detail }) => {
    const family = kind === 'gone' || kind === 'connected' ? 'contact' : kind;
    const untilAt = nextAt.get(family) ?? null;
    nextAt.set(family, at);
    return { at, track: TRACKS[kind], kind, detail, untilAt };
  });
}

const faultOf = ({ at, what, code, detail }: StoredRefusal): BoxMoment => ({
  at,
  track: 'fault',
  kind: `refused-${what}`,
  detail: detail === '' ? code : `${code}: ${detail}`,
  untilAt: null,
});

/** When the box told what came of an order, or that it would not. */
function answerOf(command: StoredCommand, now: Instant): BoxMoment[] {
  const { state, words } = commandStanding(command, now);
  const at = command.resultAt ?? command.ackedAt;
  if (at === null || state === 'taken' || state === 'lost') return [];
  return [
    { at, track: 'command', kind: `result-${state}`, detail: words.vi, untilAt: null, words },
  ];
}

const commandOf = ({ at, act, actor }: StoredAudit): BoxMoment => ({
  at,
  track: 'command',
  kind: act.replace(/^device\./, ''),
  detail: actor,
  untilAt: null,
});
