/**
 * Settings of a simulated box — cấu hình của cụm loa giả lập.
 *
 * Rarer words and looks than on a real box, so that a thousand weeks fit into a minute. A look that
 * would find something is not left out.
 */
import { HOUR_MS, MINUTE_MS } from '@loaso/shared/time';
import type { JournalEntry } from '#edge-agent/core/journal-entry';
import { SETTINGS as REAL, type Settings } from '#edge-agent/core/settings';
import type { Box } from './box.js';
import type { World } from './world.js';

export const SETTINGS: Partial<Settings> = {
  statusEveryMs: 6 * HOUR_MS,
  statusGapMs: 5 * MINUTE_MS,
  progressEveryMs: 2 * MINUTE_MS,
  askTimeEveryMs: 6 * HOUR_MS,
  lookEveryMs: 6 * HOUR_MS,
  batteryLookEveryMs: 6 * HOUR_MS,
  journalBytesMax: 60_000,
};

/** NTP has set the battery clock, rightly or not: a box that looks each minute sees it by then. */
export function seeBatteryClock(world: World, box: Pick<Box, 'clock' | 'feed'>): void {
  if (!box.clock.hasRtc) return;
  world.after(REAL.batteryLookEveryMs, () => box.feed({ type: 'tick' }));
}

/** How far ahead a journal holds the battery clock to be. */
export const aheadMsIn = (journal: readonly JournalEntry[]): number | null =>
  journal.reduce<number | null>(
    (ahead, entry) => (entry.k === 'clock' ? (entry.battery?.aheadMs ?? ahead) : ahead),
    null,
  );
