/**
 * Rehearsal — thử mức khuếch đại.
 *
 * Finds the gain before anything is encoded: a little of the speech goes through the chain at several
 * gains at once and is measured in the same process. A clip mastered before keeps its gain, so that
 * an edit leaves its other stretches as they are. Promises a first try; the rounds judge it.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { FirstSetting, Rehearsal } from '../../core/programme/loudness.js';
import type { AudioFault, MasterSettings } from '../../ports/audio.js';
import { HORN_CHAIN, levelTo, loudnessMeter } from './filter-chains.js';
import { recallGain } from './gain-memory.js';
import { logOf, readLoudness } from './meter-readings.js';
import type { Part } from './stretch.js';
import { type Bench, NO_READING, rawInput, timeoutFor } from './stretch-work.js';

/** Gain and ceiling to begin with, heard on `parts`, which stand for the whole clip. */
export async function firstTry(
  bench: Bench,
  parts: readonly Part[],
  settings: MasterSettings,
): Promise<Result<FirstSetting, AudioFault>> {
  const { rules } = bench;
  const ceilingDbfs = rules.firstCeiling(settings);
  const before = await recallGain(bench, parts, settings);
  if (before !== undefined) return ok({ gainDb: before, ceilingDbfs });
  const excerpt = await excerptOf(bench, parts);
  const bare = await listen(bench, excerpt, ['anull']);
  if (!bare.ok) return bare;
  const [unlevelledLufs = rules.silenceLufs] = bare.value;
  if (unlevelledLufs <= rules.silenceLufs) return err(SILENT);
  const gains = rules.rehearsedGains(unlevelledLufs, settings);
  const heard = await listen(
    bench,
    excerpt,
    gains.map((gainDb) => levelTo(gainDb, ceilingDbfs)),
  );
  if (!heard.ok) return heard;
  const rehearsals: Rehearsal[] = heard.value.map((loudnessLufs, i) => ({
    gainDb: gains[i] ?? 0,
    loudnessLufs,
  }));
  return ok({ gainDb: rules.gainFrom(rehearsals, settings), ceilingDbfs });
}

const SILENT: AudioFault = { code: 'silent', detail: 'không có tiếng nào nghe được' };

type Excerpt = { readonly inputs: readonly string[]; readonly count: number; readonly ms: number };

async function excerptOf(bench: Bench, parts: readonly Part[]): Promise<Excerpt> {
  const inputs: string[] = [];
  let count = 0;
  let ms = 0;
  for (const part of parts) {
    const whole = await rawInput(bench, part);
    for (const { fromMs, lengthMs } of bench.rules.rehearsedWindows(part.durationMs)) {
      inputs.push('-ss', seconds(fromMs), '-t', seconds(lengthMs), ...whole);
      count += 1;
      ms += lengthMs;
    }
  }
  return { inputs, count, ms };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Integrated loudness of the excerpt behind the chain and each of `ends`, LUFS. */
async function listen(
  bench: Bench,
  { inputs, count, ms }: Excerpt,
  ends: readonly string[],
): Promise<Result<number[], AudioFault>> {
  const all = Array.from({ length: count }, (_, i) => `[${i}:a]`).join('');
  const split = ends.map((_, i) => `[s${i}]`).join('');
  const graph = [
    `${all}concat=n=${count}:v=0:a=1,${HORN_CHAIN},asplit=${ends.length}${split}`,
    ...ends.map((end, i) => `[s${i}]${end},${loudnessMeter(`@${i}`)}[o${i}]`),
  ].join(';');
  const outputs = ends.flatMap((_, i) => ['-map', `[o${i}]`, '-f', 'null', '-']);
  const log = await bench.runner.ffmpeg({
    args: [...inputs, '-filter_complex', graph, ...outputs],
    timeoutMs: timeoutFor(ms),
    signal: bench.signal,
  });
  if (!log.ok) return log;
  const loudness = ends.flatMap((_, i) => readLoudness(logOf(log.value, `ebur128@${i}`)) ?? []);
  return loudness.length === ends.length ? ok(loudness) : err(NO_READING);
}
