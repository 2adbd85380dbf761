/**
 * Sessions, counted by ear — đếm buổi phát từ những gì đã nghe.
 *
 * Sorts what was heard, cuts it at midnight and adds up what lies less than a pause apart. Knows
 * neither envelopes nor the resolver.
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type HeardSpan = { readonly startAt: number; readonly endAt: number };

/** Lengths of the sessions of each local day, milliseconds; `pauseMs` of silence parts two. */
export function sessionsHeard(
  heard: readonly HeardSpan[],
  pauseMs = 15 * 60_000,
): Map<number, number[]> {
  const days = new Map<number, { length: number; endAt: number }[]>();
  for (const { startAt, endAt } of [...heard].sort((a, b) => a.startAt - b.startAt)) {
    for (let from = startAt; from < endAt; ) {
      const day = Math.floor((from + 7 * HOUR) / DAY);
      const to = Math.min(endAt, (day + 1) * DAY - 7 * HOUR);
      const sessions = days.get(day) ?? [];
      const last = sessions.at(-1);
      if (last !== undefined && from - last.endAt < pauseMs) {
        last.length += to - from;
        last.endAt = Math.max(last.endAt, to);
      } else sessions.push({ length: to - from, endAt: to });
      days.set(day, sessions);
      from = to;
    }
  }
  return new Map([...days].map(([day, all]) => [day, all.map(({ length }) => length)]));
}
