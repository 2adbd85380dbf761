/**
 * Filter chains — chuỗi xử lý âm thanh cho loa nén.
 *
 * The figures of mastering for horns, as ffmpeg filter text. Source: project notes on speech, §6:
 * 300..6 000 Hz is what a re-entrant horn carries; two compressors even out speech; the limiter
 * works at twice the rate so that peaks between samples are held. Knows no files and no processes.
 */

/** Sample rate of every finished clip, Hz. */
export const CLIP_RATE = 24_000;

/** Raise when the sound of the chain changes: kept sections of the old sound are then left aside. */
export const CHAIN_VERSION = 1;

/** Band, presence and evenness, at the source's own rate and in floating point. */
export const HORN_CHAIN = [
  'aformat=sample_fmts=dbl',
  'highpass=f=300:p=2',
  'highpass=f=300:p=2',
  'lowpass=f=6000:p=2',
  'equalizer=f=2500:t=q:w=1:g=3',
  'acompressor=threshold=-30dB:ratio=3:attack=10:release=200:knee=6',
  'acompressor=threshold=-20dB:ratio=6:attack=1:release=60:knee=4',
].join(',');

/** Filter that writes the integrated loudness to the log at the end, under `name` ("@3") if given. */
export const loudnessMeter = (name = ''): string => `ebur128${name}=framelog=verbose`;

/**
 * Filters that write loudness, true peak and number of samples of input `place` to the log, each under
 * the name of its place; ends at the label `[heard<place>]`. True peak: four times oversampled sample
 * peak (BS.1770-4 annex 2); asked for alone, since astats works twice as long for any further figure.
 */
export function clipMeters(place: number): string {
  const peak = `astats@${place}=measure_perchannel=none:measure_overall=Peak_level`;
  return [
    `[${place}:a]asplit=3[l${place}][c${place}][p${place}]`,
    `[l${place}]${loudnessMeter(`@${place}`)},anullsink`,
    `[c${place}]volumedetect@${place},anullsink`,
    `[p${place}]aresample=${CLIP_RATE * 4},${peak}[heard${place}]`,
  ].join(';');
}

const FADE_S = 0.03;

/** Fades that hide the edges of a stretch of `durationMs`. */
export function edgeFades(durationMs: number): string {
  const outAt = Math.max(0, durationMs / 1000 - FADE_S).toFixed(3);
  return `afade=t=in:d=${FADE_S},afade=t=out:st=${outAt}:d=${FADE_S}`;
}

/** Gain, then a limiter at twice the clip's rate. `level=disabled`: else it re-normalises to 0 dBFS. */
export function levelTo(gainDb: number, ceilingDbfs: number): string {
  const limit = (10 ** (ceilingDbfs / 20)).toFixed(5);
  return [
    `volume=${gainDb.toFixed(2)}dB`,
    `aresample=${CLIP_RATE * 2}`,
    `alimiter=limit=${limit}:attack=2:release=40:level=disabled`,
    `aresample=${CLIP_RATE}`,
  ].join(',');
}
