/**
 * Filter chains — chuỗi xử lý âm thanh cho loa nén.
 *
 * The figures of mastering for horns, as ffmpeg filter text. Source: project notes on speech, §6:
 * 300..6 000 Hz is what a re-entrant horn carries; one fast, steep compressor evens out speech and
 * leaves the limiter little to hold (docs/decisions.md, 2026-11-25). Peaks between samples are the meter's business. Knows no files and no processes.
 */

/**
 * Sample rate of the chain and of every finished clip, Hz: all that the band leaves and no horn gives
 * back more, so nothing is worked on, encoded, measured or decoded that nobody hears.
 */
export const CLIP_RATE = 16_000;

/** Raise when the sound of the chain changes: kept sections of the old sound are then left aside. */
export const CHAIN_VERSION = 5;

/**
 * Band, presence and evenness, in floating point. Large frames first: with those of ffmpeg's own
 * choice a fifth of the time is their handling.
 */
export const HORN_CHAIN = [
  'asetnsamples=n=16384:p=0',
  `aresample=${CLIP_RATE}:filter_size=16:osf=dbl`,
  'highpass=f=300:p=2',
  'highpass=f=300:p=2',
  'lowpass=f=6000:p=2',
  'equalizer=f=2500:t=q:w=1:g=3',
  'acompressor=threshold=-28dB:ratio=9:attack=1:release=80:knee=8',
].join(',');

/** Writes the integrated loudness to the log at the end, under `name` ("@3") if given. */
export const loudnessMeter = (name = ''): string => `ebur128${name}=framelog=verbose`;

const FADE_S = 0.03;

/** Fades that hide the edges of a stretch of `durationMs`. */
export function edgeFades(durationMs: number): string {
  const outAt = Math.max(0, durationMs / 1000 - FADE_S).toFixed(3);
  return `afade=t=in:d=${FADE_S},afade=t=out:st=${outAt}:d=${FADE_S}`;
}

/**
 * Gain and limiter. `level=disabled`: else it re-normalises to 0 dBFS. What the codec adds to a peak is
 * measured after decoding, and the ceiling lowered by it.
 */
export function levelTo(gainDb: number, ceilingDbfs: number): string {
  const limit = (10 ** (ceilingDbfs / 20)).toFixed(5);
  return [
    `volume=${gainDb.toFixed(2)}dB`,
    `alimiter=limit=${limit}:attack=2:release=40:level=disabled`,
  ].join(',');
}
