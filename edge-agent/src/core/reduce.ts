/**
 * Reduce — hàm xử lý sự kiện của cụm.
 *
 * The whole agent: (state, event) → state and effects. First the event is taken in, then everything
 * that follows from the new state is brought in line, always in the same order: judge the past,
 * order sound, files, messages, and the next wake-up. No clock, no chance, no disk, no network.
 */
import { parseTopic, type TopicName } from '@loaso/shared/wire/topics';
import { amplifierTold, driveAmplifier, limitAmplifier, outputSeen } from './amplifier.js';
import { amplifierOff } from './amplifier-state.js';
import { driveAsks, followClock, linkDown, linkUp, takeTime } from './ask.js';
import { fileFailed, fileReady, planDownloads } from './cache-plan.js';
import { boardRead, recordEnd, recordStart } from './care.js';
import { driveChime } from './chime.js';
import { advance, clockAtBoot } from './clock.js';
import { takeCommand, takeStop } from './commands.js';
import type { AgentEffect } from './effect.js';
import type { AgentEvent } from './event.js';
import { driveFileCheck, fileHashed } from './file-check.js';
import { keepHeads } from './heads.js';
import { driveJournal, journalFailed, journalOpened, journalStored } from './journal-keeping.js';
import { replay } from './journal-replay.js';
import { judgePassed } from './judge.js';
import { localStop } from './local-stop.js';
import { driveLog, logCollected } from './log-order.js';
import { driveNetworkTest, networkMeasured } from './network-test.js';
import { driveOutbox, takeReceipt } from './outbox.js';
import { takeEnvelope, takeFirstEnvelope, takePlan, takeRoot } from './plan.js';
import { reconcileSounds } from './playback.js';
import { driveReboots, rebootFailed } from './reboot.js';
import { relayTurned } from './relay.js';
import { releaseOver, releaseWanted } from './release-fetch.js';
import { driveResults } from './results.js';
import { soundHeard } from './self-hearing.js';
import { recordPowerCuts, soundEnded, soundStarted, watchSounds } from './sounds.js';
import type { AgentState, FileEntry } from './state.js';
import { driveStatus } from './status.js';
import type { Tools } from './tools.js';
import { change, closeTurn, log, openTurn, refuse, type Turn } from './turn.js';
import { takeDrill, takeUrgent } from './urgent.js';
import { followClockOnAir } from './urgent-air.js';
import { driveUrgent } from './urgent-turn.js';
import { planWakeUp } from './wake.js';

/**
 * Takes one event in.
 *
 * @returns the next state and the effects in the order in which they are to be run
 * @throws when an event comes before `boot`: a bug of the shell
 */
export function reduce(
  state: AgentState,
  event: AgentEvent,
  tools: Tools,
): { state: AgentState; effects: AgentEffect[] } {
  const turn = openTurn(state, event.at, tools);
  if (event.type === 'boot') boot(turn, event);
  else if (state.boot === null) throw new Error(`${event.type} before boot`);
  const before = state.boot === null ? state.clock : turn.state.clock;
  const clock = advance(turn.state.clock, turn.state.durable, event.at);
  if (clock !== turn.state.clock) change(turn, { clock });
  followClockOnAir(turn);
  take(turn, event);
  followClockOnAir(turn);
  followClock(turn, before);
  bringInLine(turn);
  return { state: turn.state, effects: turn.effects };
}

function bringInLine(turn: Turn): void {
  watchSounds(turn);
  judgePassed(turn);
  driveUrgent(turn);
  limitAmplifier(turn);
  reconcileSounds(turn);
  driveChime(turn);
  driveAmplifier(turn);
  driveNetworkTest(turn);
  driveFileCheck(turn);
  planDownloads(turn);
  keepHeads(turn);
  driveAsks(turn);
  driveOutbox(turn);
  driveLog(turn);
  driveReboots(turn);
  driveResults(turn);
  closeTurn(turn);
  driveJournal(turn);
  driveStatus(turn);
  planWakeUp(turn);
}

type Takers = {
  readonly [K in AgentEvent['type']]: (turn: Turn, event: Extract<AgentEvent, { type: K }>) => void;
};

/** What each event does to the state by itself; everything that follows is brought in line after. */
const EVENT_TAKERS: Takers = {
  boot: () => undefined,
  // The alarm has gone off, even if a little early: it must be set anew.
  tick: (turn) => change(turn, { wakeMonoMs: null }),
  'link-up': linkUp,
  'link-down': linkDown,
  message: (turn, { topic, raw }) => takeMessage(turn, topic, raw),
  'file-ready': (turn, event) => {
    fileReady(turn, event);
    fileHashed(turn, event.sha256, true, event.sizeBytes);
  },
  'file-failed': (turn, event) => {
    fileFailed(turn, event);
    fileHashed(turn, event.sha256, false, 0);
  },
  'sound-started': soundStarted,
  'sound-ended': soundEnded,
  'relay-turned': relayTurned,
  'sound-heard': soundHeard,
  'journal-stored': journalStored,
  'journal-failed': journalFailed,
  'output-changed': (turn, { output }) => outputSeen(turn, output),
  'amplifier-told': amplifierTold,
  'board-read': boardRead,
  'release-wanted': releaseWanted,
  'release-over': releaseOver,
  'update-told': (turn, { update }) => change(turn, { update }),
  'network-measured': networkMeasured,
  'log-collected': logCollected,
  'reboot-failed': rebootFailed,
  'local-stop': localStop,
  shutdown: (turn, { why, reason = 'command' }) => {
    log(turn, 'info', 'shutting-down', { why });
    recordEnd(turn, reason);
    change(turn, { shuttingDown: true });
  },
};

function take<E extends AgentEvent>(turn: Turn, event: E): void {
  // One type, one taker: the table's type pairs them, which an indexed call cannot express.
  (EVENT_TAKERS[event.type] as (turn: Turn, event: E) => void)(turn, event);
}

function boot(turn: Turn, event: Extract<AgentEvent, { type: 'boot' }>): void {
  const { identity } = turn.state;
  const { bootId, systemBootId, seed, output, freeBytes } = event;
  const durable = replay(identity.root, event.journal, identity.dev, turn.tools);
  const clock = clockAtBoot(durable.anchor, systemBootId, durable, event.at);
  const entry = { state: 'ready', failures: 0, retryMonoMs: 0, checkedMonoMs: null } as const;
  const files = new Map(
    event.files.map(({ sha256, sizeBytes }): [typeof sha256, FileEntry] => [
      sha256,
      { ...entry, sizeBytes },
    ]),
  );
  change(turn, {
    boot: { bootId, systemBootId, seed, monoMs: event.at.monoMs },
    durable,
    clock,
    files,
    output,
    amplifier: amplifierOff(output),
    readyCount: files.size,
    freeBytes,
    durableSeq: durable.nextSeq - 1,
    nextCounter: durable.counterBelow,
    planMonoMs: event.at.monoMs,
  });
  journalOpened(turn, event.journalFault ?? null);
  log(turn, 'info', 'booted', { bootId, records: durable.records.length, files: files.size });
  recordStart(turn, event);
  if (durable.envelope === null) takeFirstEnvelope(turn);
  recordPowerCuts(turn);
}

type Taker = (turn: Turn, raw: string) => void;

/** What the box takes from the server; a topic of its own direction is never listened to. */
const TAKERS: Readonly<Record<TopicName, Taker | null>> = {
  root: takeRoot,
  envelope: takeEnvelope,
  plan: takePlan,
  urgent: takeUrgent,
  drill: takeDrill,
  stop: takeStop,
  command: takeCommand,
  time: takeTime,
  receipt: takeReceipt,
  // A new agent is nothing the core decides on: main.ts hands it to the updater.
  release: null,
  ack: null,
  status: null,
  records: null,
  result: null,
  ask: null,
  gone: null,
};

function takeMessage(turn: Turn, topic: string, raw: string): void {
  const parsed = parseTopic(topic);
  const taker = parsed === null ? null : TAKERS[parsed.name];
  if (taker === null || parsed?.device !== turn.state.identity.dev) {
    refuse(turn, 'message', { code: 'wrong-topic', detail: topic.slice(0, 200) });
    return;
  }
  taker(turn, raw);
}
