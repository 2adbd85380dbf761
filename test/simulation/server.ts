/**
 * Simulated server — máy chủ giả lập.
 *
 * The real message schemas and policy around a database in memory: answers what boxes ask, keeps their
 * records, publishes. Messages are sealed and opened as on the wire. Its database may be put back to an
 * older day.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { DAY_MS, type Instant, instant, MINUTE_MS } from '@loaso/shared/time';
import { openSealed, readBody } from '@loaso/shared/trust/sealed';
import { Ack } from '@loaso/shared/wire/ack';
import { Ask } from '@loaso/shared/wire/ask';
import type { Stop } from '@loaso/shared/wire/command';
import { PlayRecords } from '@loaso/shared/wire/play-record';
import { CommandResult } from '@loaso/shared/wire/result';
import { type Status, ToldStatus } from '@loaso/shared/wire/status';
import type { TopicName } from '@loaso/shared/wire/topics';
import { answerTo, isBeyond } from '#server/core/fleet/numbering';
import { envelopeOf, type Policy } from '#server/core/schedule/policy';
import { areaPaths } from '#server/core/schedule/reach';
import type { Held } from './archive.js';
import { Ledger } from './ledger.js';
import { type Memory, Publishing, type Send } from './publishing.js';
import { PROVINCE, type ScheduleCopy, ScheduleModel } from './schedule-model.js';
import { type Signer, sealEnvelope, sealServer, sealStop } from './signer.js';
import { verifySymbolic } from './symbolic-keys.js';
import type { World } from './world.js';

/** What a backup holds; everything in it is of one instant. */
export type Backup = {
  readonly plans: Memory;
  readonly ledger: ReturnType<Ledger['copy']>;
  readonly schedule: ScheduleCopy;
};

const RESEND_EVERY_MS = 15 * MINUTE_MS;

export class Server {
  readonly ledger: Ledger;
  readonly schedule: ScheduleModel;
  readonly publishing: Publishing;
  /** A second server on the same broker hears all that this one hears. */
  beside: Server | null = null;
  readonly #world: World;
  readonly #signer: Signer;
  readonly #communes: readonly AreaId[];
  readonly #paths: ReturnType<typeof areaPaths>;
  readonly #send: Send;
  readonly #resendFrom = new Map<DeviceId, number>();

  /** @param name of what is started; no two servers have one */
  constructor(world: World, signer: Signer, send: Send, name = 'server') {
    this.#world = world;
    this.#signer = signer;
    this.#send = send;
    this.ledger = new Ledger(world.bug);
    this.#communes = [...new Set(signer.archive.all().map(({ place }) => place.areaId))];
    const paths = areaPaths([
      { id: PROVINCE, parentId: null },
      ...this.#communes.map((id) => ({ id, parentId: PROVINCE })),
    ]);
    this.#paths = paths;
    const schedule = new ScheduleModel(world.chance.stream('schedule'), world.faults.wildSchedule);
    this.schedule = schedule;
    this.publishing = new Publishing(world, signer, { schedule, paths, send, name });
  }

  /** The first day: lines, and an envelope for every box. */
  open(policy: Policy): void {
    this.schedule.open(this.#communes, this.#now());
    this.setPolicy(policy);
  }

  #now(): Instant {
    return instant(this.#world.now);
  }

  get planned() {
    return this.#signer.archive.planned;
  }

  heldOf(id: DeviceId): Held {
    return this.#signer.archive.of(id);
  }

  publish(area: AreaId | null): void {
    this.publishing.publish(area);
  }

  backup(): Backup {
    const { ledger, schedule, publishing } = this;
    return { plans: publishing.memory(), ledger: ledger.copy(), schedule: schedule.copy() };
  }

  restore({ plans, ledger, schedule }: Backup): void {
    this.ledger.restore(ledger);
    this.schedule.restore(schedule);
    this.publishing.restore(plans);
  }

  /** New limits: every box gets the envelope that follows from them. */
  setPolicy(policy: Policy): void {
    const now = this.#now();
    for (const { place, envelopes } of this.#signer.archive.all()) {
      const path = this.#paths.get(place.areaId) ?? [];
      const term = { num: envelopes.length + 1, iat: now, exp: instant(now + 300 * DAY_MS) };
      const next = envelopeOf(policy, { id: place.id, areaId: place.areaId, path }, term);
      const sealed = sealEnvelope(next);
      this.#signer.archive.keepEnvelope(next, sealed);
      this.#send(place.id, 'envelope', sealed);
    }
  }

  stop(stop: Stop): void {
    this.#send(stop.dev, 'stop', sealStop(stop));
  }

  /** A message of a box; what breaks its own schema is a broken promise of the agent. */
  receive(id: DeviceId, name: TopicName, raw: string): void {
    // Of a second one that has lost the pen nobody hears any more but its tries to publish.
    if (this.beside?.publishing.isLost === false) this.beside.receive(id, name, raw);
    const held = this.heldOf(id);
    if (name === 'ask') this.#answer(held, this.#open(held, name, raw, Ask));
    else if (name === 'records') this.#keep(held, this.#open(held, name, raw, PlayRecords));
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
    if (ask.time !== undefined) {
      const now = this.#now();
      this.#send(id, 'time', sealServer('time', { v: 1, dev: id, ...ask.time, t1: now, t2: now }));
    }
    if (this.publishing.isLost) return;
    const row = this.publishing.rowOf(id);
    if (ask.want.includes('plan') && row !== undefined && answerTo(ask.have, row.mark) === 'send') {
      this.#send(id, 'plan', row.sealed);
    }
    if (ask.want.includes('envelope') && ask.envelopeNum !== held.envelopes.length) {
      this.#send(id, 'envelope', held.sealedEnvelopes.at(-1) ?? '');
    }
    if (ask.want.includes('receipt')) this.#receipt(id, this.ledger.upToSeq(id));
  }

  #keep({ place }: Held, message: PlayRecords | null): void {
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
    const body = { v: 1, dev: id, iat: this.#now(), upToSeq, ...settled };
    const receipt = this.publishing.signReceipt(id, body);
    if (receipt !== null) this.#send(id, 'receipt', receipt);
  }

  /** Desired and reported differ: the plan goes out again. */
  #follow({ place: { id } }: Held, status: Status | null): void {
    const row = this.publishing.rowOf(id);
    if (status === null || row === undefined || this.publishing.isLost) return;
    const { now } = this.#world;
    if (status.plan?.hash === row.mark.hash || isBeyond(status.plan, row.mark)) return;
    if (now < (this.#resendFrom.get(id) ?? 0)) return;
    // Not at every status: a box that refuses the plan says so in its next one.
    this.#resendFrom.set(id, now + RESEND_EVERY_MS);
    this.#send(id, 'plan', row.sealed);
  }
}
