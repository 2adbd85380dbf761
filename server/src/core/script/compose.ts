/** Compose — soạn kịch bản phát thanh. */
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import { definitionsIn } from '../text/definitions.js';
import { judgeLines } from '../text/dropped-lines.js';
import { type NormaliseOptions, normaliseRepaired } from '../text/normalise.js';
import { repairText } from '../text/repair.js';
import { RULES_VERSION } from '../text/rules-version.js';
import { predictDurationMs } from './duration.js';

export interface ComposeOptions extends NormaliseOptions {
  readonly title?: string;
  readonly stationName?: string;
  /** Read the appendix (default true). */
  readonly includeAppendix?: boolean;
  /** Clauses to read ('Điều 1', …); all when absent. */
  readonly clauses?: readonly string[];
}

/** Text of a legal document → script. Pure; the same text and options give the same script. */
export const composeScript = (text: string, options: ComposeOptions = {}): Script => {
  const repaired = repairText(text);
  const verdicts = judgeLines(
    repaired.text.split('\n').map((line) => line.trim()),
    true,
  );
  const definitions = new Map([...definitionsIn(repaired.text), ...(options.definitions ?? [])]);
  const sentences: ScriptSentence[] = [];
  for (const verdict of verdicts) {
    if (verdict.text === '' || verdict.reason !== undefined) continue;
    const spoken = normaliseRepaired(verdict.text, { ...options, definitions });
    if (spoken.text === '') continue;
    sentences.push({
      index: sentences.length,
      clause: '',
      kind: 'body',
      written: verdict.text,
      spoken: spoken.text,
      pauseAfterMs: 350,
      uncertain: [...spoken.uncertain],
    });
  }
  return {
    v: 1,
    title: options.title ?? verdicts.find((verdict) => verdict.text !== '')?.text ?? '',
    rulesVersion: RULES_VERSION,
    sentences,
    dropped: verdicts.flatMap((v) =>
      v.reason === undefined ? [] : [{ text: v.text, reason: v.reason }],
    ),
    repairs: [...repaired.repairs],
    expectedMs: predictDurationMs(sentences),
  };
};
