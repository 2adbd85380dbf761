/**
 * Simulated server — máy chủ giả lập.
 *
 * The real planning core, policy and message schemas around an in-memory store: publishes only what
 * has changed, numbers rising, and answers what boxes ask. Messages are sealed and opened as on the
 * wire. Keeps every plan it ever signed, so that the world can tell a real one from a forgery.
 */
import type { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import {
  addDays,
  DAY_MS,
  type Instant,
  instant,
  localDateOf,
  MINUTE_MS,
  startOfDay,
} from '@loaso/shared/time';
import { openSealed, readBody, type Sign, seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { SoundEnvelope } from '@loaso/shared/trust/sound-envelope';
import { Ack } from '@loaso/shared/wire/ack';
import { Ask } from '@loaso/shared/wire/ask';
import type { Stop } from '@loaso/shared/wire/command';
import type { Plan } from '@loaso/shared/wire/plan';
import { PlayRecords } from '@loaso/shared/wire/play-record';
import { CommandResult } from '@loaso/shared/wire/result';
import { type Status, ToldStatus } from '@loaso/shared/wire/status';
import type { TopicName } from '@loaso/shared/wire/topics';
import { type BuiltPlan, buildPlans } from '#server/core/plan/build';
import { changedPlans } from '#server/core/plan/diff';
import { envelopeOf, type Policy } from '#server/core/schedule/policy';
import { areaPaths } from '#server/core/schedule/reach';
import { Ledger } from './ledger.js';
import { PlannedAirings } from './planned-airings.js';
import { PROVINCE, ScheduleModel } from './schedule-model.js';
import { hashOf, symbolicKey, verifySymbolic } from './symbolic-keys.js';
import { URGENT_KEY } from './urgent-orders.js';
import type { World } from './world.js';

/** One box as the server knows it. */
export type Place = {
  readonly id: DeviceId;
  readonly areaId: AreaId;
  readonly deviceRoot: TrustRoot;
};

export type Held = {
  readonly place: Place;
  num: number;
  plan: Plan | null;
  hash: Sha256 | null;
  sealedPlan: string | null;
  resendFrom: number;
  readonly envelopes: SoundEnvelope[];
  readonly sealedEnvelopes: string[];
  /** Every plan ever signed for this box, by hash of its body. */
  readonly signed: Map<string, Plan>;
  /** The sealed texts themselves, for whoever wants to bring an old one back. */
  readonly past: string[];
  /** What came of each order, as the box said it first. */
  readonly results: Map<string, string>;
};

const KEYS = {
  root: symbolicKey('root-1', 'root'),
  envelope: symbolicKey('envelope-1', 'envelope'),
  plan: symbolicKey('plan-1', 'plan'),
  command: symbolicKey('command-1', 'command'),
  server: symbolicKey('server-1', 'server'),
};

export const TRUST: TrustRoot = {
  v: 1,
  num: 1,
  keys: [...Object.values(KEYS).map(({ key }) => key), URGENT_KEY],
  thresholds: {},
};

const sealAs = (type: Parameters<typeof seal>[0], body: object, { sign }: { sign: Sign }): string =>
  seal(type, JSON.stringify(body), [sign]);

/** Longer than any outage here; the product plans two weeks, which only makes plans longer. */
const HORIZON_DAYS = 5;
const PAST_KEPT = 6;
const RESEND_EVERY_MS = 15 * MINUTE_MS;

export class Server {
  readonly ledger: Ledger;
  readonly planned = new PlannedAirings();
  readonly schedule: ScheduleModel;
  readonly #world: World;
  readonly #held: Map<DeviceId, Held>;
  readonly #paths: ReturnType<typeof areaPaths>;
  readonly #send: (id: DeviceId, name: TopicName, raw: string) => void;
  #policy: Policy;

  constructor(
    world: World,
    places: readonly Place[],
    policy: Policy,
    send: (id: DeviceId, name: TopicName, raw: string) => void,
  ) {
    this.#world = world;
    this.#policy = policy;
    this.#send = send;
    this.ledger = new Ledger(world.bug);
    const communes = [...new Set(places.map(({ areaId }) => areaId))];
    this.#paths = areaPaths([
      { id: PROVINCE, parentId: null },
      ...communes.map((id) => ({ id, parentId: PROVINCE })),
    ]);
    this.#held = new Map(places.map((place) => [place.id, this.#enrolled(place)]));
    this.schedule = new ScheduleModel(world.chance.stream('schedule'), world.faults.wildSchedule);
    this.schedule.open(communes, this.#now());
  }

  #now(): Instant {
    return instant(this.#world.now);
  }

  #enrolled(place: Place): Held {
    const first = this.#envelope(place, 1);
    return {
      place,
      num: 0,
      plan: null,
      hash: null,
      sealedPlan: null,
      resendFrom: 0,
      envelopes: [first],
      sealedEnvelopes: [sealAs('envelope', first, KEYS.envelope)],
      signed: new Map(),
      past: [],
      results: new Map(),
    };
  }

  #envelope(place: Place, num: number): SoundEnvelope {
    const now = this.#now();
    const device = {
      id: place.id,
      areaId: place.areaId,
      path: this.#paths.get(place.areaId) ?? [],
    };
    return envelopeOf(this.#policy, device, { num, iat: now, exp: instant(now + 300 * DAY_MS) });
  }

  heldOf(id: DeviceId): Held {
    const held = this.#held.get(id);
    if (held === undefined) throw new Error(`no such box: ${id}`);
    return held;
  }

  /** Plans what is reached by `area` (all of the province where null) and sends what has changed. */
  publish(area: AreaId | null): void {
    const now = this.#now();
    const held = [...this.#held.values()].filter(({ place }) => !area || place.areaId === area);
    const numbers = new Map(
      held.map(({ place, num, hash }) => [place.id, { epoch: 1, num: num + 1, prevHash: hash }]),
    );
    const built = buildPlans({
      ...this.schedule.sources(),
      devices: held.map(({ place }) => ({ id: place.id, areaId: place.areaId })),
      paths: this.#paths,
      horizon: { startAt: now, endAt: startOfDay(addDays(localDateOf(now), HORIZON_DAYS)) },
      numbers,
      now,
    });
    const stored = new Map(
      held.flatMap(({ place, plan }) => (plan === null ? [] : [[place.id, plan] as const])),
    );
    const changed = new Set(changedPlans(built.plans, stored, now).map(({ deviceId }) => deviceId));
    this.planned.put(
      changed,
      built.airings.filter(({ deviceId }) => changed.has(deviceId)),
      now,
    );
    for (const one of built.plans) if (changed.has(one.deviceId)) this.#sign(one);
  }

  /** Signs and sends a plan that was made elsewhere: a real one that is replayed. */
  issue(plan: Plan): void {
    this.#sign({ deviceId: plan.dev, plan, body: JSON.stringify(plan) });
  }

  #sign({ deviceId, plan, body }: Omit<BuiltPlan, 'horizonEndAt'>): void {
    const held = this.heldOf(deviceId);
    held.num = plan.num;
    held.plan = plan;
    held.hash = hashOf(body);
    held.sealedPlan = seal('plan', body, [KEYS.plan.sign]);
    held.signed.set(held.hash, plan);
    held.past.push(held.sealedPlan);
    if (held.past.length > PAST_KEPT) held.past.shift();
    this.#send(deviceId, 'plan', held.sealedPlan);
  }

  /** New limits: every box gets the envelope that follows from them. */
  setPolicy(policy: Policy): void {
    this.#policy = policy;
    for (const held of this.#held.values()) {
      const next = this.#envelope(held.place, held.envelopes.length + 1);
      held.envelopes.push(next);
      const sealed = sealAs('envelope', next, KEYS.envelope);
      held.sealedEnvelopes.push(sealed);
      this.#send(held.place.id, 'envelope', sealed);
    }
  }

  stop(stop: Stop): void {
    this.#send(stop.dev, 'stop', sealAs('stop', stop, KEYS.command));
  }

  /** A message of a box; what breaks its own schema is a broken promise of the agent. */
  receive(id: DeviceId, name: TopicName, raw: string): void {
    const held = this.heldOf(id);
    if (name === 'ask') this.#answer(held, this.#open(held, name, raw, Ask));
    else if (name === 'records') this.#store(held, this.#open(held, name, raw, PlayRecords));
    else if (name === 'ack') this.#open(held, name, raw, Ack);
    else if (name === 'result') this.#settle(held, this.#open(held, name, raw, CommandResult));
    else if (name === 'status') this.#follow(held, this.#open(held, name, raw, ToldStatus));
    else this.#world.violate('badMessage', id, `a box published ${name}`);
  }

  #open<T>(
    { place }: Held,
    name: 'ask' | 'records' | 'ack' | 'status' | 'result',
    raw: string,
    schema: Parameters<typeof readBody<T>>[1],
  ): T | null {
    const opened = openSealed(raw, name, place.deviceRoot, verifySymbolic);
    const read = opened.ok ? readBody(opened.value.body, schema) : opened;
    if (read.ok) return read.value;
    this.#world.violate('badMessage', place.id, `${name}: ${JSON.stringify(read.error)}`);
    return null;
  }

  #answer(held: Held, ask: Ask | null): void {
    if (ask === null) return;
    const { id } = held.place;
    if (ask.want.includes('plan') && ask.have?.hash !== held.hash && held.sealedPlan !== null) {
      this.#send(id, 'plan', held.sealedPlan);
    }
    if (ask.want.includes('envelope') && ask.envelopeNum !== held.envelopes.length) {
      this.#send(id, 'envelope', held.sealedEnvelopes.at(-1) ?? '');
    }
    if (ask.want.includes('receipt')) this.#receipt(id, this.ledger.upToSeq(id));
    if (ask.time !== undefined) {
      const now = this.#now();
      const reply = { v: 1, dev: id, ...ask.time, t1: now, t2: now };
      this.#send(id, 'time', sealAs('time', reply, KEYS.server));
    }
  }

  #store({ place }: Held, message: PlayRecords | null): void {
    if (message === null) return;
    this.#receipt(place.id, this.ledger.add(place.id, message.records));
  }

  /** The first word on an order stands. */
  #settle({ place: { id }, results }: Held, result: CommandResult | null): void {
    if (result === null) return;
    const { commandId } = result;
    if (!results.has(commandId)) results.set(commandId, JSON.stringify(result));
    if (result.receipt === true) this.#receipt(id, this.ledger.upToSeq(id), [commandId]);
  }

  #receipt(id: DeviceId, upToSeq: number, results?: readonly string[]): void {
    const settled = results === undefined ? {} : { results };
    const receipt = { v: 1, dev: id, iat: this.#now(), upToSeq, ...settled };
    this.#send(id, 'receipt', sealAs('receipt', receipt, KEYS.server));
  }

  /** Desired and reported differ: the plan goes out again. */
  #follow(held: Held, status: Status | null): void {
    if (status === null || held.sealedPlan === null) return;
    const { now } = this.#world;
    if (status.plan?.hash === held.hash || now < held.resendFrom) return;
    // Not at every status: a box that refuses the plan says so in its next one.
    held.resendFrom = now + RESEND_EVERY_MS;
    this.#send(held.place.id, 'plan', held.sealedPlan);
  }
}
