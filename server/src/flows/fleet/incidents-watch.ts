/**
 * Watching the fleet — vòng theo dõi đội loa.
 *
 * Every few seconds: looks at all boxes at once, asks those that have fallen silent whether they are
 * there, groups what ails them into incidents, writes what has changed and tells whoever must know.
 */
import type { DeviceId, IncidentId } from '@loaso/shared/ids';
import { IncidentId as IncidentIdSchema } from '@loaso/shared/ids';
import { DAY_MS, instant, localDateOf } from '@loaso/shared/time';
import { hamletsOn, sitesOn } from '../../core/coverage/history.js';
import { diagnose } from '../../core/fleet/diagnose.js';
import { type FleetFigures, fleetFigures } from '../../core/fleet/fleet-figures.js';
import { type Case, groupCases } from '../../core/fleet/incidents.js';
import { courseOf } from '../../core/fleet/incidents-flow.js';
import { peopleBehind } from '../../core/fleet/people-behind.js';
import { PROBE_MS, SILENT_MS } from '../../core/fleet/presence.js';
import type { WatchedBox } from '../../ports/watch.js';
import { enrolledAtSetting } from './enrol.js';
import { tellDue } from './incidents-alarm.js';
import { announceIncident } from './incidents-live.js';
import { queueLetters } from './incidents-mail.js';
import type { Memory, Register } from './incidents-memory.js';
import { ask } from './order.js';
import type { FleetPorts } from './ports.js';

/** What a box says of itself while it is there must last so long before it is an incident. */
const STEADY_MS = 2 * 60_000;
/** What was lost is looked at twice. */
const TWICE_MS = 8_000;
const PROBES_MAX = 5;
const PROBES_EVERY_MS = 10 * 60_000;
const REGISTER_EVERY_MS = 10 * 60_000;

export type Watching = {
  /** @returns how many incidents are open after it */
  round(): Promise<number>;
  /** As of the last round; null before the first. */
  figures(): FleetFigures | null;
};

type Firsts = Map<string, number>;

export function createWatching(ports: FleetPorts, memory: Memory): Watching {
  const firsts: Firsts = new Map();
  const asked = new Map<DeviceId, number>();
  const reading: Reading = {
    at: Number.NEGATIVE_INFINITY,
    register: { sites: new Map(), people: new Map() },
  };
  let figures: FleetFigures | null = null;
  return {
    figures: () => figures,
    async round() {
      const now = ports.clock.now();
      const boxes = await look(ports, { memory, reading, now });
      await probe(ports, { memory, asked, now }, boxes);
      const cases = steady(casesOf(boxes, memory, now), firsts, now);
      const open = await ports.store.watch.openIncidents();
      const newId = (): IncidentId => IncidentIdSchema.parse(ports.chance.id('inc'));
      const standing = new Map(open.map((one) => [one.id, one]));
      for (const { incident, kind } of courseOf(open, groupCases(cases), now, newId)) {
        if (!(await ports.store.watch.putIncident(incident))) continue;
        standing.set(incident.id, incident);
        announceIncident(ports, incident);
        const { id, cause, deviceIds, ended } = incident;
        const facts = { id, cause, boxes: deviceIds.length, ended };
        if (kind === 'opened') ports.log.warn('incident.opened', facts);
        if (kind === 'resolved') ports.log.info('incident.resolved', facts);
      }
      await tellDue(ports, now);
      await queueLetters(ports, now);
      const patients = boxes.map((box) => memory.see(box, now).patient);
      figures = fleetFigures(patients, [...standing.values()], now);
      return [...standing.values()].filter(({ resolvedAt }) => resolvedAt === null).length;
    },
  };
}

/** What was read of the register, and when. */
type Reading = { at: number; register: Register };

async function look(
  { store }: FleetPorts,
  { memory, reading, now }: { memory: Memory; reading: Reading; now: number },
): Promise<WatchedBox[]> {
  const from = now - DAY_MS;
  const [boxes, areas, losses, twins, planned] = await Promise.all([
    store.watch.boxes({}),
    store.areas.areas(),
    store.watch.lossesSince(from),
    twinsSince(store, from),
    store.watch.maintenancesSince(from),
  ]);
  if (now - reading.at > REGISTER_EVERY_MS) {
    reading.register = await readRegister(store, boxes, now);
    reading.at = now;
  }
  memory.learn(boxes, { areas, losses, twins, planned, ...reading.register }, now);
  return boxes;
}

/** A box with a new key is no twin of whoever held the old one. */
async function twinsSince(
  { watch, settings }: FleetPorts['store'],
  from: number,
): Promise<ReadonlyMap<DeviceId, number>> {
  const twins = new Map(await watch.twinsSince(from));
  for (const [id, at] of twins) {
    const enrolledAt = Number((await settings.setting(enrolledAtSetting(id))) ?? 0);
    if (at <= enrolledAt) twins.delete(id);
  }
  return twins;
}

async function readRegister(
  { registry }: FleetPorts['store'],
  boxes: readonly WatchedBox[],
  now: number,
): Promise<Register> {
  const day = localDateOf(instant(now));
  const [sites, hamlets] = await Promise.all([registry.siteFacts(), registry.hamletFacts()]);
  const served = boxes.filter(({ device }) => device.state === 'enrolled');
  return {
    sites: sitesOn(sites, day),
    people: peopleBehind(
      served.map(({ device }) => device),
      hamletsOn(hamlets, day),
    ),
  };
}

type Asking = {
  readonly memory: Memory;
  readonly asked: Map<DeviceId, number>;
  readonly now: number;
};

/**
 * A box with a login that says nothing is asked before it is called lost. Where very many are silent
 * at once nobody needs to ask.
 */
async function probe(
  ports: FleetPorts,
  { memory, asked, now }: Asking,
  boxes: readonly WatchedBox[],
): Promise<void> {
  const silent = boxes.filter(({ device, patient: { online, lastSeenAt } }) => {
    const lately = now - (asked.get(device.id) ?? 0) < PROBES_EVERY_MS;
    return online && lastSeenAt !== null && now - lastSeenAt > SILENT_MS - PROBE_MS && !lately;
  });
  if (silent.length > PROBES_MAX * 4) return;
  for (const { device } of silent.slice(0, PROBES_MAX)) {
    asked.set(device.id, now);
    memory.probed(device.id, now);
    await ask(ports, device.id, 'report', 'the server asks whether the box is there');
  }
}

function casesOf(boxes: readonly WatchedBox[], memory: Memory, now: number): Case[] {
  return boxes.flatMap((box) => {
    const { patient, around } = memory.see(box, now);
    const found = diagnose(patient, now, around);
    if (found.state !== 'trouble' || found.cause === null) return [];
    const { cause, carriesOn, sentence, next, evidence, sinceAt } = found;
    return [
      {
        deviceId: box.device.id,
        communeId: memory.communeOf(box.device.areaId),
        operator: memory.operatorOf(box),
        cause,
        since: sinceAt ?? now,
        gone: sinceAt !== null,
        carriesOn,
        sentence,
        next,
        evidence,
      },
    ];
  });
}

/** Leaves out what was seen for a moment only; what has gone is forgotten. */
function steady(cases: readonly Case[], firsts: Firsts, now: number): Case[] {
  const keys = new Map(cases.map((one) => [`${one.deviceId} ${one.cause}`, one]));
  for (const key of firsts.keys()) if (!keys.has(key)) firsts.delete(key);
  return [...keys].flatMap(([key, one]) => {
    const first = firsts.get(key) ?? now;
    firsts.set(key, first);
    if (now - first < (one.gone ? TWICE_MS : STEADY_MS)) return [];
    return [one.gone ? one : { ...one, since: first }];
  });
}
