/**
 * Schedule queries — lịch phát, lượt phát.
 *
 * One query or call per line of the contract. Cached under the key that the live feed knows.
 */
import type { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import {
  Airing,
  CalendarItem,
  Entry,
  EntryPreview,
  NewEntry,
} from '@loaso/shared/wire/http/schedule';
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

export const calendarQuery = (areaId: AreaId | undefined, span: Span) =>
  queryOptions({
    queryKey: ['calendar', areaId, span.from, span.to],
    queryFn: async () =>
      (
        await get(
          z.object({ items: z.array(CalendarItem) }),
          `/api/calendar${queryText({ areaId, ...span })}`,
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

export const previewEntry = (body: EntryBody): Promise<EntryPreview> =>
  send(EntryPreview, 'POST', '/api/entries/preview', body);

const Added = z.object({
  entry: Entry,
  publish: z.object({ devices: z.int(), planned: z.int() }),
});
export type Added = z.infer<typeof Added>;

export const addEntry = (body: EntryBody): Promise<Added> =>
  send(Added, 'POST', '/api/entries', NewEntry.parse(body));

export const cancelEntry = async (id: EntryId): Promise<Entry> =>
  (await send(z.object({ entry: Entry }), 'POST', `/api/entries/${id}/cancel`)).entry;
