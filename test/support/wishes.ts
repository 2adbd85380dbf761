/**
 * Wishes of a day — các lượt muốn phát trong một ngày.
 *
 * Lines of one Saturday as the rules of conflicts see them, under the usual hours.
 */
import { EntryId } from '@loaso/shared/ids';
import { instantAt, LocalDate } from '@loaso/shared/time';
import type { NamedWish } from '#server/core/schedule/conflicts';
import { DEFAULT_POLICY, planningEnvelope } from '#server/core/schedule/policy';

const day = LocalDate.parse('2025-04-26');
export const at = (hour: number, minute = 0) => instantAt(day, hour * 60 + minute);
export const envelope = planningEnvelope(DEFAULT_POLICY.default);

export const wish = (
  id: string,
  title: string,
  [startAt, minutes]: readonly [number, number],
  more: Partial<NamedWish> = {},
): NamedWish => ({
  entryId: EntryId.parse(id),
  title,
  startAt,
  durationMs: minutes * 60_000,
  priority: 'normal',
  origin: 'commune',
  rank: 100,
  lateStart: 'join',
  afterCut: 'join',
  ...more,
});
