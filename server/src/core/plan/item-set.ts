/**
 * Item set — các lượt phát chung của những cụm cùng nghe một lịch.
 *
 * The dated airings of a set of lines inside the horizon, and their JSON text, computed once for all
 * boxes that share them. Shortens the horizon when a plan would grow past what a box accepts.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { Sha256 } from '@loaso/shared/ids';
import { durationMs, type Instant, type Interval } from '@loaso/shared/time';
import { SEALED_BODY_MAX } from '@loaso/shared/trust/sealed';
import { PLAN_ITEMS_MAX, type PlanItem } from '@loaso/shared/wire/plan';
import type { Airable } from './airable.js';
import { airingsOf } from './line-airings.js';
import { NO_STANDING, type Standing } from './standing.js';

export type ItemSet = {
  readonly items: PlanItem[];
  readonly audio: AudioRef[];
  readonly standing: Sha256[];
  /** `"audio":[…],"items":[…],"standing":[…]` */
  readonly tail: string;
  /** The horizon really covered. */
  readonly endAt: Instant;
};

/** Room for the part of a plan that differs from box to box, characters. */
const HEAD_MAX = 1_000;

/** @param lines in their fixed order */
export function itemSetOf(
  lines: readonly Airable[],
  { horizon, standing = NO_STANDING }: { readonly horizon: Interval; readonly standing?: Standing },
): ItemSet {
  const airings = lines
    .flatMap((line) => itemsOf(line, horizon))
    .sort((a, b) => a.item.startAt - b.item.startAt || a.line.order - b.line.order);
  let kept = cutBefore(airings, PLAN_ITEMS_MAX);
  let set = assembled(kept, standing, endOf(airings, kept, horizon));
  while (set.tail.length + HEAD_MAX > SEALED_BODY_MAX && kept.length > 0) {
    const share = (SEALED_BODY_MAX - HEAD_MAX) / set.tail.length;
    kept = cutBefore(airings, Math.min(kept.length - 1, Math.floor(kept.length * share)));
    set = assembled(kept, standing, endOf(airings, kept, horizon));
  }
  return set;
}

type PlacedItem = {
  readonly line: Airable;
  readonly item: PlanItem;
  readonly audio: readonly AudioRef[];
};

/** Airings that are not over when the horizon begins and start before it ends. */
function itemsOf(line: Airable, horizon: Interval): PlacedItem[] {
  const { entry, programme } = line;
  const earliest = Math.max(horizon.startAt - programme.durationMs + 1, 0);
  const window = { startAt: earliest as Instant, endAt: horizon.endAt };
  return airingsOf(line, window)
    .filter((airing) => airing.startAt + airing.durationMs > horizon.startAt)
    .map((airing) => ({
      line,
      audio: airing.audio,
      item: {
        entryId: entry.id,
        title: airing.title,
        startAt: airing.startAt,
        durationMs: durationMs(airing.durationMs),
        priority: entry.priority,
        origin: entry.origin,
        rank: entry.rank,
        parts: airing.parts.map(({ sha256, offsetMs }) => ({
          sha256,
          offsetMs: durationMs(offsetMs),
        })),
        gainDb: 0,
        lateStart: entry.lateStart,
        afterCut: entry.afterCut,
        ...(airing.relay === undefined ? {} : { relay: airing.relay }),
      },
    }));
}

/** The first `count` at most, never only some of those that start together. */
function cutBefore(airings: readonly PlacedItem[], count: number): readonly PlacedItem[] {
  const first = airings[count];
  if (first === undefined) return airings;
  return airings.slice(0, count).filter(({ item }) => item.startAt < first.item.startAt);
}

const endOf = (
  airings: readonly PlacedItem[],
  kept: readonly PlacedItem[],
  horizon: Interval,
): Instant => airings[kept.length]?.item.startAt ?? horizon.endAt;

function assembled(
  kept: readonly PlacedItem[],
  { audio: held, sha256s }: Standing,
  endAt: Instant,
): ItemSet {
  const audio = new Map<string, AudioRef>(held.map((clip) => [clip.sha256, clip]));
  for (const one of kept) for (const clip of one.audio) audio.set(clip.sha256, clip);
  const sorted = [...audio.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const items = kept.map(({ item }) => item);
  const standing = [...sha256s];
  const tail = `"audio":${JSON.stringify(sorted)},"items":${JSON.stringify(items)},"standing":${JSON.stringify(standing)}`;
  return { items, audio: sorted, standing, tail, endAt };
}
