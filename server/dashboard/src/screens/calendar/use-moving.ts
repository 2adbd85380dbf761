/**
 * Moving on this screen — lượt phát đang dời.
 *
 * Holds the one airing that is on its way, says which airings can be moved or stretched at all and
 * where to; what is saved is the panel's.
 */
import type { Instant, LocalDate } from '@loaso/shared/time';
import type { CalendarItem, Entry } from '@loaso/shared/wire/http/schedule';
import { useCallback, useState } from 'react';
import { now } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { keyOf, type Move, mayGoTo } from './move.js';
import { stretchBy, stretchTo } from './stretch.js';
import type { Deeds, Pull } from './week-board.js';

export type Moving = {
  readonly move: Move | null;
  /** The schedule line of the airing that moves. */
  readonly line: Entry | null;
  /** How often saving was asked for by the keyboard. */
  readonly saves: number;
  readonly revert: () => void;
  readonly deeds: Omit<Deeds, 'onChoose'>;
};

const lineOf = (lines: readonly Entry[], item: CalendarItem): Entry | null =>
  lines.find(({ id, state }) => id === item.entryId && state === 'active') ?? null;

export function useMoving(lines: readonly Entry[], days: readonly LocalDate[]): Moving {
  const me = useMe();
  const [move, setMove] = useState<Move | null>(null);
  const [saves, setSaves] = useState(0);
  const revert = (): void => setMove(null);
  const stagedOf = (item: CalendarItem): Move | null =>
    move !== null && keyOf(move.item) === keyOf(item) ? move : null;
  const put = (next: Move): void =>
    setMove(next.to === next.item.startAt && next.stretch === null ? null : next);
  const onMove = (item: CalendarItem, to: Instant): boolean => {
    if (!mayGoTo(to, now(), days)) return false;
    put({ item, to, stretch: stagedOf(item)?.stretch ?? null });
    return true;
  };
  const onStretch = (item: CalendarItem, pull: Pull): boolean => {
    const line = lineOf(lines, item);
    if (line === null) return false;
    const staged = stagedOf(item);
    const from = staged?.stretch ?? null;
    const stretch =
      'lengthMs' in pull
        ? stretchTo(item, line, pull.lengthMs)
        : stretchBy(item, line, { from, steps: pull.steps });
    put({ item, to: staged?.to ?? item.startAt, stretch });
    return true;
  };
  // The same function while nothing it depends on changes: the blocks are drawn anew with another one.
  const movable = useCallback(
    (item: CalendarItem): boolean =>
      may.schedule(me.role) && item.startAt > now() && lineOf(lines, item) !== null,
    [lines, me.role],
  );
  return {
    move,
    line: move === null ? null : lineOf(lines, move.item),
    saves,
    revert,
    deeds: { movable, onMove, onStretch, onRevert: revert, onSave: () => setSaves((n) => n + 1) },
  };
}
