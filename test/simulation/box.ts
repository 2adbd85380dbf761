/**
 * Simulated box — cụm loa giả lập.
 *
 * The shell around the real core on virtual time: power, process, disk, files, output, link. Runs the
 * effects in their order, and may lose its power between any two of them.
 */
import type { AreaId, DeviceId, Sha256 } from '@loaso/shared/ids';
import { MINUTE_MS } from '@loaso/shared/time';
import { type TopicName, topicOf } from '@loaso/shared/wire/topics';
import type { AgentEffect } from '#edge-agent/core/effect';
import type { AgentEvent, RelayTurn } from '#edge-agent/core/event';
import type { Settings } from '#edge-agent/core/settings';
import { type AgentState, type Identity, initialState } from '#edge-agent/core/state';
import type { Tools } from '#edge-agent/core/tools';
import type { Place } from './archive.js';
import { BoxClock } from './box-clock.js';
import { toolsOf } from './box-keys.js';
import { aheadMsIn, SETTINGS, seeBatteryClock } from './box-settings.js';
import type { Chance } from './chance.js';
import { Errands } from './errands.js';
import { FakeAmplifier, relayOf } from './fake-amplifier.js';
import { FakeCertificate } from './fake-certificate.js';
import { FakeDisk } from './fake-disk.js';
import { FakeOutput } from './fake-output.js';
import { Link } from './link.js';
import { coreWith, type Reduce } from './planted.js';
import type { Server } from './server.js';
import { TRUST } from './signer.js';
import { type Happening, Storage } from './storage.js';
import { Witness } from './witness.js';
import type { Trace, World } from './world.js';

const OUTPUT = { kind: 'card', virtual: false, healthy: true, detail: 'simulated' } as const;

type Performers = {
  readonly [K in AgentEffect['type']]: (effect: Extract<AgentEffect, { type: K }>) => void;
};

export type BoxPlace = Place & {
  readonly index: number;
  readonly trace: Trace | null;
  /** Instead of the rarer words of a mass run. */
  readonly settings?: Partial<Settings>;
};

export class Box {
  readonly index: number;
  readonly id: DeviceId;
  readonly areaId: AreaId;
  readonly clock: BoxClock;
  readonly disk: FakeDisk;
  readonly output: FakeOutput;
  readonly amplifier: FakeAmplifier;
  readonly link: Link;
  readonly witness: Witness;
  readonly #trace: Trace | null;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #identity: Identity;
  readonly #settings: Partial<Settings>;
  readonly #tools: Tools;
  readonly #reduce: Reduce;
  readonly #storage: Storage;
  readonly #errands: Errands;
  readonly #performers: Performers = {
    publish: ({ topic, raw }) => {
      if (topic === 'result') this.witness.technician.hears(raw);
      this.link.sendUp(topic, raw);
    },
    journal: (effect) => this.#storage.write(effect),
    compact: (effect) => this.#storage.write(effect),
    download: ({ sha256, sizeBytes }) => this.#storage.download(sha256, sizeBytes),
    'check-file': ({ sha256, sizeBytes }) => this.#storage.check(sha256, sizeBytes),
    'delete-file': ({ sha256 }) => this.disk.files.delete(sha256),
    'keep-heads': () => undefined,
    prepare: ({ soundId }) => this.output.prepare(soundId),
    play: (effect) => {
      this.witness.orders(effect);
      this.output.play(effect);
    },
    'limit-sound': ({ soundId, untilMonoMs }) => this.output.limit(soundId, untilMonoMs),
    'stop-sound': ({ soundId }) => this.output.stopSound(soundId),
    amplifier: ({ on }) => this.amplifier.turn(on),
    'set-volume': ({ soundId, volumePercent }) => this.output.setVolume(soundId, volumePercent),
    'wake-at': ({ monoMs }) => this.#wakeAt(monoMs),
    'measure-network': (effect) => this.#errands.measure(effect),
    'collect-log': (effect) => this.#errands.collectLog(effect),
    reboot: (effect) => this.#errands.reboot(effect),
    log: () => undefined,
    restart: () => this.kill(),
  };
  #state: AgentState | null = null;
  #isOn = false;
  /** Rises with every start and end of the process: what was begun in another life is void. */
  #life = 0;
  #systemBoots = 0;
  #wake = 0;

  /** @param trace written to, where somebody wants to read the life of this box */
  constructor(world: World, place: BoxPlace, server: Server) {
    this.index = place.index;
    const amplifier = relayOf(place.index);
    this.#settings = { ...SETTINGS, amplifier, ...place.settings };
    this.#trace = place.trace;
    this.id = place.id;
    this.areaId = place.areaId;
    this.#world = world;
    const chance = world.chance.stream(place.id);
    this.#chance = chance.stream('shell');
    const [envelope = ''] = server.heldOf(place.id).sealedEnvelopes;
    this.#identity = { dev: place.id, area: place.areaId, root: TRUST, envelope };
    this.#tools = toolsOf(place.id);
    const drops = chance.stream('bug');
    this.#reduce = coreWith(world.bug, () => drops.happens(0.1));
    this.clock = new BoxClock(chance.stream('clock'), world.now);
    this.disk = new FakeDisk(chance.stream('disk'), world.bug);
    this.witness = new Witness(world, this, server.heldOf(place.id));
    this.amplifier = new FakeAmplifier(world, this.#settings.amplifier ?? null, (...told) =>
      this.witness.violate(...told),
    );
    this.link = this.#newLink(chance.stream('link'), server);
    this.output = this.#newOutput(chance.stream('output'));
    const shell = {
      isOnline: () => this.link.isConnected,
      later: (ms: number, run: () => void) => this.#later(ms, run),
      feed: (happening: Happening) => this.feed(happening),
    };
    const { disk, witness } = this;
    const powerCut = (downMs: number): void => this.powerCut(downMs);
    this.#storage = new Storage(world, this.#chance, { ...shell, powerCut, disk, witness });
    this.#errands = new Errands(chance.stream('errands'), {
      ...shell,
      powerCut,
      technician: witness.technician,
      isSounding: () => this.output.sounding !== null,
    });
  }

  #newLink(chance: Chance, server: Server): Link {
    const cutOff = (detail: string) => this.witness.violate('cutOff', detail);
    const certificate = new FakeCertificate(this.#world, this.clock, cutOff);
    return new Link(this.#world, chance, {
      isAlive: () => this.#state !== null,
      takesCertificate: () => this.#state !== null && certificate.isTakenBy(this.#state),
      up: () => {
        this.feed({ type: 'link-up' });
      },
      down: () => this.feed({ type: 'link-down' }),
      toBox: (name, raw) => this.hear(name, raw),
      toServer: (name, raw) => server.receive(this.id, name, raw),
    });
  }

  #newOutput(chance: Chance): FakeOutput {
    const { clock, disk } = this;
    const ear = this.amplifier.before(this.witness);
    const news = {
      started: (soundId: number, startedMonoMs: number, fromMs: number) =>
        this.#later(2, () => this.feed({ type: 'sound-started', soundId, startedMonoMs, fromMs })),
      turned: (soundId: number, to: RelayTurn, monoMs: number) =>
        this.#later(2, () =>
          this.feed({ type: 'relay-turned', soundId, to, monoMs, detail: 'by chance' }),
        ),
      ended: (soundId: number, how: 'finished', playedMs: number, sha256?: Sha256) => {
        const named = sha256 === undefined ? {} : { sha256 };
        this.#later(3, () => this.feed({ type: 'sound-ended', soundId, how, playedMs, ...named }));
      },
    };
    return new FakeOutput(this.#world, chance, { clock, disk, news: news as never, ear });
  }

  get state(): AgentState | null {
    return this.#state;
  }

  hear(name: TopicName, raw: string): void {
    this.feed({ type: 'message', topic: topicOf(this.id, name), raw });
  }

  /** Runs `run` later, unless the process has ended by then. */
  #later(ms: number, run: () => void): void {
    const life = this.#life;
    this.#world.after(ms, () => {
      if (life === this.#life) run();
    });
  }

  #ntp(): void {
    const answers = this.link.hasNetwork;
    if (answers) {
      this.clock.synchronise(this.#world.now);
      seeBatteryClock(this.#world, this);
    }
    this.#later((answers ? 240 : 10) * MINUTE_MS, () => this.#ntp());
  }

  powerOn(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#systemBoots += 1;
    this.clock.powerOn(this.#world.now);
    this.#start(this.#chance.between(15_000, 60_000));
  }

  #start(afterMs: number): void {
    this.#later(afterMs, () => {
      this.#life += 1;
      this.#state = initialState(this.#identity, this.#settings);
      this.#storage.restart();
      const files = [...this.disk.files].map(([sha256, { sizeBytes }]) => ({ sha256, sizeBytes }));
      this.feed({
        type: 'boot',
        journal: this.disk.read(),
        files,
        freeBytes: this.#storage.freeBytes(),
        bootId: `boot-${this.index}-${this.#life}`,
        systemBootId: `system-${this.index}-${this.#systemBoots}`,
        seed: `seed-${this.#chance.next()}`,
        output: OUTPUT,
      });
      if (this.#state === null) return;
      this.link.start();
      if (this.clock.hasNtp) this.#later(this.#chance.between(2_000, 30_000), () => this.#ntp());
    });
  }

  #end(): void {
    this.witness.processEnds();
    this.#life += 1;
    this.#state = null;
    this.output.cut();
    this.amplifier.cut();
    this.disk.cut();
    this.link.end();
  }

  powerCut(downMs: number): void {
    if (!this.#isOn) return;
    this.#trace?.add(this.#world.now, 'power cut', downMs);
    this.#isOn = false;
    this.#end();
    this.clock.powerOff(this.#world.now, aheadMsIn(this.disk.read()));
    this.#world.after(downMs, () => this.powerOn());
  }

  /** The process dies; system and clocks go on. */
  kill(downMs = this.#chance.between(2_000, 8_000)): void {
    if (this.#state === null) return;
    this.#trace?.add(this.#world.now, 'killed', null);
    this.#end();
    this.#start(downMs);
  }

  feed(happening: Happening): void {
    const before = this.#state;
    if (before === null) return;
    const event = { ...happening, at: this.clock.read(this.#world.now) } as AgentEvent;
    this.#world.happened(this.index, event.type, event.at.monoMs | 0);
    this.#trace?.add(this.#world.now, event.type, happening);
    const { state, effects } = this.#reduce(before, event, this.#tools);
    this.#state = state;
    this.witness.watches(before, state, event);
    this.#run(effects);
    this.amplifier.watches(state);
  }

  #run(effects: readonly AgentEffect[]): void {
    const life = this.#life;
    const { cutAfterEffect } = this.#world.faults;
    for (const effect of effects) {
      if (this.#trace !== null) this.#trace.add(this.#world.now, `  → ${effect.type}`, effect);
      (this.#performers[effect.type] as (one: AgentEffect) => void)(effect);
      if (life !== this.#life) return;
      if (effect.type !== 'log' && this.#chance.happens(cutAfterEffect)) {
        this.powerCut(this.#chance.pause(5 * MINUTE_MS));
        return;
      }
    }
  }

  #wakeAt(monoMs: number): void {
    this.#wake += 1;
    const wake = this.#wake;
    // Timers count whole milliseconds: some go off a little early, most a little late.
    const lateMs = this.#chance.between(-0.3, 3);
    this.#later(this.clock.trueAt(monoMs) + lateMs - this.#world.now, () => {
      if (wake === this.#wake) this.feed({ type: 'tick' });
    });
  }

  /** The sound card breaks for a while. */
  breakOutput(forMs: number): void {
    if (this.#state === null) return;
    this.output.fail();
    this.feed({ type: 'output-changed', output: { ...OUTPUT, healthy: false } });
    this.#later(forMs, () => this.feed({ type: 'output-changed', output: OUTPUT }));
  }
}
