/**
 * Witness — nhân chứng của một cụm.
 *
 * Sees true time and what really sounded, and holds the box to its promises at every event: nothing
 * outside the envelope, nothing without a plan that was signed for it, no wrong bytes, numbers that
 * only rise. Reads the state of the core; never changes it.
 */
import type { Plan, PlanItem, PlanMark } from '@loaso/shared/wire/plan';
import type { PlayRecord } from '@loaso/shared/wire/play-record';
import { URGENT_ID_PREFIX } from '@loaso/shared/wire/urgent';
import { clockState } from '#edge-agent/core/clock';
import type { AgentEvent } from '#edge-agent/core/event';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import type { AgentState } from '#edge-agent/core/state';
import type { Held } from './archive.js';
import type { Box } from './box.js';
import { RTC_ERROR_MS } from './box-clock.js';
import { CalmOracle } from './calm-oracle.js';
import { chimeFault, isChime, unorderedFault } from './chime-orders.js';
import { comesBack, twiceFault } from './coming-back.js';
import { envelopeFault, minutesFault, sessionsFault } from './envelope-truth.js';
import type { Order, Sounding } from './fake-output.js';
import type { Invariant } from './invariants.js';
import { itemsById, keyOf, sameParts } from './plan-index.js';
import { PlanLineage } from './plan-lineage.js';
import { beginSegment, isRecordOf, type Segment, stores } from './segment.js';
import { Technician } from './technician.js';
import { lateFault, loudFault, messageOf } from './urgent-orders.js';
import type { World } from './world.js';

/** Start of sound against its instant, beyond what the clock admits: output and rounding. */
const OUTPUT_ERROR_MS = 30;
/** A sound that has lost its plan or envelope ends within this. */
const REACT_MS = 2_000;
const OVERLAP_MS = 150;
/** Beyond the battery clock's own error: the crystal since the system started. */
const CRYSTAL_DRIFT = 100e-6;

/** An order is given anew within this when the clock is set before it sounds. */
const REORDER_MS = 10_000;

/** A sound that was ordered; a return keeps to the clock by which it was first ordered. */
type Ordered = Pick<Order, 'soundId'> & {
  readonly at: number;
  readonly boundMs: number;
  readonly widestMs: number;
};

type Starting = {
  readonly item: PlanItem;
  readonly order: Order;
  readonly boundMs: number;
  /** The same for what comes back. */
  readonly returnMs: number;
};

export class Witness {
  readonly segments: Segment[] = [];
  /** Records that the journal has promised to keep, by number. */
  readonly promised = new Map<number, PlayRecord>();
  readonly oracle: CalmOracle;
  readonly technician: Technician;
  readonly lineage: PlanLineage;
  readonly #world: World;
  readonly #box: Box;
  readonly #held: Held;
  #current: Segment | null = null;
  #planNumPromised = 0;
  /** Pieces of which the journal has not promised the record, in this life of the process. */
  readonly #unrecorded = new Set<Segment>();
  readonly #ordered = new Map<string, Ordered>();
  #lives = 0;

  constructor(world: World, box: Box, held: Held) {
    this.#world = world;
    this.#box = box;
    this.#held = held;
    this.technician = new Technician(world, box.id);
    this.lineage = new PlanLineage(box.id);
    this.oracle = new CalmOracle(world, box, held, this.segments);
  }

  /** @param at when it went wrong, where that is told later */
  violate(invariant: Invariant, detail: string, at = this.#world.now): void {
    this.#world.violate(invariant, this.#box.id, detail, at);
  }

  /** After every event. */
  watches(before: AgentState, after: AgentState, event: AgentEvent): void {
    const mark = after.durable.mark;
    if (event.type === 'boot') {
      this.lineage.boots(mark?.hash ?? null);
      this.technician.survives(event.journal);
      const num = mark?.num ?? 0;
      if (num < this.#planNumPromised) {
        this.violate('planNumberFell', `${num} after ${this.#planNumPromised} was on the disk`);
      }
    } else if (after.durable !== before.durable) this.#watchDurable(before, after, event);
    this.oracle.watches(before, after, event);
  }

  #watchDurable(before: AgentState, after: AgentState, event: AgentEvent): void {
    const [old, mark] = [before.durable.mark, after.durable.mark];
    if (mark !== null && (mark.num < (old?.num ?? 0) || mark.epoch < (old?.epoch ?? 0))) {
      this.violate('planNumberFell', `${old?.num} to ${mark.num} by ${event.type}`);
    }
    if (mark !== null && mark.hash !== old?.hash) this.#watchPlan(after, mark);
    const { envelope } = after.durable;
    if (envelope === null || envelope.raw === before.durable.envelope?.raw) return;
    if (!this.#held.sealedEnvelopes.includes(envelope.raw)) {
      this.violate('badPlanAccepted', `an envelope that was never signed: ${envelope.raw}`);
    }
    if (this.#current !== null) this.#current.envelopeChangedAt ??= this.#world.now;
  }

  #watchPlan(after: AgentState, mark: { num: number; hash: string }): void {
    const plan = this.#held.signed.get(mark.hash);
    if (plan === undefined) {
      this.violate('badPlanAccepted', `plan ${mark.num} was never signed for this box`);
      return;
    }
    this.lineage.takes(mark.hash, plan);
    const late = this.#world.now - plan.exp;
    if (after.clock.trusted && late > this.boundOf(after)) {
      this.violate('badPlanAccepted', `plan ${mark.num} had expired`);
    }
    const current = this.#current;
    if (current === null || current.goneAt !== null) return;
    if (!itemsById(plan).has(keyOf(current.order))) current.goneAt = this.#world.now;
  }

  /** How wrong the clock may be, as the box says itself; one that is not trusted says nothing. */
  boundOf(state: AgentState): number {
    const mono = this.#box.clock.monoAt(this.#world.now);
    return clockState(state.clock, mono).errorMs ?? RTC_ERROR_MS + mono * CRYSTAL_DRIFT;
  }

  /** An order to play goes out: by the clock as it is now, whatever is learnt before it sounds. */
  orders({ soundId, playId }: Order): void {
    const { state } = this.#box;
    if (state === null) return;
    const boundMs = this.boundOf(state);
    const at = this.#world.now;
    const before = this.#ordered.get(playId);
    const isAgain = before !== undefined && at - before.at < REORDER_MS;
    const widestMs = Math.max(boundMs, isAgain ? before.widestMs : 0);
    this.#ordered.set(playId, { soundId, at, boundMs, widestMs });
  }

  begins({ order, wrong }: Sounding): void {
    const state = this.#box.state;
    if (state === null) throw new Error('a sound began in a box without a process');
    const plan = this.#held.signed.get(state.durable.mark?.hash ?? '');
    const item = (plan === undefined ? undefined : itemsById(plan).get(keyOf(order))) ?? null;
    const { boundMs, returnMs } = this.#boundsOf(state, order);
    const envelopeNum = state.durable.envelope?.envelope.num ?? 0;
    const [startedAt, life] = [this.#world.now, this.#lives];
    this.#current = beginSegment({ order, item, startedAt, boundMs, envelopeNum, life });
    this.#unrecorded.add(this.#current);
    if (wrong) this.violate('wrongBytes', order.playId);
    if (isChime(order)) this.#watchChime(state, order, boundMs);
    else if (order.playId.startsWith(URGENT_ID_PREFIX)) this.#watchUrgent(state, order, boundMs);
    else if (item === null || !sameParts(item, order))
      this.violate('playWithoutPlan', order.playId);
    else if (plan !== undefined) this.#watchStart(state, plan, { item, order, boundMs, returnMs });
  }

  /** The clock as it was when the order went out, and as it is. */
  #boundsOf(state: AgentState, { playId, soundId }: Order): { boundMs: number; returnMs: number } {
    const ordered = this.#ordered.get(playId);
    this.#ordered.delete(playId);
    const orderedMs = ordered?.soundId === soundId ? ordered.boundMs : 0;
    const boundMs = Math.max(orderedMs, this.boundOf(state));
    return { boundMs, returnMs: Math.max(boundMs, ordered?.widestMs ?? 0) };
  }

  #watchChime(state: AgentState, order: Order, boundMs: number): void {
    if (!state.clock.trusted) this.violate('startError', `${order.playId} without a clock`);
    const before = this.segments.filter((one) => isChime(one.order)).length;
    const fault = unorderedFault({ world: this.#world, dev: this.#box.id }, boundMs, before);
    if (fault !== null) this.violate('unwantedSound', `${order.playId}: ${fault}`);
  }

  #watchUrgent(state: AgentState, { playId }: Order, boundMs: number): void {
    const message = messageOf(this.#world, this.#box.id, playId);
    if (message === null) this.violate('playWithoutPlan', `nobody ordered ${playId}`);
    // Without the time of day the box goes by the time since the message came.
    const late =
      message !== null && state.clock.trusted ? lateFault(message, this.#world.now, boundMs) : null;
    if (late !== null) this.violate('unwantedSound', `${playId} ${late}`);
  }

  #watchStart(state: AgentState, signed: Plan, { item, order, boundMs, returnMs }: Starting): void {
    const envelope = state.durable.envelope?.envelope ?? null;
    const errorMs = this.#world.now - item.startAt - order.fromMs;
    if (!state.clock.trusted) this.violate('startError', `${order.playId} without a clock`);
    else if (
      Math.abs(errorMs) > boundMs + OUTPUT_ERROR_MS &&
      !comesBack(this.segments, {
        item,
        order,
        boundMs: returnMs,
        now: this.#world.now,
        life: this.#lives,
        plan: signed,
        envelope,
      })
    ) {
      const said = `${state.clock.source} within ${boundMs} ms`;
      this.violate('startError', `${order.playId} was ${errorMs} ms off, the clock said ${said}`);
    }
    const { plan } = state.durable;
    if (plan !== null && this.#world.now < plan.plan.nbf - boundMs - OUTPUT_ERROR_MS) {
      this.violate('playWithoutPlan', `${order.playId} before its plan begins`);
    }
  }

  volumeIs(percent: number): void {
    this.#current?.volumes.push({ at: this.#world.now, percent });
  }

  overlaps(first: Sounding, second: Order, leftMs: number): void {
    if (leftMs <= OVERLAP_MS) return;
    const detail = `${second.playId} began ${Math.round(leftMs)} ms before ${first.order.playId} ended`;
    this.violate('twoSounds', detail);
  }

  ends({ silentMs }: Sounding): void {
    const segment = this.#current;
    if (segment === null) return;
    this.#current = null;
    segment.endedAt = this.#world.now;
    segment.silentMs = silentMs;
    const twice = twiceFault(segment, this.segments);
    if (twice !== null) this.violate('heardTwice', twice);
    this.segments.push(segment);
    const { goneAt, order, item } = segment;
    if (isChime(order)) {
      this.#judgeChime(segment);
      return;
    }
    const isUrgent = order.playId.startsWith(URGENT_ID_PREFIX);
    const loud = isUrgent ? loudFault(segment, this.#held.envelopes) : null;
    if (loud !== null) this.violate('outsideEnvelope', `${order.playId}: ${loud}`);
    if (!isUrgent && goneAt !== null && segment.endedAt > goneAt + REACT_MS) {
      this.violate('playWithoutPlan', `${order.playId} sounded on after its plan had gone`);
    }
    if (item === null) return;
    if (item.priority !== 'emergency') this.technician.judges(segment);
    const fault =
      envelopeFault(segment, item, this.#held.envelopes, REACT_MS) ??
      minutesFault(this.segments, segment, this.#held.envelopes) ??
      sessionsFault(this.segments, segment, this.#held.envelopes);
    if (fault !== null) this.violate('outsideEnvelope', `${order.playId}: ${fault}`);
  }

  #judgeChime(segment: Segment): void {
    const whose = { world: this.#world, dev: this.#box.id };
    const fault = chimeFault(segment, whose, this.#held.envelopes);
    if (fault !== null) this.violate('outsideEnvelope', `${segment.order.playId}: ${fault}`);
  }

  /**
   * Entries on their way to the disk; `kept` when the disk has promised them. A compaction repeats what
   * was promised before, unless it heals a journal that could not be written.
   */
  promises(kind: 'journal' | 'compact', entries: readonly JournalEntry[]): { kept: () => void } {
    const { state } = this.#box;
    const mark = state?.durable.mark ?? null;
    const current = this.#current;
    const isNew = kind === 'journal' || (state !== null && state.journalFault !== null);
    return {
      kept: () => {
        if (isNew) for (const entry of entries) this.#promised(entry, mark, current);
      },
    };
  }

  #promised(entry: JournalEntry, mark: PlanMark | null, current: Segment | null): void {
    this.technician.promised(entry);
    if (entry.k === 'record') {
      this.promised.set(entry.record.seq, entry.record);
      for (const one of this.#unrecorded) {
        if (isRecordOf(entry.record, one)) this.#unrecorded.delete(one);
      }
    }
    if (entry.k === 'plan' && mark !== null) {
      this.#planNumPromised = Math.max(this.#planNumPromised, mark.num);
    }
    if (current !== null) stores(current, entry);
  }

  processEnds(): void {
    this.#lives += 1;
    for (const one of this.#unrecorded) one.isForgotten = true;
    this.#unrecorded.clear();
    this.oracle.disturbed(false);
  }
}
