/**
 * Meter readings — đọc số đo từ nhật ký ffmpeg.
 *
 * Turns the log text of ffmpeg's meters into numbers. Promises `undefined` for a log without a
 * reading, never a made-up figure. Knows text only.
 */

/** Last "I: -16.2 LUFS" of a log (ffmpeg may print an empty first one); -70 means silence. */
export function readLoudness(log: string): number | undefined {
  const all = [...log.matchAll(/^\s*I:\s+(-?[\d.]+|-inf|nan) LUFS/gmu)];
  return figure(all.at(-1)?.[1], -70);
}

/** "Peak level dB: -1.79" of the overall figures; -inf (silence) becomes -120. */
export function readPeak(log: string): number | undefined {
  const all = [...log.matchAll(/Peak level dB:\s+(-?[\d.]+|-inf|nan)/gu)];
  return figure(all.at(-1)?.[1], -120);
}

function figure(text: string | undefined, silence: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : silence;
}

/** What the filter `name` (as "ebur128@3") wrote; its lines that follow without a name included. */
export function logOf(log: string, name: string): string {
  const lines: string[] = [];
  let own = false;
  for (const line of log.split('\n')) {
    if (/^\S/u.test(line)) own = line.startsWith(`[${name} @ `);
    if (own) lines.push(line);
  }
  return lines.join('\n');
}

/** "Flat factor: 3.2": how much of the signal lies flat at its peak; over 0 it was clipped. */
export function readFlatFactor(log: string): number | undefined {
  const all = [...log.matchAll(/Flat factor:\s+([\d.]+)/gu)];
  const text = all.at(-1)?.[1];
  return text === undefined ? undefined : Number(text);
}

/** Silent stretches found by silencedetect; one that does not end lasts to `durationMs`. */
export function readSilences(log: string, durationMs: number): { fromMs: number; toMs: number }[] {
  const silences: { fromMs: number; toMs: number }[] = [];
  for (const [, what, seconds] of log.matchAll(/silence_(start|end): (-?[\d.]+)/gu)) {
    const atMs = Math.max(0, Number(seconds) * 1000);
    const open = silences.at(-1);
    if (what === 'start') silences.push({ fromMs: atMs, toMs: durationMs });
    else if (open) open.toMs = atMs;
  }
  return silences;
}
