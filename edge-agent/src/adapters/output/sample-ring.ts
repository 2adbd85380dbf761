/**
 * Sample ring — bộ đệm mẫu vòng.
 *
 * The newest samples of a stream, in room that never grows: when it is full the oldest one makes
 * place. Knows no time.
 */
export type SampleRing = {
  length(): number;
  put(sample: number): void;
  /** Copies up to `count` samples and goes on by as many; returns how many there were. */
  read(into: Int16Array, at: number, count: number): number;
  /** Leaves samples out; returns the loudest of them, 0 to 32768. */
  skip(count: number): number;
};

export function createSampleRing(room: number): SampleRing {
  const samples = new Int16Array(room);
  let [first, held] = [0, 0];
  const drop = (count: number): void => {
    first = (first + count) % room;
    held -= count;
  };
  return {
    length: () => held,
    put: (sample) => {
      if (held === room) drop(1);
      samples[(first + held) % room] = sample;
      held += 1;
    },
    read: (into, at, count) => {
      const used = Math.min(count, held);
      for (let index = 0; index < used; index += 1) {
        into[at + index] = samples[(first + index) % room] ?? 0;
      }
      drop(used);
      return used;
    },
    skip: (count) => {
      const used = Math.min(count, held);
      let peak = 0;
      for (let index = 0; index < used; index += 1) {
        peak = Math.max(peak, Math.abs(samples[(first + index) % room] ?? 0));
      }
      drop(used);
      return peak;
    },
  };
}
