/**
 * Moving on this screen — lượt phát đang dời.
 *
 * Holds the one airing that is on its way, says which airings can be moved at all and where to; what
 * is saved is the panel's.
 */
import type { Instant, LocalDate } from '@loaso/shared/time';
import type { CalendarItem, Entry } from '@loaso/shared/wire/http/schedule';
import { useState } from 'react';
import { now } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { type Move, mayGoTo } from './move.js';
import type { Deeds } from './week-board.js';

export type Moving = {
  readonly move: Move | null;
  /** The schedule line of the airing that moves. */
  readonly line: Entry | null;
  /** How often saving was asked for by the keyboard. */
  readonly saves: number;
  readonly revert: () => void;
  readonly deeds: Omit<Deeds, 'onChoose'>;
};

export function useMoving(lines: readonly Entry[], days: readonly LocalDate[]): Moving {
  const me = useMe();
  const [move, setMove] = useState<Move | null>(null);
  const [saves, setSaves] = useState(0);
  const lineOf = (item: CalendarItem): Entry | undefined =>
    lines.find(({ id, state }) => id === item.entryId && state === 'active');
  const revert = (): void => setMove(null);
  const onMove = (item: CalendarItem, to: Instant): boolean => {
    if (!mayGoTo(to, now(), days)) return false;
    setMove(to === item.startAt ? null : { item, to });
    return true;
  };
  const movable = (item: CalendarItem): boolean =>
    may.schedule(me.role) && item.startAt > now() && lineOf(item) !== undefined;
  return {
    move,
    line: move === null ? null : (lineOf(move.item) ?? null),
    saves,
    revert,
    deeds: { movable, onMove, onRevert: revert, onSave: () => setSaves((n) => n + 1) },
  };
}
