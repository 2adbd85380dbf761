/**
 * Simulation — giả lập cả mạng lưới loa.
 *
 * A province of boxes with their server for some days, from one seed: the real cores on virtual time.
 * Promises the same answer for the same options, to the event; knows no clock and no chance of its own.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { DAY_MS, HOUR_MS, instant, instantAt, LocalDate, MINUTE_MS } from '@loaso/shared/time';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import { Archive } from './archive.js';
import { Box } from './box.js';
import { deviceRootOf } from './box-keys.js';
import type { Bug } from './bugs.js';
import { ALL_FAULTS, KILLS, NO_FAULTS } from './faults.js';
import { checkBox, type Tally } from './final-checks.js';
import { INVARIANTS, type Invariant } from './invariants.js';
import { letThingsHappen } from './mishaps.js';
import { policyFor } from './policies.js';
import type { Send } from './publishing.js';
import { bringSecond, standAlone } from './second-server.js';
import { Server } from './server.js';
import { Signer } from './signer.js';
import { Trace, type Violation, World } from './world.js';

const FAULTS = { none: NO_FAULTS, all: ALL_FAULTS, kills: KILLS } as const;

export type Options = {
  readonly boxes: number;
  readonly days: number;
  readonly seed: number;
  readonly faults: keyof typeof FAULTS;
  readonly bug?: Bug | null;
  /** The box whose life is to be written down, and up to when. */
  readonly follow?: { readonly box: string; readonly at: number };
};

export type Outcome = Tally & {
  readonly seed: number;
  readonly boxes: number;
  readonly days: number;
  readonly faults: keyof typeof FAULTS;
  readonly kills: number;
  readonly holds: number;
  readonly fenced: number;
  readonly lost: number;
  readonly duplicate: number;
  readonly violations: Readonly<Record<Invariant, number>>;
  readonly events: number;
  /** Folds every event of the run; equal hashes, equal runs. */
  readonly hash: number;
  readonly kept: readonly Violation[];
  /** The last events of the followed box. */
  readonly trace: readonly string[];
};

const BOXES_PER_COMMUNE = 20;
/** The clocks of the first day stand at midnight. */
const START = instantAt(LocalDate.parse('2026-03-02'), 0);
/** After the last day everything is whole again and may come in. */
const DRAIN_MS = 8 * HOUR_MS;

function placesOf(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const id = DeviceId.parse(`box-${String(index).padStart(5, '0')}`);
    const areaId = AreaId.parse(String(21_000 + Math.floor(index / BOXES_PER_COMMUNE)));
    return { id, areaId, deviceRoot: deviceRootOf(id) };
  });
}

export function simulate(options: Options): Outcome {
  const { boxes: count, days, seed, bug = null } = options;
  const faults = FAULTS[options.faults];
  const world = new World(seed, START, faults, bug);
  const places = placesOf(count);
  const communes = [...new Set(places.map(({ areaId }) => areaId))];
  const policy = faults.wildSchedule
    ? policyFor(communes, world.chance.stream('first policy'))
    : DEFAULT_POLICY;
  const boxes: Box[] = [];
  const byId = new Map<DeviceId, Box>();
  const signer = new Signer(world, new Archive(places));
  const send: Send = (id, name, raw) => byId.get(id)?.link.sendDown(name, raw);
  const server = new Server(world, signer, send);
  server.open(policy);
  const trace = new Trace();
  const traceOf = (id: DeviceId): Trace | null => (id === options.follow?.box ? trace : null);
  for (const [index, place] of places.entries()) {
    const box = new Box(world, { ...place, index, trace: traceOf(place.id) }, server);
    boxes.push(box);
    byId.set(place.id, box);
  }
  const arrivals = world.chance.stream('arrivals');
  for (const box of boxes) world.after(arrivals.between(0, 10 * MINUTE_MS), () => box.powerOn());
  publishNightly(world, server);
  letThingsHappen({ world, server, boxes, communes });
  bringSecond(world, server, (name) => new Server(world, signer, send, name));
  const endAt = START + days * DAY_MS;
  world.runUntil(endAt);
  drain(world, server, boxes);
  const tally: Tally = { planned: 0, played: 0, interrupted: 0, missed: 0, unknown: 0 };
  for (const box of boxes) {
    box.witness.oracle.conclude();
    checkBox(box, server, endAt, tally);
  }
  const told = options.follow === undefined ? [] : trace.text(options.follow.at);
  return { ...outcomeOf(options, world, tally), trace: told };
}

/** The horizon moves on every night; lines that are over are forgotten. */
function publishNightly(world: World, server: Server): void {
  if (world.isDraining) return;
  server.schedule.sweep(instant(world.now));
  server.publish(null);
  world.after(DAY_MS, () => publishNightly(world, server));
}

function drain(world: World, server: Server, boxes: readonly Box[]): void {
  world.isDraining = true;
  world.faults = { ...NO_FAULTS, wildSchedule: world.faults.wildSchedule };
  for (const box of boxes) {
    box.disk.full = false;
    box.link.heal();
    box.powerOn();
  }
  standAlone(server);
  world.runUntil(world.now + DRAIN_MS);
}

function outcomeOf(options: Options, world: World, tally: Tally): Omit<Outcome, 'trace'> {
  const counts = INVARIANTS.map((name) => [name, world.counts.get(name) ?? 0] as const);
  const violations = Object.fromEntries(counts) as Record<Invariant, number>;
  const { boxes, days, seed, faults } = options;
  return {
    seed,
    boxes,
    days,
    faults,
    kills: world.kills,
    holds: world.holds,
    fenced: world.fenced,
    ...tally,
    lost: violations.lost,
    duplicate: violations.duplicate,
    violations,
    events: world.events,
    hash: world.hash,
    kept: world.kept,
  };
}
