/**
 * File journal — sổ trên đĩa.
 *
 * Append-only file with one fsync per group of entries; compaction through a temporary file, fsync,
 * rename, fsync of the folder. After a write that failed nothing more is promised, for what an fsync
 * error has lost no second fsync brings back; until the whole journal has been written anew. One that
 * could be read and not written, as on a disk mounted read-only, is opened all the same.
 */
import type { JournalEntry } from '../../core/journal-entry.js';
import type { JournalFault } from '../../core/journal-fault.js';
import type { FileLayer, Journal, Log, OpenFile } from '../../ports.js';
import { lineOf, linesOf } from './line-format.js';

type Work = {
  readonly kind: 'append' | 'compact';
  readonly bytes: Buffer;
  readonly done: (sizeBytes: number) => void;
  readonly failed: (cause: unknown) => void;
};

type Writer = { file: OpenFile; sizeBytes: number };

export function createFileJournal(path: string, files: FileLayer, log: Log): Journal {
  let writer: Writer | null = null;
  let isOpen = false;
  let met: JournalFault | null = null;
  let fault: unknown = null;
  let running: Promise<void> = Promise.resolve();
  const waiting: Work[] = [];

  async function runGroup(group: readonly Work[]): Promise<number> {
    if (!isOpen) throw new Error('the journal is not open');
    const bytes = Buffer.concat(group.map((work) => work.bytes));
    if (group[0]?.kind === 'compact') {
      if (met?.unread === true) throw new Error(met.detail);
      writer = await replace(path, files, writer, bytes);
      fault = null;
      return writer.sizeBytes;
    }
    if (fault !== null || writer === null) throw fault ?? new Error('the journal is not open');
    await write(writer, bytes);
    return writer.sizeBytes;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = nextGroup(waiting);
      try {
        const sizeBytes = await runGroup(group);
        for (const work of group) work.done(sizeBytes);
      } catch (cause) {
        fault = cause;
        for (const work of group) work.failed(cause);
      }
    }
  }

  function enqueue(kind: Work['kind'], entries: readonly JournalEntry[]): Promise<number> {
    return new Promise((done, failed) => {
      waiting.push({ kind, bytes: Buffer.concat(entries.map(lineOf)), done, failed });
      running = running.then(drain);
    });
  }

  return {
    open: async () => {
      const opened = await openWhole(path, files, log);
      isOpen = true;
      writer = opened.writer;
      met = opened.fault;
      if (met !== null) fault = new Error(met.detail);
      return opened.entries;
    },
    fault: () => met,
    append: (entries) => enqueue('append', entries),
    compact: (entries) => enqueue('compact', entries),
    close: async () => {
      await running;
      isOpen = false;
      await writer?.file.close();
      writer = null;
    },
  };
}

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);

/** Takes appends together, up to the next compaction; a compaction goes alone. */
function nextGroup(waiting: Work[]): Work[] {
  const border = waiting.findIndex(({ kind }) => kind === 'compact');
  return waiting.splice(0, border < 0 ? waiting.length : Math.max(1, border));
}

async function write(writer: Writer, bytes: Buffer): Promise<void> {
  await writer.file.write(bytes);
  await writer.file.sync();
  writer.sizeBytes += bytes.length;
}

type Opened = {
  readonly entries: JournalEntry[];
  readonly writer: Writer | null;
  readonly fault: JournalFault | null;
};

async function openWhole(path: string, files: FileLayer, log: Log): Promise<Opened> {
  let bytes: Buffer;
  try {
    bytes = Buffer.from((await files.read(path)) ?? new Uint8Array());
  } catch (cause) {
    return { entries: [], writer: null, fault: { detail: wordsOf(cause), unread: true } };
  }
  const { entries, goodBytes, rotten } = linesOf(bytes);
  const tornBytes = bytes.length - goodBytes;
  if (tornBytes > 0 || rotten > 0) log('warn', 'journal-tail-cut', { tornBytes, rotten });
  try {
    const file = await openToWrite(path, files, tornBytes > 0 ? goodBytes : null);
    return { entries, writer: { file, sizeBytes: goodBytes }, fault: null };
  } catch (cause) {
    return { entries, writer: null, fault: { detail: wordsOf(cause), unread: false } };
  }
}

/** @param goodBytes where a torn tail begins; null where there is none */
async function openToWrite(
  path: string,
  files: FileLayer,
  goodBytes: number | null,
): Promise<OpenFile> {
  await files.remove(`${path}.new`);
  const file = await files.open(path);
  return closingWhenFailed(file, async () => {
    if (goodBytes !== null) await file.truncate(goodBytes);
    await file.sync();
    await files.syncFolder(path);
    return file;
  });
}

async function closingWhenFailed<T>(file: OpenFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    await file.close().catch(() => undefined);
    throw cause;
  }
}

async function replace(
  path: string,
  files: FileLayer,
  before: Writer | null,
  bytes: Buffer,
): Promise<Writer> {
  const fresh = `${path}.new`;
  await files.remove(fresh);
  const file = await files.open(fresh);
  return closingWhenFailed(file, async () => {
    await file.write(bytes);
    await file.sync();
    await files.rename(fresh, path);
    await files.syncFolder(path);
    // All of it is in the new one: what became of the old one is nobody's matter.
    await before?.file.close().catch(() => undefined);
    return { file, sizeBytes: bytes.length };
  });
}
