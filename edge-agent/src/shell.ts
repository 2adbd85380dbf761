/**
 * Shell — vỏ của cụm loa.
 *
 * Feeds events to the core one after another and runs the effects it answers with, through a table
 * that must name every kind of effect. Decides nothing: what an effect means is the port's matter,
 * whether it is wanted the core's.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { Status } from '@loaso/shared/wire/status';
import { topicOf } from '@loaso/shared/wire/topics';
import type { RestartReason } from '@loaso/shared/wire/vitals';
import type { SoundPart } from './core/airing.js';
import type { AgentEffect } from './core/effect.js';
import type { AgentEvent, Boot, PackedLog } from './core/event.js';
import { knownTime } from './core/known-time.js';
import { reduce } from './core/reduce.js';
import type { Settings } from './core/settings.js';
import { type AgentState, type Identity, initialState } from './core/state.js';
import { statusOf } from './core/status.js';
import type { Tools } from './core/tools.js';
import { openTurn } from './core/turn.js';
import type {
  AmplifierSwitch,
  AudioCache,
  Board,
  Downloader,
  Journal,
  Link,
  Log,
  OutputNews,
  PackLog,
  PartFile,
  SoundOutput,
  SystemClock,
  TryFiles,
} from './ports.js';
import { check, detailOf, download, measured } from './shell/errands.js';
import { type Hands, handsOf } from './shell/hands.js';

export type Ports = {
  readonly clock: SystemClock;
  readonly link: Link;
  readonly journal: Journal;
  readonly cache: AudioCache;
  readonly downloader: Downloader;
  readonly tryFiles: TryFiles;
  readonly packLog: PackLog;
  readonly output: SoundOutput;
  /** Null where the amplifier has no relay. */
  readonly amplifier: AmplifierSwitch | null;
  readonly board: Board;
  readonly tools: Tools;
  readonly log: Log;
  /** Asks the system to start anew; rejects where it cannot be asked. */
  readonly reboot: () => Promise<void>;
  /** Ends the process so that the supervisor starts it anew. */
  readonly restart: (why: string, reason: RestartReason) => void;
};

export type Shell = Hands & {
  start(boot: Pick<Boot, 'bootId' | 'systemBootId' | 'seed' | 'found'>): Promise<void>;
  /** Lets what sounds end with its record, within its grace, then closes every port. */
  stop(end: ShellEnd): Promise<void>;
  state(): AgentState;
  /** What the box would report at this moment. */
  status(): Status;
  /** What a certificate or an offer may be judged by. */
  readonly knownTime: () => ReturnType<typeof knownTime>;
};

export type ShellEnd = {
  readonly why: string;
  readonly reason: RestartReason;
  readonly graceMs: number;
};

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
type Happening = Without<AgentEvent, 'at'>;

type Executors = {
  readonly [K in AgentEffect['type']]: (effect: Extract<AgentEffect, { type: K }>) => void;
};

/** Events that may wait while one is being taken in; more is a loop. */
const QUEUE_MAX = 10_000;
/** Below the minute after which the core looks at a battery clock again. */
const REFRESH_EVERY_MS = 50_000;
const BOARD_EVERY_MS = 60_000;

export function createShell(ports: Ports, identity: Identity, settings: Partial<Settings>): Shell {
  let state = initialState(identity, settings);
  const queue: AgentEvent[] = [];
  let draining = false;
  let closed = false;
  const executors = executorsOf(ports, identity, (happening) => feed(happening));
  const lookAround = routineOf(ports, (happening) => feed(happening));

  function feed(happening: Happening): void {
    if (closed) return;
    const at = ports.clock.read();
    if (queue.length >= QUEUE_MAX) throw new Error('events come faster than they can be taken in');
    queue.push({ ...happening, at });
    if (state.boot !== null) lookAround(at.monoMs);
    if (draining) return;
    draining = true;
    try {
      for (let event = queue.shift(); event !== undefined; event = queue.shift()) turn(event);
    } finally {
      draining = false;
    }
  }

  function turn(event: AgentEvent): void {
    const answer = reduce(state, event, ports.tools);
    state = answer.state;
    for (const effect of answer.effects) run(executors, effect);
  }

  return {
    start: async (boot) => {
      await ports.clock.refresh();
      const fault = await startAmplifier(ports.amplifier, () => state.boot !== null, feed);
      const outputNow = await startOutput(ports.output, () => state.boot !== null, feed);
      const journal = await ports.journal.open();
      const files = await ports.cache.list();
      const freeBytes = await ports.cache.freeBytes();
      const journalFault = ports.journal.fault();
      const broken = journalFault === null ? {} : { journalFault };
      feed({ type: 'boot', ...boot, journal, ...broken, files, freeBytes, output: outputNow() });
      if (fault !== null) feed({ type: 'amplifier-told', fault });
      ports.link.start({
        up: () => feed({ type: 'link-up' }),
        down: () => feed({ type: 'link-down' }),
        message: (topic, raw) => feed({ type: 'message', topic, raw }),
      });
    },
    stop: async ({ why, reason, graceMs }) => {
      if (state.boot !== null) feed({ type: 'shutdown', why, reason });
      await settled(() => state, graceMs);
      // What the ports still say while they close is for nobody: the next start judges the rest.
      closed = true;
      await closeAll(ports);
      ports.log('info', 'stopped', { why });
    },
    state: () => state,
    status: () => statusOf(openTurn(state, ports.clock.read(), ports.tools)),
    knownTime: () => knownTime(state, ports.clock.read().monoMs),
    ...handsOf(() => state, feed),
  };
}

async function closeAll(ports: Ports): Promise<void> {
  ports.clock.stop();
  ports.downloader.stop();
  await ports.link.stop();
  await ports.output.stop();
  await ports.amplifier?.stop();
  await ports.journal.close();
}

/** A card may be found, or lost, before the journal has been read: then the boot tells of it. */
async function startOutput(
  output: SoundOutput,
  booted: () => boolean,
  feed: (news: OutputNews) => void,
): Promise<() => Status['output']> {
  let early: Status['output'] | null = null;
  const started = await output.start((news) => {
    if (!booted() && news.type === 'output-changed') early = news.output;
    else feed(news);
  });
  return () => early ?? started;
}

/** @returns why it cannot be switched; what is said of that after the boot goes to `feed` */
async function startAmplifier(
  amplifier: AmplifierSwitch | null,
  booted: () => boolean,
  feed: (one: Happening) => void,
): Promise<string | null> {
  let known: string | null = null;
  await amplifier?.start((fault) => {
    known = fault;
    if (booted()) feed({ type: 'amplifier-told', fault });
  });
  return known;
}

/** Events come each minute or quarter of an hour: what is looked at seldom needs no alarm. */
function routineOf(ports: Ports, feed: (one: Happening) => void): (monoMs: number) => void {
  let refreshedMonoMs = 0;
  let boardMonoMs = Number.NEGATIVE_INFINITY;
  return (monoMs) => {
    if (monoMs - refreshedMonoMs > REFRESH_EVERY_MS) {
      refreshedMonoMs = monoMs;
      // What was found counts at once: the power may go before anything else happens.
      void ports.clock.refresh().then(() => feed({ type: 'tick' }));
    }
    if (monoMs - boardMonoMs < BOARD_EVERY_MS) return;
    boardMonoMs = monoMs;
    void boardRead(ports).then(feed);
  };
}

function run<E extends AgentEffect>(executors: Executors, effect: E): void {
  // One key, one executor: the table's type pairs them, which an indexed call cannot express.
  (executors[effect.type] as (effect: E) => void)(effect);
}

/** Waits until nothing sounds and nothing waits for the disk, at most `graceMs`. */
async function settled(state: () => AgentState, graceMs: number): Promise<void> {
  const stepMs = 20;
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += stepMs) {
    const { sounds, waiting } = state();
    if (sounds.length === 0 && waiting.size === 0) return;
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}

function executorsOf(ports: Ports, { dev }: Identity, feed: (one: Happening) => void): Executors {
  const { link, output, cache, journal } = ports;
  const written = (token: number, work: Promise<number>): void => {
    work.then(
      (sizeBytes) => feed({ type: 'journal-stored', token, sizeBytes }),
      (cause) => feed({ type: 'journal-failed', token, detail: detailOf(cause) }),
    );
  };
  const located = <T extends { readonly sha256: Sha256 }>(
    file: T,
  ): T & { readonly path: string } => ({
    ...file,
    path: cache.pathOf(file.sha256),
  });
  const placed = (parts: readonly SoundPart[]): PartFile[] => parts.map(located);
  return {
    publish: ({ topic, raw, qos }) => link.publish(topicOf(dev, topic), raw, qos),
    journal: ({ token, entries }) => written(token, journal.append(entries)),
    compact: ({ token, entries }) => written(token, journal.compact(entries)),
    // What it took is counted before the next is ordered.
    download: ({ sha256, sizeBytes }) =>
      void download(ports, sha256, sizeBytes).then(async (end) => {
        feed(await boardRead(ports));
        feed(end);
      }),
    'check-file': ({ sha256, sizeBytes }) => void check(ports, sha256, sizeBytes).then(feed),
    'measure-network': (effect) => void measured(ports, effect).then(feed),
    'delete-file': ({ sha256 }) => {
      cache.delete(sha256).catch((cause) => {
        ports.log('warn', 'download-failed', { sha256, detail: detailOf(cause) });
      });
    },
    'keep-heads': ({ files }) => output.keepHeads(files.map(located)),
    prepare: ({ soundId, parts, fromMs, relay }) =>
      output.prepare(soundId, placed(parts), fromMs, relay),
    play: ({ type: _type, why: _why, ...order }) =>
      output.play({ ...order, parts: placed(order.parts) }),
    'limit-sound': ({ soundId, untilMonoMs }) => output.limit(soundId, untilMonoMs),
    'set-volume': ({ soundId, volumePercent }) => output.setVolume(soundId, volumePercent),
    'stop-sound': ({ soundId }) => output.stopSound(soundId),
    amplifier: ({ on }) => ports.amplifier?.turn(on),
    'wake-at': ({ monoMs }) => ports.clock.wakeAt(monoMs, () => feed({ type: 'tick' })),
    log: ({ level, event, fields }) => ports.log(level, event, fields),
    'collect-log': ({ id, known }) => {
      const told = (packed: PackedLog | null) => feed({ type: 'log-collected', id, packed });
      ports.packLog(known).then(told, () => told(null));
    },
    reboot: ({ id }) => {
      ports.reboot().catch((cause) => feed({ type: 'reboot-failed', id, detail: detailOf(cause) }));
    },
    restart: ({ why, reason }) => ports.restart(why, reason),
  };
}

/** What the sensors say, in the end: no sensor is worth an agent that does not start. */
async function boardRead({ board }: Ports): Promise<Happening> {
  return { type: 'board-read', reading: await board.read() };
}
