/**
 * Proof of mastering — chứng minh âm lượng của từng bản thu.
 *
 * Voices different sentences of the decision, one clip each, in every ready voice, both codecs, with
 * and without chimes, and measures each finished file with a meter that is not ours. Knows the limits
 * that were promised and nothing of how they are met.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptSentence } from '@loaso/shared/wire/script';
import { composeScript } from '#server/core/script/compose';
import { HORN_SETTINGS, HORN_VOICE, voiceScript } from '#server/flows/voice-script';
import { createWorkshop, ROOT, type Workshop } from '#server/main/workshop';
import { measure } from '../integration/audio/measure.js';

const DECISION = join(ROOT, 'server', 'samples', 'qd-1462-ubnd-binh-dinh-2025.txt');
/** Promised: within 1 LU of the target, at most the peak limit. */
const LOUDNESS_OFF_MAX = 1;

export type Miss = {
  readonly sentence: number;
  readonly loudnessLufs: number;
  readonly truePeakDbtp: number;
};

export type Proof = {
  readonly clips: number;
  readonly misses: readonly Miss[];
  /** Clips that the mastering itself gave up: nothing airs, but nothing is heard either. */
  readonly refused: readonly string[];
  /** Farthest from the target, LU. */
  readonly loudnessOffMaxLu: number;
  readonly truePeakMaxDbtp: number;
  readonly shortestMs: number;
  readonly longestMs: number;
};

/** Different sentences, spread over the whole document. */
export function sentencesOf(count: number): ScriptSentence[] {
  const { sentences } = composeScript(readFileSync(DECISION, 'utf8'));
  const different = [...new Map(sentences.map((one) => [one.spoken, one])).values()];
  if (different.length < count) throw new Error(`only ${different.length} different sentences`);
  const step = different.length / count;
  return Array.from({ length: count }, (_, index) => different[Math.floor(index * step)]).filter(
    (one) => one !== undefined,
  );
}

type Clip = { readonly path: string; readonly durationMs: number };

type Bench = { readonly workshop: Workshop; readonly outDir: string; readonly voices: string[] };

async function clipOf(
  { workshop, outDir, voices }: Bench,
  sentence: ScriptSentence,
  index: number,
): Promise<Clip | string> {
  const voiceId = voices[index % voices.length] ?? HORN_VOICE.voiceId;
  const opus = index % 3 === 2;
  const settings = {
    ...HORN_SETTINGS,
    ...(index % 2 === 0 ? workshop.chimes : {}),
    ...(opus ? ({ codec: 'opus', bitrateKbps: 32 } as const) : {}),
    outDir,
  };
  const made = await voiceScript(
    workshop,
    { script: { sentences: [sentence] }, voice: { ...HORN_VOICE, voiceId }, settings },
    () => undefined,
    new AbortController().signal,
  );
  return made.ok ? made.value.clip : `sentence ${sentence.index}, ${voiceId}: ${made.error.detail}`;
}

/** @param onClip told after each clip, for a person who waits */
export async function proveMastering(
  count: number,
  onClip: (done: number) => void = () => undefined,
): Promise<Proof> {
  const dir = mkdtempSync(join(tmpdir(), 'loaso-proof-'));
  try {
    const outDir = join(dir, 'out');
    mkdirSync(outDir);
    const workshop = createWorkshop({ workDir: join(dir, 'work'), cacheDir: join(dir, 'cache') });
    const voices = workshop.speech
      .voices()
      .filter(({ standing }) => standing === undefined || standing.state === 'ready')
      .map(({ id }) => id);
    const measured: (Miss & { durationMs: number })[] = [];
    const refused: string[] = [];
    for (const [index, sentence] of sentencesOf(count).entries()) {
      const clip = await clipOf({ workshop, outDir, voices }, sentence, index);
      onClip(index + 1);
      if (typeof clip === 'string') {
        refused.push(clip);
        continue;
      }
      const { loudnessLufs, truePeakDbtp } = await measure(clip.path);
      const { durationMs } = clip;
      measured.push({ sentence: sentence.index, loudnessLufs, truePeakDbtp, durationMs });
    }
    return { ...summary(measured), refused };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const offBy = ({ loudnessLufs }: Miss): number => Math.abs(loudnessLufs - HORN_SETTINGS.targetLufs);

function summary(measured: readonly (Miss & { durationMs: number })[]): Omit<Proof, 'refused'> {
  const lengths = measured.map(({ durationMs }) => durationMs);
  return {
    clips: measured.length,
    // A figure that cannot be read is a miss: NaN fails both comparisons.
    misses: measured
      .filter(
        (one) =>
          !(offBy(one) <= LOUDNESS_OFF_MAX && one.truePeakDbtp <= HORN_SETTINGS.truePeakMaxDbtp),
      )
      .map(({ durationMs, ...miss }) => miss),
    loudnessOffMaxLu: Number(Math.max(...measured.map(offBy)).toFixed(2)),
    truePeakMaxDbtp: Math.max(...measured.map(({ truePeakDbtp }) => truePeakDbtp)),
    shortestMs: Math.min(...lengths),
    longestMs: Math.max(...lengths),
  };
}
