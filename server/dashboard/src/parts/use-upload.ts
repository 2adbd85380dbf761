/**
 * Upload in progress — việc gửi tệp.
 *
 * A deed that tells how far it is and can be stopped; stopping is no fault.
 */
import { useRef, useState } from 'react';
import type { Carried } from '../api/studio.js';
import { useDeed } from './use-deed.js';

type Plan<T> = {
  readonly run: (carried: Carried) => Promise<T>;
  readonly renews: readonly string[];
  readonly done?: string;
  readonly after?: (result: T) => unknown;
};

export type UploadState = {
  readonly busy: boolean;
  /** 0..1 of the bytes. */
  readonly part: number;
  readonly error: unknown;
  readonly send: (file: File) => void;
  readonly stop: () => void;
};

const wasStopped = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

export function useUpload<T>({ run, ...rest }: Plan<T>): UploadState {
  const [part, setPart] = useState(0);
  const stopper = useRef<AbortController | null>(null);
  const deed = useDeed({
    ...rest,
    run: (file: File) => {
      const made = new AbortController();
      stopper.current = made;
      setPart(0);
      return run({ file, onProgress: setPart, signal: made.signal });
    },
  });
  return {
    busy: deed.isPending,
    part,
    error: wasStopped(deed.error) ? null : deed.error,
    send: (file) => deed.mutate(file),
    stop: () => stopper.current?.abort(),
  };
}
