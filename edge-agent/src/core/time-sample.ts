/**
 * Samples of signed time — mẫu giờ có chữ ký.
 *
 * What the answers of the server have said of the clock lately; the quickest says most. Knows no other
 * source.
 */
const SAMPLES_MAX = 8;
const AGE_MS_MAX = 15 * 60_000;

/** One answer: time minus monotonic clock, how long it was under way, when it came. */
export type Sample = {
  readonly offsetMs: number;
  readonly roundTripMs: number;
  readonly monoMs: number;
};

export const withSample = (before: readonly Sample[], sample: Sample): Sample[] =>
  [...before, sample]
    .filter(({ monoMs }) => sample.monoMs - monoMs <= AGE_MS_MAX)
    .slice(-SAMPLES_MAX);

/** Of those that are not too old to say anything of now. */
export const bestSample = (samples: readonly Sample[], monoMs: number): Sample | null =>
  samples.reduce<Sample | null>((best, one) => {
    const older = monoMs - one.monoMs > AGE_MS_MAX;
    return older || (best !== null && one.roundTripMs >= best.roundTripMs) ? best : one;
  }, null);
