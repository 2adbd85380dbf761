/**
 * Measuring after decoding — đo sau khi giải mã.
 *
 * Stretches laid end to end, as a box will hear them, go through a decoder and straight into the
 * meter of core/programme; each gets its own figures. Promises that every decoded sample was measured
 * or a fault. Keeps no samples.
 */
import { stat } from 'node:fs/promises';
import { err, ok, type Result } from '@loaso/shared/result';
import type { Level } from '../../core/programme/loudness.js';
import type { Meter } from '../../core/programme/meter.js';
import type { AudioFault, MasterSettings } from '../../ports/audio.js';
import { FENCED_INPUT } from './ffmpeg-runner.js';
import { CLIP_RATE } from './filter-chains.js';
import { type Bench, NO_READING } from './stretch-work.js';

export type Encodings = {
  /** Of one codec and bit rate; only MP3 without tags can be laid end to end. */
  readonly files: Promise<readonly string[]>;
  readonly settings: Pick<MasterSettings, 'codec' | 'bitrateKbps'>;
  readonly timeoutMs: number;
};

/** Rate at which a decoder gives the sound of a codec, Hz. */
const DECODED_RATE = { mp3: CLIP_RATE, opus: 48_000 } as const;

/** Figures of each file, in their order. */
export async function measureDecoded(
  bench: Bench,
  { files, settings, timeoutMs }: Encodings,
): Promise<Result<Level[], AudioFault>> {
  const rate = DECODED_RATE[settings.codec];
  const lengths: number[] = [];
  const known = files.then(async (paths) => {
    for (const path of paths) lengths.push(await lengthOf(path, settings));
    return paths;
  });
  const row = createMeterRow(lengths, () => bench.rules.createMeter(rate));
  const format = settings.codec === 'mp3' ? 'mp3' : 'ogg';
  const decoded = await bench.runner.samples({
    args: ['-f', format, ...FENCED_INPUT, '-i', 'pipe:0', '-ac', '1', '-f', 'f32le', 'pipe:1'],
    files: known,
    onSamples: row.push,
    timeoutMs,
    signal: bench.signal,
  });
  if (!decoded.ok) return decoded;
  const levels = row.end();
  return levels === undefined ? err(NO_READING) : ok(levels);
}

/** Samples of a frame of MPEG-2 layer III, and the bytes of one for each kbit/s. */
const FRAME_SAMPLES = 576;
const FRAME_BYTES_PER_KBPS = (FRAME_SAMPLES / 8) * (1000 / CLIP_RATE);

/** Samples that a decoder makes of an MP3; an Opus stands alone and ends when its sound does. */
async function lengthOf(path: string, how: Encodings['settings']): Promise<number> {
  if (how.codec === 'opus') return Number.POSITIVE_INFINITY;
  const { size } = await stat(path);
  return (size / (FRAME_BYTES_PER_KBPS * how.bitrateKbps)) * FRAME_SAMPLES;
}

/** One meter after the other, each for its share of the samples. */
function createMeterRow(lengths: readonly number[], create: () => Meter) {
  const levels: Level[] = [];
  let meter = create();
  let heard = 0;
  function push(samples: Float32Array): void {
    let from = 0;
    while (from < samples.length) {
      const missing = (lengths[levels.length] ?? Number.POSITIVE_INFINITY) - heard;
      const share = samples.subarray(from, from + missing);
      meter.push(share);
      heard += share.length;
      from += share.length;
      if (share.length < missing) return;
      levels.push(meter.end());
      meter = create();
      heard = 0;
    }
  }
  return {
    push,
    /** `undefined` when more or fewer samples came than the stretches have. */
    end(): Level[] | undefined {
      const open = lengths[levels.length] === Number.POSITIVE_INFINITY;
      if (open && heard > 0) levels.push(meter.end());
      else if (heard > 0) return undefined;
      return levels.length === lengths.length ? levels : undefined;
    },
  };
}
