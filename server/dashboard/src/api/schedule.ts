/**
 * Schedule queries — lịch phát, lượt phát.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { AreaId, ClusterGroupId, DeviceId, EntryId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import { PublishedNow, PublishForecast } from '@loaso/shared/wire/http/publications';
import {
  Airing,
  CalendarItem,
  Entry,
  EntryEdit,
  EntryPreview,
  EntryUndo,
  NewEntry,
} from '@loaso/shared/wire/http/schedule';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import {
  CalendarDay,
  type DayChange,
  WeekAhead,
  WeekAheadRequest,
  WeekCopied,
  type WeekCopy,
} from '@loaso/shared/wire/http/week';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { get, queryText, send } from './client.js';

/** What the form sends, before the schema fills in what is usual. */
export type EntryBody = z.input<typeof NewEntry>;

export const entriesQuery = (areaId: AreaId | undefined) =>
  queryOptions({
    queryKey: ['entries', areaId],
    queryFn: async () =>
      (await get(z.object({ entries: z.array(Entry) }), `/api/entries${queryText({ areaId })}`))
        .entries,
  });

export type Span = { readonly from: number; readonly to: number };

export const calendarQuery = (
  areaId: AreaId | undefined,
  span: Span,
  groupId: ClusterGroupId | undefined,
) =>
  queryOptions({
    queryKey: ['calendar', areaId, span.from, span.to, groupId],
    queryFn: async () =>
      (
        await get(
          z.object({ items: z.array(CalendarItem) }),
          `/api/calendar${queryText({ areaId, groupId, ...span })}`,
        )
      ).items,
  });

export const airingsQuery = (deviceId: DeviceId, span: Span, limit: number) =>
  queryOptions({
    queryKey: ['airings', deviceId, span.from, span.to],
    queryFn: async () =>
      (
        await get(
          z.object({ airings: z.array(Airing) }),
          `/api/airings${queryText({ deviceId, ...span, limit })}`,
        )
      ).airings,
  });

/** Of all boxes of a place. */
type OfStation = Span & { readonly station?: StationChoice | undefined };

export const airingsInQuery = (areaId: AreaId, span: OfStation, limit: number) =>
  queryOptions({
    queryKey: ['airings', areaId, span],
    queryFn: async () =>
      (
        await get(
          z.object({ airings: z.array(Airing) }),
          `/api/airings${queryText({ areaId, ...span, limit })}`,
        )
      ).airings,
  });

export const previewEntry = (body: EntryBody): Promise<EntryPreview> =>
  send(EntryPreview, 'POST', '/api/entries/preview', body);

const Added = z.object({
  entry: Entry,
  publish: PublishedNow,
});
export type Added = z.infer<typeof Added>;

export const addEntry = (body: EntryBody): Promise<Added> =>
  send(Added, 'POST', '/api/entries', NewEntry.parse(body));

/** A change of a line, as the form sends it. */
export type EditBody = z.input<typeof EntryEdit>;
type Edit = { readonly id: EntryId; readonly edit: EditBody };

export const previewEdit = ({ id, edit }: Edit): Promise<EntryPreview> =>
  send(EntryPreview, 'POST', `/api/entries/${id}/preview`, edit);

const Edited = Added.extend({ undo: EntryUndo });
export type Edited = z.infer<typeof Edited>;

export const editEntry = ({ id, edit }: Edit): Promise<Edited> =>
  send(Edited, 'PATCH', `/api/entries/${id}`, EntryEdit.parse(edit));

export const undoEdit = async (undo: EntryUndo): Promise<Entry> =>
  (await send(z.object({ entry: Entry }), 'POST', '/api/entries/undo', undo)).entry;

export type AheadBody = z.input<typeof WeekAheadRequest>;

export const aheadQuery = (body: AheadBody) =>
  queryOptions({
    queryKey: ['week-ahead', body],
    queryFn: () => send(WeekAhead, 'POST', '/api/weeks/ahead', WeekAheadRequest.parse(body)),
  });

export const copyWeek = (body: WeekCopy): Promise<WeekCopied> =>
  send(WeekCopied, 'POST', '/api/weeks/copy', body);

export const daysQuery = (areaId: AreaId, from: LocalDate, to: LocalDate) =>
  queryOptions({
    queryKey: ['days', areaId, from, to],
    queryFn: async () =>
      (
        await get(
          z.object({ days: z.array(CalendarDay) }),
          `/api/days${queryText({ areaId, from, to })}`,
        )
      ).days,
  });

export const previewDay = (change: DayChange): Promise<PublishForecast> =>
  send(PublishForecast, 'POST', '/api/days/preview', change);

export const changeDay = (change: DayChange): Promise<CalendarDay> =>
  send(CalendarDay, 'POST', '/api/days', change);
