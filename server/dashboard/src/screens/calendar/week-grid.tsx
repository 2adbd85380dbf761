/**
 * Week as a grid — lịch phát theo ngày và giờ.
 *
 * Puts the {@link WeekBoard} on the page. Each block carries colour, sign and word.
 */
import type { LocalDate } from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import { type JSX, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { hoursOf } from './grid-events.js';
import type { Move } from './move.js';
import { type Deeds, WeekBoard } from './week-board.js';
import './week-grid.css';

type Props = {
  readonly items: readonly CalendarItem[];
  readonly monday: LocalDate;
  readonly days: readonly CalendarDay[];
  readonly move: Move | null;
  readonly deeds: Deeds;
};

export function WeekGrid({ items, monday, days, move, deeds }: Props): JSX.Element {
  const words = useWords();
  const target = useRef<HTMLDivElement>(null);
  const [board, setBoard] = useState<WeekBoard | null>(null);
  const latest = useRef(deeds);
  latest.current = deeds;
  const [from, to] = hoursOf(items);
  const frame = useMemo(
    () => ({ monday, days, words, hours: [from, to] as const }),
    [monday, days, words, from, to],
  );
  useEffect(() => {
    if (target.current === null) return;
    const made = new WeekBoard(target.current, frame, () => latest.current);
    // Once the empty frame has been measured: hundreds of blocks are then laid out once.
    const drawing = requestAnimationFrame(() => setBoard(made));
    return () => {
      cancelAnimationFrame(drawing);
      setBoard(null);
      made.end();
    };
  }, [frame]);
  const { movable } = deeds;
  useLayoutEffect(() => board?.show({ items, move, movable }), [board, items, move, movable]);
  return (
    <>
      {items.some(deeds.movable) ? (
        <p className="small muted">{words.t('schedule.move.hint')}</p>
      ) : null}
      <div ref={target} className="card week-grid" data-testid="week-grid" />
    </>
  );
}
