/**
 * Seen — đã cuộn tới.
 *
 * True from the moment when something has come into view: what costs data is fetched then and not
 * before, since a technician pays for it by the megabyte.
 */
import { useInViewport } from '@mantine/hooks';
import { type RefCallback, useState } from 'react';

export function useSeen<T extends HTMLElement>(): {
  readonly ref: RefCallback<T | null>;
  readonly seen: boolean;
} {
  const { ref, inViewport } = useInViewport<T>();
  const [seen, setSeen] = useState(false);
  if (inViewport && !seen) setSeen(true);
  return { ref, seen };
}
