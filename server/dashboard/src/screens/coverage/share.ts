/**
 * Shares — tỉ lệ phần trăm của một con số phủ.
 *
 * Rounded down, to a tenth: a screen is never better than the truth. Pure.
 */
import type {
  CommuneCoverage,
  CoverageReport,
  CoverageSums,
  Figure,
} from '@loaso/shared/wire/http/coverage';

export type Share = {
  /** Per cent of all people, one decimal, rounded down. */
  readonly sure: number;
  readonly unknown: number;
};

const tenths = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((part * 1000) / whole) / 10;

export const shareOf = ({ people, reached }: CoverageSums, figure: Figure): Share => ({
  sure: tenths(reached[figure].people, people),
  unknown: tenths(reached[figure].unknownPeople, people),
});

/** People who cannot hear for certain: what the lists of troubles are ordered by. */
export const missing = ({ people, reached }: CoverageSums, figure: Figure): number =>
  people - reached[figure].people;

/** Nobody there is known to hear, and somebody may: its speakers are silent as far as we know. */
export const onlyUnknown = ({ clusters, sums }: CommuneCoverage, figure: Figure): boolean =>
  clusters > 0 && sums.reached[figure].people === 0 && sums.reached[figure].unknownPeople > 0;

/** Where and when a report is of, as its figures are asked for one by one. */
export const partOf = ({ area, on, isToday, law }: CoverageReport) => ({
  ...{ areaId: area.id, on: isToday ? undefined : on, law },
});
