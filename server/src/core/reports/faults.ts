/**
 * Faults of a period — sự cố trong kỳ: bao nhiêu, bao lâu thì khắc phục.
 *
 * Counts faults by cause with the median and the longest time until they were mended, in whatever
 * order they come. A fault that another took in is no fault of its own, and what was only foretold is none. Knows no names and no store.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { FaultSums, FaultsOf } from '@loaso/shared/wire/http/report-faults';
import { type Incident, type IncidentCause, isForewarning } from '../fleet/incidents.js';

export type Fault = Pick<
  Incident,
  'id' | 'cause' | 'startedAt' | 'openedAt' | 'resolvedAt' | 'ended' | 'areaIds' | 'peak'
>;

export type FaultCount = {
  readonly total: FaultSums;
  readonly byCause: readonly { readonly cause: IncidentCause; readonly sums: FaultSums }[];
  /** Open when the period began, what lasted longest first. */
  readonly carried: readonly Fault[];
  /** What is open first, then what took longest. */
  readonly sorted: readonly Fault[];
};

/** As it was for these places: over where it has left them all, though it went on elsewhere. */
export function seenFrom<F extends Pick<Incident, 'areaIds' | 'left' | 'resolvedAt'>>(
  fault: F,
  inside: ReadonlySet<AreaId>,
): F {
  const left = (fault.left ?? []).filter(({ areaId }) => inside.has(areaId));
  const here = fault.areaIds.filter((id) => inside.has(id));
  const areaIds = [...new Set([...here, ...left.map(({ areaId }) => areaId)])];
  if (here.length > 0 || left.length === 0) return { ...fault, areaIds };
  return { ...fault, areaIds, resolvedAt: Math.max(...left.map(({ at }) => at)) };
}

/** @param period UTC milliseconds, the end excluded; a fault belongs to the one it was opened in */
export function countFaults(
  faults: readonly Fault[],
  period: { readonly fromAt: number; readonly toAt: number },
): FaultCount {
  const own = faults.filter(({ ended, cause }) => ended !== 'merged' && !isForewarning(cause));
  const begun = own.filter(({ openedAt }) => openedAt >= period.fromAt && openedAt < period.toAt);
  const causes = new Map<IncidentCause, Fault[]>();
  for (const one of begun) causes.set(one.cause, [...(causes.get(one.cause) ?? []), one]);
  return {
    total: sumsOf(begun),
    byCause: [...causes]
      .map(([cause, of]) => ({ cause, sums: sumsOf(of) }))
      .sort((a, b) => b.sums.faults - a.sums.faults || (a.cause < b.cause ? -1 : 1)),
    carried: longestFirst(
      own.filter(
        ({ openedAt, resolvedAt }) =>
          openedAt < period.fromAt && (resolvedAt === null || resolvedAt > period.fromAt),
      ),
    ),
    sorted: longestFirst(begun),
  };
}

const longestFirst = (faults: readonly Fault[]): Fault[] =>
  [...faults].sort(
    (a, b) => waited(b) - waited(a) || a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1),
  );

/** The very faults that a figure counts. */
export function faultsBehind(
  { sorted, carried }: Pick<FaultCount, 'sorted' | 'carried'>,
  {
    of = 'all',
    cause,
  }: { readonly of?: FaultsOf | undefined; readonly cause?: string | undefined },
): readonly Fault[] {
  const from = of === 'carried' ? carried : sorted;
  return from.filter(
    (one) =>
      (cause === undefined || one.cause === cause) &&
      (of === 'all' || of === 'carried' || (one.resolvedAt !== null) === (of === 'mended')),
  );
}

const waited = ({ startedAt, resolvedAt }: Fault): number =>
  resolvedAt === null ? Number.MAX_SAFE_INTEGER : Math.max(0, resolvedAt - startedAt);

function sumsOf(faults: readonly Fault[]): FaultSums {
  const times = faults
    .filter(({ resolvedAt }) => resolvedAt !== null)
    .map(waited)
    .sort((a, b) => a - b);
  return {
    faults: faults.length,
    mended: times.length,
    open: faults.length - times.length,
    medianMs: medianOf(times),
    longestMs: times.at(-1) ?? null,
  };
}

/** @param sorted ascending; of an even number the mean of the two in the middle */
export function medianOf(sorted: readonly number[]): number | null {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[half - 1] ?? upper);
  return Math.round((lower + upper) / 2);
}
