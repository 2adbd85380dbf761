/**
 * Times as people write them — giờ viết theo thói quen.
 *
 * '5', '5h', '17h30', '17:30', '17.30', '5 giờ 15' are all times of day. Nothing is guessed: what is
 * no time comes back by name.
 */
import type { MinuteOfDay } from '@loaso/shared/time';

const TIME = /^(\d{1,2})(?:\s*(?:[:.hg]|giờ)\s*(?:(\d{1,2})\s*(?:phút|')?)?)?$/u;

/** Minute of the day, or null for what is no time. */
export function minuteOf(text: string): MinuteOfDay | null {
  const match = TIME.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? '0');
  if (hour > 23 || minute > 59) return null;
  return (hour * 60 + minute) as MinuteOfDay;
}

export type Times =
  | { readonly ok: true; readonly minutes: MinuteOfDay[] }
  | { readonly ok: false; readonly wrong: string };

/** Several times with commas, semicolons or 'và' between; sorted, each once. */
export function timesOf(text: string): Times {
  const parts = text
    .split(/,|;|\svà\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const minutes = new Set<MinuteOfDay>();
  for (const part of parts) {
    const minute = minuteOf(part);
    if (minute === null) return { ok: false, wrong: part };
    minutes.add(minute);
  }
  return { ok: true, minutes: [...minutes].sort((a, b) => a - b) };
}

/** Days of a month with commas between, '1, 15'; null for what is none. Sorted, each once. */
export function daysOfMonth(text: string): number[] | null {
  const parts = text
    .split(/,|;|\svà\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const days = parts.map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : 0));
  if (days.length === 0 || days.some((day) => day < 1 || day > 30)) return null;
  return [...new Set(days)].sort((a, b) => a - b);
}
