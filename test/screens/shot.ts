/**
 * A shot — một ảnh chụp màn hình.
 *
 * What is photographed, who sits before it, and in which states; what the lists of screens are written in.
 */
import type { Page } from 'playwright-core';

export type Look = 'laptop' | 'laptop-dark' | 'phone' | 'phone-dark';
export type Mood = 'full' | 'empty' | 'error' | 'stale';

export type Shot = {
  readonly name: string;
  readonly words: string;
  readonly who: string;
  readonly path: string;
  readonly looks: readonly Look[];
  readonly mood: Mood;
  /** What is done on the screen before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>;
};

export const ALL: readonly Look[] = ['laptop', 'laptop-dark', 'phone', 'phone-dark'];
export const BOTH: readonly Look[] = ['laptop', 'phone-dark'];

type Other = Exclude<Mood, 'full'>;
/** Whether it can be seen as one finds it is for the states; what is done first is for the full one. */
export type Screen = {
  readonly at: readonly [name: string, words: string, who: string, path: string];
  readonly also?: readonly Other[];
  readonly act?: (page: Page) => Promise<unknown>;
};

const ENDINGS = { empty: 'trong', error: 'loi', stale: 'cu' } as const;
const SAYS = {
  empty: 'chưa có gì',
  error: 'máy chủ lỗi',
  stale: 'mất đường truyền, số cũ được đánh dấu',
} as const;

export function shotsOf({ at: [name, words, who, path], also = [], act }: Screen): Shot[] {
  const full: Shot = { name, words, who, path, looks: ALL, mood: 'full' };
  return [
    act === undefined ? full : { ...full, act },
    ...also.map(
      (mood): Shot => ({
        ...{ who, path, looks: BOTH, mood },
        name: `${name}-${ENDINGS[mood]}`,
        words: `${words}: ${SAYS[mood]}`,
      }),
    ),
  ];
}

export const official = 'canbo';
/** Of one of the stations of the commune. */
export const ofStation = 'canbodai';
export const leader = 'lanhdao';
export const department = 'so';
export const administrator = 'quantri';
export const technician = 'kythuat';

export const ERROR: readonly Other[] = ['error'];
export const TWO: readonly Other[] = ['empty', 'error'];
export const LIVE: readonly Other[] = ['empty', 'error', 'stale'];
