/**
 * Stops of the day — những cụm loa phải đến.
 *
 * From the list of work what has to be gone to, each box once however many troubles it has; what
 * somebody else has taken is their way. Work of desk and telephone is no stop.
 */
import type { UserId } from '@loaso/shared/ids';
import type { WorkItem } from '@loaso/shared/wire/http/incidents';
import type { Point } from './distance.js';

type Box = WorkItem['boxes'][number];

export type Stop = { readonly box: Box; readonly item: WorkItem; readonly at: Point };

export type DaysWork = {
  /** In the order of need. */
  readonly stops: readonly Stop[];
  /** To be gone to, and nobody has said where it stands. */
  readonly unplaced: readonly Omit<Stop, 'at'>[];
  /** Done at the desk or by telephone. */
  readonly desk: readonly WorkItem[];
  /** Visits that others have taken. */
  readonly others: number;
};

export function daysWorkOf(items: readonly WorkItem[], me: UserId): DaysWork {
  const visits = items.filter(({ errand }) => errand === 'visit');
  const mine = visits.filter(({ assignee }) => assignee === null || assignee.id === me);
  const boxes = new Map<string, Omit<Stop, 'at'>>();
  for (const item of mine) {
    for (const box of item.boxes) if (!boxes.has(box.id)) boxes.set(box.id, { box, item });
  }
  const all = [...boxes.values()];
  return {
    stops: all.flatMap(({ box, item }) =>
      box.position === null ? [] : [{ box, item, at: box.position }],
    ),
    unplaced: all.filter(({ box }) => box.position === null),
    desk: items.filter(({ errand }) => errand !== 'visit'),
    others: visits.length - mine.length,
  };
}
