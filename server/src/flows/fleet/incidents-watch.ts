/**
 * Watching the fleet — vòng theo dõi đội loa.
 *
 * Every few seconds: looks at all boxes at once, asks those that have fallen silent whether they are
 * there, groups what ails them into incidents, writes what has changed and tells whoever must know.
 */
import type { DeviceId, IncidentId } from '@loaso/shared/ids';
import { IncidentId as IncidentIdSchema } from '@loaso/shared/ids';
import { DAY_MS, type Instant, instant, localDateOf } from '@loaso/shared/time';
import { hamletsOn, sitesOn } from '../../core/coverage/history.js';
import { dataCases } from '../../core/fleet/data-warning.js';
import { type Diagnosis, diagnose, type Patient } from '../../core/fleet/diagnose.js';
import { type FleetFigures, fleetFigures } from '../../core/fleet/fleet-figures.js';
import { type Case, groupCases, type Incident, isForewarning } from '../../core/fleet/incidents.js';
import { type Change, courseOf } from '../../core/fleet/incidents-flow.js';
import { type Look, steadyCases, type Tracks } from '../../core/fleet/incidents-steady.js';
import { peopleBehind } from '../../core/fleet/people-behind.js';
import { contactOf, PROBE_MS, SILENT_MS } from '../../core/fleet/presence.js';
import { TWIN_CODES } from '../../core/fleet/record-twins.js';
import type { WatchedBox } from '../../ports/watch.js';
import { enrolledAtSetting } from './enrol.js';
import { tellDue } from './incidents-alarm.js';
import { announceIncident } from './incidents-live.js';
import { queueLetters } from './incidents-mail.js';
import type { Memory, Register } from './incidents-memory.js';
import { ask } from './order.js';
import type { FleetPorts } from './ports.js';

const PROBES_MAX = 5;
const PROBES_EVERY_MS = 10 * 60_000;
const REGISTER_EVERY_MS = 10 * 60_000;

export type Watching = {
  /** @returns how many incidents are open after it */
  round(): Promise<number>;
  /** As of the last round; null before the first. */
  figures(): FleetFigures | null;
};

export function createWatching(ports: FleetPorts, memory: Memory): Watching {
  let tracks: Tracks = new Map();
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
      const looks = looksOf(boxes, memory, now);
      const steady = steadyCases(tracks, looks, now);
      tracks = steady.tracks;
      const unsettled = new Set(looks.flatMap(({ well, deviceId }) => (well ? [] : [deviceId])));
      const open = await ports.store.watch.openIncidents();
      const newId = (): IncidentId => IncidentIdSchema.parse(ports.chance.id('inc'));
      const standing = new Map(open.map((one) => [one.id, one]));
      const faults = open.filter(({ cause }) => !isForewarning(cause));
      const changes = [
        ...courseOf(faults, { groups: groupCases(steady.cases), unsettled }, now, newId),
        ...warningsOf(open, boxes, { memory, cases: steady.cases, now, newId }),
      ];
      for (const { incident, kind } of changes) {
        if (!(await ports.store.watch.putIncident(incident))) continue;
        standing.set(incident.id, incident);
        announceIncident(ports, incident);
        const { id, cause, deviceIds, ended } = incident;
        const facts = { id, cause, boxes: deviceIds.length, ended };
        if (kind === 'opened') ports.log.warn('incident.opened', facts);
        if (kind === 'resolved') ports.log.info('incident.resolved', facts);
      }
      const patients = boxes.map((box) => memory.see(box, now).patient);
      const planned = new Set(
        boxes.flatMap(({ device }, index) =>
          patients[index]?.past?.maintenance == null ? [] : [device.id],
        ),
      );
      await tellDue(ports, planned, now);
      await queueLetters(ports, planned, now);
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

type Warned = {
  readonly memory: Memory;
  /** What ails boxes now. */
  readonly cases: readonly Case[];
  readonly now: Instant;
  readonly newId: () => IncidentId;
};

/** What is only foretold has a course of its own: a fault of the same box neither ends it nor hides in it. */
function warningsOf(
  open: readonly Incident[],
  boxes: readonly WatchedBox[],
  { memory, cases, now, newId }: Warned,
): Change[] {
  const warnings = open.filter(({ cause }) => isForewarning(cause));
  const ended = cases.filter(({ cause }) => cause === 'data-used-up');
  const taken = new Set(ended.map(({ deviceId }) => deviceId));
  const counted = boxes
    .filter(({ device: { id, state } }) => state === 'enrolled' && !taken.has(id))
    .map((box) => ({
      deviceId: box.device.id,
      communeId: memory.communeOf(box.device.areaId),
      operator: memory.operatorOf(box),
      status: box.patient.status,
    }));
  const warned = new Set(warnings.flatMap(({ deviceIds }) => deviceIds));
  const groups = groupCases(dataCases(counted, warned, now));
  return courseOf(warnings, { groups, unsettled: new Set(), taken }, now, newId);
}

/** A box with a new key is no twin of whoever held the old one. */
async function twinsSince(
  { watch, settings }: FleetPorts['store'],
  from: number,
): Promise<ReadonlyMap<DeviceId, number>> {
  const twins = new Map(await watch.twinsSince(TWIN_CODES, from));
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

function looksOf(boxes: readonly WatchedBox[], memory: Memory, now: number): Look[] {
  return boxes.map((box) => {
    const { patient, around } = memory.see(box, now);
    const found = diagnose(patient, now, around);
    return {
      deviceId: box.device.id,
      case: caseOf(found, box, { memory, now }),
      well: isWell(found, patient, now),
    };
  });
}

/** What is still on its way to a box that is there is no trouble of the box. */
function isWell({ state }: Diagnosis, patient: Patient, now: number): boolean {
  const there = contactOf(patient, now) === 'here' && patient.status !== null;
  return state === 'outside' || (state !== 'trouble' && there);
}

function caseOf(
  { state, cause, carriesOn, sentence, next, evidence, sinceAt }: Diagnosis,
  box: WatchedBox,
  { memory, now }: { readonly memory: Memory; readonly now: number },
): Case | null {
  if (state !== 'trouble' || cause === null) return null;
  return {
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
  };
}
