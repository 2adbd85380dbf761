/**
 * Link — đường truyền của một cụm qua broker.
 *
 * Loses, repeats, delays and reorders; breaks for minutes or days; keeps some messages for a box that
 * is away and brings them later, as brokers do. Knows nothing of what the messages say.
 */
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { TopicName } from '@loaso/shared/wire/topics';
import type { Chance } from './chance.js';
import type { World } from './world.js';

type Ends = {
  readonly isAlive: () => boolean;
  /** The box takes the certificate that the broker shows it now. */
  readonly takesCertificate: () => boolean;
  readonly up: () => void;
  readonly down: () => void;
  readonly toBox: (name: TopicName, raw: string) => void;
  readonly toServer: (name: TopicName, raw: string) => void;
};

const QUEUE_MAX = 20;

export class Link {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #ends: Ends;
  /** Both sides believe in the connection. */
  #connected = false;
  /** Nothing passes, whoever believes what. */
  #broken = false;
  /** And yet the network is there: it is the broker that cannot be reached. */
  #onlyBroker = false;
  /** Rises with every connection made or lost: what was planned for an older one is void. */
  #epoch = 0;
  readonly #queued: [TopicName, string][] = [];

  constructor(world: World, chance: Chance, ends: Ends) {
    this.#world = world;
    this.#chance = chance;
    this.#ends = ends;
  }

  get isConnected(): boolean {
    return this.#connected && !this.#broken;
  }

  /** True where a time server answers. */
  get hasNetwork(): boolean {
    return !this.#broken || this.#onlyBroker;
  }

  /** The agent has started and begins to knock. */
  start(): void {
    const epoch = ++this.#epoch;
    this.#world.after(this.#chance.between(500, 30_000), () => {
      if (epoch !== this.#epoch || this.#broken || !this.#ends.isAlive()) return;
      if (!this.#ends.takesCertificate()) {
        this.#tryLater(epoch);
        return;
      }
      this.#connected = true;
      this.#ends.up();
      for (const [name, raw] of this.#queued.splice(0))
        this.#transit(() => this.#arrive(name, raw));
    });
  }

  #tryLater(epoch: number): void {
    this.#world.after(this.#chance.between(0.5, 5) * MINUTE_MS, () => {
      if (epoch === this.#epoch) this.start();
    });
  }

  /** The agent has ended. */
  end(): void {
    this.#connected = false;
    this.#epoch += 1;
  }

  /** The broker drops the connection; the box notices after `noticeMs` and knocks again. */
  drop(noticeMs: number): void {
    if (!this.#connected) return;
    this.#connected = false;
    const epoch = ++this.#epoch;
    this.#world.after(noticeMs, () => {
      if (epoch !== this.#epoch || !this.#ends.isAlive()) return;
      this.#ends.down();
      this.start();
    });
  }

  breakFor(ms: number, onlyBroker = false): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#onlyBroker = onlyBroker;
    this.drop(this.#chance.between(1_000, 70_000));
    this.#world.after(ms, () => this.heal());
  }

  heal(): void {
    if (!this.#broken) return;
    this.#broken = false;
    if (!this.#connected && this.#ends.isAlive()) this.start();
  }

  sendUp(name: TopicName, raw: string): void {
    if (this.isConnected) this.#transit(() => this.#ends.toServer(name, raw));
  }

  sendDown(name: TopicName, raw: string): void {
    this.#transit(() => this.#arrive(name, raw));
  }

  #arrive(name: TopicName, raw: string): void {
    if (this.isConnected && this.#ends.isAlive()) this.#ends.toBox(name, raw);
    else if (this.#queued.length < QUEUE_MAX && this.#chance.happens(0.3)) {
      this.#queued.push([name, raw]);
    }
  }

  #transit(deliver: () => void): void {
    const { loss, repeat, holdBack } = this.#world.faults;
    if (this.#chance.happens(loss)) return;
    this.#world.after(this.#delay(holdBack), deliver);
    if (this.#chance.happens(repeat)) this.#world.after(this.#delay(0.3), deliver);
  }

  #delay(holdBack: number): number {
    if (!this.#chance.happens(holdBack)) return 15 + this.#chance.pause(40);
    return this.#chance.happens(0.8)
      ? this.#chance.between(1_000, 10 * MINUTE_MS)
      : this.#chance.between(0, 24 * HOUR_MS);
  }
}
