/**
 * Routes of the week — tuần tới, ngày lễ, chép tuần.
 *
 * Rows only: what they do is in the flows.
 */
import { AreaId } from '@loaso/shared/ids';
import { dayNumberOf, LocalDate } from '@loaso/shared/time';
import { PRACTICE_DAYS_MAX, Practice, PracticeSpan } from '@loaso/shared/wire/http/practice';
import { PublishForecast } from '@loaso/shared/wire/http/publications';
import {
  CalendarDay,
  DayChange,
  WeekAhead,
  WeekAheadRequest,
  WeekCopied,
  WeekCopy,
} from '@loaso/shared/wire/http/week';
import { z } from 'zod';
import type { ScheduleFlows } from '../../flows/flows.js';
import { TITLE } from './problem-words.js';
import { ANYONE, OFFICIAL, READERS } from './roles.js';
import { type Route, route } from './route.js';

const PracticeDays = PracticeSpan.refine(
  ({ from, to }) => from <= to && dayNumberOf(to) - dayNumberOf(from) < PRACTICE_DAYS_MAX,
  { path: ['to'], message: `not before from, within ${PRACTICE_DAYS_MAX} days` },
);

type Copied = Extract<Awaited<ReturnType<ScheduleFlows['copyWeek']>>, { ok: true }>['value'];

/** Refusals as sentences: the answer is one, its lines are refused each for itself. */
const copied = ({ lines }: Copied): WeekCopied => ({
  lines: lines.map(({ refusal, ...line }) => ({
    ...line,
    refusal: refusal === null ? null : TITLE[refusal.code],
  })),
});

export function weekRoutes(schedule: ScheduleFlows): Route[] {
  return [
    route(
      READERS,
      {
        method: 'post',
        path: '/api/weeks/ahead',
        summary: 'What the boxes of a place will sound in the next seven days, and why',
        body: WeekAheadRequest,
        reply: WeekAhead,
      },
      (actor, { body }) => schedule.weekAhead(actor, body),
    ),
    route(
      OFFICIAL,
      {
        method: 'post',
        path: '/api/weeks/copy',
        summary: 'Put the single airings of one week into another',
        body: WeekCopy,
        reply: WeekCopied,
        shape: copied,
      },
      (actor, { body }) => schedule.copyWeek(actor, body),
    ),
    route(
      ANYONE,
      {
        method: 'get',
        path: '/api/practice',
        summary: 'What a lesson in the training commune would have sounded; counted nowhere',
        query: PracticeDays,
        reply: Practice,
      },
      (actor, { query }) => schedule.practice(actor, query),
    ),
    ...dayRoutes(schedule),
  ];
}

const dayRoutes = (schedule: ScheduleFlows): Route[] => [
  route(
    ANYONE,
    {
      method: 'get',
      path: '/api/days',
      summary: 'Holidays of the law and what a place says of single days',
      query: z
        .object({ areaId: AreaId.optional(), from: LocalDate, to: LocalDate })
        .refine(
          ({ from, to }) => from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) < 5,
          {
            path: ['to'],
            message: 'not before from, within five years',
          },
        ),
      reply: z.object({ days: z.array(CalendarDay) }),
      shape: (days: CalendarDay[]) => ({ days }),
    },
    (actor, { query }) => schedule.days(actor, query),
  ),
  route(
    OFFICIAL,
    {
      method: 'post',
      path: '/api/days/preview',
      summary: 'What saying so of a day would send, and what begins or stops sounding',
      body: DayChange,
      reply: PublishForecast,
    },
    (actor, { body }) => schedule.previewDay(actor, body),
  ),
  route(
    OFFICIAL,
    {
      method: 'post',
      path: '/api/days',
      summary: 'Say what kind of day a date is in a place, or leave it to the law',
      body: DayChange,
      reply: CalendarDay,
    },
    (actor, { body }) => schedule.changeDay(actor, body),
  ),
];
