/**
 * Simulated signer — tiến trình ký giả lập.
 *
 * The real fence and the real rule of numbers around books in memory. Beside them a watch of its own:
 * whatever a server or a planted bug makes of the rules, a signature that should not be is seen here.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { type Sign, seal, type TrustRoot } from '@loaso/shared/trust/sealed';
import type { Plan } from '@loaso/shared/wire/plan';
import type { SignerRefusalCode } from '@loaso/shared/wire/signer-refusal';
import type { Numbers } from '#server/core/fleet/numbering';
import { createFence, type Fence } from '#server/signer/fence';
import { heldBack } from '#server/signer/held-back';
import type { Lease, LeaseBook } from '#server/signer/leases';
import type { Archive } from './archive.js';
import { hashOf, symbolicKey } from './symbolic-keys.js';
import { URGENT_KEY } from './urgent-orders.js';
import type { World } from './world.js';

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

const sealWith = (type: Parameters<typeof seal>[0], body: object, { sign }: { sign: Sign }) =>
  seal(type, JSON.stringify(body), [sign]);

export const sealEnvelope = (body: object): string => sealWith('envelope', body, KEYS.envelope);
export const sealStop = (body: object): string => sealWith('stop', body, KEYS.command);
export const sealServer = (type: 'time' | 'receipt', body: object): string =>
  sealWith(type, body, KEYS.server);

/** A plan to be signed, and the highest number that who asks knows of, by store or by a person. */
export type PlanAsked = { readonly plan: Plan; readonly body: string; readonly known: number };
export type Sealed = Omit<PlanAsked, 'known'> & { readonly hash: string; readonly sealed: string };

const AUDIT = { append: () => undefined, newestAt: 0, close: () => undefined };

export class Signer {
  readonly archive: Archive;
  readonly #world: World;
  readonly #leases = leasesInMemory();
  #numbers = new Map<DeviceId, number>();
  /** What was really signed last, whatever the books say. */
  readonly #signed = new Map<DeviceId, number>();

  constructor(world: World, archive: Archive) {
    this.#world = world;
    this.archive = archive;
  }

  /** A server that starts, as `instance`: it has the pen, and whoever had it has it no more. */
  connect(instance: string): Pen {
    const fence = createFence({ leases: this.#leases, audit: AUDIT });
    fence.lease({ op: 'lease', id: 1, instance, epoch: null });
    return new Pen(this, fence, instance);
  }

  numbers(): Numbers {
    return this.#numbers;
  }

  /** Only with a planted bug: the books are no part of what is put back. */
  restore(numbers: Numbers): void {
    if (this.#world.bug === 'numbers-put-back') this.#numbers = new Map(numbers);
  }

  isFenced(fence: Fence, op: 'end' | 'receipt'): boolean {
    if (this.#world.bug === 'ignore-fence') return false;
    const request =
      op === 'end'
        ? ({ op, id: 1 } as const)
        : ({ op: 'server', id: 1, type: 'receipt', body: '' } as const);
    const isFenced = fence.stopped(request) !== null;
    if (isFenced) this.#world.fenced += 1;
    return isFenced;
  }

  /** All or none. */
  signPlans(asked: readonly PlanAsked[], instance: string): Sealed[] | SignerRefusalCode {
    const numbers = { highest: (_: 'plan' | 'envelope', id: string) => this.#highest(id) };
    for (const { plan } of asked) {
      const refused = heldBack(numbers, plan.dev, plan.num);
      if (refused !== null) return refused.code;
    }
    return asked.map(({ plan, body, known }) => {
      this.#watch(plan, known, instance);
      this.#numbers.set(plan.dev, plan.num);
      const sealed = seal('plan', body, [KEYS.plan.sign]);
      const hash = hashOf(body);
      this.archive.keepPlan(plan, hash, sealed);
      return { plan, body, hash, sealed };
    });
  }

  #highest(id: string): number {
    return this.#numbers.get(id as DeviceId) ?? 0;
  }

  #watch({ dev, num }: Plan, known: number, instance: string): void {
    const last = this.#signed.get(dev) ?? 0;
    if (num <= last) this.#world.violate('numberTwice', dev, `${num} after ${last}`);
    if (last > known) {
      const detail = `${num} was signed for who knew of ${known}, and ${last} was out`;
      this.#world.violate('holdPublished', dev, detail);
    }
    this.watchPen(instance, dev);
    this.#signed.set(dev, Math.max(num, last));
  }

  /** The world knows who started last, whatever the fence thinks. */
  watchPen(instance: string, dev: DeviceId): void {
    const { instance: writer } = this.#leases.newest();
    if (instance === writer) return;
    this.#world.violate('fencePassed', dev, `${instance} signs, and ${writer} is the server`);
  }
}

/** The connection of one server. */
export class Pen {
  readonly #signer: Signer;
  readonly #fence: Fence;
  readonly #instance: string;

  constructor(signer: Signer, fence: Fence, instance: string) {
    this.#signer = signer;
    this.#fence = fence;
    this.#instance = instance;
  }

  numbers(): Numbers {
    return this.#signer.numbers();
  }

  signPlans(asked: readonly PlanAsked[]): Sealed[] | SignerRefusalCode {
    if (this.#signer.isFenced(this.#fence, 'end')) return 'signer-fenced';
    return this.#signer.signPlans(asked, this.#instance);
  }

  /** Null when another server has taken over: it alone may tell a box to forget. */
  signReceipt(dev: DeviceId, body: object): string | null {
    if (this.#signer.isFenced(this.#fence, 'receipt')) return null;
    this.#signer.watchPen(this.#instance, dev);
    return sealServer('receipt', body);
  }
}

function leasesInMemory(): LeaseBook {
  let newest: Lease = { epoch: 0, instance: '' };
  return {
    newest: () => newest,
    take(instance) {
      newest = { epoch: newest.epoch + 1, instance };
    },
    close: () => undefined,
  };
}
