/**
 * PCM queue — hàng đợi mẫu.
 *
 * Samples of one sound that have been decoded and not read yet, with room that runs out: who decodes
 * waits for who reads. Counts positions inside the sound; knows no file and no clock.
 */
export const SAMPLE_RATE = 24_000;
/** Decoding pauses above the first figure and goes on below the second: 20 s and 10 s. */
const HIGH_SAMPLES = 20 * SAMPLE_RATE;
const LOW_SAMPLES = 10 * SAMPLE_RATE;

export const samplesOf = (ms: number): number => Math.round((ms * SAMPLE_RATE) / 1000);

type Chunk = { readonly samples: Int16Array | null; length: number; from: number };

export type PcmQueue = ReturnType<typeof createQueue>;

/** @param from position of the first sample */
export function createQueue(from: number) {
  const chunks: Chunk[] = [];
  let position = from;
  let held = 0;
  let wake: (() => void) | null = null;

  function take(count: number, use: (chunk: Chunk, used: number, done: number) => void): number {
    let done = 0;
    for (let chunk = chunks[0]; chunk !== undefined && done < count; chunk = chunks[0]) {
      const used = Math.min(count - done, chunk.length - chunk.from);
      use(chunk, used, done);
      chunk.from += used;
      done += used;
      if (chunk.from === chunk.length) chunks.shift();
    }
    position += done;
    held -= done;
    if (held < LOW_SAMPLES) release();
    return done;
  }

  function release(): void {
    wake?.();
    wake = null;
  }

  return {
    position: () => position,
    length: () => held,
    /** Position of the next sample to be put in. */
    end: () => position + held,
    put: (samples: Int16Array | null, length: number): void => {
      if (length <= 0) return;
      chunks.push({ samples, length, from: 0 });
      held += length;
    },
    /** Waits until there is room. */
    room: (): Promise<void> =>
      held < HIGH_SAMPLES ? Promise.resolve() : new Promise((resolve) => (wake = resolve)),
    read: (into: Int16Array, at: number, count: number): number =>
      take(count, (chunk, used, done) => {
        if (chunk.samples === null) into.fill(0, at + done, at + done + used);
        else into.set(chunk.samples.subarray(chunk.from, chunk.from + used), at + done);
      }),
    skip: (count: number): number => take(count, () => undefined),
    release,
  };
}
