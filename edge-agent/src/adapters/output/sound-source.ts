/**
 * Sound source — mở nguồn âm của một lượt.
 *
 * Files of an airing, or a stream with those files as its fallback. Opens; whether and when it sounds
 * is the engine's matter.
 */
import type { Heads } from './heads.js';
import type { Opening } from './live-sound.js';
import { type Decode, decodeBy } from './pcm-decode.js';
import { openPcm } from './pcm-source.js';
import { openRelay } from './relay-source.js';
import { openFeed } from './stream-feed.js';
import type { StreamReach } from './stream-reach.js';

/** Streams of the public internet alone. */
export const PUBLIC_STREAMS: StreamReach = { allowPrivate: false };

/**
 * @param decoder program that understands ffmpeg's arguments
 * @param files   how files are decoded, where that is not by the program; beginnings that already are
 */
export const openerOf = (
  decoder: string,
  reach: StreamReach,
  { decode = decodeBy(decoder), heads }: { readonly decode?: Decode; readonly heads?: Heads } = {},
): Opening => {
  return ({ parts, fromMs, relay }) => {
    if (relay === undefined) return openPcm(parts, fromMs, decode, heads);
    const feed = openFeed(relay.url, reach, decoder);
    const draw = {
      ring: feed.ring,
      fault: feed.fault,
      closeStream: feed.close,
      openFallback: parts.length === 0 ? null : () => openPcm(parts, 0, decode),
      stallMs: relay.stallMs,
    };
    return openRelay(draw, fromMs);
  };
};
