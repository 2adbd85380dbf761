/**
 * Gain memory — nhớ mức khuếch đại đã dùng.
 *
 * An edited text must not get another gain for a tenth of a decibel, or all of its stretches would
 * be encoded anew. So each part remembers the gain of the last good clip it was in. Whether that
 * gain still fits is for the rounds to judge, by what the decoder gives.
 */
import type { MasterSettings } from '../../ports/audio.js';
import { CHAIN_VERSION } from './filter-chains.js';
import { hashOf, type Part, type Stretch } from './stretch.js';
import type { Bench } from './stretch-work.js';

type Aim = Pick<MasterSettings, 'targetLufs' | 'truePeakMaxDbtp' | 'codec' | 'bitrateKbps'>;

/** The gain (dB) that most of the parts that remember one agree on; `undefined` when none does. */
export async function recallGain(
  bench: Bench,
  parts: readonly Part[],
  aim: Aim,
): Promise<number | undefined> {
  const votes = new Map<number, number>();
  for (const part of parts) {
    const gainDb = await bench.shelf.reading(nameOf(bench, part, aim), asNumber);
    if (gainDb !== undefined) votes.set(gainDb, (votes.get(gainDb) ?? 0) + 1);
  }
  return [...votes].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Stores the gain of a good clip with each of its speech parts. */
export async function rememberGain(
  bench: Bench,
  clip: { readonly stretches: readonly Stretch[]; readonly settings: Aim },
  gainDb: number,
): Promise<void> {
  const parts = clip.stretches.flatMap((stretch) => stretch.parts);
  const speech = parts.filter((part) => part.kind === 'speech');
  await Promise.all(
    speech.map(async (part) => {
      const name = nameOf(bench, part, clip.settings);
      if ((await bench.shelf.reading(name, asNumber)) === gainDb) return;
      await bench.shelf.keepReading(name, gainDb);
    }),
  );
}

function nameOf(bench: Bench, part: Part, aim: Aim): string {
  const { targetLufs, truePeakMaxDbtp, codec, bitrateKbps } = aim;
  const wanted = [targetLufs, truePeakMaxDbtp, codec, bitrateKbps];
  return `${hashOf([bench.engine, CHAIN_VERSION, part.key, ...wanted])}.gain.json`;
}

const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;
