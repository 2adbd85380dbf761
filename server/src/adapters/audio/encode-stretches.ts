/**
 * Encoding of stretches — mã hoá các khúc.
 *
 * Levels, encodes, decodes and measures stretches, many in one process because a start of ffmpeg costs
 * as much as seconds of its work. What was done before is taken from the shelf. Knows neither the
 * order of stretches nor when the clip is good.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Level } from '../../core/programme/loudness.js';
import type { AudioFault } from '../../ports/audio.js';
import { encodingArguments, type Named, type Task } from './encoding-arguments.js';
import { CHAIN_VERSION } from './filter-chains.js';
import { allOk } from './gate.js';
import { measureDecoded } from './measure-decoded.js';
import { hashOf, type Stretch } from './stretch.js';
import { type Bench, NO_READING, parseLevel, timeoutFor } from './stretch-work.js';

export type Encoded = { readonly path: string; readonly level: Level };

/** Encodes all tasks, each once (a text may say the same twice), and gives them in their order. */
export async function encodeStretches(
  bench: Bench,
  tasks: readonly Task[],
  onProgress: (share: number) => void = () => undefined,
): Promise<Result<Encoded[], AudioFault>> {
  const named = tasks.map((task) => ({ ...task, name: nameOf(bench, task) }));
  const done = new Map<string, Encoded>();
  const missing = new Map<string, Named>();
  const shelved = await Promise.all(named.map((task) => takeFromShelf(bench, task)));
  for (const [place, task] of named.entries()) {
    const kept = shelved[place];
    if (kept === undefined) missing.set(task.name, task);
    else done.set(task.name, kept);
  }
  const total = done.size + missing.size;
  const work = [...missing.values()];
  const batches = bench.rules
    .batchesOf(
      work.map(({ stretch }) => lengthOf(stretch)),
      bench.runner.processes,
    )
    .map((places) => places.flatMap((place) => work[place] ?? []));
  const made = await allOk(
    batches.map(async (batch) => {
      const encoded = await encodeBatch(bench, batch);
      if (!encoded.ok) return encoded;
      for (const [name, each] of encoded.value) done.set(name, each);
      onProgress(done.size / total);
      return encoded;
    }),
  );
  return made.ok ? ok(named.map(({ name }) => known(done, name))) : made;
}

function nameOf(bench: Bench, { stretch, encoding }: Task): string {
  const { gainDb, ceilingDbfs, settings } = encoding;
  const speech = stretch.parts.some((part) => part.kind === 'speech');
  const shape = [speech ? gainDb : 0, ceilingDbfs, settings.codec, settings.bitrateKbps];
  return hashOf([bench.engine, CHAIN_VERSION, stretch.key, ...shape]);
}

const fileOf = ({ name, encoding }: Named): string => `${name}.${encoding.settings.codec}`;

async function takeFromShelf(bench: Bench, task: Named): Promise<Encoded | undefined> {
  const [path, level] = await Promise.all([
    bench.shelf.file(fileOf(task)),
    bench.shelf.reading(`${task.name}.json`, parseLevel),
  ]);
  return path !== undefined && level !== undefined ? { path, level } : undefined;
}

/** One process encodes the batch, one measures it; then it goes to the shelf. */
async function encodeBatch(
  bench: Bench,
  batch: readonly Named[],
): Promise<Result<Map<string, Encoded>, AudioFault>> {
  const timeoutMs = timeoutFor(batch.reduce((sum, { stretch }) => sum + lengthOf(stretch), 0));
  const args = await encodingArguments(bench, batch, fileOf);
  const made = await bench.runner.ffmpeg({ args, timeoutMs, signal: bench.signal });
  if (!made.ok) return made;
  const levels = await measureBatch(bench, batch, timeoutMs);
  if (!levels.ok) return levels;
  const encoded = new Map<string, Encoded>();
  for (const [place, task] of batch.entries()) {
    const level = levels.value[place];
    if (level === undefined) return err(NO_READING);
    const path = await bench.shelf.keepFile(fileOf(task), join(bench.folder, fileOf(task)));
    await bench.shelf.keepReading(`${task.name}.json`, level);
    encoded.set(task.name, { path, level });
  }
  return ok(encoded);
}

function measureBatch(
  bench: Bench,
  batch: readonly Named[],
  timeoutMs: number,
): Promise<Result<Level[], AudioFault>> {
  const settings = batch[0]?.encoding.settings;
  if (settings === undefined) return Promise.resolve(ok([]));
  const files = batch.map((task) => join(bench.folder, fileOf(task)));
  return measureDecoded(bench, { files, settings, timeoutMs });
}

const lengthOf = (stretch: Stretch): number =>
  stretch.parts.reduce((sum, part) => sum + part.durationMs, 0);

function known(done: ReadonlyMap<string, Encoded>, name: string): Encoded {
  const encoded = done.get(name);
  if (encoded === undefined) throw new Error(`${name} was neither kept nor made`);
  return encoded;
}
