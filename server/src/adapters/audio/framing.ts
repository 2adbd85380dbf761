/**
 * Framing of a clip — phần mở và phần kết.
 *
 * Silence first, because amplifier relays and line transformers need a moment; then the opening
 * chime; after the speech the closing chime. Promises mono samples at the clip's rate. Chimes keep
 * the level they were made with.
 */
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '@loaso/shared/result';
import type { AudioFault, MasterSettings, PcmSegment } from '../../ports/audio.js';
import { FENCED_INPUT } from './ffmpeg-runner.js';
import { CLIP_RATE } from './filter-chains.js';
import { inspect } from './inspect.js';
import { asPart, hashOf, type Part } from './stretch.js';
import type { Bench } from './stretch-work.js';

/** Time for an amplifier to wake before anything is heard. */
export const RELAY_SILENCE_MS = 400;
const CHIME_GAP_MS = 600;
const CHIME_MAX_MS = 60_000;
/** A minute of 96 kHz stereo in 24 bits, with room. */
const CHIME_MAX_BYTES = 64_000_000;
const END_SILENCE_MS = 200;

/** Parts to put before and after the speech. */
export async function frame(
  bench: Bench,
  settings: MasterSettings,
): Promise<Result<{ lead: Part; tail: Part }, AudioFault>> {
  const lead = [await silence(bench, RELAY_SILENCE_MS)];
  const tail: PcmSegment[] = [];
  if (settings.chimeIn !== undefined) {
    const chime = await chimeSamples(bench, settings.chimeIn);
    if (!chime.ok) return chime;
    lead.push({ ...chime.value, pauseAfterMs: CHIME_GAP_MS });
  }
  if (settings.chimeOut !== undefined) {
    const chime = await chimeSamples(bench, settings.chimeOut);
    if (!chime.ok) return chime;
    tail.push(await silence(bench, CHIME_GAP_MS), chime.value);
  }
  tail.push(await silence(bench, END_SILENCE_MS));
  return ok({ lead: asPart('framing', lead), tail: asPart('framing', tail) });
}

async function silence(bench: Bench, durationMs: number): Promise<PcmSegment> {
  const path = join(bench.folder, `silence-${durationMs}.pcm`);
  await writeFile(path, Buffer.alloc(2 * Math.round((CLIP_RATE * durationMs) / 1000)));
  const key = hashOf(['silence', CLIP_RATE, durationMs]);
  return { pcm: { path, key, sampleRate: CLIP_RATE, durationMs }, pauseAfterMs: 0 };
}

/** Samples of a chime; from the shelf when this very file was heard before. */
async function chimeSamples(bench: Bench, path: string): Promise<Result<PcmSegment, AudioFault>> {
  const file = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (file instanceof Error) {
    return err({ code: 'file-unreadable', detail: `nhạc hiệu ${path}: ${file.message}` });
  }
  if (!file.isFile()) {
    return err({ code: 'file-unreadable', detail: `nhạc hiệu ${path} không phải là tệp` });
  }
  if (file.size > CHIME_MAX_BYTES) return err(TOO_LONG);
  const key = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const name = `${hashOf([bench.engine, 'chime', CLIP_RATE, key])}.pcm`;
  const kept = await bench.shelf.file(name);
  const samples = kept === undefined ? await decodeChime(bench, path, name) : ok(kept);
  if (!samples.ok) return samples;
  const durationMs = ((await stat(samples.value)).size / 2 / CLIP_RATE) * 1000;
  const pcm = { path: samples.value, key, sampleRate: CLIP_RATE, durationMs };
  return ok({ pcm, pauseAfterMs: 0 });
}

async function decodeChime(
  bench: Bench,
  path: string,
  name: string,
): Promise<Result<string, AudioFault>> {
  const found = await inspect(bench.runner, path, bench.signal);
  if (!found.ok) return found;
  if (found.value.durationMs > CHIME_MAX_MS) return err(TOO_LONG);
  const samples = join(bench.folder, name);
  const log = await bench.runner.ffmpeg({
    args: [
      ...['-f', found.value.container, ...FENCED_INPUT, '-i', path, '-map', '0:a:0'],
      ...['-ac', '1', '-ar', `${CLIP_RATE}`, '-f', 's16le', samples],
    ],
    timeoutMs: CHIME_MAX_MS,
    signal: bench.signal,
  });
  return log.ok ? ok(await bench.shelf.keepFile(name, samples)) : log;
}

const TOO_LONG: AudioFault = {
  code: 'too-long',
  detail: `nhạc hiệu dài hơn ${CHIME_MAX_MS / 1000} giây`,
};
