/**
 * File journal — sổ trên đĩa.
 *
 * Append-only file with one fsync per group of entries; compaction through a temporary file, fsync,
 * rename, fsync of the folder. After a write that failed nothing more is promised: what an fsync
 * error has lost no second fsync brings back.
 */
import type { JournalEntry } from '../../core/journal-entry.js';
import type { Journal, Log } from '../../ports.js';
import type { FileLayer, OpenFile } from './file-layer.js';
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
  let fault: unknown = null;
  let running: Promise<void> = Promise.resolve();
  const waiting: Work[] = [];

  async function runGroup(group: readonly Work[]): Promise<number> {
    if (fault !== null) throw fault;
    if (writer === null) throw new Error('the journal is not open');
    const bytes = Buffer.concat(group.map((work) => work.bytes));
    if (group[0]?.kind === 'compact') writer = await replace(path, files, writer, bytes);
    else await write(writer, bytes);
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
      writer = opened.writer;
      return opened.entries;
    },
    append: (entries) => enqueue('append', entries),
    compact: (entries) => enqueue('compact', entries),
    close: async () => {
      await running;
      await writer?.file.close();
      writer = null;
    },
  };
}

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

async function openWhole(
  path: string,
  files: FileLayer,
  log: Log,
): Promise<{ entries: JournalEntry[]; writer: Writer }> {
  await files.remove(`${path}.new`);
  const bytes = Buffer.from((await files.read(path)) ?? new Uint8Array());
  const { entries, goodBytes, rotten } = linesOf(bytes);
  const file = await files.open(path);
  const tornBytes = bytes.length - goodBytes;
  if (tornBytes > 0) await file.truncate(goodBytes);
  if (tornBytes > 0 || rotten > 0) log('warn', 'journal-tail-cut', { tornBytes, rotten });
  await file.sync();
  await files.syncFolder(path);
  return { entries, writer: { file, sizeBytes: goodBytes } };
}

async function replace(
  path: string,
  files: FileLayer,
  before: Writer,
  bytes: Buffer,
): Promise<Writer> {
  const fresh = `${path}.new`;
  await files.remove(fresh);
  const file = await files.open(fresh);
  await file.write(bytes);
  await file.sync();
  await files.rename(fresh, path);
  await files.syncFolder(path);
  await before.file.close();
  return { file, sizeBytes: bytes.length };
}
