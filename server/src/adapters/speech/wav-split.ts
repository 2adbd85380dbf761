/**
 * Splitting of spoken batches — tách câu từ một lượt đọc.
 *
 * espeak-ng reads many lines in one process and writes one endless WAV; between the lines we have it
 * pause for long, exactly silent. This file finds those pauses and cuts. Promises whole sentences or
 * `undefined`, never a guess. Knows samples, not engines.
 */

/** Fixed header that espeak-ng writes to stdout. */
const WAV_HEADER_BYTES = 44;

export type Wav = { readonly sampleRate: number; readonly samples: Int16Array };

/** Reads espeak-ng's mono 16-bit WAV; `undefined` when it is none. */
export function readWav(bytes: Buffer): Wav | undefined {
  if (bytes.length < WAV_HEADER_BYTES || bytes.toString('latin1', 0, 4) !== 'RIFF')
    return undefined;
  if (bytes.toString('latin1', 36, 40) !== 'data') return undefined;
  if (bytes.readUInt16LE(22) !== 1 || bytes.readUInt16LE(34) !== 16) return undefined;
  const count = (bytes.length - WAV_HEADER_BYTES) >> 1;
  const start = bytes.byteOffset + WAV_HEADER_BYTES;
  // A view where the bytes lie evenly: a batch is megabytes, and a copy of each is work for nobody.
  const samples =
    start % 2 === 0
      ? new Int16Array(bytes.buffer, start, count)
      : new Int16Array(bytes.buffer.slice(start, start + 2 * count));
  return { sampleRate: bytes.readUInt32LE(24), samples };
}

/** Without the silence at both ends (a view, not a copy): exact, or all that is under `floor`. */
export function trimSilence(samples: Int16Array, floor = 1): Int16Array {
  let from = 0;
  let to = samples.length;
  while (from < to && Math.abs(samples[from] ?? 0) < floor) from += 1;
  while (to > from && Math.abs(samples[to - 1] ?? 0) < floor) to -= 1;
  return samples.subarray(from, to);
}

type Run = { readonly from: number; readonly to: number };

/** The separating pauses must be this much longer than any pause inside a sentence (they are 3.6). */
const CLEARLY_LONGER = 2;
/** Runs of zeros under this length (10 ms at 22 050 Hz) are parts of a wave. */
const RUN_MIN_SAMPLES = 220;

/**
 * Cuts at the `expected` - 1 longest silences; ends are trimmed. `undefined` unless those silences
 * stand out clearly from all others and every piece holds sound.
 */
export function splitAtLongestGaps(
  samples: Int16Array,
  expected: number,
): Int16Array[] | undefined {
  const whole = trimSilence(samples);
  const longestFirst = silentRuns(whole).sort((a, b) => b.to - b.from - (a.to - a.from));
  const gaps = longestFirst.slice(0, expected - 1);
  const shortest = gaps.at(-1);
  const rival = longestFirst[expected - 1];
  if (gaps.length < expected - 1) return undefined;
  if (shortest && rival && lengthOf(shortest) < CLEARLY_LONGER * lengthOf(rival)) return undefined;
  const pieces: Int16Array[] = [];
  let from = 0;
  for (const gap of gaps.sort((a, b) => a.from - b.from)) {
    pieces.push(whole.subarray(from, gap.from));
    from = gap.to;
  }
  pieces.push(whole.subarray(from));
  return pieces.every((piece) => piece.length > 0) ? pieces : undefined;
}

const lengthOf = (run: Run): number => run.to - run.from;

/** A run of zeros holds one of the places that lie its shortest length apart; only those are read. */
function silentRuns(samples: Int16Array): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < samples.length; at += RUN_MIN_SAMPLES) {
    if (samples[at] !== 0) continue;
    let from = at;
    while (from > 0 && samples[from - 1] === 0) from -= 1;
    while (at < samples.length && samples[at] === 0) at += 1;
    if (at - from >= RUN_MIN_SAMPLES) runs.push({ from, to: at });
  }
  return runs;
}
