/**
 * Planned airings as rows — lượt phát đã định.
 *
 * The shape shared by the writer (a publication) and the reader (the ledger).
 */
import type { PlannedAiring } from '../../ports/store-records.js';
import type { AiringRow } from './tables.js';
import { as, text } from './values.js';

export const airingRow = (airing: PlannedAiring): AiringRow => ({
  play_id: airing.playId,
  entry_id: airing.entryId,
  device_id: airing.deviceId,
  area_id: airing.areaId,
  title: text(airing.title),
  start_at: airing.startAt,
  duration_ms: airing.durationMs,
  priority: airing.priority,
  cancelled_at: airing.cancelledAt,
});

export const airingOf = (row: AiringRow): PlannedAiring => ({
  playId: row.play_id,
  entryId: as(row.entry_id),
  deviceId: as(row.device_id),
  areaId: as(row.area_id),
  title: row.title,
  startAt: row.start_at,
  durationMs: row.duration_ms,
  priority: as(row.priority),
  cancelledAt: row.cancelled_at,
});
