/**
 * Length of speech — độ dài lời đọc.
 *
 * Words that an engine lost make the sound too short for its syllables; this is how every engine is
 * caught at it. Knows counts and lengths only.
 */
import { err, ok, type Result } from '@loaso/shared/result';
import type { SpeechFault } from '../../ports/speech.js';
import { countSyllables } from './spoken-guard.js';

/** Milliseconds a syllable takes at one word a minute (252 syllables at 130: 94.2 s). */
const SYLLABLE_MS_AT_ONE = 48_600;
/** Shorter than this share of the expected length means words were lost. */
const SHORTEST_SHARE = 0.4;

export type Told = {
  readonly text: string;
  readonly sampleCount: number;
  readonly sampleRate: number;
  readonly wordsPerMinute: number;
};

/** Refuses (`speech-too-short`) sound that cannot hold all syllables of its text. */
export function checkLength(told: Told): Result<null, SpeechFault> {
  const syllables = countSyllables(told.text);
  const expectedMs = (syllables * SYLLABLE_MS_AT_ONE) / told.wordsPerMinute;
  const seconds = told.sampleCount / told.sampleRate;
  if (seconds * 1000 >= SHORTEST_SHARE * expectedMs) return ok(null);
  const start = told.text.slice(0, 80);
  return err({
    code: 'speech-too-short',
    detail: `${syllables} tiếng mà chỉ đọc ${seconds.toFixed(1)} giây: “${start}”`,
  });
}
