/**
 * Finding a clip in what was heard — dò vị trí tiếng.
 *
 * Slides a known noise over the written samples and answers the instant at which it fits best. Exact
 * to the sample where the sound is the clip itself, with a bound where nothing fits.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How much of the clip is compared, and below which likeness it is not there. */
const PROBE_SAMPLES = 2_400;
const LIKENESS_MIN = 0.8;
const LOOK_SAMPLES = 64;
const LOOK_LIKENESS = 0.6;

type Sound = { readonly startedAtMs: number; readonly rate: number; readonly samples: Int16Array };

/** What the file output wrote, one entry per start of the agent. */
export function soundsIn(folder: string): Sound[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const facts = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        startedAtMs: number;
        sampleRate: number;
      };
      const bytes = readFileSync(join(folder, name.replace('.json', '.s16le')));
      const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset), 0, bytes.length >> 1);
      return { startedAtMs: facts.startedAtMs, rate: facts.sampleRate, samples };
    });
}

/**
 * Instant at which sample `probeAt` of `clip` would have begun the clip, UTC milliseconds.
 *
 * @throws when no place is like enough
 */
export function startOf(folder: string, clip: Int16Array, probeAt = 6_000): number {
  for (const { startedAtMs, rate, samples } of soundsIn(folder)) {
    const at = bestPlace(samples, clip.subarray(probeAt, probeAt + PROBE_SAMPLES));
    if (at !== null) return startedAtMs + ((at - probeAt) / rate) * 1000;
  }
  throw new Error('the clip was not heard');
}

/** The same by several places of the clip, for those of them that were heard. */
export function startsOf(folder: string, clip: Int16Array, probes: readonly number[]): number[] {
  const sounds = soundsIn(folder);
  return probes.flatMap((probeAt) => {
    const probe = clip.subarray(probeAt, probeAt + PROBE_SAMPLES);
    return sounds.flatMap(({ startedAtMs, rate, samples }) => {
      const at = bestPlace(samples, probe);
      return at === null ? [] : [startedAtMs + ((at - probeAt) / rate) * 1000];
    });
  });
}

export function bestPlace(samples: Int16Array, probe: Int16Array): number | null {
  const power = probe.reduce((sum, value) => sum + value * value, 0);
  const lookPower = dot(probe, probe, 0, LOOK_SAMPLES);
  let best = { at: -1, likeness: 0 };
  for (let at = 0; at + probe.length <= samples.length; at += 1) {
    // Noise is like itself at one place only: a short look tells most places apart.
    if (dot(samples, probe, at, LOOK_SAMPLES) < lookPower * LOOK_LIKENESS) continue;
    const likeness = dot(samples, probe, at, probe.length) / power;
    if (likeness > best.likeness) best = { at, likeness };
  }
  return best.likeness >= LIKENESS_MIN ? best.at : null;
}

function dot(samples: Int16Array, probe: Int16Array, at: number, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += (samples[at + index] ?? 0) * (probe[index] ?? 0);
  }
  return sum;
}
