/**
 * The last edit — thay đổi vừa rồi.
 *
 * Kept while the page is open, so that a slip can be taken back from any screen of the schedule. The
 * server judges whether it still can.
 */
import type { PublicationId } from '@loaso/shared/ids';
import type { EntryUndo } from '@loaso/shared/wire/http/schedule';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';

export type LastEdit = {
  readonly title: string;
  readonly undo: EntryUndo;
  /** Where its way to the boxes can be followed. */
  readonly publicationId?: PublicationId | undefined;
};

const KEY = ['last-edit'] as const;

export function useLastEdit(): LastEdit | null {
  const last = useQuery<LastEdit | null>({
    queryKey: KEY,
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return last.data ?? null;
}

const rememberEdit = (client: QueryClient, edit: LastEdit | null): void => {
  client.setQueryData<LastEdit | null>(KEY, edit);
};

/** For a component that remembers: the client of the page. */
export const useRemember = (): ((edit: LastEdit | null) => void) => {
  const client = useQueryClient();
  return (edit) => rememberEdit(client, edit);
};
