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

/** In the order of time, each with what it adds to those before it. */
export function addedMs<T extends SoundSpan>(
  spans: readonly T[],
): { readonly span: T; readonly addedMs: number }[] {
  let reached = Number.NEGATIVE_INFINITY;
  return [...spans]
    .sort((a, b) => a.fromAt - b.fromAt)
    .map((span) => {
      const start = Math.max(span.fromAt, reached);
      reached = Math.max(reached, span.toAt);
      return { span, addedMs: Math.max(0, span.toAt - start) };
    });
}

/** Time in which at least one of the spans lasts. */
export const unionMs = (spans: readonly SoundSpan[]): number =>
  addedMs(spans).reduce((sum, one) => sum + one.addedMs, 0);

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
