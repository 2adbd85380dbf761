/**
 * The last day on air — lượt phát của 24 giờ qua.
 *
 * Counts, every few minutes, what became of the airings that began within a day and are over, and
 * keeps the sum for whoever asks. Hour by hour with a rest between, so that a province holds up nobody.
 */
import { DAY_MS, HOUR_MS } from '@loaso/shared/time';
import type { AirSums } from '@loaso/shared/wire/http/reports';
import { NO_SUMS, plus, rowsOf } from '../../core/reports/sums.js';
import { joinedWithWord } from '../schedule/airings.js';
import type { ReportPorts } from './ports.js';

/** Airings that one hour may have: a nation's. */
const HOUR_AIRINGS_MAX = 200_000;

type LastDayPorts = {
  readonly store: Pick<ReportPorts['store'], 'fleet' | 'ledger'>;
  readonly clock: ReportPorts['clock'];
  readonly pause: () => Promise<unknown>;
};

export type LastDay = {
  count(): Promise<void>;
  /** As of the last count; null before the first. */
  sums(): AirSums | null;
};

export function createLastDay(ports: LastDayPorts): LastDay {
  let last: AirSums | null = null;
  return {
    sums: () => last,
    async count() {
      const from = ports.clock.now() - DAY_MS;
      let sums = NO_SUMS;
      for (let at = from; at < from + DAY_MS; at += HOUR_MS) {
        sums = plus(sums, await hourSums(ports, at));
        await ports.pause();
      }
      last = sums;
    },
  };
}

async function hourSums(ports: LastDayPorts, fromAt: number): Promise<AirSums> {
  const planned = await ports.store.ledger.planned({
    fromAt,
    toAt: fromAt + HOUR_MS,
    limit: HOUR_AIRINGS_MAX,
  });
  const joined = await joinedWithWord(ports, planned);
  const rows = rowsOf(joined.map(({ airing, outcome }) => ({ ...airing, ...outcome })));
  return rows.reduce((sum, row) => plus(sum, row.sums), NO_SUMS);
}
