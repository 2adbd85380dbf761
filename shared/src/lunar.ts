/**
 * Lunar calendar — âm lịch Việt Nam.
 *
 * Solar day ↔ lunar day at the fixed +07:00, from the motion of moon and sun, correct for 1900–2100.
 * The month begins on the day of the new moon; month 11 holds the winter solstice; between two such
 * months thirteen moons make one leap: the first without a principal term. Knows no customs, no words.
 * Before 1968 the almanacs followed +08:00 and may differ. Source: J. Meeus, Astronomical Algorithms,
 * ch. 25 and 49; rules after Hồ Ngọc Đức's description.
 */
import { dateOfDayNumber, dayNumberOf, type LocalDate } from './time.js';

export type LunarDate = {
  /** Named after the solar year in which its first day falls: 2026 is Bính Ngọ. */
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  /** 1..30. */
  readonly day: number;
  /** True in the month that repeats the number before it (tháng nhuận). */
  readonly leap: boolean;
};

/** One lunar month; days are counted since 1970-01-01. */
export type LunarMonth = Omit<LunarDate, 'day'> & {
  readonly firstDay: number;
  /** 29 (thiếu) or 30 (đủ). */
  readonly length: number;
};

const ZONE_HOURS = 7;
const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** Earth's clock behind the even one, seconds, by year; straight between. Source: NASA, IERS. */
const DELTA_T: readonly (readonly [number, number])[] = [
  [1880, -5],
  [1900, -3],
  [1910, 10],
  [1920, 21],
  [1940, 24],
  [1950, 29],
  [1960, 33],
  [1970, 40],
  [1980, 51],
  [2000, 64],
  [2020, 69],
  [2100, 203],
  [2120, 240],
];

function deltaTDays(julianDay: number): number {
  const year = 2000 + (julianDay - 2_451_545) / 365.25;
  const next = DELTA_T.findIndex(([at]) => at > year);
  const [from, before] = DELTA_T[Math.max(0, next - 1)] ?? [year, 240];
  const [to, after] = DELTA_T[next] ?? [year + 1, 240];
  const share = to === from ? 0 : (year - from) / (to - from);
  return (before + (after - before) * share) / 86_400;
}

/** Weight, then multiples of sun's anomaly, moon's anomaly and argument of latitude; table 49.A. */
const MOON_TERMS: readonly (readonly [number, number, number, number])[] = [
  [-0.4072, 0, 1, 0],
  [0.17241, 1, 0, 0],
  [0.01608, 0, 2, 0],
  [0.01039, 0, 0, 2],
  [0.00739, -1, 1, 0],
  [-0.00514, 1, 1, 0],
  [0.00208, 2, 0, 0],
  [-0.00111, 0, 1, -2],
  [-0.00057, 0, 1, 2],
  [0.00056, 1, 2, 0],
  [-0.00042, 0, 3, 0],
  [0.00042, 1, 0, 2],
  [0.00038, 1, 0, -2],
  [-0.00024, -1, 2, 0],
  [-0.00007, 2, 1, 0],
  [0.00004, 0, 2, -2],
  [0.00004, 3, 0, 0],
  [0.00003, 1, 1, -2],
  [0.00003, 0, 2, 2],
  [-0.00003, 1, 1, 2],
  [0.00003, -1, 1, 2],
  [-0.00002, -1, 1, -2],
  [-0.00002, 1, 3, 0],
  [0.00002, 0, 4, 0],
];

/** Weight, angle at k = 0, degrees per moon: what the planets do. */
const PLANET_TERMS: readonly (readonly [number, number, number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
];

/** Instant of new moon number `k` (0 is that of 2000-01-06), Julian days of universal time. */
function newMoonAt(k: number): number {
  const t = k / 1236.85;
  const mean = 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.00000015 * t ** 3;
  const eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t * t;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t ** 3;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t ** 3;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  let days = -0.00017 * sin(node);
  for (const [weight, ofSun, ofMoon, ofLatitude] of MOON_TERMS) {
    const angle = ofSun * sun + ofMoon * moon + ofLatitude * latitude;
    days += weight * eccentricity ** Math.abs(ofSun) * sin(angle);
  }
  for (const [weight, start, speed] of PLANET_TERMS) days += weight * sin(start + speed * k);
  return mean + days - deltaTDays(mean);
}

const UNIX_JULIAN_DAY = 2_440_587.5;

/** Local day, counted since 1970-01-01, of new moon number `k`. */
const newMoonDay = (k: number, zoneHours: number): number =>
  Math.floor(newMoonAt(k) - UNIX_JULIAN_DAY + zoneHours / 24);

/** Which twelfth of its way the sun is in as local `day` begins: 0 from the spring equinox, 9 from the winter solstice. */
function sunTwelfth(day: number, zoneHours: number): number {
  const julianDay = day + UNIX_JULIAN_DAY - zoneHours / 24;
  const t = (julianDay + deltaTDays(julianDay) - 2_451_545) / 36_525;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.000289 * sin(3 * anomaly);
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const apparent = mean + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
  return Math.floor((((apparent % 360) + 360) % 360) / 30);
}

/** Number of the moon that begins month 11 of lunar year `year`. */
function moonOfMonth11(year: number, zoneHours: number): number {
  const lastDay = dayNumberOf(`${year}-12-31` as LocalDate);
  let k = Math.floor((lastDay + UNIX_JULIAN_DAY - 2_451_550) / 29.530588861) + 1;
  while (newMoonDay(k, zoneHours) > lastDay) k -= 1;
  return sunTwelfth(newMoonDay(k, zoneHours), zoneHours) >= 9 ? k - 1 : k;
}

/**
 * The twelve or thirteen months from month 11 of `year - 1` to the one before month 11 of `year`.
 *
 * @param year      1900..2100; outside it the days may be off by one
 * @param zoneHours hours east of Greenwich; other countries of the same calendar differ only in this
 */
export function lunarMonths(year: number, zoneHours = ZONE_HOURS): LunarMonth[] {
  const first = moonOfMonth11(year - 1, zoneHours);
  const count = moonOfMonth11(year, zoneHours) - first;
  const days = Array.from({ length: count + 1 }, (_, i) => newMoonDay(first + i, zoneHours));
  const terms = days.map((day) => sunTwelfth(day, zoneHours));
  const leapAt = count === 13 ? terms.findIndex((one, i) => i > 0 && one === terms[i + 1]) : -1;
  return days.slice(0, count).map((firstDay, i) => {
    const past = leapAt >= 0 && i >= leapAt ? i - 1 : i;
    const length = (days[i + 1] ?? firstDay) - firstDay;
    const month = ((past + 10) % 12) + 1;
    return { year: past < 2 ? year - 1 : year, month, leap: i === leapAt, firstDay, length };
  });
}

/** The lunar day of a solar one. */
export function lunarOf(date: LocalDate, zoneHours = ZONE_HOURS): LunarDate {
  const day = dayNumberOf(date);
  const solarYear = Number(date.slice(0, 4));
  const isHere = (one: LunarMonth): boolean =>
    one.firstDay <= day && day < one.firstDay + one.length;
  const found =
    lunarMonths(solarYear, zoneHours).find(isHere) ??
    lunarMonths(solarYear + 1, zoneHours).find(isHere);
  if (found === undefined) throw new Error(`no lunar month holds ${date}`);
  const { year, month, leap, firstDay } = found;
  return { year, month, day: day - firstDay + 1, leap };
}

/** The solar day of a lunar one; null where that month has no such day, or that year no such leap. */
export function solarOf({ year, month, day, leap }: LunarDate): LocalDate | null {
  const found = [year, year + 1]
    .flatMap((one) => lunarMonths(one))
    .find((one) => one.year === year && one.month === month && one.leap === leap);
  if (found === undefined || day < 1 || day > found.length) return null;
  return dateOfDayNumber(found.firstDay + day - 1);
}

/** Mùng một Tết of lunar year `year`. */
export function lunarNewYear(year: number): LocalDate {
  const date = solarOf({ year, month: 1, day: 1, leap: false });
  if (date === null) throw new Error(`no lunar new year in ${year}`);
  return date;
}
