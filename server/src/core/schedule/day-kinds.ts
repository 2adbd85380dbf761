/**
 * Day kinds — ngày thường, cuối tuần, lễ Tết.
 *
 * Which days an official calls ordinary: the public holidays of the law, solar and lunar, and on top
 * what the commune says itself (nghỉ bù, làm bù, ngày hội). Pure: the same answer for every box.
 * Source: Bộ luật Lao động 2019, điều 112. Where the law leaves the days to a yearly decision (the
 * five of Tết, the second of Quốc khánh) this takes the usual ones; a commune moves them.
 */
import type { AreaId } from '@loaso/shared/ids';
import { lunarNewYear, solarOf } from '@loaso/shared/lunar';
import { addDays, LocalDate, weekdayOf } from '@loaso/shared/time';
import type { DayKind } from '@loaso/shared/wire/http/schedule';

export type NamedDay = {
  readonly date: LocalDate;
  readonly name: { readonly vi: string; readonly en: string };
};

/** What a place says of single days, over the law. */
export type DayChanges = ReadonlyMap<LocalDate, DayKind>;

const NO_CHANGES: DayChanges = new Map();
/** Days of Tết by the law: the last of the old year and four of the new. */
const TET_BEFORE = 1;
const TET_AFTER = 4;

/** The public holidays of one solar year, in order. */
export function holidaysOf(year: number): NamedDay[] {
  const solar = (monthDay: string): LocalDate => LocalDate.parse(`${year}-${monthDay}`);
  const tet = lunarNewYear(year);
  const kings = solarOf({ year, month: 3, day: 10, leap: false });
  const named = (date: LocalDate, vi: string, en: string): NamedDay => ({ date, name: { vi, en } });
  const days = [
    named(solar('01-01'), 'Tết Dương lịch', 'New Year’s Day'),
    ...Array.from({ length: TET_BEFORE + TET_AFTER }, (_, index) =>
      named(addDays(tet, index - TET_BEFORE), 'Tết Nguyên đán', 'Lunar New Year'),
    ),
    ...(kings === null ? [] : [named(kings, 'Giỗ Tổ Hùng Vương', 'Hùng Kings’ Day')]),
    named(solar('04-30'), 'Ngày Chiến thắng', 'Victory Day'),
    named(solar('05-01'), 'Quốc tế lao động', 'Labour Day'),
    named(solar('09-01'), 'Nghỉ Quốc khánh', 'National Day holiday'),
    named(solar('09-02'), 'Quốc khánh', 'National Day'),
  ];
  return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The kind of any day; years are looked up once. */
export function dayKindsWith(changes: DayChanges = NO_CHANGES): (date: LocalDate) => DayKind {
  const years = new Map<string, ReadonlySet<LocalDate>>();
  const holidaysIn = (year: string): ReadonlySet<LocalDate> => {
    const known = years.get(year) ?? new Set(holidaysOf(Number(year)).map(({ date }) => date));
    years.set(year, known);
    return known;
  };
  return (date) => {
    const said = changes.get(date);
    if (said !== undefined) return said;
    if (holidaysIn(date.slice(0, 4)).has(date)) return 'holiday';
    return weekdayOf(date) > 5 ? 'weekend' : 'ordinary';
  };
}

/** What holds at the first area of `path` (nearest first): the nearest place that says something. */
export function changesAlong(
  changes: readonly { readonly areaId: AreaId; readonly date: LocalDate; readonly kind: DayKind }[],
  path: readonly AreaId[],
): DayChanges {
  const farFirst = [...path].reverse();
  const said = farFirst.flatMap((id) => changes.filter(({ areaId }) => areaId === id));
  return new Map(said.map(({ date, kind }) => [date, kind]));
}
