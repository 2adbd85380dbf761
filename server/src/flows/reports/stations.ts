/**
 * Of one station — báo cáo của riêng một đài.
 *
 * Whether a box counts in a report of one station, by the day of what is told of it; where no station
 * is asked for, every box does.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { stationsOn } from '../../core/coverage/stations.js';
import type { ReportPorts } from './ports.js';
import type { Asked } from './report.js';

export type InStation = (id: DeviceId, day: LocalDate) => boolean;

export async function inStation(
  { store }: Pick<ReportPorts, 'store'>,
  { station }: Pick<Asked, 'station'>,
): Promise<InStation> {
  if (station === null) return () => true;
  const stationOf = stationsOn(await store.stations.stationFacts());
  const wanted = station.id === 'none' ? null : station.id;
  return (id, day) => stationOf(id, day) === wanted;
}
