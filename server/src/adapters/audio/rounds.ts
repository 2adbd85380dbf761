/**
 * Encoding rounds — các lượt mã hoá.
 *
 * Encodes every stretch, looks at what a decoder makes of it, and lets core/programme/loudness
 * decide: good, again, or given up. Promises figures measured after decoding. Only stretches whose
 * setting changed are encoded again.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { FirstSetting, Goal, Level, Round, Setting } from '../../core/programme/loudness.js';
import type { AudioFault, Mastered, MasterSettings, OnProgress } from '../../ports/audio.js';
import { type Encoded, encodeStretches } from './encode-stretches.js';
import { CLIP_RATE } from './filter-chains.js';
import { rememberGain } from './gain-memory.js';
import { publishClip } from './publish-clip.js';
import type { Stretch } from './stretch.js';
import type { Bench } from './stretch-work.js';

export type Material = {
  readonly stretches: readonly Stretch[];
  /** Setting of the first round; its ceiling serves all stretches. */
  readonly first: FirstSetting;
  readonly settings: MasterSettings;
};

const CANCELLED: AudioFault = { code: 'cancelled', detail: 'đã huỷ' };

/** Encodes, measures and repeats; publishes the clip in `settings.outDir`. */
export async function encodeUntilGood(
  bench: Bench,
  material: Material,
  onProgress: OnProgress,
): Promise<Result<Mastered, AudioFault>> {
  const { stretches, settings } = material;
  const goal: Goal = settings;
  const { gainDb, ceilingDbfs } = material.first;
  let setting: Setting = { gainDb, ceilingsDbfs: stretches.map(() => ceilingDbfs) };
  let before: Round['before'];
  for (let number = 1; number <= bench.rules.maxRounds; number += 1) {
    const encoded = await encodeAll(bench, material, setting, onProgress);
    if (!encoded.ok) return encoded;
    if (bench.signal.aborted) return err(CANCELLED);
    const decoded = encoded.value.map((each) => each.level);
    const verdict = bench.rules.judgeRound({ number, used: setting, decoded, before }, goal);
    if (verdict.kind === 'good') {
      await rememberGain(bench, material, setting.gainDb);
      return ok(await publish(material, encoded.value, { ...verdict.level, iterations: number }));
    }
    if (verdict.kind !== 'again') return err(giveUp(verdict.kind, verdict.level, goal, number));
    const { loudnessLufs } = bench.rules.combineLevels(decoded);
    before = { gainDb: setting.gainDb, loudnessLufs };
    setting = verdict.setting;
  }
  throw new Error('a last round without a verdict');
}

function encodeAll(
  bench: Bench,
  { stretches, settings }: Material,
  setting: Setting,
  onProgress: OnProgress,
): Promise<Result<Encoded[], AudioFault>> {
  const tasks = stretches.map((stretch, i) => {
    const ceilingDbfs = setting.ceilingsDbfs[i] ?? settings.truePeakMaxDbtp;
    return { stretch, encoding: { gainDb: setting.gainDb, ceilingDbfs, settings } };
  });
  return encodeStretches(bench, tasks, (share) => onProgress(0.98 * share));
}

async function publish(
  { stretches, settings }: Material,
  encoded: readonly Encoded[],
  measured: Level & { readonly iterations: number },
): Promise<Mastered> {
  const paths = encoded.map((each) => each.path);
  const clip = await publishClip(paths, settings.outDir, settings.codec);
  const segmentStartsMs: number[] = [];
  let stretchStartMs = 0;
  for (const [i, stretch] of stretches.entries()) {
    segmentStartsMs.push(...speechStarts(stretch, stretchStartMs));
    stretchStartMs += encoded[i]?.level.durationMs ?? 0;
  }
  return {
    ...clip,
    codec: settings.codec,
    durationMs: Math.round(measured.durationMs),
    loudnessLufs: Math.round(measured.loudnessLufs * 100) / 100,
    truePeakDbtp: Math.round(measured.truePeakDbtp * 100) / 100,
    iterations: measured.iterations,
    segmentStartsMs,
  };
}

/** Delay that encoder and decoder add before the first sample of a stretch: 1 105 samples. */
const CODING_DELAY_MS = (1105 / CLIP_RATE) * 1000;

function speechStarts(stretch: Stretch, stretchStartMs: number): number[] {
  const starts: number[] = [];
  let at = stretchStartMs + CODING_DELAY_MS;
  for (const part of stretch.parts) {
    for (const segment of part.segments) {
      if (part.kind === 'speech') starts.push(Math.round(at));
      at += segment.pcm.durationMs + segment.pauseAfterMs;
    }
  }
  return starts;
}

function giveUp(
  code: 'loudness-missed' | 'peak-exceeded',
  level: Level,
  goal: Goal,
  rounds: number,
): AudioFault {
  const reached = `${level.loudnessLufs.toFixed(1)} LUFS, ${level.truePeakDbtp.toFixed(1)} dBTP`;
  const wanted = `${goal.targetLufs} LUFS, ${goal.truePeakMaxDbtp} dBTP`;
  return { code, detail: `sau ${rounds} lượt: ${reached}; cần ${wanted}` };
}
