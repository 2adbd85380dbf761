/**
 * Publishing of a simulated server — phát hành của máy chủ giả lập.
 *
 * The real planning and numbering cores around the plans that this server remembers. Its memory may be
 * put back to an older day, and another server may take its pen: what it may publish then is decided by
 * the cores, and a person lets it go on.
 */
import type { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import {
  addDays,
  HOUR_MS,
  type Instant,
  instant,
  localDateOf,
  startOfDay,
} from '@loaso/shared/time';
import type { Plan, PlanMark } from '@loaso/shared/wire/plan';
import type { TopicName } from '@loaso/shared/wire/topics';
import {
  isAhead,
  isNewest,
  type Numbers,
  nextNumbers,
  rememberedNum,
} from '#server/core/fleet/numbering';
import { type BuiltPlan, buildPlans } from '#server/core/plan/build';
import { changedPlans } from '#server/core/plan/diff';
import type { areaPaths } from '#server/core/schedule/reach';
import type { Chance } from './chance.js';
import type { ScheduleModel } from './schedule-model.js';
import type { Pen, Sealed, Signer } from './signer.js';
import type { World } from './world.js';

/** The newest plan of a box, as this server knows it. */
export type Row = { readonly plan: Plan; readonly mark: PlanMark; readonly sealed: string };

/** What is remembered of plans. */
export type Memory = {
  readonly rows: ReadonlyMap<DeviceId, Row>;
  /** Numbers that were let go by a person, and under which no plan is stored. */
  readonly note: Numbers;
  /** For who puts back more than is allowed. */
  readonly numbers: Numbers;
};

/** Longer than any outage here; the product plans two weeks, which only makes plans longer. */
const HORIZON_DAYS = 5;

export type Send = (id: DeviceId, name: TopicName, raw: string) => void;

type Ground = {
  readonly schedule: ScheduleModel;
  readonly paths: ReturnType<typeof areaPaths>;
  readonly send: Send;
  readonly name: string;
};

export class Publishing {
  readonly #world: World;
  readonly #signer: Signer;
  readonly #ground: Ground;
  readonly #person: Chance;
  #rows = new Map<DeviceId, Row>();
  #note = new Map<DeviceId, number>();
  #starts = 0;
  #pen: Pen;
  /** Another server has taken over: this one publishes and sends nothing. */
  #lost = false;
  /** A publication was refused, since boxes are ahead of what is remembered. */
  #held = false;

  constructor(world: World, signer: Signer, ground: Ground) {
    this.#world = world;
    this.#signer = signer;
    this.#ground = ground;
    this.#person = world.chance.stream(`who compares for ${ground.name}`);
    this.#pen = this.#connected();
  }

  get isLost(): boolean {
    return this.#lost;
  }

  /** True where a person has to do something before it publishes again. */
  get isStopped(): boolean {
    return this.#held || this.#lost;
  }

  #now(): Instant {
    return instant(this.#world.now);
  }

  #connected(): Pen {
    this.#starts += 1;
    return this.#signer.connect(`${this.#ground.name}-${this.#starts}`);
  }

  rowOf(id: DeviceId): Row | undefined {
    return this.#rows.get(id);
  }

  memory(): Memory {
    const numbers = new Map(this.#pen.numbers());
    return { rows: new Map(this.#rows), note: new Map(this.#note), numbers };
  }

  /** Stopped, put back, started again. */
  restore({ rows, note, numbers }: Memory): void {
    this.#rows = new Map(rows);
    this.#note = new Map(note);
    this.#signer.restore(numbers);
    this.restart();
  }

  /** Takes the pen, and publishes anew what it believes to be due. */
  restart(): void {
    this.#pen = this.#connected();
    this.#lost = false;
    this.#held = false;
    this.publish(null);
    this.#look();
  }

  /** Boxes may hold more than this database knows: people are told of it without a publication, too. */
  #look(): void {
    if (this.#lost || this.#world.bug === 'blind-to-ahead') return;
    const isBehind = [...this.#pen.numbers()].some(([id, signed]) => {
      const remembered = rememberedNum(this.#rows.get(id)?.mark.num ?? 0, this.#note.get(id));
      return isAhead({ signed, remembered });
    });
    if (isBehind) this.#hold();
  }

  /** A person has compared the boxes with this database, and lets it go on. */
  release(): void {
    if (!this.#held || this.#lost) return;
    this.#held = false;
    this.#note = new Map(this.#pen.numbers());
    this.publish(null);
  }

  /** Plans what is reached by `area` (all of the province where null) and sends what has changed. */
  publish(area: AreaId | null): void {
    if (this.#lost) return;
    const now = this.#now();
    const places = this.#signer.archive
      .all()
      .map(({ place }) => place)
      .filter(({ areaId }) => area === null || areaId === area);
    const built = buildPlans({
      ...this.#ground.schedule.sources(),
      devices: places,
      paths: this.#ground.paths,
      horizon: { startAt: now, endAt: startOfDay(addDays(localDateOf(now), HORIZON_DAYS)) },
      numbers: new Map(places.map(({ id }) => [id, this.#provisional(id)])),
      now,
    });
    const standing = places.flatMap(({ id }) => {
      const row = this.#rows.get(id);
      const stands = row !== undefined && isNewest(row.mark.num, this.#note.get(id));
      return stands ? [[id, row.plan] as const] : [];
    });
    const changes = changedPlans(built.plans, new Map(standing), now);
    const changed = new Set(changes.map(({ deviceId }) => deviceId));
    const sealed = this.#sign(built.plans.filter(({ deviceId }) => changed.has(deviceId)));
    if (sealed === null) return;
    this.#signer.archive.promised(changed, built.airings, now);
    for (const one of sealed) this.#store(one);
  }

  #provisional(id: DeviceId) {
    const mark = this.#rows.get(id)?.mark;
    return { epoch: 1, num: (mark?.num ?? 0) + 1, prevHash: mark?.hash ?? null };
  }

  /** Numbered above all that was ever signed, and signed; null when something forbids it. */
  #sign(plans: readonly BuiltPlan[]): Sealed[] | null {
    const stored = new Map(
      plans.map(({ deviceId }) => [deviceId, this.#rows.get(deviceId)?.mark.num ?? 0]),
    );
    const numbers = this.#next(stored);
    if (numbers === null) return null;
    const asked = plans.map(({ deviceId, plan: built, body }) => {
      const num = numbers.get(deviceId) ?? built.num;
      const plan = num === built.num ? built : { ...built, num };
      const known = rememberedNum(stored.get(deviceId) ?? 0, this.#note.get(deviceId));
      return { plan, body: plan === built ? body : JSON.stringify(plan), known };
    });
    const sealed = this.#pen.signPlans(asked);
    if (sealed === 'signer-fenced') this.#lost = true;
    if (typeof sealed === 'string') return null;
    for (const { deviceId } of plans) this.#note.delete(deviceId);
    return sealed;
  }

  #next(stored: Numbers): Numbers | null {
    const signed = this.#pen.numbers();
    const next = nextNumbers(stored, { signed, asked: this.#note });
    if (next.ok) return next.value;
    if (this.#world.bug === 'ignore-hold') {
      return new Map([...stored].map(([id, num]) => [id, Math.max(num, signed.get(id) ?? 0) + 1]));
    }
    this.#hold();
    return null;
  }

  /** People are told within a minute; somebody compares when they can. */
  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#world.holds += 1;
    this.#world.after(this.#person.between(0.5, 8) * HOUR_MS, () => this.release());
  }

  /** Signs and sends a plan that was made elsewhere: a real one that is replayed. */
  issue(plan: Plan): void {
    const body = JSON.stringify(plan);
    const sealed = this.#pen.signPlans([{ plan, body, known: plan.num }]);
    if (typeof sealed !== 'string') for (const one of sealed) this.#store(one);
  }

  #store({ plan, hash, sealed }: Sealed): void {
    const mark = { epoch: plan.epoch, num: plan.num, hash: hash as Sha256 };
    this.#rows.set(plan.dev, { plan, mark, sealed });
    this.#ground.send(plan.dev, 'plan', sealed);
  }

  /** Null when another server has taken over: it alone may tell a box to forget. */
  signReceipt(id: DeviceId, body: object): string | null {
    const receipt = this.#pen.signReceipt(id, body);
    if (receipt === null) this.#lost = true;
    return receipt;
  }
}
