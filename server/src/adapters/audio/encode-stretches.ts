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
import { allOk, createGate } from './gate.js';
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
  const lanes = createGate(bench.runner.processes);
  const prepared = prepareInTurn(bench, batches);
  const made = await allOk(
    batches.map(async (batch, place) => {
      const encoded = await lanes(() => encodeBatch(bench, batch, prepared[place]));
      if (!encoded.ok) return encoded;
      for (const [name, each] of encoded.value) done.set(name, each);
      onProgress(done.size / total);
      return encoded;
    }),
  );
  return made.ok ? ok(named.map(({ name }) => known(done, name))) : made;
}

/** The samples of the next batches are laid out while those before are encoded. */
function prepareInTurn(
  bench: Bench,
  batches: readonly (readonly Named[])[],
): readonly Promise<string[]>[] {
  const prepared: Promise<string[]>[] = [];
  for (const [place, batch] of batches.entries()) {
    const before = prepared[place - bench.runner.processes] ?? Promise.resolve();
    prepared.push(before.then(() => encodingArguments(bench, batch, fileOf)));
  }
  // A fault is told by the batch that asks; those that nobody asks for any more have no word.
  void Promise.allSettled(prepared);
  return prepared;
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
  prepared: Promise<string[]> | undefined,
): Promise<Result<Map<string, Encoded>, AudioFault>> {
  const timeoutMs = timeoutOf(batch);
  const args = await (prepared ?? encodingArguments(bench, batch, fileOf));
  const making = bench.runner.ffmpeg({ args, timeoutMs, signal: bench.signal });
  // The decoder starts beside the encoder, which for an edit of one sentence is half of the waiting.
  const [made, levels] = await Promise.all([making, measureBatch(bench, batch, making)]);
  if (!made.ok) return made;
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
  making: Promise<Result<unknown, AudioFault>>,
): Promise<Result<Level[], AudioFault>> {
  const settings = batch[0]?.encoding.settings;
  if (settings === undefined) return Promise.resolve(ok([]));
  const paths = batch.map((task) => join(bench.folder, fileOf(task)));
  const files = making.then((made) => (made.ok ? paths : []));
  return measureDecoded(bench, { files, settings, timeoutMs: 2 * timeoutOf(batch) });
}

const timeoutOf = (batch: readonly Named[]): number =>
  timeoutFor(batch.reduce((sum, { stretch }) => sum + lengthOf(stretch), 0));

const lengthOf = (stretch: Stretch): number =>
  stretch.parts.reduce((sum, part) => sum + part.durationMs, 0);

function known(done: ReadonlyMap<string, Encoded>, name: string): Encoded {
  const encoded = done.get(name);
  if (encoded === undefined) throw new Error(`${name} was neither kept nor made`);
  return encoded;
}
