/**
 * PCM source — nguồn mẫu âm thanh.
 *
 * Decodes the files of an airing, one after another, ahead of need, into samples of one long sound:
 * each file begins on the sample that the plan names, gaps are silence. Knows nothing of clocks.
 */
import type { Sha256 } from '@loaso/shared/ids';
import type { RelayTurn } from '../../core/event.js';
import type { PartFile } from '../../ports.js';
import type { Heads } from './heads.js';
import {
  type Decode,
  decodePart,
  detailOf,
  type Life,
  newLife,
  type SourceFault,
} from './pcm-decode.js';
import { createQueue, type PcmQueue, samplesOf } from './pcm-queue.js';

export type PcmSource = {
  /** Position inside the airing of the next sample that `read` gives. */
  position(): number;
  /** Copies up to `count` samples and goes on by as many; fewer when decoding is behind. */
  read(into: Int16Array, at: number, count: number): number;
  /** Leaves samples out; returns how many were there. */
  skip(count: number): number;
  /** True when everything has been decoded and read. */
  finished(): boolean;
  fault(): SourceFault | null;
  close(): void;
  /** Of a relay alone: what the last samples came from. */
  turn?(): { readonly to: RelayTurn; readonly detail: string };
};

/**
 * @param heads beginnings that are decoded already
 */
export function openPcm(
  parts: readonly PartFile[],
  fromMs: number,
  decode: Decode,
  heads?: Heads,
): PcmSource {
  const queue = createQueue(samplesOf(fromMs));
  const life = newLife();
  decodeAll(parts, { decode, heads }, queue, life).catch((cause: unknown) => {
    const sha256 = parts[0]?.sha256 as Sha256;
    life.fault ??= { how: 'failed', sha256, detail: detailOf(cause) };
  });
  return {
    position: queue.position,
    read: queue.read,
    skip: queue.skip,
    finished: () => life.decoded && queue.length() === 0,
    fault: () => life.fault,
    close: () => {
      life.closed = true;
      life.child?.kill('SIGKILL');
      queue.release();
    },
  };
}

async function decodeAll(
  parts: readonly PartFile[],
  { decode, heads }: { readonly decode: Decode; readonly heads: Heads | undefined },
  queue: PcmQueue,
  life: Life,
): Promise<void> {
  for (const [index, part] of parts.entries()) {
    if (life.closed || life.fault !== null) return;
    const startAt = samplesOf(part.offsetMs);
    const next = parts[index + 1];
    const endAt = next === undefined ? Number.POSITIVE_INFINITY : samplesOf(next.offsetMs);
    if (endAt <= queue.end()) continue;
    // A gap before this part, or the rest of a file that decoded shorter than it was said to be.
    queue.put(null, startAt - queue.end());
    const head = (await heads?.of(part.sha256)) ?? null;
    await decodePart(part, { startAt, endAt, head }, decode, { queue, life });
  }
  life.decoded = life.fault === null;
}
