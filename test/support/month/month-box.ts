/**
 * A month of a box — một tháng của cụm, trong vài phút.
 *
 * The real shell, core and journal on a real disk, with its own signatures, on virtual time: three
 * airings of a quarter of an hour a day with new audio, a status each minute, a week without a line.
 * Measures what grows and what is written. Sound, line and audio bytes are arithmetic.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Sha256 } from '@loaso/shared/ids';
import { seal } from '@loaso/shared/trust/sealed';
import { createFileJournal } from '#edge-agent/adapters/journal/file-journal';
import { realFiles } from '#edge-agent/adapters/journal/file-layer';
import { createVerify, makeKey, readKey, sha256Hex } from '#edge-agent/adapters/keys';
import type { AudioCache, FileLayer, Journal, SoundOutput } from '#edge-agent/ports';
import { createShell, type Shell } from '#edge-agent/shell';
import { AREA, DEV, openEnvelope } from '../../integration/edge-agent/world.js';
import { createOffice, FILE_BYTES, type Office, START_MS } from './office.js';
import { createVirtualTime, type VirtualTime } from './virtual-time.js';

const DAY_MS = 86_400_000;
/** A week in the middle without a line. */
const OFFLINE_FROM = 10;
const OFFLINE_TO = 17;

export type MonthFigures = {
  readonly days: number;
  readonly records: number;
  readonly statuses: number;
  /** Heap in use after a collection at the end of each day, MB. */
  readonly heapMb: readonly number[];
  /** Of the whole process with this test in it, MB. */
  readonly residentMb: readonly number[];
  readonly journalKbWrittenADay: number;
  readonly syncsADay: number;
  readonly journalKb: number;
  readonly unsentAtMost: number;
};

export async function liveMonth(
  days: number,
  told: (done: number) => void = () => undefined,
): Promise<MonthFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'loaso-month-'));
  try {
    return await live(folder, days, told);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(
  folder: string,
  days: number,
  told: (done: number) => void,
): Promise<MonthFigures> {
  const time = createVirtualTime(START_MS);
  const disk = countingDisk();
  const busy = { count: 0 };
  const journal = countedJournal(join(folder, 'journal.log'), disk.files, busy);
  const office = createOffice(time);
  const shell = shellOf(time, journal, office);
  const idle = async (): Promise<void> => {
    do await new Promise(setImmediate);
    while (busy.count > 0);
  };
  await shell.start({ bootId: 'boot-month-1', systemBootId: 'system-1', seed: 'seed' });
  const heapMb: number[] = [];
  const residentMb: number[] = [];
  let unsentAtMost = 0;
  for (let day = 0; day < days; day += 1) {
    if (day === OFFLINE_FROM) office.cut();
    if (day === 0 || day === OFFLINE_TO) office.join();
    office.publish(day, Math.max(OFFLINE_TO + 3, day + 7));
    await time.passTo(1_000 + (day + 1) * DAY_MS, idle);
    unsentAtMost = Math.max(
      unsentAtMost,
      shell.state().durable.nextSeq - 1 - shell.state().durable.receiptedSeq,
    );
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    heapMb.push(heapUsed / 1e6);
    residentMb.push(rss / 1e6);
    told(day + 1);
  }
  const { nextSeq } = shell.state().durable;
  const journalKb = ((await realFiles.read(join(folder, 'journal.log')))?.length ?? 0) / 1_000;
  return {
    days,
    records: nextSeq - 1,
    statuses: office.statuses(),
    heapMb,
    residentMb,
    journalKbWrittenADay: disk.bytes() / 1_000 / days,
    syncsADay: disk.syncs() / days,
    journalKb,
    unsentAtMost,
  };
}

/** The collector of this process, by the only door there is without a flag at its start. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) gc();
}

function countingDisk(): { files: FileLayer; bytes: () => number; syncs: () => number } {
  let [bytes, syncs] = [0, 0];
  const files: FileLayer = {
    ...realFiles,
    open: async (path) => {
      const file = await realFiles.open(path);
      return {
        ...file,
        write: (part) => {
          bytes += part.length;
          return file.write(part);
        },
        sync: () => {
          syncs += 1;
          return file.sync();
        },
      };
    },
  };
  return { files, bytes: () => bytes, syncs: () => syncs };
}

function countedJournal(path: string, files: FileLayer, busy: { count: number }): Journal {
  const journal = createFileJournal(path, files, () => undefined);
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    busy.count += 1;
    try {
      return await work;
    } finally {
      busy.count -= 1;
    }
  };
  return {
    open: () => journal.open(),
    fault: () => journal.fault(),
    append: (entries) => counted(journal.append(entries)),
    compact: (entries) => counted(journal.compact(entries)),
    close: () => journal.close(),
  };
}

function shellOf(time: VirtualTime, journal: Journal, { link, trust }: Office): Shell {
  const key = readKey(Buffer.from(makeKey()));
  if (key === null) throw new Error('no key was made');
  const tools = {
    verify: createVerify(),
    sha256: sha256Hex,
    seal: (type: Parameters<typeof seal>[0], body: string) =>
      seal(type, body, [{ kid: DEV, sign: key.sign }]),
  };
  const cache = createShelf();
  return createShell(
    {
      clock: time.clock,
      link,
      journal,
      cache,
      downloader: { download: () => Promise.resolve({ ok: true }), stop: () => undefined },
      tryFiles: () => Promise.reject(new Error('nobody tests the network')),
      output: outputOf(time),
      amplifier: null,
      board: { read: () => Promise.resolve(reading(time)) },
      tools,
      log: () => undefined,
      packLog: () => Promise.resolve(null),
      reboot: () => Promise.reject(new Error('nobody starts this board anew')),
      restart: (why) => {
        throw new Error(why);
      },
    },
    {
      dev: DEV,
      area: AREA,
      root: trust.root,
      envelope: trust.sealAs('envelope', 'envelope', openEnvelope(1, START_MS)),
    },
    {},
  );
}

const reading = (time: VirtualTime) => ({
  mains: 'on' as const,
  supplyVolts: 12.1,
  underVoltage: false,
  temperatureC: 45 + (time.now() % 10),
  operator: 'Viettel',
  signalDbm: -71,
  line: null,
  counter: { of: 'system-1:wwan0', bytes: Math.floor(time.now() / 10) },
});

/** Files that are what they should be: their bytes are no matter here. */
function createShelf(): AudioCache {
  const files = new Map<Sha256, number>();
  return {
    list: () => Promise.resolve([]),
    open: (sha256) =>
      Promise.resolve({
        sizeBytes: 0,
        write: () => Promise.resolve(),
        restart: () => Promise.resolve(),
        pause: () => Promise.resolve(),
        keep: () => {
          files.set(sha256, FILE_BYTES);
          return Promise.resolve('kept' as const);
        },
      }),
    check: (sha256) =>
      Promise.resolve(files.has(sha256) ? ('right' as const) : ('absent' as const)),
    delete: (sha256) => {
      files.delete(sha256);
      return Promise.resolve();
    },
    pathOf: (sha256) => `/nowhere/${sha256}`,
    freeBytes: () => Promise.resolve(5e9),
  };
}

function outputOf(time: VirtualTime): SoundOutput {
  let tell: Parameters<SoundOutput['start']>[0] = () => undefined;
  const state = { kind: 'card' as const, virtual: false, healthy: true, detail: 'arithmetic' };
  return {
    start: (listener) => {
      tell = listener;
      return Promise.resolve(state);
    },
    keepHeads: () => undefined,
    prepare: () => undefined,
    play: ({ soundId, startMonoMs, untilMonoMs, fromMs }) => {
      time.at(startMonoMs, () =>
        tell({ type: 'sound-started', soundId, startedMonoMs: startMonoMs, fromMs }),
      );
      const playedMs = untilMonoMs - startMonoMs;
      time.at(untilMonoMs, () => tell({ type: 'sound-ended', soundId, how: 'finished', playedMs }));
    },
    limit: () => undefined,
    setVolume: () => undefined,
    stopSound: () => undefined,
    stop: () => Promise.resolve(),
  };
}
