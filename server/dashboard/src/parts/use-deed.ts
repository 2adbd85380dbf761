/**
 * A deed — một việc gửi tới máy chủ.
 *
 * One way for every button: send, say that it is done, and ask again for what the deed made old.
 * The refusal stays in `error` for the place where the button is.
 */
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from './toast.js';

type Deed<V, T> = {
  readonly run: (input: V) => Promise<T>;
  /** First words of the keys that are old afterwards. */
  readonly renews: readonly string[];
  readonly done?: string;
  readonly after?: (result: T) => unknown;
  /** When what was old has been asked for again. */
  readonly renewed?: () => unknown;
  /** The refusal is shown from `error`; this is for what else it means. */
  readonly refused?: (error: Error) => unknown;
};

export function useDeed<V, T>(deed: Deed<V, T>): UseMutationResult<T, Error, V> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed.run,
    onError: (error) => deed.refused?.(error),
    onSuccess: async (result) => {
      if (deed.done !== undefined) toast(deed.done);
      deed.after?.(result);
      await Promise.all(deed.renews.map((key) => client.invalidateQueries({ queryKey: [key] })));
      deed.renewed?.();
    },
  });
}
