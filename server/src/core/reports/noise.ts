/**
 * Noise of hamlets — số phút loa kêu ở từng thôn.
 *
 * Adds up day by day how long a hamlet heard a loudspeaker. Sound of several at one time counts once,
 * so a day never has more minutes than it had. Knows no names and no store.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';

/** UTC milliseconds, the end excluded. */
export type SoundSpan = { readonly fromAt: number; readonly toAt: number };
export type SoundsOfDay = ReadonlyMap<DeviceId, readonly SoundSpan[]>;

export type Noise = {
  readonly soundMs: number;
  readonly worstDay: LocalDate | null;
  readonly worstDayMs: number;
};

export const QUIET: Noise = { soundMs: 0, worstDay: null, worstDayMs: 0 };

/** Time in which at least one of the spans lasts. */
export function unionMs(spans: readonly SoundSpan[]): number {
  let [sum, reached] = [0, Number.NEGATIVE_INFINITY];
  for (const { fromAt, toAt } of [...spans].sort((a, b) => a.fromAt - b.fromAt)) {
    const start = Math.max(fromAt, reached);
    if (toAt > start) sum += toAt - start;
    reached = Math.max(reached, toAt);
  }
  return sum;
}

/** @param clusters whose sound reaches the hamlet */
export function withDay(
  noise: Noise,
  clusters: readonly DeviceId[],
  { day, sounds }: { readonly day: LocalDate; readonly sounds: SoundsOfDay },
): Noise {
  const ms = unionMs(clusters.flatMap((id) => sounds.get(id) ?? []));
  const worse = ms > noise.worstDayMs;
  return {
    soundMs: noise.soundMs + ms,
    worstDay: worse ? day : noise.worstDay,
    worstDayMs: worse ? ms : noise.worstDayMs,
  };
}
