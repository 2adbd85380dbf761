/**
 * Silence of a length — khoảng lặng dài bằng tệp.
 *
 * Where nothing sounds, samples are not needed, only how long they last: each file is decoded once and
 * counted, whoever asks and however many boxes share the process. A file that cannot be decoded says so
 * each time, as at any output.
 */
import type { Sha256 } from '@loaso/shared/ids';
import { type Decode, type Decoding, decodeBy, newLife } from './pcm-decode.js';
import type { PcmQueue } from './pcm-queue.js';

/** More files are counted anew. */
const FILES_MAX = 1_000;

type Length = { readonly samples: number; readonly fault: string | null };

/** @param decoder program that understands ffmpeg's arguments */
export function createSilence(decoder: string): Decode {
  const lengths = new Map<Sha256, Promise<Length>>();
  const decode = decodeBy(decoder);

  async function count({ sha256, handle }: Decoding): Promise<Length> {
    const counter = createCounter();
    const whole = { sha256, handle, seek: 0, leave: 0, endAt: Number.POSITIVE_INFINITY };
    const fault = await decode(whole, counter, newLife());
    if (fault !== null) lengths.delete(sha256);
    return { samples: counter.length(), fault };
  }

  return async (work, queue) => {
    if (lengths.size >= FILES_MAX) lengths.clear();
    const counted = lengths.get(work.sha256) ?? count(work);
    lengths.set(work.sha256, counted);
    const { samples, fault } = await counted;
    if (fault === null) {
      queue.put(null, Math.min(samples - work.seek - work.leave, work.endAt - queue.end()));
    }
    return fault;
  };
}

/** Keeps no sample: whoever decodes into it never waits. */
function createCounter(): PcmQueue {
  let length = 0;
  return {
    position: () => 0,
    length: () => length,
    end: () => length,
    put: (_samples, count) => {
      length += Math.max(0, count);
    },
    room: () => Promise.resolve(),
    read: () => 0,
    skip: () => 0,
    release: () => undefined,
  };
}
