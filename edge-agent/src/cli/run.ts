/**
 * loaso-agent run — chạy cụm loa.
 *
 * The agent until a signal, with its own updates: a release offered by the server is installed on
 * trial, and a release on trial is watched until it is healthy or given up.
 */
import type { UpdateReport } from '@loaso/shared/wire/release';
import type { RestartReason } from '@loaso/shared/wire/vitals';
import { createLog } from '../adapters/log.js';
import { holdRun } from '../adapters/run-lock.js';
import { type Config, launchedSetting } from '../config.js';
import type { ReleaseHold } from '../core/release-hold.js';
import { loadIdentity } from '../enrol.js';
import { type Agent, startAgent } from '../main.js';
import type { Log } from '../ports.js';
import { oneAtATime } from '../update/offers.js';
import { type Needs, planBack, planConfirm } from '../update/planner.js';
import { isQuiet } from '../update/quiet.js';
import { atStep, claimedNum, lastOnShelf, lastRefused } from '../update/report.js';
import { createTrial } from '../update/trial.js';
import { type Admit, installFromOffer, noRoom, type UpdateRoom } from '../update/updater.js';
import { updateRoom } from './box-room.js';

const LOOK_EVERY_MS = 1_000;
/** A release is healthy when all has been well for this long. */
const HOLD_MS_MAX = 30_000;

type End = { readonly why: string; readonly code: number; readonly reason: RestartReason };
type Ending = (end: End) => void;

/** Runs until a signal; a second one does not wait. */
export async function run(config: Config): Promise<number> {
  const ended = Promise.withResolvers<End>();
  const started = Promise.withResolvers<Agent>();
  const updates = updatesOf(config, started.promise, ended.resolve);
  const agent = await startAgent(
    config,
    (why, reason) => ended.resolve({ why, code: 1, reason }),
    undefined,
    updates.take,
  );
  started.resolve(agent);
  const lock = await holdRun(config.state, () => soundsNow(agent), createLog(config.logLevel, {}));
  await updates.watchTrial(agent);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => ended.resolve({ why: signal, code: 0, reason: 'command' }));
  }
  const { why, code, reason } = await ended.promise;
  updates.stop();
  await agent.stop(why, reason);
  await lock.release();
  return code;
}

const soundsNow = ({ shell }: Agent): boolean => {
  const { sounds, chime } = shell.state();
  return sounds.length > 0 || chime !== null;
};

const healthOf = ({ shell }: Agent): Needs => {
  const { linkUp, durable, output } = shell.state();
  return { link: linkUp, plan: durable.plan !== null, output: output.healthy };
};

type Updates = {
  take(raw: string): void;
  watchTrial(agent: Agent): Promise<void>;
  stop(): void;
};

function updatesOf(config: Config, started: Promise<Agent>, end: Ending): Updates {
  const identity = loadIdentity(config.state);
  const log = createLog(config.logLevel, identity === null ? {} : { dev: identity.dev });
  let timer: NodeJS.Timeout | undefined;
  const roomOf = ({ shell }: Agent) =>
    updateRoom(
      config,
      () => shell.state().durable.root,
      () => shell.knownTime(),
    );
  const install = async (raw: string): Promise<void> => {
    const agent = await started;
    if (identity === null) return;
    const room = roomOf(agent);
    const teller = await tellerOf(room, agent, claimedNum(raw));
    const line = {
      downloader: agent.releases,
      admit: admitting(agent, () => teller.tell('fetching', '')),
    };
    const fetched = async () => {
      try {
        return await installFromOffer(room, raw, healthOf(agent), line);
      } finally {
        agent.shell.endRelease(await room.incoming.freeBytes());
      }
    };
    const installed = launchedSetting().target === null ? NOT_PACKAGED : await fetched();
    if (!installed.ok) {
      log('warn', 'release-refused', installed.error);
      await teller.refused(installed.error);
      return;
    }
    log('info', 'release-staged', { num: installed.value.num, version: installed.value.version });
    teller.tell('staged', installed.value.version);
    await quiet(agent, 'ahead');
    end({ why: `release ${installed.value.version}`, code: 0, reason: 'update' });
  };
  return {
    take: oneAtATime((raw) =>
      install(raw).catch((cause: unknown) => {
        const detail = cause instanceof Error ? cause.message : String(cause);
        log('error', 'release-refused', { code: 'disk', detail: detail.slice(0, 200) });
      }),
    ),
    watchTrial: async (agent) => {
      const room = roomOf(agent);
      await (await tellerOf(room, agent, 0)).shelf();
      timer = await watched(room, agent, { limitS: config.trialS, log, end });
    },
    stop: () => clearInterval(timer),
  };
}

const NOT_PACKAGED = {
  ok: false,
  error: { code: 'not-packaged', detail: 'not run by its launcher' },
} as const;

const HELD: Readonly<Record<Exclude<ReleaseHold, 'no-room'>, string>> = {
  night: 'waits for the night of its downloads',
  data: 'waits for data: the rest of this month is kept for what is due soon',
};

/** By the rules of the cache, which makes the room; `begin` where it may come. */
const admitting =
  ({ shell }: Agent, begin: () => void): Admit =>
  (coming) => {
    const hold = shell.wantRelease(coming);
    if (hold === 'no-room') return noRoom(coming.sizeBytes, coming.freeBytes);
    if (hold !== null) return { code: 'held', detail: HELD[hold] };
    begin();
    return null;
  };

type Teller = {
  tell(step: 'fetching' | 'staged', detail: string): void;
  refused(refusal: { readonly code: string; readonly detail: string }): Promise<void>;
  shelf(): Promise<void>;
};

/** Puts what becomes of the release `num` into the status of the box. */
async function tellerOf(
  { shelf, packagedVersion, arch }: UpdateRoom,
  { shell }: Agent,
  num: number,
): Promise<Teller> {
  const look = () => shelf.look(packagedVersion);
  const able = launchedSetting().target !== null;
  const { highestNum } = (await look()).state;
  const tell = (last: UpdateReport['last'], highest: number): void =>
    shell.tellUpdate({ arch, able, highestNum: highest, last });
  return {
    tell: (step, detail) => tell(atStep(num, step, detail), highestNum),
    refused: async (refusal) => tell(lastRefused(num, refusal, await look()), highestNum),
    shelf: async () => {
      const found = await look();
      tell(lastOnShelf(found), found.state.highestNum);
    },
  };
}

/** Nobody is interrupted for the sake of a new program; `ahead`: what comes soon is let pass, too. */
async function quiet({ shell }: Agent, how: 'now' | 'ahead'): Promise<void> {
  const sinceMs = performance.now();
  const isBusy = (): boolean => {
    const { next, at } = shell.status();
    const nextStartAt = how === 'ahead' ? (next?.startAt ?? null) : null;
    const waitedMs = performance.now() - sinceMs;
    const { sounds, durable } = shell.state();
    const busy = { sounds: sounds.length, warnings: durable.orders.live.size };
    return !isQuiet({ ...busy, nextStartAt, nowMs: at, waitedMs });
  };
  while (isBusy()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

type Watch = { readonly limitS: number; readonly log: Log; readonly end: Ending };

/** Watches this start when it is a trial; the timer to stop, or nothing. */
async function watched(
  room: UpdateRoom,
  agent: Agent,
  { limitS, log, end }: Watch,
): Promise<NodeJS.Timeout | undefined> {
  const { shelf, packagedVersion } = room;
  const { trial } = (await shelf.look(packagedVersion)).state;
  const { target, version } = launchedSetting();
  if (trial === null || trial.slot !== target) return undefined;
  const limitMs = limitS * 1_000;
  const judge = createTrial(trial.needs, { limitMs, holdMs: Math.min(HOLD_MS_MAX, limitMs / 4) });
  const startedMs = performance.now();
  const conclude = async (failure: string | null): Promise<void> => {
    const found = await shelf.look(packagedVersion);
    await shelf.carryOut(failure === null ? planConfirm(found) : planBack(found, failure));
    if (failure === null) log('info', 'release-confirmed', { version });
    else log('error', 'release-given-up', { version, why: failure });
    await (await tellerOf(room, agent, 0)).shelf();
    if (failure === null) return;
    await quiet(agent, 'now');
    end({ why: 'release given up', code: 1, reason: 'update' });
  };
  const timer = setInterval(() => {
    const verdict = judge.look(performance.now() - startedMs, healthOf(agent));
    if (verdict.is === 'waiting') return;
    clearInterval(timer);
    // A shelf that cannot be written leaves the trial open: the next start counts it.
    conclude(verdict.is === 'healthy' ? null : verdict.why).catch((cause: unknown) => {
      const detail = cause instanceof Error ? cause.message : String(cause);
      end({ why: `the shelf of releases failed: ${detail}`, code: 1, reason: 'crash' });
    });
  }, LOOK_EVERY_MS);
  return timer;
}
