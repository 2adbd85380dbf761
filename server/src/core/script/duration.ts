/** Duration — thời lượng dự đoán.
 *
 * Predicts how long spoken words last before any voice exists, from syllables and punctuation.
 * Calibrated on espeak-ng `-v vi -s 135`; other voices scale it. It hears nothing.
 */
const SYLLABLE_MS = 340;
const COMMA_MS = 120;
const STOP_MS = 240;

/** Milliseconds of speech for spoken words (as `normalise` gives them), pauses after it not counted. */
export const predictSpeechMs = (spoken: string): number => {
  const syllables = (spoken.match(/\p{L}+/gu) ?? []).length;
  const inner = spoken.replace(/[,.?!:;]+$/, '');
  const commas = (inner.match(/[,:;]/g) ?? []).length;
  const stops = (inner.match(/[.?!]/g) ?? []).length;
  return Math.round(syllables * SYLLABLE_MS + commas * COMMA_MS + stops * STOP_MS);
};

/** Milliseconds of a run of sentences with the silence after each. */
export const predictDurationMs = (
  sentences: readonly { readonly spoken: string; readonly pauseAfterMs: number }[],
): number =>
  sentences.reduce((sum, each) => sum + predictSpeechMs(each.spoken) + each.pauseAfterMs, 0);
