/**
 * Word of a time daemon — lời của chrony hay ntpd.
 *
 * Both tell when they last heard their source and how far the clock may be off by now: half the way to the
 * first of the chain, what its links admit, and what is not corrected yet. One that follows nobody, or the
 * clock of this very machine, has no word.
 */

/** Its last measurement by the wall clock, UTC milliseconds, and the bound of the error at this moment. */
export type DaemonWord = { readonly heardAtMs: number; readonly errorMs: number };

/** How chrony names nobody, and its own clock. */
const NO_REFERENCE = ['00000000', '7F7F0101'];
/** The same of ntpd. */
const OWN_CLOCK = /^\.?(?:LOCL|LOCAL(?:\(\d+\))?|INIT|STEP|127\.127\.1\.\d+)\.?$/;
/** ntpd's word for a clock that was never set: both bits of the leap. */
const NEVER_SET = ['11', '3'];
/** The first stratum that follows nobody. */
const STRATUM_NONE = 16;
const NTP_EPOCH_MS = Date.UTC(1900, 0, 1);

/** @param csv what `chronyc -c tracking` says */
export function chronyWord(csv: string): DaemonWord | null {
  const fields = csv.trim().split(',');
  const leap = fields.at(-1);
  if (fields.length !== 14 || leap === 'Not synchronised') return null;
  if (NO_REFERENCE.includes(fields[0] ?? '')) return null;
  const [stratum, heardS, aheadS, delayS, dispersionS] = [2, 3, 4, 10, 11].map((place) =>
    Number(fields[place] || Number.NaN),
  ) as [number, number, number, number, number];
  const boundS = Math.abs(aheadS) + dispersionS + delayS / 2;
  return wordOf(stratum, heardS * 1_000, boundS * 1_000);
}

/** @param text what `ntpq -c rv` says */
export function ntpqWord(text: string): DaemonWord | null {
  const value = (name: string): string =>
    new RegExp(`(?:^|[\\s,])${name}=([^,\\s]+)`).exec(text)?.[1] ?? '';
  const figure = (name: string): number => Number(value(name) || Number.NaN);
  if (NEVER_SET.includes(value('leap')) || OWN_CLOCK.test(value('refid'))) return null;
  const boundMs = Math.abs(figure('offset')) + figure('rootdisp') + figure('rootdelay') / 2;
  return wordOf(figure('stratum'), ntpTimeMs(value('reftime')), boundMs);
}

/** Seconds since 1900 and their fraction, in hexadecimal. */
function ntpTimeMs(text: string): number {
  const [seconds = '', fraction = ''] = text.split('.');
  const ms = Number(`0x${seconds}`) * 1_000 + (Number(`0x${fraction}`) / 2 ** 32) * 1_000;
  return ms + NTP_EPOCH_MS;
}

function wordOf(stratum: number, heardAtMs: number, errorMs: number): DaemonWord | null {
  const follows = stratum >= 1 && stratum < STRATUM_NONE;
  return follows && Number.isFinite(heardAtMs) && Number.isFinite(errorMs)
    ? { heardAtMs, errorMs }
    : null;
}
