/**
 * Week board — lưới tuần của thư viện lịch.
 *
 * The calendar library lives here alone. It is given wall clocks of Việt Nam and told its zone, so the
 * browser's own zone has no say. A coming airing can be dragged, stretched or moved by arrow keys; where it then
 * stands is told to the screen, which answers by showing it there. Nothing is saved here.
 */
import { createCalendar, destroyCalendar, Interaction, TimeGrid } from '@event-calendar/core';
import {
  formatMinute,
  type Instant,
  instant,
  instantAt,
  type LocalDate,
  MINUTE_MS,
} from '@loaso/shared/time';
import type { CalendarItem } from '@loaso/shared/wire/http/schedule';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import type { WordsInUse } from '../../i18n/use-words.js';
import {
  blockContent,
  clockOf,
  eventOf,
  headOf,
  isFull,
  isoDay,
  lengthOf,
  type Shown,
  sayer,
} from './grid-events.js';
import { keyOf, type Move, STEP_MINUTES, stepOf } from './move.js';
import '@event-calendar/core/index.css';

/** The only form of a fixed zone that the library reads. */
const ZONE = '+07:00';
const SLOT_HEIGHT = 40;
/** A finger rests so long before it drags, milliseconds: shorter would steal scrolling. */
const LONG_PRESS_MS = 450;

/** What stays while airings come, go and move. */
export type Frame = {
  readonly monday: LocalDate;
  readonly hours: readonly [slotMinTime: string, slotMaxTime: string];
  readonly days: readonly CalendarDay[];
  readonly words: WordsInUse;
};

/** To a length by hand, or by steps of the keys. */
export type Pull = { readonly lengthMs: number } | { readonly steps: 1 | -1 };

export type Deeds = {
  readonly movable: (item: CalendarItem) => boolean;
  /** @returns false when the airing may not stand there */
  readonly onMove: (item: CalendarItem, to: Instant) => boolean;
  readonly onStretch: (item: CalendarItem, pull: Pull) => boolean;
  readonly onSave: () => void;
  readonly onRevert: () => void;
  readonly onChoose: (item: CalendarItem) => void;
};

type Pulled = {
  readonly event: { readonly extendedProps: object; readonly end: Date };
  readonly oldEvent: { readonly end: Date };
};

type Drawn = {
  readonly items: readonly CalendarItem[];
  readonly move: Move | null;
  readonly movable: (item: CalendarItem) => boolean;
};

const NOTHING: Drawn = { items: [], move: null, movable: () => false };

/** Where the library has put a block, its seconds as they were. */
const placeOf = (start: Date, { startAt }: CalendarItem): Instant => {
  const minute = start.getHours() * 60 + start.getMinutes();
  return instant(instantAt(isoDay(start), minute) + (startAt % MINUTE_MS));
};

const itemIn = ({ extendedProps }: { readonly extendedProps: object }): CalendarItem =>
  (extendedProps as Shown).item;

/**
 * The library calls itself a table but puts buttons between table and rows. Without its roles the
 * blocks are plain buttons in order of time; who needs a structure has the list.
 */
function plainRoles(target: HTMLElement): void {
  for (const node of target.querySelectorAll('[role]:not([role="button"])')) {
    for (const name of node.getAttributeNames()) {
      if (name === 'role' || /^aria-(col|row)/.test(name)) node.removeAttribute(name);
    }
  }
  for (const node of target.querySelectorAll<HTMLElement>('.ec-main')) node.tabIndex = 0;
}

export class WeekBoard {
  readonly #target: HTMLElement;
  readonly #says: ReturnType<typeof sayer>;
  readonly #deeds: () => Deeds;
  readonly #calendar: ReturnType<typeof createCalendar>;
  #drawn = NOTHING;
  #dragging = false;
  /** How long the airing was when its end was taken hold of, milliseconds. */
  #heldMs = 0;
  /** The airing that shall have the focus once it is drawn at its new place. */
  #focus: string | null = null;

  /**
   * Draws the empty week. The library learns only then that blocks can be dragged, and would draw
   * each of them again.
   *
   * @param deeds is asked each time: the screen's answers are new with every drawing
   */
  constructor(target: HTMLElement, frame: Frame, deeds: () => Deeds) {
    this.#target = target;
    this.#says = sayer(frame.words);
    this.#deeds = deeds;
    this.#calendar = createCalendar(target, [TimeGrid, Interaction], {
      ...this.#look(frame),
      ...this.#drag(),
    });
    target.addEventListener('keydown', this.#keyed, true);
  }

  /** Draws what changed; not in the middle of a drag, which goes on from what was drawn. */
  show(drawn: Drawn): void {
    const { items, move, movable } = this.#drawn;
    if (items === drawn.items && move === drawn.move && movable === drawn.movable) return;
    this.#drawn = drawn;
    if (!this.#dragging) this.#redraw();
  }

  end(): void {
    this.#target.removeEventListener('keydown', this.#keyed, true);
    void destroyCalendar(this.#calendar);
  }

  #redraw(): void {
    this.#calendar.setOption('events', this.#events());
  }

  #events() {
    const { items, ...drawn } = this.#drawn;
    const look = { says: this.#says, roomy: !isFull(items), ...drawn };
    return items.map((item, index) => eventOf(item, index, look));
  }

  #look({ monday, hours: [slotMinTime, slotMaxTime], days, words }: Frame) {
    return {
      view: 'timeGridWeek' as const,
      timeZone: ZONE,
      locale: words.lang === 'vi' ? 'vi-VN' : 'en-GB',
      firstDay: 1 as const,
      date: monday,
      headerToolbar: { start: '', center: '', end: '' },
      allDaySlot: false,
      nowIndicator: true,
      selectable: false,
      slotDuration: '01:00:00',
      slotHeight: SLOT_HEIGHT,
      slotMinTime,
      slotMaxTime,
      slotLabelFormat: (time: Date) => formatMinute(time.getHours() * 60 + time.getMinutes()),
      dayHeaderFormat: (date: Date) => headOf(isoDay(date), { words, days }),
      dayHeaderAriaLabelFormat: (date: Date) => words.fmt.longDate(isoDay(date)),
      // The block says its time itself; the library's own would cost a locale's rules for each.
      eventTimeFormat: () => '',
      eventContent: ({ event }: { event: { extendedProps: object; start: Date } }) =>
        blockContent(event.extendedProps as Shown, {
          clock: clockOf(event.start),
          full: isFull(this.#drawn.items),
        }),
      eventAllUpdated: () => {
        plainRoles(this.#target);
        this.#keepFocus();
      },
      eventClick: ({ event }: { event: { extendedProps: object } }) =>
        this.#deeds().onChoose(itemIn(event)),
    };
  }

  /** The screen hears of every place that the hand passes: it names who would have to give way. */
  #drag() {
    return {
      editable: false,
      eventLongPressDelay: LONG_PRESS_MS,
      snapDuration: { minutes: STEP_MINUTES },
      eventDragStart: () => {
        this.#dragging = true;
      },
      eventDragStop: this.#putDown,
      eventResizeStart: ({ event }: { event: { extendedProps: object } }) => {
        this.#dragging = true;
        this.#heldMs = lengthOf(itemIn(event), this.#drawn.move);
      },
      eventResizeStop: this.#putDown,
      // A block is higher than a short airing lasts: what counts is how far its end was pulled.
      resizeConstraint: ({ event, oldEvent }: Pulled) =>
        this.#deeds().onStretch(itemIn(event), {
          lengthMs: this.#heldMs + event.end.getTime() - oldEvent.end.getTime(),
        }),
      dragConstraint: ({ event }: { event: { extendedProps: object; start: Date } }) => {
        const item = itemIn(event);
        return this.#deeds().onMove(item, placeOf(event.start, item));
      },
    };
  }

  readonly #putDown = (): void => {
    this.#dragging = false;
    // After the library has put its own block down.
    window.setTimeout(() => this.#redraw());
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    const item = this.#itemAt(event.target);
    const { move } = this.#drawn;
    if (item === null || !this.#answer(event, item, move)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @returns false when the key means nothing here */
  #answer(event: KeyboardEvent, item: CalendarItem, move: Move | null): boolean {
    const staged = move !== null && keyOf(move.item) === keyOf(item);
    if (event.key === 'Escape' && move !== null) {
      this.#focus = keyOf(move.item);
      this.#deeds().onRevert();
      return true;
    }
    if (event.key === 'Enter' && staged) {
      this.#deeds().onSave();
      return true;
    }
    const step = stepOf(event.key, { shift: event.shiftKey, alt: event.altKey });
    if (step === null || !this.#deeds().movable(item)) return false;
    this.#focus = keyOf(item);
    if (step.kind === 'stretch') this.#deeds().onStretch(item, { steps: step.steps });
    else this.#deeds().onMove(item, instant((staged ? move.to : item.startAt) + step.ms));
    return true;
  }

  #itemAt(target: EventTarget | null): CalendarItem | null {
    const block = target instanceof Element ? target.closest('.block') : null;
    const index = /(?:^| )n-(\d+)(?: |$)/.exec(block?.className ?? '')?.[1];
    return index === undefined ? null : (this.#drawn.items[Number(index)] ?? null);
  }

  /** A block that moved to another day is a new element. */
  #keepFocus(): void {
    if (this.#focus === null) return;
    const index = this.#drawn.items.findIndex((item) => keyOf(item) === this.#focus);
    const block = this.#target.querySelector<HTMLElement>(`.n-${index}`);
    this.#focus = null;
    block?.focus();
    block?.scrollIntoView({ block: 'nearest' });
  }
}
