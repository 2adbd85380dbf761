/**
 * Stretches of a clip — các khúc của tệp âm thanh.
 *
 * A stretch is encoded as one piece; its parts are speech (band, evenness, gain) or framing (silence
 * and chimes, at their own level). Gathers speech segments into parts as they arrive and lays the
 * samples of a part into one file when they are needed. Knows files of samples, not codecs.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { MasteringRules } from '../../core/programme/mastering-rules.js';
import type { QueuedSentence, SectionLimits } from '../../core/programme/sections.js';
import type { PcmSegment } from '../../ports/audio.js';

/** Where the samples of a part come from. */
export type Part = {
  readonly kind: 'speech' | 'framing';
  /** Hash of what it holds. */
  readonly key: string;
  readonly sampleRate: number;
  readonly segments: readonly PcmSegment[];
  readonly durationMs: number;
};

export type Stretch = { readonly key: string; readonly parts: readonly Part[] };

const BYTES_PER_SAMPLE = 2;
const COPY_BYTES = 1 << 21;

/** Hash of a list of facts, in a stated order. */
export function hashOf(facts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

export function asStretch(parts: readonly Part[]): Stretch {
  return { key: hashOf(parts.map((part) => `${part.kind}:${part.key}`)), parts };
}

/** Part of segments that belong together. */
export function asPart(kind: Part['kind'], segments: readonly PcmSegment[]): Part {
  const facts = segments.flatMap(({ pcm, pauseAfterMs }) => [pcm.key, pauseAfterMs]);
  return {
    kind,
    key: hashOf(facts),
    sampleRate: segments[0]?.pcm.sampleRate ?? 0,
    segments,
    durationMs: segments.reduce((sum, s) => sum + s.pcm.durationMs + s.pauseAfterMs, 0),
  };
}

/** Gathers segments into speech parts, each given out as soon as its end is certain. */
export async function* gatherParts(
  segments: AsyncIterable<PcmSegment>,
  limits: SectionLimits,
  rules: Pick<MasteringRules, 'nextSection'>,
): AsyncGenerator<Part> {
  let held: PcmSegment[] = [];
  let queue: QueuedSentence[] = [];
  for await (const segment of segments) {
    const other = held[0];
    if (other && other.pcm.sampleRate !== segment.pcm.sampleRate) {
      yield asPart('speech', held);
      held = [];
      queue = [];
    }
    held.push(segment);
    queue.push({ key: segment.pcm.key, lengthMs: segment.pcm.durationMs + segment.pauseAfterMs });
    const count = rules.nextSection(queue, limits);
    if (count > 0) {
      yield asPart('speech', held.slice(0, count));
      held = held.slice(count);
      queue = queue.slice(count);
    }
  }
  if (held.length > 0) yield asPart('speech', held);
}

/** Writes the samples of a part, pauses included, to `path`; holds one buffer in memory. */
export async function layOut(part: Part, path: string): Promise<void> {
  const file = await open(path, 'wx');
  const gathered = gatherInto(file);
  try {
    for (const { pcm, pauseAfterMs } of part.segments) {
      await gathered.copy(pcm.path);
      const pause = Math.round((pauseAfterMs / 1000) * part.sampleRate);
      await gathered.silence(pause * BYTES_PER_SAMPLE);
    }
    await gathered.flush();
  } finally {
    await file.close();
  }
}

/**
 * Fills one buffer and writes it when it is full: a sentence is a few hundred kilobytes, and two
 * calls of the system for each, or a buffer for each, cost more than the copy itself.
 */
function gatherInto(target: FileHandle) {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  let held = 0;
  async function flush(): Promise<void> {
    if (held > 0) await target.appendFile(buffer.subarray(0, held));
    held = 0;
  }
  async function copy(path: string): Promise<void> {
    const source = await open(path, 'r');
    try {
      for (;;) {
        if (held === buffer.length) await flush();
        const wanted = buffer.length - held;
        const { bytesRead } = await source.read(buffer, held, wanted);
        held += bytesRead;
        // A file that gives less than there is room for has ended: these are files of a disk.
        if (bytesRead < wanted) return;
      }
    } finally {
      await source.close();
    }
  }
  async function silence(bytes: number): Promise<void> {
    for (let left = bytes; left > 0; ) {
      if (held === buffer.length) await flush();
      const now = Math.min(left, buffer.length - held);
      buffer.fill(0, held, held + now);
      held += now;
      left -= now;
    }
  }
  return { copy, silence, flush };
}
